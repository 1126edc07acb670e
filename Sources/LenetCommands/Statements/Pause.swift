import LenetCards
import LenetSyntax

/// `when loss > 3 { pause }`
package enum Pause: StatementDefinition {
    package static let card = Card(
        .statement, "pause", "In a `when` block: stops the training there, as ^C does; `resume` goes on.",
        examples: [
            Example(
                "load digits train 600\nmodel softmax_regression\nwhen step == 2 { pause }\ntrain with adam\nevaluate\nresume\nforget when 1",
                "a look, then on")
        ])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard session.passing != nil else { throw Failure(.past(.pauseOutsideWhen), at: call.sentence.verb.span) }
        session.passing?.wantsPause = true
        return .nothing
    }
}
