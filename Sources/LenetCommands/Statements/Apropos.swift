import LenetCards

/// `apropos momentum`
package enum Apropos: StatementDefinition {
    package static let card = Card(
        .statement, "apropos", "Lists everything whose help mentions a word.",
        [Parameter("word", .positional, .name(of: Card.Kind.allCases), "A word, or the beginning of one.")],
        examples: [Example("apropos momentum", "what has to do with it")], otherSpellings: ["search", "find"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let word = call.text("word") else { preconditionFailure("the card requires a word") }
        let found = HelpText.mentions(of: word, in: session)
        guard !found.isEmpty else { throw Failure(.noHelp(word, nearest: HelpText.nearest(word, in: session)), at: call.span(of: "word")) }
        session.print(found.joined(separator: "\n"))
        return .list(found.map { .text($0) })
    }
}
