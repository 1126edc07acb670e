import CKernels
import LenetCards

/// max(0, margin + the greatest of 0 and the wrong classes' o - o of the right class); o is the softmax, or the logits. As Keras'
/// CategoricalHinge has it.
package struct CategoricalHinge: LossFunction {
    package static let card = Card(
        .loss, "categorical_hinge", "By how much the strongest wrong class comes closer to the right one than a margin.",
        [
            Parameter("margin", .option, .number(.positive), default: .number(1), "How far behind it should be."),
            .ofLogits,
        ],
        examples: [Example("model softmax_regression; load digits train 600; train with adam loss categorical_hinge", "Keras' hinge over classes")])

    private let isOfLogits: Bool
    private let margin: Double

    package init(_ settings: LossSettings) throws(LossError) {
        margin = try settings.number("margin")
        isOfLogits = try settings.flag("logits")
    }

    package func evaluate(_ call: LossCall) { call.evaluate(LENET_CATEGORICAL_HINGE, ofLogits: isOfLogits, margin) }
}
