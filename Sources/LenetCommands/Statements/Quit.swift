import LenetCards

/// `quit`
package enum Quit: StatementDefinition {
    package static let card = Card(
        .statement, "quit", "Ends the sitting, or the script.", notes: ["At the prompt ^D does the same."],
        examples: [Example("print 1\nquit\nprint 2", "the second line is the last")], otherSpellings: ["exit", "bye", "q"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        session.hasQuit = true
        throw Failure(.quit, at: call.sentence.span)
    }
}
