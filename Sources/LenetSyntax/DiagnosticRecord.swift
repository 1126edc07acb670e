/// A diagnostic as `--json` writes it, one object a line. Lines and columns count from 1, columns in characters.
package struct DiagnosticRecord: Sendable, Hashable, Encodable {
    /// A place with what is said about it.
    package struct Place: Sendable, Hashable, Encodable {
        package var file: String
        package var line: Int
        package var column: Int
        /// The place just behind the last character.
        package var endLine: Int
        package var endColumn: Int
        package var label: String

        init(_ label: Diagnostic.Label, in sources: SourceTable) {
            let source = sources[label.span.source]
            let start = source.position(of: label.span.start)
            let end = source.position(of: label.span.end)
            file = source.name
            line = start.line
            column = start.column
            endLine = end.line
            endColumn = end.column
            self.label = label.text
        }
    }

    package var severity: String
    package var code: String?
    package var title: String
    package var file: String?
    package var line: Int?
    package var column: Int?
    package var endLine: Int?
    package var endColumn: Int?
    /// What stands under the carets.
    package var label: String?
    /// Other places that explain it.
    package var related: [Place]
    package var notes: [String]
    /// Text that could stand from `line`, `column` to `endLine`, `endColumn` instead.
    package var replacement: String?

    package init(_ diagnostic: Diagnostic, in sources: SourceTable) {
        severity = diagnostic.severity.rawValue
        code = diagnostic.code
        title = diagnostic.title
        related = diagnostic.secondary.map { Place($0, in: sources) }
        notes = diagnostic.notes
        replacement = diagnostic.replacement
        if let primary = diagnostic.primary {
            let place = Place(primary, in: sources)
            file = place.file
            line = place.line
            column = place.column
            endLine = place.endLine
            endColumn = place.endColumn
            label = place.label
        }
    }
}
