import CKernels
import LenetCards

/// 1 / (1 + exp(-x)); its derivative is y (1 - y) of its result y.
package struct Sigmoid: ActivationFunction {
    package static let card = Card.activation(
        "sigmoid", "1 / (1 + exp(-x)) of each number x.", example: "a layer of its own")

    package init(_ reader: LayerReader) {}
    package static let tellsFromOutput = true
    package var limits: ClosedRange<Float>? { 0...1 }

    package func forward(_ kernels: UnsafePointer<lenet_kernels>, _ count: Int, _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>) {
        kernels.pointee.sigmoid_forward(count, input, output)
    }

    package func backward(
        _ kernels: UnsafePointer<lenet_kernels>, _ count: Int, _ known: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
        _ inputGradient: UnsafeMutablePointer<Float>
    ) {
        kernels.pointee.sigmoid_backward(count, known, outputGradient, inputGradient)
    }
}
