import CKernels
import LenetCards

/// The hyperbolic tangent; its derivative is 1 - y^2 of its result y.
package struct Tanh: ActivationFunction {
    package static let card = Card.activation(
        "tanh", "The hyperbolic tangent of each number.", example: "a layer of its own")

    package init(_ reader: LayerReader) {}
    package static let tellsFromOutput = true
    package var limits: ClosedRange<Float>? { -1...1 }

    package func forward(_ kernels: UnsafePointer<lenet_kernels>, _ count: Int, _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>) {
        kernels.pointee.tanh_forward(count, input, output)
    }

    package func backward(
        _ kernels: UnsafePointer<lenet_kernels>, _ count: Int, _ known: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
        _ inputGradient: UnsafeMutablePointer<Float>
    ) {
        kernels.pointee.tanh_backward(count, known, outputGradient, inputGradient)
    }
}
