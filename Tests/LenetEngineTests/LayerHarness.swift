import CKernels
import LenetEngine
import LenetTestSupport

/// One layer by itself, away from any network: numbers in, numbers out, in the order of the golden files (image, channel, row,
/// column). Buffers are exactly as large as the layer is promised and begin full of NaN, so that a read of what nobody wrote shows.
struct LayerHarness {
    let layer: any Layer
    let kernels: Kernels
    var weights: [Float] = []
    var statistics: [Float] = []

    struct Result {
        var output: [Float] = []
        var inputGradient: [Float] = []
        var weightGradient: [Float] = []
        var statistics: [Float] = []
    }

    init(_ line: LayerLine, input: Shape, dialect: Dialect = .keras, kernels: Kernels = .chosen) throws {
        guard let type = LayerCatalogue.type(named: line.keyword) else {
            throw NetworkError.unknownLayer(line: line.id, keyword: line.keyword)
        }
        layer = try type.init(LayerReader(line, card: type.card, dialect: dialect), input: input)
        self.kernels = kernels
    }

    /// `images` images at most sixteen at a time, forward and backward.
    func run(_ input: [Float], upstream: [Float], images: Int) -> Result {
        if layer.isIdentity { return identity(input, upstream, images) }
        let groups = (0..<Lanes.groups(images)).map { Group(layer, input, upstream, images, $0) }
        let memory = Memory(self)
        let barrier = layer as? any BarrierLayer
        let passes = groups.map { memory.pass($0, kernels) }
        let sums = UnsafeMutablePointer<Double>.allocate(capacity: max(1, barrier?.sums ?? 0))
        defer { sums.deallocate() }
        func add(_ body: (any BarrierLayer, LayerPass) -> Void) {
            sums.initialize(repeating: 0, count: barrier?.sums ?? 0)
            for pass in passes { if let barrier { body(barrier, pass) } }
        }
        add { $0.addSums($1, to: sums) }
        if let barrier, let pass = passes.first { barrier.settle(pass, sums: sums, images: images) }
        for pass in passes { layer.forward(pass) }
        let output = groups.flatMap { $0.output.read($0.images) }
        add { $0.addGradientSums($1, to: sums) }
        if let barrier, let pass = passes.first {
            barrier.settleGradient(pass, sums: sums, images: images, gradient: memory.weightGradient)
        }
        for pass in passes { layer.backward(pass) }
        if case .wholeBatch(let inputs, let outputs, let hasBias) = layer.gradientSum {
            var byImage = [Float](repeating: 0, count: groups.count * 16 * inputs)
            byImage.withUnsafeMutableBufferPointer { all in
                for (index, group) in groups.enumerated() {
                    kernels.table.pointee.transpose(Int32(inputs), group.input.view.at, all.baseAddress! + index * 16 * inputs)
                }
            }
            kernels.table.pointee.dense_weight_gradient(
                Int32(inputs), Int32(outputs), Int32(groups.count), byImage, groups.flatMap { $0.outputGradient.floats }, outputs * 16,
                0, Int32(outputs), memory.weightGradient, hasBias ? memory.weightGradient + inputs * outputs : nil)
        }
        if let barrier, let pass = passes.first { barrier.keepStatistics(pass) }
        return Result(
            output: output, inputGradient: groups.flatMap { $0.inputGradient.read($0.images) }, weightGradient: memory.gradients,
            statistics: memory.keptStatistics)
    }

    /// A batch normalisation as it is evaluated, by the running statistics, and its gradients by the kernels.
    func evaluate(_ input: [Float], upstream: [Float], images: Int, epsilon: Double) -> Result {
        let channels = layer.input.channels
        let groups = (0..<Lanes.groups(images)).map { Group(layer, input, upstream, images, $0) }
        let memory = Memory(self)
        let mean = Array(statistics.prefix(channels))
        let factor = statistics.suffix(channels).map { Float(1 / (Double($0) + epsilon).squareRoot()) }
        let none = [Float](repeating: 0, count: channels)
        var sums = [Double](repeating: 0, count: 2 * channels)
        guard let barrier = layer as? any BarrierLayer else { return Result() }
        for group in groups {
            let pass = memory.pass(group, kernels)
            barrier.beginEvaluation(pass)
            barrier.evaluate(pass)
            kernels.table.pointee.normalize_sums(group.input.view, group.outputGradient.view, Int32(group.images), mean, factor, &sums)
            kernels.table.pointee.normalize_backward(
                group.input.view, group.outputGradient.view, Int32(group.images), mean, factor, weights, none, none,
                group.inputGradient.view)
        }
        return Result(
            output: groups.flatMap { $0.output.read($0.images) }, inputGradient: groups.flatMap { $0.inputGradient.read($0.images) },
            weightGradient: (0..<channels).map { Float(sums[2 * $0 + 1]) } + (0..<channels).map { Float(sums[2 * $0]) },
            statistics: memory.keptStatistics)
    }

