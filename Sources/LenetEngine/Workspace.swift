import CKernels

/// The buffers of one network at work, for batches up to a size and a number of workers; made once, then nothing is allocated.
///
/// Activations and gradients exist once for each worker and hold one lane group, so that a group's way forward and back stays in
/// the cache; where a layer needs sums over the whole batch (`BarrierLayer`), once for each lane group of the batch. Whole batches are kept only where a dense layer's weight gradients need them: its inputs, image by image, and the
/// gradients of its outputs. Convolutions add their weight gradients to their shard's.
final class Workspace {
    let plan: NetworkPlan
    let batchSize: Int
    let workers: Int
    let kernels: UnsafePointer<lenet_kernels>
    /// The layers that compute: all but flatten, and a convolution with the pooling behind it as one.
    let layers: [any Layer]
    let names: [String]
    /// The first layer that has weights: gradients go back to it and no further.
    let firstLearning: Int

    let weights: UnsafeMutablePointer<Float>
    let gradients: UnsafeMutablePointer<Float>
    /// The network's, in the order of `plan.statistics`.
    let statistics: UnsafeMutablePointer<Float>
    /// The layers that need sums over the whole batch.
    let barriers: [Int]
    let barrierLayers: [any BarrierLayer]
    /// By layer: its place in `barriers`.
    let barrierPlace: [Int?]
    /// One per image of the batch.
    let losses: UnsafeMutablePointer<Float>

    let wholeBatch: [WholeBatch]
    /// By layer: its place in `wholeBatch`.
    let wholeBatchPlace: [Int?]
    let shardLayers: [ShardLayer]
    /// [shards][shardStride]
    let shardGradients: UnsafeMutablePointer<Float>
    let shardStride: Int

    private let arena: Arena
    /// Where each layer's weights begin among the parameters.
    private let parameterOffsets: [Int]
    /// [slots][layers]: a slot for each worker, or for each lane group where there are barriers.
    private let passes: UnsafeMutablePointer<LayerPass>
    /// [slots]
    private let inputs: UnsafeMutablePointer<lenet_lanes>
    /// [slots][16]
    private let labels: UnsafeMutablePointer<UInt8>

    /// What a dense layer keeps of a batch.
    struct WholeBatch {
        let layer: Int
        let inputs: Int
        let outputs: Int
        let hasBias: Bool
        /// Of the weights, among the parameters.
        let offset: Int
        /// [groups * 16][inputs]
        let inputByImage: UnsafeMutablePointer<Float>
        /// [groups][outputs][16]
        let outputGradient: UnsafeMutablePointer<Float>
    }

    /// A layer whose weight gradients are summed by shard.
    struct ShardLayer {
        let layer: Int
        /// Among the parameters.
        let offset: Int
        /// Among a shard's gradients.
        let shardOffset: Int
        let count: Int
    }

