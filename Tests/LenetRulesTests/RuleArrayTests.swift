import LenetEngine
import LenetRules
import Testing

/// Rules that look at arrays: several arrays at once, of several kinds, on several threads' worth of blocks.
@Suite struct RuleArrayTests {
    /// A rule of `text`, or a shipped one.
    private func use(
        _ name: String, _ settings: [String: RuleSetting.Value] = [:], _ dialect: Dialect = .keras, text: String = ""
    ) throws -> RuleInUse {
        let texts = RuleTexts(text)
        #expect(texts.parseErrors.map(\.title) == [] && texts.errors.map(\.title) == [])
        return try texts.library.use(RuleTexts.name(name), dialect: dialect, settings: RuleTexts.settings(settings))
    }

    private func numbers(_ count: Int, _ seed: Int) -> [Double] { (0..<count).map { Double(($0 * 37 + seed * 101) % 199 - 99) / 64 } }

    /// Matrices take the rule, all else the other, with the rate and the settings that it was told.
    @Test func onlyMatricesElseAnother() throws {
        let text = "optimizer o(lr = 0.5, other_beta = 0.8, a = 2) { only matrices, else adam(lr: lr / a, beta1: other_beta); state m = 0; m = m + g; w = w - lr * m }"
        let rule = try use("o", text: text)
        let arrays = [[2, 3], [4], [2, 2, 3], [3, 1]]
        let together = UpdateRunner<Double>(rule: rule, arrays: arrays)
        let sums = UpdateRunner<Double>(
            rule: try use("s", text: "optimizer s(lr = 0.5) { state m = 0; m = m + g; w = w - lr * m }"), arrays: [[2, 3], [3, 1]])
        let adam = UpdateRunner<Double>(rule: try use("adam", ["beta1": 0.8]), arrays: [[4], [2, 2, 3]])
        var weights = numbers(25, 1)
        var matrices = Array(weights[0..<6] + weights[22..<25])
        var others = Array(weights[6..<22])
        for step in 0..<6 {
            let gradients = numbers(25, step + 2)
            let rate = 0.5 / Double(step + 1)
            together.step(weights: &weights, gradients: gradients, rate: rate)
            sums.step(weights: &matrices, gradients: Array(gradients[0..<6] + gradients[22..<25]), rate: rate)
            adam.step(weights: &others, gradients: Array(gradients[6..<22]), rate: rate / 2)
            #expect(Array(weights[0..<6] + weights[22..<25]) == matrices)
            #expect(Array(weights[6..<22]) == others)
        }
    }

    /// What is said to the rule holds for its other arrays, too; what it is by default does not.
    @Test func commonOptionsHoldForAllArrays() throws {
        let text = "optimizer o(lr = 0.5, decay = 0.25) { only matrices, else sgd(lr: lr); w = w - lr * g }"
        func moved(_ settings: [String: RuleSetting.Value]) throws -> [Double] {
            let runner = UpdateRunner<Double>(rule: try use("o", settings, text: text), arrays: [[1, 2], [2]])
            var weights = [1.0, 1, 1, 1]
            runner.step(weights: &weights, gradients: [0, 0, 0, 0], rate: 0.5)
            return weights
        }
        #expect(try moved([:]) == [0.875, 0.875, 1, 1])
        #expect(try moved(["decay": 0.5]) == [0.75, 0.75, 0.75, 0.75])
        #expect(try moved(["decay": 0]) == [1, 1, 1, 1])
    }

    /// One length for matrices and others together, though they have two programs.
    @Test func globalNormIsOverBothPrograms() throws {
        let rule = try use("o", ["clip_global": 1], text: "optimizer o(lr = 1) { only matrices, else sgd(lr: lr); w = w - lr * g }")
        let runner = UpdateRunner<Double>(rule: rule, arrays: [[1, 2], [2]])
        var weights = [0.0, 0, 0, 0]
        runner.step(weights: &weights, gradients: [1, 1, 1, 1], rate: 1)
        #expect(weights == [-0.5, -0.5, -0.5, -0.5])
    }