    /// A layer without buffers: its output is its input's memory, seen in another shape.
    private func identity(_ input: [Float], _ upstream: [Float], _ images: Int) -> Result {
        var result = Result()
        for index in 0..<Lanes.groups(images) {
            let group = Group(layer, input, upstream, images, index)
            result.output += Buffer(layer.output, at: group.input).read(group.images)
            result.inputGradient += Buffer(layer.input, at: group.outputGradient).read(group.images)
        }
        return result
    }

    /// The buffers of one lane group.
    private struct Group {
        let input, output, outputGradient, inputGradient: Buffer
        let images: Int
        let index: Int

        init(_ layer: any Layer, _ numbers: [Float], _ upstream: [Float], _ all: Int, _ index: Int) {
            input = Buffer(layer.input, layer.inputBorder)
            output = Buffer(layer.output)
            outputGradient = Buffer(layer.output)
            inputGradient = Buffer(layer.input)
            images = min(16, all - index * 16)
            self.index = index
            input.write(numbers, images: all, group: index)
            outputGradient.write(upstream, images: all, group: index)
        }
    }

    /// What all groups share.
    private final class Memory {
        private let weights, scratch, shared, statistics: UnsafeMutablePointer<Float>
        let weightGradient: UnsafeMutablePointer<Float>
        private let parameters, statisticCount: Int

        init(_ harness: LayerHarness) {
            func room(_ count: Int, _ value: Float) -> UnsafeMutablePointer<Float> {
                let memory = UnsafeMutablePointer<Float>.allocate(capacity: max(1, count))
                memory.initialize(repeating: value, count: max(1, count))
                return memory
            }
            parameters = harness.layer.parameters.reduce(0) { $0 + $1.count }
            statisticCount = harness.statistics.count
            weights = room(parameters, .nan)
            for (index, weight) in harness.weights.enumerated() { weights[index] = weight }
            statistics = room(statisticCount, .nan)
            for (index, number) in harness.statistics.enumerated() { statistics[index] = number }
            weightGradient = room(parameters, 0)
            scratch = room(harness.layer.scratch, .nan)
            shared = room((harness.layer as? any BarrierLayer)?.sharedNumbers ?? 0, .nan)
        }

        deinit { for memory in [weights, scratch, shared, statistics, weightGradient] { memory.deallocate() } }

        var gradients: [Float] { Array(UnsafeBufferPointer(start: weightGradient, count: parameters)) }
        var keptStatistics: [Float] { Array(UnsafeBufferPointer(start: statistics, count: statisticCount)) }

        func pass(_ group: Group, _ kernels: Kernels) -> LayerPass {
            var pass = LayerPass(
                kernels: kernels.table, input: group.input.view, output: group.output.view, outputGradient: group.outputGradient.view,
                inputGradient: group.inputGradient.view, weights: UnsafePointer(weights), weightGradient: weightGradient,
                scratch: scratch, takesInputReLU: false, outputReLUIsTaken: false,
                dropout: DropoutAddress(seed: 1, step: 2, layer: 3, firstImage: UInt32(group.index * 16)))
            pass.images = group.images
            pass.statistics = statistics
            pass.shared = shared
            return pass
        }
    }

    /// A bordered buffer of one lane group.
    final class Buffer {
        let shape: Shape
        let view: lenet_lanes
        private let base: UnsafeMutablePointer<Float>
        private let size: Int
        private let owner: Buffer?

        init(_ shape: Shape, _ border: Border = .none) {
            self.shape = shape
            owner = nil
            size = Lanes.size(shape, border)
            base = .allocate(capacity: size)
            base.initialize(repeating: border == .none ? .nan : 0, count: size)
            view = Lanes.view(base, shape, border)
        }

        /// Another buffer's memory in another shape.
        init(_ shape: Shape, at other: Buffer) {
            self.shape = shape
            owner = other
            size = other.size
            base = other.base
            view = Lanes.view(base, shape)
        }
        deinit { if owner == nil { base.deallocate() } }

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
