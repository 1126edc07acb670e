import CKernels
import LenetCards

/// The mean over classes of |softmax - one-hot|; the derivative at 0 is 0.
package struct MeanAbsoluteError: LossFunction {
    package static let card = Card(
        .loss, "mae", "The mean over the classes of the absolute error of the probabilities.",
        [.ofLogits],
        notes: ["The probabilities are the softmax of the logits; the right class should have 1, the others 0."],
        examples: [Example("model softmax_regression; load digits train 600; train with adam loss mae", "the absolute error")],
        otherSpellings: ["mean_absolute_error", "l1"])

    private let isOfLogits: Bool

    package init(_ settings: LossSettings) throws(LossError) {
        isOfLogits = try settings.flag("logits")
    }

    package func evaluate(_ call: LossCall) { call.evaluate(LENET_ABSOLUTE_ERROR, ofLogits: isOfLogits) }
}
