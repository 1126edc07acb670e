import LenetCards
import LenetEngine

/// `rewind`
package enum Rewind: StatementDefinition {
    package static let card = Card(
        .statement, "rewind", "Takes model, optimizer state, data order and history back to the beginning.",
        examples: [Example("model lenet5\nrewind", "the same weights as after `model lenet5`")], otherSpellings: ["reset", "restart"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let state = session.training else { throw Failure(.noModel, at: call.sentence.verb.span) }
        let plan = state.network.plan
        session.rewind(to: TrainingState(plan: plan, seed: state.seed))
        session.say("\(plan.name) is back at its start, seed \(state.seed)", for: call)
        return try session.definedValue("model", at: call.sentence.span) ?? .nothing
    }
}
