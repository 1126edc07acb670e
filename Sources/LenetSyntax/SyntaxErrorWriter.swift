import LenetCards

/// The one writer of this room: facts to sentences.
///
/// A message says first what was found, short; under the carets what to write instead; below, why, and a line that would do.
/// Codes are stable and never reused. Messages that teach the same share one.
package struct SyntaxErrorWriter: Sendable {
    let grammar: Grammar

    package init(grammar: Grammar) { self.grammar = grammar }

    package func diagnostic(for error: SyntaxError) -> Diagnostic {
        var message: Message
        switch error.mistake {
        case .lexical(let mistake): message = self.message(mistake)
        case .expression(let mistake): message = self.message(mistake)
        case .statement(let mistake): message = self.message(mistake)
        case .sentence(let mistake): message = self.message(mistake)
        case .definition(let mistake): message = self.message(mistake)
        }
        if message.notes.count > 3 { message.notes.removeLast(message.notes.count - 3) }
        return Diagnostic(
            .error, code: message.code, message.title, at: .init(message.place ?? error.span, message.label),
            secondary: message.secondary, notes: message.notes, replacement: message.replacement)
    }

    struct Message {
        var code: String
        var title: String
        var label: String
        var notes: [String]
        var replacement: String?
        var secondary: [Diagnostic.Label]
        /// Where the carets stand, if not at the error's own place.
        var place: Span?

        init(
            _ code: Int, _ title: String, _ label: String = "", notes: [String] = [], replacement: String? = nil,
            secondary: [Diagnostic.Label] = [], place: Span? = nil
        ) {
            self.code = "E0\(code)"
            self.title = title
            self.label = label
            self.notes = notes
            self.replacement = replacement
            self.secondary = secondary
            self.place = place
        }
    }

    /// "did you mean 'adam'?", "did you mean 'sum' or 'sqrt'?", or else the second sentence.
    func suggestion(_ word: String, among names: [String], else otherwise: String = "") -> (label: String, best: String?) {
        let near = Nearest.candidates(word, among: names)
        guard let best = near.first else { return (otherwise, nil) }
        let quoted = near.prefix(2).map { "'\($0)'" }.joined(separator: " or ")
        return ("did you mean \(quoted)?", near.count == 1 ? best : nil)
    }

    /// `a, b, c`, cut where it grows long.
    func listed(_ words: [String], limit: Int = 100) -> String {
        var line = ""
        for word in words {
            if line.count + word.count > limit { return line + ", …" }
            line += line.isEmpty ? word : ", " + word
        }
        return line
    }

    /// "'epochs'", "the end of the line".
    func inWords(_ found: Found) -> String {
        switch found {
        case .token(let text): "'\(text)'"
        case .text: "text in quotes"
        case .endOfLine: "the end of the line"
        case .endOfText: "the end"
        case .endOfEmbed: "'}'"
        }
    }
}

/// A line of script cut to what a note can hold.
func shortened(_ text: String, to limit: Int = 60) -> String {
    text.count <= limit ? text : String(text.prefix(limit - 1)) + "…"
}
