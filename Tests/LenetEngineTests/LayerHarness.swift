import CKernels
import LenetEngine
import LenetTestSupport

/// One layer by itself, away from any network: numbers in, numbers out, in the order of the golden files (image, channel, row,
/// column). Buffers are exactly as large as the layer is promised and begin full of NaN, so that a read of what nobody wrote shows.
struct LayerHarness {
    let layer: any Layer
    let kernels: Kernels
    var weights: [Float] = []

    struct Result {
        var output: [Float] = []
        var inputGradient: [Float] = []
        var weightGradient: [Float] = []
    }

    init(_ line: LayerLine, input: Shape, kernels: Kernels = .chosen) throws {
        guard let type = LayerCatalogue.type(named: line.keyword) else {
            throw NetworkError.unknownLayer(line: line.id, keyword: line.keyword)
        }
        layer = try type.init(LayerReader(line, card: type.card), input: input)
        self.kernels = kernels
    }

    /// `images` images at most sixteen at a time, forward and backward.
    func run(_ input: [Float], upstream: [Float], images: Int) -> Result {
        let parameters = layer.parameters.reduce(0) { $0 + $1.count }
        var result = Result(weightGradient: [Float](repeating: 0, count: parameters))
        let groups = Lanes.groups(images)
        var inputByImage = [Float](repeating: 0, count: groups * 16 * layer.input.count)
        var outputGradients: [Float] = []
        var weights = self.weights
        for group in 0..<groups {
            let inputs = Buffer(layer.input, layer.inputBorder)
            let outputs = Buffer(layer.output)
            let outputGradients16 = Buffer(layer.output)
            let inputGradients = Buffer(layer.input)
            var scratch = [Float](repeating: .nan, count: max(1, layer.scratch))
            inputs.write(input, images: images, group: group)
            outputGradients16.write(upstream, images: images, group: group)
            weights.withUnsafeMutableBufferPointer { weights in
                result.weightGradient.withUnsafeMutableBufferPointer { gradient in
                    scratch.withUnsafeMutableBufferPointer { scratch in
                        let none = scratch.baseAddress!
                        let pass = LayerPass(
                            kernels: kernels.table, input: inputs.view, output: outputs.view,
                            outputGradient: outputGradients16.view, inputGradient: inputGradients.view,
                            weights: UnsafePointer(weights.baseAddress ?? none), weightGradient: gradient.baseAddress ?? none,
                            scratch: none, takesInputReLU: false, outputReLUIsTaken: false,
                            dropout: DropoutAddress(seed: 1, step: 2, layer: 3, firstImage: UInt32(group * 16)))
                        layer.forward(pass)
                        layer.backward(pass)
                    }
                }
            }
            let here = min(16, images - group * 16)
            result.output += outputs.read(here)
            result.inputGradient += inputGradients.read(here)
            inputByImage.withUnsafeMutableBufferPointer { all in
                if layer.inputBorder == .none {
                    kernels.table.pointee.transpose(
                        Int32(layer.input.count), inputs.view.at, all.baseAddress! + group * 16 * layer.input.count)
                }
            }
            outputGradients += outputGradients16.floats
        }
        if case .wholeBatch(let inputs, let outputs, let hasBias) = layer.gradientSum {
            result.weightGradient.withUnsafeMutableBufferPointer { gradient in
                kernels.table.pointee.dense_weight_gradient(
                    Int32(inputs), Int32(outputs), Int32(groups), inputByImage, outputGradients, outputs * 16, 0, Int32(outputs),
                    gradient.baseAddress, hasBias ? gradient.baseAddress! + inputs * outputs : nil)
            }
        }
        return result
    }

    /// A bordered buffer of one lane group.
    final class Buffer {
        let shape: Shape
        let view: lenet_lanes
        private let base: UnsafeMutablePointer<Float>
        private let size: Int

        init(_ shape: Shape, _ border: Border = .none) {
            self.shape = shape
            size = Lanes.size(shape, border)
            base = .allocate(capacity: size)
            base.initialize(repeating: border == .none ? .nan : 0, count: size)
            view = Lanes.view(base, shape, border)
        }
        deinit { base.deallocate() }

        var floats: [Float] { Array(UnsafeBufferPointer(start: base, count: size)) }

        /// Lanes without an image become 0.
        func write(_ numbers: [Float], images: Int, group: Int) {
            each { index, unit in
                for lane in 0..<16 {
                    let image = group * 16 + lane
                    view.at[index + lane] = image < images ? numbers[image * shape.count + unit] : 0
                }
            }
        }

        func read(_ images: Int) -> [Float] {
            var numbers = [Float](repeating: 0, count: images * shape.count)
            each { index, unit in
                for image in 0..<images { numbers[image * shape.count + unit] = view.at[index + image] }
            }
            return numbers
        }

        private func each(_ body: (Int, Int) -> Void) {
            var unit = 0
            for channel in 0..<shape.channels {
                for row in 0..<shape.height {
                    for column in 0..<shape.width {
                        body(channel * view.channel + row * view.row + column * 16, unit)
                        unit += 1
                    }
                }
            }
        }
    }
}

/// The largest difference, relative to the largest reference value (at least 1); infinite where one is no number.
func difference(_ found: [Float], _ reference: [Double]) -> Double {
    guard found.count == reference.count else { return .infinity }
    let scale = max(1, reference.reduce(0) { max($0, abs($1)) })
    return zip(found, reference).reduce(0) { worst, pair in
        let apart = abs(Double(pair.0) - pair.1) / scale
        return apart.isNaN ? .infinity : max(worst, apart)
    }
}
