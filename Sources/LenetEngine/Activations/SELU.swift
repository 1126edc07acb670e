import CKernels
import LenetCards

/// 1.0507 (x <= 0 ? 1.67326 (e^x - 1) : x), which keeps mean 0 and variance 1 where weights start as `init lecun_normal` draws them.
///
/// Source: Klambauer et al., "Self-normalizing neural networks", 2017.
package struct SELU: NumberedActivation {
    package static let card = Card.activation(
        "selu", "ELU with the two constants that keep mean 0 and variance 1.",
        example: "a layer of its own")
    package static let number = LENET_SELU

    package init(_ reader: LayerReader) {}
}
