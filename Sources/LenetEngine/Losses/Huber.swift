import CKernels
import LenetCards

/// The mean over classes of d^2 / 2 where |d| <= delta, else delta (|d| - delta / 2), with d = softmax - one-hot.
///
/// Source: Huber, "Robust estimation of a location parameter", 1964.
package struct Huber: LossFunction {
    package static let card = Card(
        .loss, "huber", "Squared for small errors of the probabilities, absolute for large ones; the mean over the classes.",
        [
            Parameter("delta", .option, .number(.positive), default: .number(1), "Where small errors end."),
            .ofLogits,
        ],
        notes: ["The probabilities are the softmax of the logits. Errors of probabilities are below 1, so a delta below 1 is what acts."],
        examples: [Example("model softmax_regression; load digits train 600; train with adam loss huber(delta: 0.5)", "with its parameter")],
        otherSpellings: ["smooth_l1", "huber_loss"])

    private let isOfLogits: Bool
    private let delta: Double

    package init(_ settings: LossSettings) throws(LossError) {
        delta = try settings.number("delta")
        isOfLogits = try settings.flag("logits")
    }

    package func evaluate(_ call: LossCall) { call.evaluate(LENET_HUBER, ofLogits: isOfLogits, delta) }
}
