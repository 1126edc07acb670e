/// Draws a diagnostic for a terminal.
package struct DiagnosticRenderer: Sendable {
    package var sources: SourceTable
    package var color: Bool
    package var width: Int

    package init(sources: SourceTable, color: Bool, width: Int) {
        self.sources = sources
        self.color = color
        self.width = width
    }

    package func render(_ diagnostic: Diagnostic) -> String { diagnostic.severity.rawValue + ": " + diagnostic.title + "\n" }
}
