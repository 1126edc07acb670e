import LenetCards
import LenetEngine
import LenetLab
import LenetSyntax

/// `load model "five.safetensors"`
enum LoadModel {
    static let topic = Card(
        .statement, "model", "Takes a network's weights from a safetensors file: one of `save model`, or one of PyTorch.",
        [Parameter("file", .positional, .path, "The file's name.")],
        notes: [
            "A file of `save model` brings its network with it. Another's numbers go into the model that is there: every array by its name "
                + "and shape, none left over. F32, F16, BF16 and F64 are read.",
            "The model begins a training of its own: no optimizer state, no history.",
        ])

    static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        let name = call.text("file") ?? ""
        let place = call.span(of: "file")
        let network: Network
        do {
            network = try ModelTensors.network(reading: try session.bytes(of: name, at: place), into: session.training?.network.plan)
        } catch let fault as TensorFault {
            throw Failure(.tensors(name, fault), at: place)
        }
        let plan = network.plan
        if session.dataset != nil {
            let (input, classes) = session.imageShape
            guard plan.input == input else { throw Failure(.engine(.wrongImages(network: plan.input, data: input)), at: place) }
            guard plan.classes == classes else { throw Failure(.engine(.wrongClasses(network: plan.classes, data: classes)), at: place) }
        }
        session.training = TrainingState(network: network, seed: session.settings.seed)
        session.architecture = Architecture(name: plan.name, span: call.sentence.span)
        session.say("\(name): \(plan.name), \(NumberText.grouped(plan.parameterCount)) parameters, fingerprint \(network.fingerprint)", for: call)
        return try session.definedValue("model", at: call.sentence.span) ?? .nothing
    }
}
