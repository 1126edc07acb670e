import CKernels
import LenetCards

/// 0 below 0, 6 above 6, else x. The derivative at both corners is 0.
///
/// Source: Krizhevsky, 2010.
package struct ReLU6: NumberedActivation {
    package static let card = Card.activation(
        "relu6", "Negative numbers become 0, numbers above 6 become 6.",
        example: "a layer of its own",
        otherSpellings: ["relu_6"])
    package static let number = LENET_RELU6

    package init(_ reader: LayerReader) {}
}