    /// `wantsInputGradient`: gradients go back to the images too, which only tests and pictures need.
    init(
        plan: NetworkPlan, batchSize: Int, workers: Int, kernels: Kernels, wantsInputGradient: Bool = false
    ) throws(EngineError) {
        let planned = PlannedLayer.fused(plan.layers)
        let layers = planned.map(\.layer)
        let groups = Lanes.groups(batchSize)
        let barriers = layers.indices.filter { layers[$0] is any BarrierLayer }
        let slots = barriers.isEmpty ? workers : max(workers, groups)
        let firstLearning =
            wantsInputGradient ? -1 : planned.firstIndex { !$0.arrays.isEmpty } ?? planned.count
        let offsets = planned.map { $0.arrays.isEmpty ? 0 : plan.arrays[$0.arrays.lowerBound].offset }
        let sizes = planned.map { plan.arrays[$0.arrays].reduce(0) { $0 + $1.count } }

        // Place 0 is the input, place k + 1 the output of layer k.
        let shapes = [plan.input] + layers.map(\.output)
        let borders = layers.map(\.inputBorder) + [.none]

        var layout = Arena.Layout()
        let weights = layout.reserve(plan.parameterCount)
        let gradients = layout.reserve(plan.parameterCount)
        let statistics = layout.reserve(plan.statisticCount)
        let shared = layers.map { layer in (layer as? any BarrierLayer).map { layout.reserve($0.sharedNumbers) } }
        let losses = layout.reserve(groups * Lanes.count)
        var shardStride = 0
        var shardOffsets: [Int] = []
        for (layer, size) in zip(layers, sizes) {
            shardOffsets.append(shardStride)
            if layer.gradientSum == .shards { shardStride += (size + 15) / 16 * 16 }
        }
        let shardGradients = layout.reserve(shardStride * Shards(images: batchSize).count)
        var batchOffsets: [(inputs: Int, gradient: Int)?] = []
        for layer in layers {
            if case .wholeBatch(let inputs, let outputs, _) = layer.gradientSum {
                batchOffsets.append(
                    (layout.reserve(groups * Lanes.count * inputs), layout.reserve(groups * Lanes.count * outputs)))
            } else {
                batchOffsets.append(nil)
            }
        }
        // The gradient of a place may lie where its activation lay: that much less to go through the cache.
        let isShared = shapes.indices.map { place in
            guard place > 0, place < layers.count, batchOffsets[place - 1] == nil else { return false }
            let giver = layers[place - 1]
            let taker = layers[place]
            let isReadLater = giver.readsOutput && !(giver.endsInReLU && taker.takesReLU)
            return taker.overwritesInput && !isReadLater
        }
        var activations: [[Int]] = []
        var activationGradients: [[Int?]] = []
        var scratch: [Int] = []
        var kept: [[Int]] = []
        for _ in 0..<slots {
            activations.append(zip(shapes, borders).map { layout.reserve(Lanes.size($0, $1)) })
            activationGradients.append(
                shapes.indices.map { place in
                    // Place k is what layer k - 1 gives; behind the first learning layer gradients are needed.
                    guard place > firstLearning else { return nil }
                    if place > 0, batchOffsets[place - 1] != nil { return nil }
                    if isShared[place] { return activations.last?[place] }
                    return layout.reserve(Lanes.size(shapes[place], .none))
                })
            scratch.append(layout.reserve(layers.map(\.scratch).max() ?? 0))
            kept.append(layers.map { layout.reserve(($0.kept + 1) / 2) })
        }
        let arena = try Arena(layout)
        let base = arena.base

        self.plan = plan
        self.batchSize = batchSize
        self.workers = workers
        self.kernels = kernels.table
        self.layers = layers
        self.firstLearning = max(0, firstLearning)
        self.arena = arena
        parameterOffsets = offsets
        self.weights = base + weights
        self.gradients = base + gradients
        self.statistics = base + statistics
        self.barriers = barriers
        barrierLayers = barriers.compactMap { layers[$0] as? any BarrierLayer }
        barrierPlace = layers.indices.map { barriers.firstIndex(of: $0) }
        self.losses = base + losses
        self.shardGradients = base + shardGradients
        self.shardStride = shardStride
        names = planned.map(\.name)
        wholeBatch = layers.indices.compactMap { index in
            guard case .wholeBatch(let inputs, let outputs, let hasBias) = layers[index].gradientSum,
                let place = batchOffsets[index]
            else { return nil }
            return WholeBatch(
                layer: index, inputs: inputs, outputs: outputs, hasBias: hasBias, offset: offsets[index],
                inputByImage: base + place.inputs, outputGradient: base + place.gradient)
        }
        var places = 0
        wholeBatchPlace = batchOffsets.map { offsets in
            guard offsets != nil else { return nil }
            defer { places += 1 }
            return places
        }
        shardLayers = layers.indices.compactMap { index in
            guard layers[index].gradientSum == .shards else { return nil }
            return ShardLayer(
                layer: index, offset: offsets[index], shardOffset: shardOffsets[index], count: sizes[index])
        }

        passes = .allocate(capacity: slots * layers.count)
        inputs = .allocate(capacity: slots)
        labels = .allocate(capacity: slots * Lanes.count)
        labels.initialize(repeating: 0, count: slots * Lanes.count)
        for worker in 0..<slots {
            func activation(_ place: Int) -> lenet_lanes {
                Lanes.view(base + activations[worker][place], shapes[place], borders[place])
            }
            func gradient(_ place: Int) -> lenet_lanes {
                if place > 0, let batch = batchOffsets[place - 1] { return Lanes.view(base + batch.gradient, shapes[place]) }
                return Lanes.view(activationGradients[worker][place].map { base + $0 }, shapes[place])
            }
            (inputs + worker).initialize(to: activation(0))
            var dropouts: UInt32 = 0
            for (index, layer) in layers.enumerated() {
                let next = index + 1 < layers.count ? layers[index + 1] : nil
                (passes + worker * layers.count + index).initialize(
                    to: LayerPass(
                        kernels: kernels.table, input: activation(index), output: activation(index + 1),
                        outputGradient: gradient(index + 1),
                        inputGradient: index > firstLearning ? gradient(index) : Lanes.view(nil, shapes[index]),
                        weights: UnsafePointer(self.weights + offsets[index]),
                        weightGradient: self.shardGradients + shardOffsets[index],
                        scratch: base + scratch[worker],
                        takesInputReLU: index > 0 && layer.takesReLU && layers[index - 1].endsInReLU,
                        outputReLUIsTaken: layer.endsInReLU && (next?.takesReLU ?? false),
                        dropout: DropoutAddress(seed: 0, step: 0, layer: dropouts, firstImage: 0)))
                let pass = passes + worker * layers.count + index
                if let first = planned[index].statistics.first {
                    pass.pointee.statistics = self.statistics + plan.statistics[first].offset
                }
                pass.pointee.shared = shared[index].map { base + $0 }
                if layer.kept > 0 {
                    pass.pointee.kept = UnsafeMutableRawPointer(base + kept[worker][index])
                        .bindMemory(to: UInt16.self, capacity: layer.kept)
                }
                if layer.isOnlyForTraining { dropouts += 1 }
            }
        }
    }

