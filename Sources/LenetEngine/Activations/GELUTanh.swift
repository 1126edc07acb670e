import CKernels
import LenetCards

/// 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))): GELU by its authors' approximation.
///
/// Source: Hendrycks and Gimpel, "Gaussian error linear units", 2016.
package struct GELUTanh: NumberedActivation {
    package static let card = Card.activation(
        "gelu_tanh", "GELU by its approximation with tanh, as many language models have it.",
        example: "a layer of its own",
        otherSpellings: ["gelu_new", "approximate_gelu"])
    package static let number = LENET_GELU_TANH

    package init(_ reader: LayerReader) {}
}
