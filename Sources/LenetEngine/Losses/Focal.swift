import CKernels
import LenetCards

/// -alpha (1 - p)^gamma log p of the right class's probability p: what is already told well counts less.
///
/// Source: Lin et al., "Focal loss for dense object detection", 2017.
package struct Focal: LossFunction {
    package static let card = Card(
        .loss, "focal", "Cross entropy in which images that are told well count less.",
        [
            Parameter("gamma", .option, .number(.nonNegative), default: .number(2), "How much less; 0 is cross entropy."),
            Parameter("alpha", .option, .number(.positive), default: .number(1), "What all of it is multiplied by; Keras says 0.25."),
        ],
        notes: ["Acts on the logits: the softmax is part of it."],
        examples: [Example("model softmax_regression; load digits train 600; train with adam loss focal gamma 2", "with its parameter")],
        otherSpellings: ["focal_loss", "categorical_focal_crossentropy"])

    private let gamma: Double
    private let alpha: Double

    package init(_ settings: LossSettings) throws(LossError) {
        gamma = try settings.number("gamma")
        alpha = try settings.number("alpha")
    }

    package func evaluate(_ call: LossCall) {
        call.kernels.pointee.softmax_focal(
            Float(gamma), Float(alpha), Int32(call.classes), Int32(call.count), call.logits, call.labels, call.scale, call.losses,
            call.gradient)
    }
}
