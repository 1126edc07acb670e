import CKernels
import LenetCards

/// The mean over classes of (softmax - one-hot)^2, without the factor 1/2.
package struct MeanSquaredError: LossFunction {
    package static let card = Card(
        .loss, "mse", "The mean over the classes of the squared error of the probabilities.",
        [.ofLogits],
        notes: ["The probabilities are the softmax of the logits; the right class should have 1, the others 0."],
        examples: [Example("model softmax_regression; load digits; train with sgd lr 0.1 loss mse", "the squared error")],
        otherSpellings: ["mean_squared_error", "l2"])

    private let isOfLogits: Bool

    package init(_ settings: LossSettings) throws(LossError) {
        isOfLogits = try settings.flag("logits")
    }

    package func evaluate(_ call: LossCall) { call.evaluate(LENET_SQUARED_ERROR, ofLogits: isOfLogits) }
}
