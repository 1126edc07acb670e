import CKernels
import LenetCards

/// What training makes small: one file in `Losses/`. All act on logits.
package protocol LossFunction: Sendable {
    static var card: Card { get }
    static func evaluate(_ call: LossCall)
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
}

/// A loss that was chosen.
package struct Loss: Sendable, Hashable {
    package let function: any LossFunction.Type
    package var card: Card { function.card }
    package var name: String { card.keyword }

    package init(_ function: any LossFunction.Type) { self.function = function }

    /// cross_entropy, which holds unless another is said.
    package static let standard = Loss(CrossEntropy.self)

    package static func == (a: Loss, b: Loss) -> Bool { a.name == b.name }
    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// The losses there are: one for each file in `Losses/` (the list is kept by `scripts/sync`).
package enum LossCatalogue {
    package static let cards: [Card] = types.map { $0.card }
    package static func loss(named name: String) -> Loss? { types.first { $0.card.keyword == name }.map { Loss($0) } }
}
