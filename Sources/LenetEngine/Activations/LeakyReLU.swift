import CKernels
import LenetCards

/// x <= 0 ? slope x : x. The derivative at 0 is the slope.
///
/// Source: Maas, Hannun, Ng, "Rectifier nonlinearities improve neural network acoustic models", 2013.
package struct LeakyReLU: NumberedActivation {
    package static let card = Card.activation(
        "leaky_relu", "Negative numbers are multiplied by a small slope.",
        [
            Parameter(
                "slope", .positional, .number(.nonNegative),
                default: .absent("0.3 in the dialect keras, 0.01 in torch and paper"), "What negative numbers are multiplied by.",
                otherSpellings: ["negative_slope", "alpha"])
        ],
        example: "a layer of its own",
        otherSpellings: ["leakyrelu", "lrelu"])
    package static let number = LENET_LEAKY_RELU
    package let a: Float

    package init(_ reader: LayerReader) throws(NetworkError) {
        a = Float(try reader.numberIfSaid("slope") ?? (reader.dialect == .keras ? 0.3 : 0.01))
    }
}
