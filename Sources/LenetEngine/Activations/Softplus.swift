import CKernels
import LenetCards

/// log(1 + e^(beta x)) / beta, and x itself where beta x exceeds the threshold.
///
/// Source: Dugas et al., 2001; the threshold is PyTorch's.
package struct Softplus: NumberedActivation {
    package static let card = Card.activation(
        "softplus", "log(1 + exp(x)) of each number: a ReLU with a round corner.",
        [
            Parameter("beta", .option, .number(.positive), default: .number(1), "How sharp the corner is."),
            Parameter("threshold", .option, .number(.positive), default: .number(20), "Where beta x exceeds it, x is taken as it is."),
        ],
        example: "a layer of its own",
        otherSpellings: ["soft_plus"])
    package static let number = LENET_SOFTPLUS
    package let a: Float
    package let b: Float

    package init(_ reader: LayerReader) throws(NetworkError) {
        a = Float(try reader.number("beta"))
        b = Float(try reader.number("threshold"))
    }
}
