import CKernels
import LenetCards

/// x <= 0 ? alpha (e^x - 1) : x. The derivative at 0 is alpha.
///
/// Source: Clevert, Unterthiner, Hochreiter, "Fast and accurate deep network learning by exponential linear units", 2015.
package struct ELU: NumberedActivation {
    package static let card = Card.activation(
        "elu", "Negative numbers x become alpha (exp(x) - 1).",
        [
            Parameter("alpha", .positional, .number(.nonNegative), default: .number(1), "The limit below is minus this number.")
        ],
        example: "a layer of its own",
        otherSpellings: ["exponential_linear_unit"])
    package static let number = LENET_ELU
    package let a: Float

    package init(_ reader: LayerReader) throws(NetworkError) {
        a = Float(try reader.number("alpha"))
    }
}
