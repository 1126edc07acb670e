import LenetCards
import LenetSyntax

/// All that the program can explain, as one JSON object: cards, words of the language, the glossary, the messages' codes.
package enum Reference {
    package static func json(of session: Session) -> JSON {
        let cards = session.cards(of: Card.Kind.allCases)
        return .object([
            ("cards", .list(cards.map(\.json))),
            ("keywords", .list(Keyword.allCases.map { .text($0.word) })),
            ("definitions", .list(definitionWords.map { .text($0) })),
            ("rules", .list(ruleWords.map { .text($0) })),
            (
                "glossary",
                .list(
                    Glossary.terms.map { term in
                        .object([
                            ("word", .text(term.word)), ("also", .list(term.also.map { .text($0) })), ("text", .text(term.text)),
                            ("script", .text(term.script)),
                        ])
                    })
            ),
            ("codes", .list(ErrorPages.codes.map { .text($0) })),
        ])
    }

    /// Words that begin a definition.
    package static let definitionWords = ["optimizer", "schedule", "landscape", "model", "def"]
    /// Words that begin a line of a rule.
    package static let ruleWords = ["state", "scalar", "only", "evaluate"]
}
