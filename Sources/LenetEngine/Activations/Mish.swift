import CKernels
import LenetCards

/// x tanh(log(1 + e^x)).
///
/// Source: Misra, "Mish: a self regularized non-monotonic activation function", 2019.
package struct Mish: NumberedActivation {
    package static let card = Card.activation(
        "mish", "Each number x times tanh(log(1 + exp(x))).",
        example: "a layer of its own")
    package static let number = LENET_MISH

    package init(_ reader: LayerReader) {}
}
