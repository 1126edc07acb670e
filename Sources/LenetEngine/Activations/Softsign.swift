import CKernels
import LenetCards

/// x / (1 + |x|).
///
/// Source: Turian, Bergstra, Bengio, 2009.
package struct Softsign: NumberedActivation {
    package static let card = Card.activation(
        "softsign", "x / (1 + |x|) of each number x.",
        example: "a layer of its own",
        otherSpellings: ["soft_sign"])
    package static let number = LENET_SOFTSIGN

    package init(_ reader: LayerReader) {}
}
