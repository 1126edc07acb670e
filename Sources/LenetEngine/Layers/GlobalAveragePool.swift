import CKernels
import LenetCards

/// The mean of each channel: an image becomes a row of as many numbers as it has channels.
///
/// Source: Lin, Chen, Yan, "Network in network", 2013.
package struct GlobalAveragePool: Layer {
    package static let card = Card(
        .layer, "global_avgpool", "Keeps the mean of each channel, which makes a row of numbers.",
        [Parameter("as", .option, .newName, default: .absent("global_avgpool1, global_avgpool2, …"), "The layer's name.")],
        examples: [
            Example("model m { conv 16 3x3 relu; conv 10 1x1; global_avgpool }\nmodel m", "a network without a dense layer")
        ],
        otherSpellings: ["globalavgpool", "global_average_pool", "globalaveragepooling2d", "globalaveragepool", "gap"])

    package let input: Shape
    private let window: lenet_window

    package init(_ reader: LayerReader, input: Shape) {
        self.input = input
        let height = Int32(input.height)
        let width = Int32(input.width)
        window = lenet_window(
            kernel_height: height, kernel_width: width, stride_y: height, stride_x: width, padding_y: 0, padding_x: 0)
    }

    package var output: Shape { Shape(channels: input.channels) }
    package var description: String { "global_avgpool" }
    package static let needsImage = true
    package static let makesRow = true
    package var overwritesInput: Bool { true }
    package var takesReLU: Bool { true }

    package func forward(_ pass: LayerPass) {
        pass.kernels.pointee.average_pool_forward(window, pass.input, pass.output)
    }

    package func backward(_ pass: LayerPass) {
        guard pass.inputGradient.at != nil else { return }
        pass.kernels.pointee.average_pool_backward(
            window, pass.input, pass.outputGradient, pass.takesInputReLU, pass.inputGradient)
    }
}
