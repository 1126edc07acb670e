import CKernels
import LenetCards

/// -1 below -1, 1 above 1, else x. The derivative at both corners is 0.
///
/// Source: Collobert, 2004.
package struct HardTanh: NumberedActivation {
    package static let card = Card.activation(
        "hard_tanh", "Numbers below -1 become -1, above 1 they become 1.",
        example: "a layer of its own",
        otherSpellings: ["hardtanh"])
    package static let number = LENET_HARD_TANH

    package init(_ reader: LayerReader) {}
    package var limits: ClosedRange<Float>? { -1...1 }
}
