/// What the parser made of a text.
package struct Parsed: Sendable {
    /// The statements that could be read; complete only where `diagnostics` holds no error.
    package var block: Block
    /// Every mistake of the text and of the texts it includes, in the order of their places.
    package var diagnostics: [Diagnostic]
    /// More lines would complete it: a bracket or brace is open, or the last line ends in `\`. The prompt then asks for another
    /// line; a file is wrong, and `diagnostics` says so.
    package var isIncomplete: Bool

    package init(block: Block, diagnostics: [Diagnostic], isIncomplete: Bool) {
        self.block = block
        self.diagnostics = diagnostics
        self.isIncomplete = isIncomplete
    }

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// What was found where `include "common.lenet"` pointed.
package enum IncludeResult: Sendable {
    /// `name` is how diagnostics show the file; the same file must have the same name, since cycles are seen by it.
    case text(name: String, String)
    /// Why it cannot be read, as the second half of a sentence: "there is no such file".
    case missing(reason: String)
    /// The loader knows that the file is being read already. The parser finds a cycle of names by itself.
    case cycle
}