    deinit {
        passes.deallocate()
        inputs.deallocate()
        labels.deallocate()
    }

    func load(_ network: Network) {
        weights.load(network.weights)
        statistics.load(network.statistics)
    }

    /// Weights and statistics as they are now.
    func store(into network: inout Network) {
        network.weights = Array(UnsafeBufferPointer(start: weights, count: plan.parameterCount))
        network.statistics = Array(UnsafeBufferPointer(start: statistics, count: plan.statisticCount))
    }

    /// Of a layer that needs sums over the whole batch, where its parameters' gradient goes.
    func gradient(of layer: Int) -> UnsafeMutablePointer<Float> { gradients + parameterOffsets[layer] }

    /// Where images go before the first layer.
    func input(_ worker: Int) -> lenet_lanes { inputs[worker] }
    func labels(_ worker: Int) -> UnsafeMutablePointer<UInt8> { labels + worker * Lanes.count }

    /// A layer's buffers for a worker, a shard and a lane group of the batch.
    @inline(__always)
    func pass(_ layer: Int, worker: Int, shard: Int = 0, group: Int = 0) -> LayerPass {
        var pass = passes[worker * layers.count + layer]
        pass.weightGradient += shard * shardStride
        // A dense layer's output gradients lie there for all groups of the batch.
        if case .wholeBatch(_, let outputs, _) = layers[layer].gradientSum {
            pass.outputGradient.at += group * outputs * Lanes.count
        }
        if layer > 0, pass.inputGradient.at != nil, case .wholeBatch(_, let outputs, _) = layers[layer - 1].gradientSum {
            pass.inputGradient.at += group * outputs * Lanes.count
        }
        return pass
    }
}
