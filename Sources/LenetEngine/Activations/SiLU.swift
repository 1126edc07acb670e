import CKernels
import LenetCards

/// x / (1 + e^-x), also called swish.
///
/// Source: Elfwing, Uchibe, Doya, 2017; Ramachandran, Zoph, Le, "Searching for activation functions", 2017.
package struct SiLU: NumberedActivation {
    package static let card = Card.activation(
        "silu", "Each number x times its sigmoid.",
        example: "a layer of its own",
        otherSpellings: ["swish"])
    package static let number = LENET_SILU

    package init(_ reader: LayerReader) {}
}
