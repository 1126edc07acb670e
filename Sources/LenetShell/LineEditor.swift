/// Where lines come from: a terminal with editing, a pipe, a list in a test.
package protocol LineEditor: AnyObject {
    /// The next line, without its newline.
    func read(_ prompt: Prompt) -> LineRead
    /// A whole statement that was entered, newlines kept.
    func remember(_ statement: String)
}

package enum LineRead: Sendable, Hashable {
    case line(String)
    /// ^C: what was typed is dropped.
    case interrupted
    /// ^D, or the end of the file.
    case end
}

/// Both have the same width, so that lines stand below each other.
package enum Prompt: String, Sendable, Hashable {
    case statement = "lenet> "
    case more = "  ...> "
}

/// Lines from a list: for tests.
package final class ScriptedEditor: LineEditor {
    private var reads: [LineRead]
    package private(set) var prompts: [Prompt] = []
    package private(set) var remembered: [String] = []

    package init(_ reads: [LineRead]) { self.reads = reads.reversed() }

    package func read(_ prompt: Prompt) -> LineRead {
        prompts.append(prompt)
        return reads.popLast() ?? .end
    }
    package func remember(_ statement: String) { remembered.append(statement) }
}
