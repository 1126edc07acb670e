import LenetCards
import LenetData
import LenetEngine
import LenetRules
import Testing

/// Every rule of the library, in every dialect and with each of its flags and common options, gives the same bits on every kernel
/// variant of this machine and for 1 to 8 threads, and never leaves numbers in its state that are too small to be normal.
@Suite struct SameBitsOfRulesTests {
    // Without optimisation and under a sanitizer all is some fifty times slower.
    #if DEBUG
        static let threads = [3]
        static let restingSteps = 100
    #else
        static let threads = Array(1...8)
        static let restingSteps = 3_000
    #endif

    /// 270 images of 6x5 whose labels can be learnt: batches of 129, whose last lane group holds one, and a short one.
    static let data: Dataset = {
        func images(_ count: Int, _ shift: Int) -> ImageSplit {
            let labels = (0..<count).map { UInt8(($0 * 7 + shift) % 5) }
            let pixels = (0..<count * 30).map { index in UInt8(index % 30 % 5 == Int(labels[index / 30]) ? 255 : (index * 37 + shift) % 101) }
            return ImageSplit(
                ImageSet(count: count, channels: 1, height: 6, width: 5, classes: 5, pixels: pixels, labels: labels))
        }
        return Dataset(name: "test", source: "made here", checksums: [], training: images(270, 1), validation: nil, test: images(20, 2))
    }()

    /// More than one block of 1,024 weights, matrices and biases.
    static func plan() throws -> NetworkPlan {
        try NetworkPlan(
            name: "test",
            lines: [
                LayerLine("conv", ["filters": .number(3), "kernel": .size(3, 3), "relu": .flag(true)]),
                LayerLine("dense", ["units": .number(40), "tanh": .flag(true)]), LayerLine("dense", ["units": .number(5)]),
            ], input: Shape(channels: 1, height: 6, width: 5), classes: 5)
    }

    /// The defaults, then each flag and common option beside them; what a rule refuses is no use of it.
    static func uses(_ library: RuleLibrary, _ name: String, _ dialect: Dialect) throws -> [RuleInUse] {
        var uses = [try library.use(RuleTexts.name(name), dialect: dialect, settings: [])]
        for parameter in library.hyperparameters(of: name, dialect: dialect) {
            var values: [RuleSetting.Value] = []
            if parameter.role == .flag {
                values = [.flag(true)]
            } else if case .absent = parameter.default {
                values = [0.5, 2]  // a share; a count
            }
            for value in values {
                guard let use = try? library.use(RuleTexts.name(name), dialect: dialect, settings: RuleTexts.settings([parameter.name: value]))
                else { continue }
                uses.append(use)
                break
            }
        }
        return uses
    }

    @Test(arguments: RuleTexts("").library.optimizerNames, Dialect.allCases) func everyRule(name: String, dialect: Dialect) throws {
        let library = RuleTexts("").library
        let machines = try Kernels.available.flatMap { kernels in
            try Self.threads.map { (try Machine(threads: $0, kernels: kernels), "\(kernels.name) \($0)") }
        }
        let plan = try Self.plan()
        for (index, use) in try Self.uses(library, name, dialect).enumerated() {
            var seen: [String: [String]] = [:]
            for (machine, label) in machines where index == 0 || [Self.threads.first, Self.threads.last].contains(machine.threads) {
                var state = TrainingState(plan: plan, seed: 6)
                let result = try machine.train(
                    &state, on: Self.data, options: TrainingOptions(rule: use, epochs: 2, batchSize: 129))
                let optimizer = try #require(state.optimizer)
                let parts = [result.fingerprint] + optimizer.states.map(Fingerprint.of) + optimizer.arrayScalars.joined().map { "\($0)" }
                seen[parts.joined(separator: " "), default: []].append(label)
                #expect(result.steps == 6)
            }
            #expect(seen.count == 1, "\(use.displayName) in \(dialect): \(seen.values)")
        }
    }

    /// Weights that get no more gradient, for thousands of steps: what is remembered of them comes to rest, and at 0 where it dies away.
    @Test(arguments: RuleTexts("").library.optimizerNames, Dialect.allCases) func statesDieAwayToZero(name: String, dialect: Dialect) throws {
        let library = RuleTexts("").library
        for kernels in Kernels.available {
            for use in try Self.uses(library, name, dialect) {
                let runner = UpdateRunner<Float>(rule: use, arrays: [[8, 4]], kernels: kernels)
                var weights = (0..<32).map { Float($0 - 16) / 8 }
                runner.step(weights: &weights, gradients: (0..<32).map { Float($0 - 16) * 1e-19 }, rate: use.learningRate)
                for _ in 0..<Self.restingSteps {
                    runner.step(weights: &weights, gradients: [Float](repeating: 0, count: 32), rate: use.learningRate)
                }
                let states = weights.withUnsafeMutableBufferPointer { weights in
                    weights.baseAddress.map { runner.snapshot(identity: "", weights: $0).states } ?? []
                }
                for (index, state) in states.enumerated() {
                    #expect(!state.contains { $0.isSubnormal }, "\(use.displayName) in \(dialect), state \(index), \(kernels.name)")
                }
            }
        }
    }
}
