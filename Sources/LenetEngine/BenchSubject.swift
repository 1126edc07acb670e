import CKernels
import LenetData

/// One network at one batch size on one machine, ready to be measured.
struct Subject {
    private let machine: Machine
    private let runner: BatchRunner
    private let rule: UpdateRunner<Float>
    private let plan: NetworkPlan
    private let batchSize: Int
    private let images: ImageSplit
    private let rate: Double
    private let network: Network

    init(
        _ machine: Machine, _ plan: NetworkPlan, _ batchSize: Int, _ images: ImageSplit, _ rule: RuleInUse
    ) throws(EngineError) {
        self.machine = machine
        self.plan = plan
        self.batchSize = batchSize
        self.images = images
        rate = rule.learningRate
        network = Network(plan: plan, seed: 1)
        runner = try machine.runner(for: plan, batchSize: batchSize)
        self.rule = UpdateRunner<Float>(
            rule: rule, arrays: plan.arrays.map(\.dimensions), workers: machine.threads, kernels: machine.kernels)
        runner.workspace.load(network)
    }

    /// Floating-point operations per image that are done: what pooling would throw away is neither computed nor counted.
    var inferenceOperations: Int { runner.workspace.layers.reduce(0) { $0 + 2 * $1.multiplyAdds } }
    var trainingOperations: Int {
        let first = runner.workspace.firstLearning
        return runner.workspace.layers.enumerated().reduce(0) { sum, next in
            sum + 2 * next.element.multiplyAdds * (next.offset <= first ? 2 : 3)
        }
    }

    /// Seconds for some updates, everything counted.
    func training(steps: Int) -> Double {
        withBatches { batch in
            Stopwatch.measure(threads: machine.threads) {
                for step in 0..<steps {
                    batch.move(to: step)
                    _ = runner.gradients(of: batch.value)
                    runner.update(with: rule, rate: rate)
                }
            }
        }
    }

    func inferenceImagesPerSecond() -> Double {
        let count = 4_096
        var seconds = 0.0
        var losses = [Float](repeating: 0, count: count)
        var predictions = [UInt8](repeating: 0, count: count)
        losses.withUnsafeMutableBufferPointer { losses in
            predictions.withUnsafeMutableBufferPointer { predictions in
                seconds = withBatches { batch in
                    batch.value.shards = Shards(images: count)
                    batch.value.losses = losses.baseAddress
                    batch.value.predictions = predictions.baseAddress
                    return Stopwatch.measure(threads: machine.threads) { runner.evaluate(batch.value) }
                }
            }
        }
        return Double(count) / seconds
    }

    /// Steps with a look at the clock after each part, on one thread; of every part the median over the steps.
    func profile(steps: Int) -> BenchReport.Profile {
        var all: [BatchRunner.Parts] = []
        withBatches { batch in
            for step in 0..<steps {
                batch.move(to: step)
                var parts = BatchRunner.Parts(layers: runner.workspace.layers.count)
                parts.total = Stopwatch.measure(threads: 1) {
                    runner.profiledGradients(of: batch.value, &parts)
                    parts.update = Stopwatch.measure(threads: 1) { runner.update(with: rule, rate: rate) }
                }
                all.append(parts)
            }
        }
        /// Nanoseconds per image.
        func time(_ part: (BatchRunner.Parts) -> Double) -> Double {
            Bench.median(all.map(part)) * 1e9 / Double(batchSize)
        }
        let workspace = runner.workspace
        let layers = workspace.layers.indices.map { index in
            let operations = 2 * workspace.layers[index].multiplyAdds
            return BenchReport.Profile.Layer(
                name: workspace.names[index], description: workspace.layers[index].description,
                forward: time { $0.forward[index] }, backward: time { $0.backward[index] }, forwardOperations: operations,
                backwardOperations: index == workspace.firstLearning ? operations : 2 * operations)
        }
        var profile = BenchReport.Profile(
            network: plan.name, batchSize: batchSize, layers: layers, gather: time(\.gather), loss: time(\.loss),
            sums: time(\.sums), update: time(\.update), rest: 0, total: time(\.total))
        profile.rest =
            profile.total - profile.gather - profile.loss - profile.sums - profile.update
            - layers.reduce(0) { $0 + $1.forward + $1.backward }
        return profile
    }

    /// A batch that walks through the images.
    private struct Walk {
        var value: BatchRunner.Batch
        let first: UnsafePointer<Int32>
        let size: Int
        let batches: Int

        mutating func move(to step: Int) { value.indices = first + step % batches * size }
    }

    @discardableResult
    private func withBatches<Result>(_ body: (inout Walk) -> Result) -> Result where Result: AdditiveArithmetic {
        images.images.pixels.withUnsafeBufferPointer { pixels in
            images.images.labels.withUnsafeBufferPointer { labels in
                images.indices.withUnsafeBufferPointer { indices in
                    guard let first = indices.baseAddress else { return .zero }
                    var batch = BatchRunner.Batch()
                    batch.pixels = pixels.baseAddress
                    batch.labels = labels.baseAddress
                    batch.indices = first
                    batch.shards = Shards(images: batchSize)
                    var walk = Walk(value: batch, first: first, size: batchSize, batches: max(1, images.count / batchSize))
                    return body(&walk)
                }
            }
        }
    }

    private func withBatches(_ body: (inout Walk) -> Void) {
        withBatches { walk -> Double in
            body(&walk)
            return 0
        }
    }
}
