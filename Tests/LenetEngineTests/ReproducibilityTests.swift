import LenetData
import LenetEngine
import Testing

/// The same training gives the same bits on every kernel variant of this machine and for every number of threads.
@Suite struct ReproducibilityTests {
    @Test(arguments: TestModels.small.map(\.name))
    func sameFingerprintEverywhere(_ name: String) throws {
        let lines = try #require(TestModels.small.first { $0.name == name }).lines
        let plan = try TestModels.plan(lines)
        let data = TestModels.dataset(293)
        for batchSize in [1, 7, 16, 100, 128, 293] {
            var seen: [String: [String]] = [:]
            for kernels in Kernels.available {
                for threads in 1...3 {
                    let machine = try Machine(threads: threads, kernels: kernels)
                    var state = TrainingState(plan: plan, seed: 4)
                    let rule = TestRules.use(TestRules.momentum, [0.9], rate: 0.02)
                    let result = try machine.train(
                        &state, on: data, options: TrainingOptions(rule: rule, epochs: 2, batchSize: batchSize))
                    #expect(result.stop == .finished)
                    let rest = result.history.map { "\($0.trainLoss) \($0.testLoss ?? 0)" }
                    seen[result.fingerprint + " " + rest.joined(separator: " "), default: []].append("\(kernels.name) \(threads)")
                }
            }
            #expect(seen.count == 1, "batch \(batchSize): \(seen)")
        }
    }

    /// Rules that look at whole arrays go through another path.
    @Test func reductionsAreReproducible() throws {
        let plan = try TestModels.plan([TestModels.dense(300, "relu"), TestModels.dense(5)])
        var seen: Set<String> = []
        for kernels in Kernels.available {
            for threads in 1...3 {
                var state = TrainingState(plan: plan, seed: 4)
                let result = try Machine(threads: threads, kernels: kernels).train(
                    &state, on: TestModels.dataset(100),
                    options: TrainingOptions(rule: TestRules.use(TestRules.normalized), epochs: 2, batchSize: 32))
                seen.insert(result.fingerprint)
            }
        }
        #expect(seen.count == 1)
    }

    @Test func presetsAreReproducible() throws {
        let shape = Shape(channels: 1, height: 28, width: 28)
        let data = Dataset(
            name: "test", source: "made here", checksums: [],
            training: ImageSplit(TestModels.images(150, shape: shape, classes: 10)), validation: nil,
            test: ImageSplit(TestModels.images(20, shape: shape, classes: 10, seed: 2)))
        for name in ["lenet5", "cnn4", "lenet1"] {
            var seen: Set<String> = []
            for kernels in Kernels.available {
                for threads in 1...2 {
                    var state = TrainingState(plan: try TestModels.preset(name), seed: 1)
                    let result = try Machine(threads: threads, kernels: kernels).train(
                        &state, on: data, options: TrainingOptions(rule: TestRules.use(TestRules.sgd), batchSize: 64))
                    seen.insert(result.fingerprint)
                }
            }
            #expect(seen.count == 1, "\(name)")
        }
    }
}
