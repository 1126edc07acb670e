import LenetCards

/// `help train`
package enum Help: StatementDefinition {
    package static let card = Card(
        .statement, "help", "Explains a statement, a rule, a layer, a loss, a dataset, a function or a kind of value.",
        [Parameter("word", .positional, .name(of: Card.Kind.allCases), default: .absent("An overview."), "A word of the language, or a plural such as optimizers.")],
        examples: [
            Example("help train", "a statement and its options"), Example("help adam", "a rule and its hyper-parameters"),
            Example("help optimizers", "all of a kind"), Example("help run", "the fields of a value"),
        ], otherSpellings: ["man", "info"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let word = call.text("word") else {
            session.page(HelpText.overview(width: session.output.width))
            return .nothing
        }
        guard let text = HelpText.about(word, in: session) else {
            throw Failure(.noHelp(word, nearest: HelpText.nearest(word, in: session)), at: call.span(of: "word"))
        }
        session.page(text)
        return .text(text)
    }
}
