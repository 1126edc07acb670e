import CKernels
import LenetCards

/// A function of each number by itself, as a word on `conv` and `dense` or as a layer of its own.
package enum Activation: String, Sendable, Hashable, CaseIterable {
    case relu, tanh, sigmoid

    package static let words = allCases.map(\.rawValue)

    /// The flags of a layer's card that set it.
    package static let parameters: [Parameter] = [
        Parameter("relu", .flag, .flag, default: .flag(false), "Negative results become 0."),
        Parameter("tanh", .flag, .flag, default: .flag(false), "The hyperbolic tangent of each result."),
        Parameter("sigmoid", .flag, .flag, default: .flag(false), "1 / (1 + exp(-x)) of each result."),
    ]

    package static func read(_ reader: LayerReader) throws(NetworkError) -> Activation? {
        try reader.oneFlag(of: words).flatMap(Activation.init(rawValue:))
    }

    /// out = f(in), views of one shape; in place allowed.
    func forward(_ kernels: UnsafePointer<lenet_kernels>, _ input: lenet_lanes, _ output: lenet_lanes) {
        Lanes.runs(input, output) { count, input, output in
            switch self {
            case .relu: kernels.pointee.relu_forward(count, input, output)
            case .tanh: kernels.pointee.tanh_forward(count, input, output)
            case .sigmoid: kernels.pointee.sigmoid_forward(count, input, output)
            }
        }
    }

    /// inputGradient = outputGradient * f', which all three tell from their output; in place allowed.
    func backward(
        _ kernels: UnsafePointer<lenet_kernels>, output: lenet_lanes, outputGradient: lenet_lanes, inputGradient: lenet_lanes
    ) {
        Lanes.runs(output, outputGradient, inputGradient) { count, output, outputGradient, inputGradient in
            switch self {
            case .relu: kernels.pointee.relu_backward(count, output, outputGradient, inputGradient)
            case .tanh: kernels.pointee.tanh_backward(count, output, outputGradient, inputGradient)
            case .sigmoid: kernels.pointee.sigmoid_backward(count, output, outputGradient, inputGradient)
            }
        }
    }
}
