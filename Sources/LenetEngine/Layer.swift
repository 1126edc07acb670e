import CKernels
import LenetCards

/// One kind of layer: a file in `Layers/` with its card, its shape rule, its parameters, forward and backward.
///
/// A value describes one layer of one network; numbers live in the machine's arena and are lent by a `LayerPass`, sixteen
/// images (one lane group) at a time.
package protocol Layer: Sendable {
    static var card: Card { get }
    /// Needs rows and columns, so cannot stand behind a row of numbers.
    static var needsImage: Bool { get }
    /// Gives a row of numbers, whatever came in.
    static var makesRow: Bool { get }
    /// Reads the layer's line. Errors carry the line's id.
    init(_ reader: LayerReader, input: Shape) throws(NetworkError)

    var input: Shape { get }
    var output: Shape { get }
    /// `conv 6 5x5 same relu`: the line as `show model` prints it.
    var description: String { get }
    /// In the order in which they lie in the network's weights.
    var parameters: [LayerParameter] { get }
    /// What training changes besides the parameters, in order.
    var statistics: [LayerStatistic] { get }
    /// The activation at the end of the line, where the layer does not apply it itself: a layer of its own behind this one.
    var activationBehind: Activation? { get }
    /// Per image, forward. The weight gradient and the input gradient take as many each.
    var multiplyAdds: Int { get }
    /// The output is the input, number for number: the layer costs nothing and has no buffers.
    var isIdentity: Bool { get }
    /// The zeros that the layer wants round its input. Gradients have no border.
    var inputBorder: Border { get }
    /// `backward` reads the output, so nobody may write over it before (unless the next layer takes the ReLU of this one).
    var readsOutput: Bool { get }
    /// `backward` may write the gradient of the input over the input.
    var overwritesInput: Bool { get }
    /// Floats of scratch for one worker.
    var scratch: Int { get }
    /// Masks of sixteen lanes that `forward` keeps for `backward`.
    var kept: Int { get }
    /// The derivative of a ReLU of which `input` is the result is taken by `backward` too, where a pass asks for it.
    var takesReLU: Bool { get }
    /// The layer ends in a ReLU whose derivative the next layer may take.
    var endsInReLU: Bool { get }
    /// Of the activation it ends in; nil where there is none, or none with limits.
    var limits: ClosedRange<Float>? { get }
    /// Where the weight gradients are summed.
    var gradientSum: GradientSum { get }
    /// `softmax` was said: the layer must be the last.
    var endsInSoftmax: Bool { get }
    /// Has random numbers of its own while training: an evaluation passes it by.
    var isOnlyForTraining: Bool { get }

    func forward(_ pass: LayerPass)
    /// From the gradient of the output to the gradient of the input (unless `pass.inputGradient.at` is nil) and, for layers whose
    /// weight gradients are summed by shard, to those.
    func backward(_ pass: LayerPass)
}

extension Layer {
    package var parameters: [LayerParameter] { [] }
    package var multiplyAdds: Int { 0 }
    package var statistics: [LayerStatistic] { [] }
    package var activationBehind: Activation? { nil }
    package static var needsImage: Bool { false }
    package static var makesRow: Bool { false }
    package var isIdentity: Bool { false }
    package var inputBorder: Border { .none }
    package var readsOutput: Bool { false }
    package var overwritesInput: Bool { false }
    package var scratch: Int { 0 }
    package var kept: Int { 0 }
    package var takesReLU: Bool { false }
    package var endsInReLU: Bool { false }
    package var limits: ClosedRange<Float>? { nil }
    package var gradientSum: GradientSum { .none }
    package var endsInSoftmax: Bool { false }
    package var isOnlyForTraining: Bool { false }
    package func forward(_ pass: LayerPass) {}
    package func backward(_ pass: LayerPass) {}
}

/// How a layer's weight gradients come about.
package enum GradientSum: Sendable, Hashable {
    case none
    /// `backward` adds to its shard's; shards are added in order.
    case shards
    /// A dense layer's, for all images at once after the whole batch went forward and backward: rows of outputs in parallel.
    case wholeBatch(inputs: Int, outputs: Int, hasBias: Bool)
}

/// One array of weights of a layer.
package struct LayerParameter: Sendable, Hashable {
    /// "weight" or "bias"
    package var name: String
    package var dimensions: [Int]
    package var fanIn: Int
    package var fanOut: Int
    package var initializer: Initializer

    package init(_ name: String, _ dimensions: [Int], fanIn: Int, fanOut: Int, initializer: Initializer) {
        self.name = name
        self.dimensions = dimensions
        self.fanIn = fanIn
        self.fanOut = fanOut
        self.initializer = initializer
    }

    package var count: Int { dimensions.reduce(1, *) }
}

/// What a layer is lent to go forward or backward with one lane group.
package struct LayerPass {
    package var kernels: UnsafePointer<lenet_kernels>
    package var input: lenet_lanes
    package var output: lenet_lanes
    package var outputGradient: lenet_lanes
    /// `at` is nil where nobody needs it: at the first layer that learns.
    package var inputGradient: lenet_lanes
    /// The layer's first parameter array; the others follow it.
    package var weights: UnsafePointer<Float>
    /// The shard's sums, in the order of `weights`.
    package var weightGradient: UnsafeMutablePointer<Float>
    package var scratch: UnsafeMutablePointer<Float>
    /// As many masks as the layer keeps.
    package var kept: UnsafeMutablePointer<UInt16>?
    /// `backward` multiplies by the derivative of the ReLU that made `input`.
    package var takesInputReLU: Bool
    /// The next layer has already multiplied `outputGradient` by the derivative of this layer's ReLU.
    package var outputReLUIsTaken: Bool
    package var dropout: DropoutAddress
    /// Images in the lane group; the other lanes count for nothing.
    package var images = Lanes.count
    /// The layer's statistics, in the order of `Layer.statistics`; nil where it has none.
    package var statistics: UnsafeMutablePointer<Float>?
    /// What all groups of the batch see: of a `BarrierLayer`.
    package var shared: UnsafeMutablePointer<Float>?

    package init(
        kernels: UnsafePointer<lenet_kernels>, input: lenet_lanes, output: lenet_lanes, outputGradient: lenet_lanes,
        inputGradient: lenet_lanes, weights: UnsafePointer<Float>, weightGradient: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>, takesInputReLU: Bool, outputReLUIsTaken: Bool, dropout: DropoutAddress
    ) {
        self.kernels = kernels
        self.input = input
        self.output = output
        self.outputGradient = outputGradient
        self.inputGradient = inputGradient
        self.weights = weights
        self.weightGradient = weightGradient
        self.scratch = scratch
        self.takesInputReLU = takesInputReLU
        self.outputReLUIsTaken = outputReLUIsTaken
        self.dropout = dropout
    }
}

/// What a dropped value depends on, besides its unit.
package struct DropoutAddress: Sendable {
    package var seed: UInt64
    package var step: UInt32
    /// Counts the dropout layers of the network, from 0.
    package var layer: UInt32
    /// Place in the batch of the lane group's first image.
    package var firstImage: UInt32

    package init(seed: UInt64, step: UInt32, layer: UInt32, firstImage: UInt32) {
        self.seed = seed
        self.step = step
        self.layer = layer
        self.firstImage = firstImage
    }
}
