import LenetCards
import LenetSyntax

/// `when loss > 2 * previous_loss { pause }`
package enum When: StatementDefinition {
    package static let card = Card(
        .statement, "when", "Carries out a block whenever a condition comes true while the model trains.",
        [
            Parameter(
                "condition", .positional, .condition,
                "Tested after every update and after every epoch's measures: loss > 2 * previous_loss."),
            Parameter("block", .positional, .block, "What is done then, before the next update: { pause }."),
        ],
        notes: [
            "The condition may use loss (of the batch just trained on), previous_loss (of the one before), step and epoch (done so far, over all trainings), lr, accuracy and the other measures of the last row of the history. The block sees them too.",
            "The block runs when the condition becomes true, not at every step while it stays so; it runs again once the condition was false in between.",
            "Inside, `pause` stops the training as ^C does, and `resume` goes on. What looks is allowed, and so are `branch` and assignments; what moves the model is not.",
            "`show when` lists them, `forget when 1` drops one. Trainings of `compare` are not watched.",
        ],
        examples: [
            Example(
                "load digits train 600\nmodel softmax_regression\nwhen loss > 2 * previous_loss { pause }\ntrain with sgd lr 0.1\nforget when 1",
                "a loss that jumps"),
            Example(
                "load digits train 600\nmodel softmax_regression\nwhen step == 3 { branch third }\ntrain with adam\nshow branches\nforget when 1",
                "a point to come back to"),
        ], otherSpellings: ["whenever", "on"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let condition = call.conditions["condition"], case .block(let body)? = call.conditions["block"]?.form else {
            preconditionFailure("the card requires both")
        }
        guard session.scopes.isAtTopLevel else { throw Failure(.past(.whenInside), at: call.sentence.verb.span) }
        let diagnostics = Checker.problems(of: call.sentence, in: session)
        guard diagnostics.isEmpty else { throw Failure(.diagnosed(diagnostics), at: call.sentence.span) }
        let watcher = Watcher(
            number: (session.watchers.last?.number ?? 0) + 1, condition: condition, body: body, text: session.written(condition.span),
            statement: session.written(call.sentence.span))
        session.watchers.append(watcher)
        session.noteChange()
        session.say("when \(watcher.number): \(watcher.text)", for: call)
        return .number(Double(watcher.number))
    }
}
