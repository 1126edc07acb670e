import CKernels
import LenetData
import LenetRandom

/// What `lenet bench` measures: how near training comes to what this machine's arithmetic could do.
///
/// Peak and runs are measured in turn, many short times, and medians are kept, since other programs disturb. With one thread the
/// clock is the thread's own processor time, with more it is the wall's.
package struct BenchReport: Sendable {
    /// Fused multiply-adds on registers alone.
    package struct Peak: Sendable {
        package var threads: Int
        /// 1e9 floating-point operations a second.
        package var gigaflops: Double
    }

    package struct Run: Sendable {
        package var network: String
        package var batchSize: Int
        package var threads: Int
        package var trainingImagesPerSecond: Double
        package var inferenceImagesPerSecond: Double
        package var trainingGigaflops: Double
        package var inferenceGigaflops: Double
        /// Of the peak of as many threads.
        package var trainingShareOfPeak: Double
        package var inferenceShareOfPeak: Double
    }

    /// Where a training step of one thread spends its time, measured apart, step by step. Nanoseconds per image.
    package struct Profile: Sendable {
        package struct Layer: Sendable {
            package var name: String
            package var description: String
            package var forward: Double
            /// Weight and input gradients; a dense layer's weight gradients included, which are made for the whole batch.
            package var backward: Double
            /// Floating-point operations per image.
            package var forwardOperations: Int
            package var backwardOperations: Int
        }
        package var network: String
        package var batchSize: Int
        package var layers: [Layer]
        package var gather: Double
        package var loss: Double
        /// Adding the shards' gradients.
        package var sums: Double
        package var update: Double
        /// What a step takes beyond all of these: barriers, the loop, and looking at the clock.
        package var rest: Double
        /// With the clock being looked at; `Run` has the time without.
        package var total: Double
    }

    package var kernels: String
    package var peaks: [Peak]
    package var runs: [Run]
    package var profiles: [Profile]
}

package struct Bench {
    package var threads: Int
    package var kernels: Kernels
    /// What updates the weights: Adam, as `lenet bench` uses it.
    package var rule: RuleInUse
    /// How many times each thing is measured.
    package var rounds = 9
    /// Seconds that one measurement takes, about.
    package var span = 0.04
    package var settings: [(network: String, batchSize: Int)] = [("lenet5", 128), ("lenet5", 256), ("cnn4", 32), ("cnn4", 128)]

    package init(threads: Int, kernels: Kernels = .chosen, rule: RuleInUse) {
        self.threads = threads
        self.kernels = kernels
        self.rule = rule
    }

    package func run(progress: (String) -> Void = { _ in }) throws(EngineError) -> BenchReport {
        var report = BenchReport(kernels: kernels.name, peaks: [], runs: [], profiles: [])
        let images = Self.images(20_000)
        for threads in threads > 1 ? [1, threads] : [1] {
            let machine = try Machine(threads: threads, kernels: kernels)
            var peaks: [Double] = []
            for setting in settings {
                guard let lines = Presets.lines(setting.network),
                    let plan = try? NetworkPlan(
                        name: setting.network, lines: lines, input: Shape(channels: 1, height: 28, width: 28), classes: 10)
                else { continue }
                progress("\(setting.network), batch \(setting.batchSize), \(threads == 1 ? "1 thread" : "\(threads) threads")")
                let subject = try Subject(machine, plan, setting.batchSize, images, rule)
                var training: [Double] = []
                var inference: [Double] = []
                var peaksHere: [Double] = []
                // The first round warms up and says how many steps fill the span.
                let steps = max(1, Int(span / max(subject.training(steps: 4) / 4, 1e-7)))
                for _ in 0..<rounds {
                    peaksHere.append(peak(machine))
                    training.append(Double(steps * setting.batchSize) / subject.training(steps: steps))
                    inference.append(subject.inferenceImagesPerSecond())
                }
                peaks += peaksHere
                let top = Self.median(peaksHere)
                let trained = Self.median(training)
                let inferred = Self.median(inference)
                let trainingGigaflops = trained * Double(subject.trainingOperations) * 1e-9
                let inferenceGigaflops = inferred * Double(subject.inferenceOperations) * 1e-9
                report.runs.append(
                    .init(
                        network: setting.network, batchSize: setting.batchSize, threads: threads,
                        trainingImagesPerSecond: trained, inferenceImagesPerSecond: inferred,
                        trainingGigaflops: trainingGigaflops, inferenceGigaflops: inferenceGigaflops,
                        trainingShareOfPeak: trainingGigaflops / top, inferenceShareOfPeak: inferenceGigaflops / top))
                if threads == 1 {
                    report.profiles.append(subject.profile(steps: max(21, steps)))
                }
            }
            report.peaks.append(.init(threads: threads, gigaflops: Self.median(peaks)))
        }
        return report
    }

    /// 1e9 operations a second on all threads of a machine.
    private func peak(_ machine: Machine) -> Double {
        let tasks = machine.threads == 1 ? 1 : machine.threads * 8
        let context = PeakContext(kernels: kernels.table, tasks: tasks)
        let seconds = Stopwatch.measure(threads: machine.threads) {
            machine.pool.run(tasks, context) { context, task, _ in
                guard let context = ThreadPool.context(context, as: PeakContext.self) else { return }
                context.operations[Int(task)] = context.kernels.pointee.peak(Bench.peakRounds)
            }
        }
        return UnsafeBufferPointer(start: context.operations, count: tasks).reduce(0, +) / seconds * 1e-9
    }

    /// A few milliseconds: long enough for the clock, short enough to be interleaved.
    private static let peakRounds = 100_000

    static func median(_ numbers: [Double]) -> Double {
        let sorted = numbers.sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }

    /// Noise of MNIST's size.
    private static func images(_ count: Int) -> ImageSplit {
        var stream = RandomStream(seed: 0, purpose: .samples)
        var pixels = [UInt8](repeating: 0, count: count * 784)
        for place in stride(from: 0, to: pixels.count, by: 4) {
            let word = stream.next()
            for byte in 0..<4 { pixels[place + byte] = UInt8(truncatingIfNeeded: word >> (8 * byte)) }
        }
        let labels = (0..<count).map { _ in UInt8(stream.below(10)) }
        let images = ImageSet(
            count: count, channels: 1, height: 28, width: 28, classes: 10, pixels: pixels, labels: labels)
        return ImageSplit(images: images, indices: stream.permutation(of: count))
    }
}

private final class PeakContext {
    let kernels: UnsafePointer<lenet_kernels>
    /// Of each task.
    let operations: UnsafeMutablePointer<Double>

    init(kernels: UnsafePointer<lenet_kernels>, tasks: Int) {
        self.kernels = kernels
        operations = .allocate(capacity: tasks)
        operations.initialize(repeating: 0, count: tasks)
    }

    deinit { operations.deallocate() }
}
