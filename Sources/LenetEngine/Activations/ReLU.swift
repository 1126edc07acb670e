import CKernels
import LenetCards

/// x <= 0 ? 0 : x. The derivative at 0 is 0.
package struct ReLU: ActivationFunction {
    package static let card = Card.activation(
        "relu", "Negative numbers become 0.", example: "a layer of its own")

    package init(_ reader: LayerReader) {}
    package static let tellsFromOutput = true

    package func forward(_ kernels: UnsafePointer<lenet_kernels>, _ count: Int, _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>) {
        kernels.pointee.relu_forward(count, input, output)
    }

    package func backward(
        _ kernels: UnsafePointer<lenet_kernels>, _ count: Int, _ known: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
        _ inputGradient: UnsafeMutablePointer<Float>
    ) {
        kernels.pointee.relu_backward(count, known, outputGradient, inputGradient)
    }
}
