import LenetCards

/// `what is momentum`
package enum What: StatementDefinition {
    package static let card = Card(
        .statement, "what", "Says what a word of the field means, with a line to run.",
        topics: [
            Card(
                .statement, "is", "Says what a word of the field means, with a line to run.",
                [
                    Parameter("word", .positional, .name(of: Card.Kind.allCases), "A word: momentum, or the first of two."),
                    Parameter("second", .positional, .name(of: Card.Kind.allCases), default: .absent("None."), "The next word: learning rate."),
                    Parameter("third", .positional, .name(of: Card.Kind.allCases), default: .absent("None."), "The last one: mean squared error."),
                ])
        ],
        examples: [
            Example("what is momentum", "a word"), Example("what is learning rate", "several words"),
            Example("what is adam", "things of the language too"),
        ], otherSpellings: ["define", "explain_word"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        let word = ["word", "second", "third"].compactMap { call.text($0) }.joined(separator: " ")
        guard let text = HelpText.meaning(of: word, in: session) else {
            throw Failure(.noHelp(word, nearest: Glossary.nearest(word)), at: call.span(of: "word"))
        }
        session.print(text)
        return .text(text)
    }
}
