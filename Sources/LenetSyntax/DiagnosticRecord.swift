/// A diagnostic as `--json` writes it, one object a line. Lines and columns count from 1, columns in characters.
package struct DiagnosticRecord: Sendable, Hashable, Encodable {
    package var severity: String
    package var code: String?
    package var title: String
    /// What the carets' label says.
    package var label: String?
    package var file: String?
    package var line: Int?
    package var column: Int?
    /// The place just after the last character.
    package var endLine: Int?
    package var endColumn: Int?
    package var notes: [String]
    package var replacement: String?

    package init(_ diagnostic: Diagnostic, in sources: SourceTable) {
        severity = diagnostic.severity.rawValue
        code = diagnostic.code
        title = diagnostic.title
        notes = diagnostic.notes
        replacement = diagnostic.replacement
    }
}
