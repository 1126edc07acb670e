import CKernels
import LenetCards

/// A two-dimensional convolution (cross-correlation, as everywhere in the field) with bias and, if said, an activation.
///
/// Weights are [filters][channels][kernel height][kernel width]. Output size: floor((n + 2 * padding - kernel) / stride) + 1.
package struct Conv: Layer {
    package static let card = Card(
        .layer, "conv", "Slides filters over the image; each gives one channel of the output.",
        [
            Parameter("filters", .positional, .integer(1...4096), "How many channels come out."),
            Parameter("kernel", .positional, .either([.size, .integer(1...255)]), "Height and width of a filter: 5x5, or 5."),
            Parameter("same", .flag, .flag, default: .flag(false), "Pads with zeros so that, at stride 1, the size stays."),
            Parameter("valid", .flag, .flag, default: .flag(false), "No padding, which is also what holds unless said."),
            Parameter(
                "pad", .option, .either([.integer(0...255), .size]),
                default: .absent("no padding"), "Rows and columns of zeros on every side.", otherSpellings: ["padding"]),
            Parameter(
                "stride", .option, .either([.integer(1...255), .size]), default: .number(1),
                "How far a filter moves from place to place.", otherSpellings: ["strides"]),
            Parameter("nobias", .flag, .flag, default: .flag(false), "Leaves out the number that is added to each channel."),
            Parameter(
                "init", .option, .word(Initializer.words), default: .absent(Initializer.defaults),
                "How the first weights are drawn.", otherSpellings: ["kernel_initializer"]),
            Parameter("as", .option, .newName, default: .absent("conv1, conv2, …"), "The layer's name."),
        ] + Activation.parameters,
        examples: [Example("model m { conv 6 5x5 same relu; maxpool 2; dense 10 }", "six filters that see 5x5 pixels")],
        otherSpellings: ["conv2d", "convolution"])

    package let input: Shape
    package internal(set) var output: Shape
    package internal(set) var description: String
    package let parameters: [LayerParameter]
    let window: lenet_window
    let hasBias: Bool
    private let activation: Activation?
    package let activationBehind: Activation?
    /// Done in the same pass; see Conv+Pooling.swift.
    var pooling: Pooling?

    package init(_ reader: LayerReader, input: Shape) throws(NetworkError) {
        let filters = try reader.integer("filters")
        let kernel = try reader.size("kernel")
        let stride = try reader.size("stride")
        let padded = try reader.sizeIfSaid("pad")
        var padding = padded ?? (0, 0)
        let mode = try reader.oneFlag(of: ["same", "valid"])
        if let mode, padded != nil { throw .conflict(line: reader.line.id, layer: "conv", first: mode, second: "pad") }
        if mode == "same" {
            guard kernel.height % 2 == 1, kernel.width % 2 == 1 else {
                throw .evenKernel(line: reader.line.id, height: kernel.height, width: kernel.width)
            }
            padding = ((kernel.height - 1) / 2, (kernel.width - 1) / 2)
        }
        window = lenet_window(
            kernel_height: Int32(kernel.height), kernel_width: Int32(kernel.width), stride_y: Int32(stride.height),
            stride_x: Int32(stride.width), padding_y: Int32(padding.height), padding_x: Int32(padding.width))
        let size = try window.outputSize(of: input, reader)
        self.input = input
        output = Shape(channels: filters, height: size.height, width: size.width)
        let said = try Activation.read(reader)
        (activation, activationBehind) = said?.tellsFromOutput == false ? (nil, said) : (said, nil)
        hasBias = try !reader.flag("nobias")
        let initializer = try Initializer.read(reader)

        let places = kernel.height * kernel.width
        var parameters = [
            LayerParameter(
                "weight", [filters, input.channels, kernel.height, kernel.width], fanIn: input.channels * places,
                fanOut: filters * places, initializer: initializer)
        ]
        if hasBias {
            parameters.append(
                LayerParameter(
                    "bias", [filters], fanIn: input.channels * places, fanOut: filters * places, initializer: initializer.ofBiases))
        }
        self.parameters = parameters
        var words = ["conv", "\(filters)", "\(kernel.height)x\(kernel.width)"]
        if let mode { words.append(mode) }
        if let padded { words.append("pad " + (padded.height == padded.width ? "\(padded.height)" : "\(padded.height)x\(padded.width)")) }
        if stride != (1, 1) { words.append("stride " + (stride.height == stride.width ? "\(stride.height)" : "\(stride.height)x\(stride.width)")) }
        if !hasBias { words.append("nobias") }
        if let said { words.append(said.description) }
        description = words.joined(separator: " ")
    }

    package static let needsImage = true
    package var multiplyAdds: Int { (pooling?.covered ?? output).count * input.channels * Int(window.kernel_height) * Int(window.kernel_width) }
    package var inputBorder: Border { Border(y: Int(window.padding_y), x: Int(window.padding_x)) }
    package var readsOutput: Bool { activation != nil && pooling == nil }
    /// The weight gradient, which needs the input, is made first.
    package var overwritesInput: Bool { inputBorder == .none }
    package var endsInReLU: Bool { activation?.isReLU == true && pooling == nil }
    package var limits: ClosedRange<Float>? { activation?.limits }
    package var gradientSum: GradientSum { .shards }

    package func forward(_ pass: LayerPass) {
        if let pooling { return forward(pass, pooling) }
        pass.kernels.pointee.conv_forward(
            window, pass.input, pass.weights, hasBias ? pass.weights + parameters[0].count : nil, activation?.isReLU == true,
            pass.output)
        if let activation, !activation.isReLU { activation.forward(pass.kernels, pass.output, pass.output) }
    }

    package func backward(_ pass: LayerPass) {
        if let pooling { return backward(pass, pooling) }
        if let activation, !pass.outputReLUIsTaken {
            activation.backward(
                pass.kernels, known: pass.output, outputGradient: pass.outputGradient, inputGradient: pass.outputGradient)
        }
        pass.kernels.pointee.conv_weight_gradient(
            window, pass.input, pass.outputGradient, pass.weightGradient,
            hasBias ? pass.weightGradient + parameters[0].count : nil)
        if pass.inputGradient.at != nil {
            pass.kernels.pointee.conv_input_gradient(
                window, pass.outputGradient, pass.weights, pass.inputGradient)
        }
    }
}

extension lenet_window {
    /// Windows touch each other, and cover an input without rest.
    func tiles(_ input: Shape) -> Bool {
        kernel_height == stride_y && kernel_width == stride_x && padding_y == 0 && padding_x == 0
            && input.height % Int(stride_y) == 0 && input.width % Int(stride_x) == 0
    }

    /// Rows and columns that come out of an input; an error where the window does not fit.
    func outputSize(of input: Shape, _ reader: LayerReader) throws(NetworkError) -> (height: Int, width: Int) {
        func side(_ axis: String, _ size: Int, _ kernel: Int32, _ stride: Int32, _ padding: Int32) throws(NetworkError) -> Int {
            let room = size + 2 * Int(padding) - Int(kernel)
            guard room >= 0 else {
                throw .windowTooLarge(
                    line: reader.line.id, layer: reader.card.keyword, axis: axis, input: size, padding: Int(padding),
                    window: Int(kernel))
            }
            return room / Int(stride) + 1
        }
        return (
            try side("height", input.height, kernel_height, stride_y, padding_y),
            try side("width", input.width, kernel_width, stride_x, padding_x)
        )
    }
}
