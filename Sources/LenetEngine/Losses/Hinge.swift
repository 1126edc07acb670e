import CKernels
import LenetCards

/// The sum over the wrong classes j of max(0, margin - o of the right class + o of j), divided by the number of classes; o is the
/// softmax, or the logits.
///
/// Source: Crammer and Singer, "On the algorithmic implementation of multiclass kernel-based vector machines", 2001; as PyTorch's
/// MultiMarginLoss has it.
package struct Hinge: LossFunction {
    package static let card = Card(
        .loss, "hinge", "By how much each wrong class comes closer to the right one than a margin; the mean over the classes.",
        [
            Parameter("margin", .option, .number(.positive), default: .number(1), "How far behind wrong classes should be."),
            Parameter("squared", .flag, .flag, default: .flag(false), "Squares each class's share."),
            .ofLogits,
        ],
        notes: ["It looks at the softmax, as all losses but the cross entropies; a support vector machine's looks at the logits: hinge(logits: true)."],
        examples: [Example("model softmax_regression; load digits train 600; train with adam loss hinge(logits: true, margin: 1)", "as a support vector machine has it")],
        otherSpellings: ["multi_margin", "multimargin", "svm"])

    private let margin: Double
    private let isSquared: Bool
    private let isOfLogits: Bool

    package init(_ settings: LossSettings) throws(LossError) {
        margin = try settings.number("margin")
        isSquared = try settings.flag("squared")
        isOfLogits = try settings.flag("logits")
    }

    package func evaluate(_ call: LossCall) {
        call.evaluate(isSquared ? LENET_SQUARED_MULTI_MARGIN : LENET_MULTI_MARGIN, ofLogits: isOfLogits, margin)
    }
}
