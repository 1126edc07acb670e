import LenetCards
import LenetLab
import LenetSyntax

/// `time train with adam`
package enum Time: StatementDefinition {
    package static let card = Card(
        .statement, "time", "Carries out a statement and says how long it took.",
        [Parameter("statement", .positional, .statement, "A sentence or an expression.")],
        notes: ["Its value is the number of seconds. A run's own `.seconds` leaves out the evaluations after each epoch."],
        examples: [
            Example("load digits train 600\nmodel softmax_regression\ntime train with adam", "an epoch with all that belongs to it"),
            Example("let seconds = time sum(1..1000)", "kept"),
        ], otherSpellings: ["timeit", "measure"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let statement = call.conditions["statement"] else { preconditionFailure("the card requires a statement") }
        let evaluator = Evaluator(session)
        let start = session.clock()
        if case .sentence(let sentence) = statement.form {
            _ = try evaluator.perform(sentence, isPrinted: call.isPrinted)
        } else {
            let value = try evaluator.evaluate(statement)
            if call.isPrinted { session.printValue(value) }
        }
        let seconds = session.clock() - start
        session.say("took \(NumberText.duration(seconds))", for: call)
        return .number(seconds)
    }
}
