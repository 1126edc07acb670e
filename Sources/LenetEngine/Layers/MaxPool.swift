import CKernels
import LenetCards

/// The largest number of each window; the first among equals, in row-major order, takes the whole gradient.
///
/// Rows and columns that fill no window are left out and get gradient 0: floor((n - size) / stride) + 1 come out.
package struct MaxPool: PoolingLayer {
    package static let card = Card(
        .layer, "maxpool", "Keeps the largest number of each window.",
        [
            Parameter("size", .positional, .either([.integer(1...255), .size]), "Height and width of a window: 2, or 2x3."),
            Parameter(
                "stride", .option, .either([.integer(1...255), .size]),
                default: .absent("the window's size"), "How far the window moves from place to place.",
                otherSpellings: ["strides"]),
            Parameter("as", .option, .newName, default: .absent("maxpool1, maxpool2, …"), "The layer's name."),
        ],
        examples: [Example("model m { conv 6 5x5 relu; maxpool 2; dense 10 }", "a quarter of the numbers is left")],
        otherSpellings: ["max_pool", "maxpooling", "maxpool2d"])

    package let input: Shape
    package let output: Shape
    package let description: String
    let window: lenet_window
    let takesMaximum = true

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
            "maxpool " + (size.height == size.width ? "\(size.height)" : "\(size.height)x\(size.width)")
            + (stride == size
                ? "" : " stride " + (stride.height == stride.width ? "\(stride.height)" : "\(stride.height)x\(stride.width)"))
    }

    package static let needsImage = true
    package var readsOutput: Bool { true }
    package var overwritesInput: Bool { window.tiles(input) }
    package var takesReLU: Bool { true }

    package func forward(_ pass: LayerPass) {
        pass.kernels.pointee.max_pool_forward(window, pass.input, pass.output)
    }

    package func backward(_ pass: LayerPass) {
        guard pass.inputGradient.at != nil else { return }
        pass.kernels.pointee.max_pool_backward(
            window, pass.input, pass.output, pass.outputGradient, pass.takesInputReLU, pass.inputGradient)
    }
}
