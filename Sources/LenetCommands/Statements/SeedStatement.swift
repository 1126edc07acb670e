import LenetCards
import LenetLab

/// `seed 7`
package enum SeedStatement: StatementDefinition {
    package static let card = Card(
        .statement, "seed", "Sets where random numbers start: the weights of the next model, its data order and its dropout.",
        [Parameter("number", .positional, .integer(0...9_007_199_254_740_991), "Any whole number; 0 unless said.")],
        notes: ["A model that is there already keeps the seed that it was made with."],
        examples: [Example("seed 7\nmodel lenet5", "other weights than with seed 0")], otherSpellings: ["random_seed", "manual_seed"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        session.settings.seed = UInt64(call.integer("number"))
        session.say("seed \(session.settings.seed)", for: call)
        if let state = session.training, state.seed != session.settings.seed {
            session.note("the model that is there keeps seed \(state.seed); the next one is made with \(session.settings.seed)")
        }
        return .number(call.number("number"))
    }
}
