import CKernels
import LenetCards

/// What training makes small: a file in `Losses/` with its card, its parameters and its formula. All start from logits.
package protocol LossFunction: Sendable {
    static var card: Card { get }
    /// Reads the parameters by the card.
    init(_ settings: LossSettings) throws(LossError)
    func evaluate(_ call: LossCall)
}

/// One lane group's logits and labels, and where its losses and gradients go.
package struct LossCall {
    package var kernels: UnsafePointer<lenet_kernels>
    package var classes: Int
    /// Images in the group; the other lanes get loss 0 and gradient 0.
    package var count: Int
    /// [classes][16]
    package var logits: UnsafePointer<Float>
    /// 16, of which `count` are read.
    package var labels: UnsafePointer<UInt8>
    /// What the gradient is multiplied by: 1 / images of the batch.
    package var scale: Float
    /// [16], one per image, not scaled.
    package var losses: UnsafeMutablePointer<Float>
    /// [classes][16]; nil in an evaluation.
    package var gradient: UnsafeMutablePointer<Float>?

    package init(
        kernels: UnsafePointer<lenet_kernels>, classes: Int, count: Int, logits: UnsafePointer<Float>,
        labels: UnsafePointer<UInt8>, scale: Float, losses: UnsafeMutablePointer<Float>,
        gradient: UnsafeMutablePointer<Float>?
    ) {
        self.kernels = kernels
        self.classes = classes
        self.count = count
        self.logits = logits
        self.labels = labels
        self.scale = scale
        self.losses = losses
        self.gradient = gradient
    }

    /// 1 for the label's class and 0 for the others; with smoothing s, 1 - s + s / classes and s / classes.
    func targets(smoothing: Double = 0) -> lenet_targets {
        let share = smoothing / Double(classes)
        return lenet_targets(labels: labels, hot: Float(1 - smoothing + share), cold: Float(share), distribution: nil)
    }

    /// A loss of the softmax of the logits, or of the logits as they are.
    func evaluate(_ function: lenet_output_loss, ofLogits: Bool, _ parameter: Double = 0, smoothing: Double = 0) {
        kernels.pointee.output_loss(
            function, !ofLogits, Float(parameter), Int32(classes), Int32(count), logits, targets(smoothing: smoothing), scale, losses,
            gradient)
    }
}

/// A loss that was chosen, with its parameters.
package struct Loss: Sendable, Hashable {
    package let function: any LossFunction
    /// As a value is written: `mse`, `huber(delta: 0.5)`.
    package let name: String
    /// What was said to it.
    package let settings: [String: LayerValue]
    package var card: Card { type(of: function).card }

    /// Errors: an unknown parameter, or one out of the card's range.
    package init(_ type: any LossFunction.Type, _ values: [String: LayerValue] = [:]) throws(LossError) {
        function = try type.init(LossSettings(type.card, values))
        settings = values
        let words = type.card.parameters.compactMap { parameter in
            values[parameter.name].flatMap { value in LossSettings.text(value).map { "\(parameter.name): \($0)" } }
        }
        name = type.card.keyword + (words.isEmpty ? "" : "(" + words.joined(separator: ", ") + ")")
    }

    private init(standard function: any LossFunction) {
        self.function = function
        settings = [:]
        name = type(of: function).card.keyword
    }

    /// cross_entropy, which holds unless another is said.
    package static let standard = Loss(standard: CrossEntropy())

    package static func == (a: Loss, b: Loss) -> Bool { a.name == b.name }
    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// The losses there are: one for each file in `Losses/` (the list is kept by `scripts/sync`).
package enum LossCatalogue {
    package static let cards: [Card] = types.map { $0.card }
    package static func type(named name: String) -> (any LossFunction.Type)? { types.first { $0.card.keyword == name } }
    /// With its card's defaults.
    package static func loss(named name: String) -> Loss? { type(named: name).flatMap { try? Loss($0) } }
    /// Words that stand alone: `squared`.
    package static let flagWords = Set(cards.flatMap(\.parameters).filter { $0.role == .flag }.map(\.name))
}
