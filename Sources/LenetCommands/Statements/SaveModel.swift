import LenetCards
import LenetLab
import LenetSyntax

/// `save model to "five.safetensors"`
enum SaveModel {
    static let topic = Card(
        .statement, "model", "Writes the network's weights as safetensors, with the names and shapes of PyTorch's state_dict.",
        [Save.target],
        notes: ["Where the rule names weights for evaluation (an average, a schedule-free rule), those are written."])

    static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let state = session.training else { throw Failure(.noModel, at: call.sentence.verb.span) }
        let network = state.evaluationNetwork
        let name = try Save.write(ModelTensors.bytes(network, step: state.step), call, in: session)
        session.say(
            "\(name): \(network.plan.name), \(NumberText.grouped(network.plan.parameterCount)) parameters, fingerprint \(network.fingerprint)", for: call)
        return .text(name)
    }
}
