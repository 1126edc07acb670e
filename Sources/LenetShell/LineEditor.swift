/// Where lines come from: a terminal with editing, a pipe, a list in a test.
package protocol LineEditor: AnyObject {
    /// The next line, without its newline; several, where several were pasted or brought back.
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

/// What stands before the cursor.
package enum Prompt: Sendable, Hashable {
    case statement(String)
    /// The statement goes on. As wide as the prompt before it, so that lines stand below each other.
    case more(width: Int)

    package var text: String {
        switch self {
        case .statement(let text): text
        case .more(let width): String(repeating: " ", count: max(0, width - 5)) + "...> "
        }
    }
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
