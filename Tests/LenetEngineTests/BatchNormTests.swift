import LenetData
import LenetEngine
import Testing

/// Running statistics, evaluation, and what belongs to the network.
@Suite struct BatchNormTests {
    static let lines = [TestModels.conv(2, (3, 3), TestModels.on("nobias")), LayerLine("batchnorm"), TestModels.dense(5)]

    static func plan(_ dialect: Dialect, _ lines: [LayerLine] = lines) throws -> NetworkPlan {
        try NetworkPlan(name: "test", lines: lines, input: TestModels.shape, classes: 5, dialect: dialect)
    }

    /// Batches of 37, 37 and 16 images, in the order of the pass, through the convolution in Double; then the frameworks' formulas.
    @Test(arguments: [(Dialect.keras, 0.99, false), (Dialect.torch, 0.9, true), (Dialect.paper, 0.99, true)])
    func runningStatisticsAreTheDialects(_ dialect: Dialect, _ kept: Double, _ isUnbiased: Bool) throws {
        let plan = try Self.plan(dialect)
        // A rate of 0 leaves the weights as they are.
        var state = TrainingState(plan: plan, seed: 3)
        let start = state.network
        let images = TestModels.images(90)
        let data = Dataset(
            name: "test", source: "made here", checksums: [], training: ImageSplit(images), validation: nil,
            test: ImageSplit(TestModels.images(5, seed: 12)))
        let options = TrainingOptions(rule: TestRules.use(TestRules.sgd, rate: 0), epochs: 1, batchSize: 90)
        for _ in 0..<3 { _ = try Machine(threads: 2).train(&state, on: data, options: options) }
        #expect(state.network.weights == start.weights)

        let reference = ReferenceNetwork(plan: plan)
        let weights = start.weights.map(Double.init)
        let pixels = (0..<90).map { image in images.pixels[image * 90..<(image + 1) * 90].map { Double($0) / 255 } }
        let results = reference.outputs(weights, pixels, through: 1)
        for channel in 0..<2 {
            let all = results.flatMap { $0[channel * 56..<(channel + 1) * 56] }
            let count = Double(all.count)
            let mean = all.reduce(0, +) / count
            var variance = all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
            if isUnbiased { variance *= count / (count - 1) }
            var running = (mean: 0.0, variance: 1.0)
            for _ in 0..<3 { running = (kept * running.mean + (1 - kept) * mean, kept * running.variance + (1 - kept) * variance) }
            #expect(abs(Double(state.network.statistics[channel]) - running.mean) < 1e-6)
            #expect(abs(Double(state.network.statistics[2 + channel]) - running.variance) < 1e-6)
        }
        #expect(plan.statistics.map(\.name) == ["batchnorm1.running_mean", "batchnorm1.running_variance"])
    }

    /// An evaluation takes the running numbers: each image by itself, whatever stands beside it.
    @Test func evaluationTakesTheRunningNumbers() throws {
        let plan = try Self.plan(.keras)
        let network = Network(plan: plan, seed: 1)
        let split = ImageSplit(TestModels.images(37))
        let machine = try Machine(threads: 2)
        let all = try machine.evaluate(network, on: split)
        var alone = 0.0
        for image in 0..<37 {
            alone += try machine.evaluate(network, on: ImageSplit(images: split.images, indices: [Int32(image)])).loss
        }
        #expect(abs(alone / 37 - all.loss) < 1e-9)
        var shifted = network
        shifted.statistics[0] += 0.25
        #expect(try machine.evaluate(shifted, on: split).loss != all.loss)
        #expect(shifted.fingerprint != network.fingerprint)
        // Before any training mean 0 and variance 1 leave the numbers nearly as they are.
        let bare = Network(plan: try TestModels.plan([Self.lines[0], Self.lines[2]]), weights: Array(network.weights[..<18]) + network.weights[22...])
        let scale = Float(1 / 1.001.squareRoot())
        var scaled = bare
        for index in 0..<18 { scaled.weights[index] *= scale }
        #expect(abs(try machine.evaluate(scaled, on: split).loss - all.loss) < 1e-6)
        let row = try machine.probabilities(network, image: split, at: 5)
        #expect(zip(row, try machine.probabilities(scaled, image: split, at: 5)).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    @Test func gradientsAloneLeaveTheStatistics() throws {
        let plan = try Self.plan(.keras)
        let machine = try Machine(threads: 1)
        var state = TrainingState(plan: plan, seed: 1)
        let before = state.network.statistics
        _ = try machine.gradients(state.network, on: ImageSplit(TestModels.images(20)))
        #expect(before == [0, 0, 1, 1])
        let options = TrainingOptions(rule: TestRules.use(TestRules.sgd), epochs: 1, batchSize: 16)
        _ = try machine.train(&state, on: TestModels.dataset(40), options: options)
        #expect(state.network.statistics != before)
        #expect(state.evaluationNetwork.statistics == state.network.statistics)
    }

    /// A batch whose loss is no number leaves the running numbers of the last update.
    @Test func aDivergedBatchLeavesNoTrace() throws {
        let plan = try Self.plan(.keras)
        var state = TrainingState(plan: plan, seed: 1)
        let options = TrainingOptions(rule: TestRules.use(TestRules.sgd, rate: 1e38), epochs: 3, batchSize: 16)
        let result = try Machine(threads: 1).train(&state, on: TestModels.dataset(64), options: options)
        guard case .diverged = result.stop else {
            Issue.record("it should have diverged: \(result.stop)")
            return
        }
        #expect(state.network.statistics.allSatisfy { !$0.isNaN })
    }

    /// The same bits for 1 to 8 threads, every variant, and batches that fill no lane group.
    @Test(arguments: [1, 5, 16, 33, 100, 293]) func sameBitsEverywhere(_ batchSize: Int) throws {
        let lines = try #require(TestModels.small.first { $0.name.hasPrefix("batch normalisation behind") }).lines
        let plan = try Self.plan(.torch, lines)
        let data = TestModels.dataset(293)
        var seen: Set<String> = []
        for kernels in Kernels.available {
            for threads in 1...8 {
                var state = TrainingState(plan: plan, seed: 4)
                let result = try Machine(threads: threads, kernels: kernels).train(
                    &state, on: data,
                    options: TrainingOptions(rule: TestRules.use(TestRules.momentum, [0.9], rate: 0.02), epochs: 2, batchSize: batchSize))
                #expect(result.stop == .finished)
                seen.insert(result.fingerprint + " \(result.history.last?.testLoss ?? 0)")
            }
        }
        #expect(seen.count == 1)
    }
}
