import CKernels
import LenetCards

/// The mean over classes of the cross entropy of each class's own yes or no: the sigmoid of each logit against 1 for the right class
/// and 0 for the others.
package struct BinaryCrossEntropy: LossFunction {
    package static let card = Card(
        .loss, "binary_cross_entropy", "Each class's own yes or no, by the sigmoid of its logit; the mean over the classes.",
        [.smoothing],
        notes: ["Acts on the logits, each by itself. `predict` shows the softmax all the same; the order of the classes is the same."],
        examples: [Example("model softmax_regression; load digits train 600; train with adam loss binary_cross_entropy", "ten questions of yes or no")],
        otherSpellings: ["binary_crossentropy", "bce", "bce_with_logits"])

    private let smoothing: Double

    package init(_ settings: LossSettings) throws(LossError) { smoothing = try settings.number("smoothing") }

    package func evaluate(_ call: LossCall) {
        call.evaluate(LENET_BINARY_CROSS_ENTROPY, ofLogits: true, smoothing: smoothing)
    }
}
