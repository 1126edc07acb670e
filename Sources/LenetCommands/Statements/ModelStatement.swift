import LenetCards
import LenetEngine
import LenetLab
import LenetSyntax

/// `model lenet5`
package enum ModelStatement: StatementDefinition {
    package static let card = Card(
        .statement, "model", "Makes a network and draws its weights from the seed in force.",
        [
            Parameter(
                "name", .positional, .name(of: [.preset], called: true),
                "A preset, or a model of your own, with values for its parameters.")
        ],
        notes: [
            "Before any data is loaded the network takes images of 28x28x1 and tells 10 classes apart.",
            "A model of your own: model small { conv 8 3x3 same relu; maxpool 2; dense 10 }. Layers: help layers.",
        ],
        examples: [
            Example("model lenet5", "LeNet-5, 61,706 parameters"),
            Example("model small(width = 8) {\n    conv width 3x3 same relu\n    maxpool 2\n    dense 10\n}\nmodel small(width: 16)", "one's own, with a parameter"),
        ])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard case .architecture(let architecture) = call.value("name") else { preconditionFailure("the card declares name") }
        let plan = try session.plan(architecture)
        session.training = TrainingState(plan: plan, seed: session.settings.seed)
        session.architecture = architecture
        session.say(
            "\(plan.name): \(NumberText.grouped(plan.parameterCount)) parameters, input \(plan.input), \(plan.classes) classes, seed \(session.settings.seed)",
            for: call)
        return try session.definedValue("model", at: call.sentence.span) ?? .nothing
    }
}
