/// Where a session's words go. The command line writes to the standard streams; tests collect.
package protocol Output: AnyObject {
    /// Columns of the place where results are read.
    var width: Int { get }
    /// Colour on standard error, where diagnostics go.
    var hasColor: Bool { get }
    /// Whether someone sees a line that is drawn over and over.
    var showsProgress: Bool { get }

    /// Standard output: results. Whole lines; the newline is added.
    func result(_ text: String)
    /// Standard error: diagnostics, warnings, notes. Whole lines; the newline is added.
    func message(_ text: String)
    /// The progress line, replaced; nil takes it away.
    func progress(_ line: String?)
    /// A long result, a screen at a time where someone reads along.
    func page(_ text: String)
    /// Everything said so far is with its reader: before another program writes to the same place.
    func flush()
}

extension Output {
    package func page(_ text: String) { result(text) }
    package func flush() {}
}

/// Collects what is said: for tests.
package final class CollectedOutput: Output {
    package var results: [String] = []
    package var messages: [String] = []
    package var progressLines: [String] = []
    package var width = 80
    package var hasColor = false
    package var showsProgress = false

    package init() {}
    package func result(_ text: String) { results.append(text) }
    package func message(_ text: String) { messages.append(text) }
    package func progress(_ line: String?) { if let line { progressLines.append(line) } }
}
