import LenetCards
import LenetEngine
import LenetLab
import LenetSyntax

/// `goto step 400`, `goto epoch 2`
package enum Goto: StatementDefinition {
    package static let card = Card(
        .statement, "goto", "Goes to a step or an epoch that was made before: back, or forward again.",
        topics: [
            Card(
                .statement, "step", "So many updates after the model's beginning, over all trainings.",
                [Parameter("number", .positional, .integer(0...9_007_199_254_740_991), unit: "updates", "0 is the beginning.")]),
            Card(
                .statement, "epoch", "The end of an epoch, counted over all trainings as in the model's history.",
                [Parameter("number", .positional, .integer(0...9_007_199_254_740_991), unit: "epochs", "0 is the beginning.")]),
        ],
        notes: [
            "Everything is then what it was: weights, optimizer, data order, schedule, history. Steps that were never made cannot be gone to: `resume` and `train` make them.",
            "What is known of later steps stays known until another training begins; a `branch` keeps it for good.",
        ],
        examples: [
            Example(
                "load digits train 600\nmodel softmax_regression\ntrain with adam epochs 3\ngoto step 4\ngoto epoch 2\ngoto epoch 3", "there and back")
        ], otherSpellings: ["go", "jump", "seek"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard session.training != nil else { throw Failure(.noModel, at: call.sentence.verb.span) }
        let number = call.integer("number"), span = call.span(of: "number")
        guard call.topic == "epoch" else { return try go(to: number, call, at: span, in: session) }
        guard let step = session.past.step(ofEpoch: number) ?? (number == 0 && session.training?.step == 0 ? 0 : nil) else {
            throw Failure(.past(.unknownEpoch(number, last: session.past.lastEpoch)), at: span)
        }
        return try go(to: step, call, at: span, in: session)
    }

    /// What `back` and `goto` have in common: goes there and says where that is.
    static func go(to step: Int, _ call: SentenceCall, at span: Span, in session: Session) throws -> Value {
        let from = session.training?.step ?? step
        let start = session.clock()
        let (paused, replayed) = try session.travel(to: step, at: span)
        let seconds = session.clock() - start
        let moved = abs(step - from)
        var text = "step \(NumberText.grouped(step))"
        if moved > 0 { text += ", \(moved == 1 ? "1 step" : "\(NumberText.grouped(moved)) steps") \(step < from ? "back" : "forward")" }
        if replayed > 0 { text += " (\(replayed == 1 ? "1 was" : "\(NumberText.grouped(replayed)) were") made again, \(NumberText.duration(seconds)))" }
        session.say(text, for: call)
        if let paused { session.say("\(paused.summary); `resume` goes on", for: call) }
        return try session.definedValue("model", at: call.sentence.span) ?? .nothing
    }
}
