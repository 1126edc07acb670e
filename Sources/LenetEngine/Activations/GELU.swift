import CKernels
import LenetCards

/// x times the probability that a standard normal number is less than x, by the error function.
///
/// Source: Hendrycks and Gimpel, "Gaussian error linear units", 2016.
package struct GELU: NumberedActivation {
    package static let card = Card.activation(
        "gelu", "Each number x times the probability that a normal number is less than x.",
        example: "a layer of its own",
        otherSpellings: ["gelu_erf"])
    package static let number = LENET_GELU

    package init(_ reader: LayerReader) {}
}
