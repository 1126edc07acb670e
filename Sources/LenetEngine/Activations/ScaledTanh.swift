import CKernels
import LenetCards

/// amplitude tanh(slope x): LeCun's 1.7159 tanh(2x/3), which is 1 at 1 and -1 at -1.
///
/// Source: LeCun, Bottou, Bengio, Haffner, "Gradient-based learning applied to document recognition", 1998, appendix A.
package struct ScaledTanh: NumberedActivation {
    package static let card = Card.activation(
        "scaled_tanh", "1.7159 tanh(2x/3) of each number x, as in the first LeNet-5.",
        [
            Parameter("amplitude", .option, .number(.positive), default: .number(1.7159), "The limit at both ends."),
            Parameter("slope", .option, .number(.positive), default: .number(2.0 / 3), "What x is multiplied by."),
        ],
        example: "a layer of its own",
        otherSpellings: ["lecun_tanh"])
    package static let number = LENET_SCALED_TANH
    package let a: Float
    package let b: Float
    package var limits: ClosedRange<Float>? { -a...a }

    package init(_ reader: LayerReader) throws(NetworkError) {
        a = Float(try reader.number("amplitude"))
        b = Float(try reader.number("slope"))
    }
}
