import CKernels
import LenetCards

/// The mean of each window; each of its places takes an equal part of the gradient.
///
/// Rows and columns that fill no window are left out and get gradient 0: floor((n - size) / stride) + 1 come out.
package struct AveragePool: PoolingLayer {
    package static let card = Card(
        .layer, "avgpool", "Keeps the mean of each window.",
        [
            Parameter("size", .positional, .either([.integer(1...255), .size]), "Height and width of a window: 2, or 2x3."),
            Parameter(
                "stride", .option, .either([.integer(1...255), .size]),
                default: .absent("the window's size"), "How far the window moves from place to place.",
                otherSpellings: ["strides"]),
            Parameter("as", .option, .newName, default: .absent("avgpool1, avgpool2, …"), "The layer's name."),
        ],
        examples: [Example("model m { conv 6 5x5 relu; avgpool 2; dense 10 }", "a quarter of the numbers is left")],
        otherSpellings: ["average_pool", "averagepool", "avg_pool", "avgpool2d"])

    package let input: Shape
    package let output: Shape
    package let description: String
    let window: lenet_window
    let takesMaximum = false

    package init(_ reader: LayerReader, input: Shape) throws(NetworkError) {
        let size = try reader.size("size")
        let stride = try reader.sizeIfSaid("stride") ?? size
        window = lenet_window(
            kernel_height: Int32(size.height), kernel_width: Int32(size.width), stride_y: Int32(stride.height),
            stride_x: Int32(stride.width), padding_y: 0, padding_x: 0)
        let outputSize = try window.outputSize(of: input, reader)
        self.input = input
        output = Shape(channels: input.channels, height: outputSize.height, width: outputSize.width)
        description =
            "avgpool " + (size.height == size.width ? "\(size.height)" : "\(size.height)x\(size.width)")
            + (stride == size
                ? "" : " stride " + (stride.height == stride.width ? "\(stride.height)" : "\(stride.height)x\(stride.width)"))
    }

    package static let needsImage = true
    package var overwritesInput: Bool { window.tiles(input) }
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
