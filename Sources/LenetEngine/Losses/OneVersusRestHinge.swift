import CKernels
import LenetCards

/// The mean over classes of max(0, margin - s o) with s = 1 for the right class and -1 for the others; o is the softmax, or the logits.
/// Keras' Hinge and SquaredHinge on targets of -1 and 1.
package struct OneVersusRestHinge: LossFunction {
    package static let card = Card(
        .loss, "one_vs_rest_hinge", "Each class by itself: the right one should lie above the margin, the others below minus the margin.",
        [
            Parameter("margin", .option, .number(.positive), default: .number(1), "How far from 0 each should be."),
            Parameter("squared", .flag, .flag, default: .flag(false), "Squares each class's share."),
            .ofLogits,
        ],
        examples: [Example("model softmax_regression; load digits train 600; train with adam loss one_vs_rest_hinge(logits: true)", "one machine for each class")],
        otherSpellings: ["squared_hinge"])

    private let margin: Double
    private let isSquared: Bool
    private let isOfLogits: Bool

    package init(_ settings: LossSettings) throws(LossError) {
        margin = try settings.number("margin")
        isSquared = try settings.flag("squared")
        isOfLogits = try settings.flag("logits")
    }

    package func evaluate(_ call: LossCall) {
        call.evaluate(isSquared ? LENET_SQUARED_HINGE : LENET_HINGE, ofLogits: isOfLogits, margin)
    }
}
