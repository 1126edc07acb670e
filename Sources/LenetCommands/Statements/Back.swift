import LenetCards
import LenetSyntax

/// `back 3`
package enum Back: StatementDefinition {
    package static let card = Card(
        .statement, "back", "Undoes updates, exactly: weights, optimizer, data order, schedule and history are what they were.",
        [Parameter("count", .positional, .integer(1...1_000_000_000_000), default: .number(1), unit: "updates", "How many.")],
        notes: [
            "`resume` and `step` go on from there to the same bits; `goto step N` goes forward again over what was made before.",
            "Behind a `step` on a landscape it undoes steps of that walk.",
            "`show past` says how far back it goes and what it costs.",
        ],
        examples: [
            Example("load digits train 600\nmodel softmax_regression\ntrain with adam epochs 2\nback 3\nresume", "three updates undone, and made again")
        ], otherSpellings: ["undo", "backward", "revert"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        if let walk = session.walk, walk.isNext { return try WalkStepping.back(call, walk, in: session) }
        guard let training = session.training else { throw Failure(.noModel, at: call.sentence.verb.span) }
        let count = call.integer("count")
        let first = session.past.line?.root.state.step ?? training.step
        guard training.step - first >= count else {
            if session.past.line == nil, training.step > 0 {
                throw Failure(
                    .past(.nothingKept(step: training.step, isOff: session.past.snapshots.budget == 0)), at: call.sentence.span)
            }
            throw Failure(.past(.tooFarBack(count, most: training.step - first)), at: call.span(of: "count"))
        }
        return try Goto.go(to: training.step - count, call, at: call.span(of: "count"), in: session)
    }
}