    /// Several arrays are as each by itself; blocks of more than one array go side by side.
    @Test(arguments: ["lamb", "adafactor", "muon"], Dialect.allCases)
    func arraysAreEachByThemselves(name: String, dialect: Dialect) throws {
        let rule = try use(name, [:], dialect)
        let arrays = [[6, 1, 5, 5], [6], [37, 70], [70, 37], [37]]
        let counts = arrays.map { $0.reduce(1, *) }
        let together = UpdateRunner<Float>(rule: rule, arrays: arrays)
        let apart = arrays.map { UpdateRunner<Float>(rule: rule, arrays: [$0]) }
        var weights = numbers(counts.reduce(0, +), 1).map { Float($0) }
        var pieces: [[Float]] = []
        var start = 0
        for count in counts {
            pieces.append(Array(weights[start..<start + count]))
            start += count
        }
        for step in 0..<4 {
            let gradients = numbers(weights.count, step + 2).map { Float($0) / 8 }
            together.step(weights: &weights, gradients: gradients, rate: 0.01)
            start = 0
            for index in arrays.indices {
                apart[index].step(weights: &pieces[index], gradients: Array(gradients[start..<start + counts[index]]), rate: 0.01)
                start += counts[index]
            }
        }
        #expect(weights == pieces.flatMap { $0 })
        let areFinite = weights.allSatisfy { $0.isFinite }
        #expect(areFinite)
    }

    /// The same bits from every variant of the kernels, for every rule in every dialect.
    @Test(arguments: Dialect.allCases) func sameBitsFromEveryVariant(dialect: Dialect) throws {
        let library = RuleTexts("").library
        for name in library.optimizerNames {
            let rule = try library.use(RuleTexts.name(name), dialect: dialect, settings: RuleTexts.settings(["clip_norm": 3, "clip_global": 4]))
            var results: [String: [Float]] = [:]
            for kernels in Kernels.available {
                let runner = UpdateRunner<Float>(rule: rule, arrays: [[5, 2, 3, 3], [5], [41, 29]], kernels: kernels)
                var weights = numbers(90 + 5 + 41 * 29, 1).map { Float($0) }
                for step in 0..<3 { runner.step(weights: &weights, gradients: numbers(weights.count, step + 2).map { Float($0) / 16 }, rate: 0.01) }
                results[kernels.name] = weights
            }
            let first = try #require(results.values.first)
            for (variant, weights) in results { #expect(weights.map(\.bitPattern) == first.map(\.bitPattern), "\(name), \(variant)") }
        }
    }

    /// The mean of the gradients moves the weights at every k-th call, and nothing does before.
    @Test func accumulateIsTheMean() throws {
        let waiting = UpdateRunner<Double>(rule: try use("adam", ["accumulate": 3]), arrays: [[4]])
        let adam = UpdateRunner<Double>(rule: try use("adam", [:]), arrays: [[4]])
        var weights = [1.0, -2, 0.5, 3]
        var expected = weights
        var sum = [0.0, 0, 0, 0]
        for call in 1...9 {
            let gradients = numbers(4, call)
            waiting.step(weights: &weights, gradients: gradients, rate: 0.01)
            for index in sum.indices { sum[index] += gradients[index] }
            if call % 3 == 0 {
                adam.step(weights: &expected, gradients: sum.map { $0 / 3 }, rate: 0.01)
                sum = [0, 0, 0, 0]
            }
            #expect(weights == expected)
            #expect(waiting.t == call / 3 && waiting.accumulatedBatches == call % 3)
        }
    }

    /// A schedule's momentum reaches the rule: as if it were set anew at each step.
    @Test func schedulesMoveTheMomentum() throws {
        let text = "schedule s() { momentum = 0.5 + 0.1 * step; lr = lr }"
        let library = RuleTexts(text).library
        let rule = try library.use(
            RuleTexts.name("sgd"), dialect: .keras, settings: [], schedule: ScheduleUse(name: RuleTexts.name("s")))
        let name = try #require(rule.momentumName)
        let runner = UpdateRunner<Double>(rule: rule, arrays: [[1]])
        var schedule = rule.startSchedule()
        var weights = [0.0], velocity = 0.0, expected = 0.0
        for step in 0..<4 {
            schedule.advance(to: ScheduleMoment(step: step, epoch: 0, steps: 4, epochs: 1))
            runner.set(name, to: try #require(schedule.momentum))
            runner.step(weights: &weights, gradients: [1], rate: schedule.rate)
            velocity = (0.5 + 0.1 * Double(step)) * velocity - 0.01
            expected += velocity
            #expect(abs(weights[0] - expected) < 1e-15)
        }
    }
}
