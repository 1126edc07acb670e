/// What is said to a person about a place in a text: the renderer draws it, `--json` writes it.
///
/// Rooms of the house throw errors that are enums of facts; one writer per room turns a fact into a diagnostic.
package struct Diagnostic: Sendable, Hashable, Error {
    package enum Severity: String, Sendable, Hashable { case error, warning, note }

    /// A stretch of text with what is wrong there: drawn with carets under it.
    package struct Label: Sendable, Hashable {
        package var span: Span
        package var text: String
        package init(_ span: Span, _ text: String) {
            self.span = span
            self.text = text
        }
    }

    package var severity: Severity
    /// `E0123`; stable, explained in the documentation.
    package var code: String?
    /// What was found, short: "no optimizer named 'rmsporp'".
    package var title: String
    /// The place it is about; nil only where there is no text to show, such as a damaged data file.
    package var primary: Label?
    /// Other places that explain it: the definition that was used, the calls on the way.
    package var secondary: [Label]
    /// Lines below the drawing: what would work, why, where to read on.
    package var notes: [String]
    /// Text that could stand at the primary place instead.
    package var replacement: String?

    package init(
        _ severity: Severity = .error, code: String? = nil, _ title: String, at primary: Label? = nil,
        secondary: [Label] = [], notes: [String] = [], replacement: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.title = title
        self.primary = primary
        self.secondary = secondary
        self.notes = notes
        self.replacement = replacement
    }
}
