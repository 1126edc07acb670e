import LenetEngine
import LenetRules
import LenetTestSupport
import Testing

struct GoldenTrajectory: Decodable, CustomTestStringConvertible {
    let dialect, rule, setting: String
    let `class`: String
    let hyperparameters: [String: GoldenValue]
    let shape: [Int]
    let initial: [Double]
    let gradients: [[Double]]
    let weights_after: [[Double]]
    let moving_average_after: [[Double]]?
    let learning_rate_per_step: [Double]?
    var testDescription: String { "\(dialect) \(rule) \(setting)" }

    struct File: Decodable { let entries: [GoldenTrajectory] }

    static func all() -> [GoldenTrajectory] {
        ["optimizers-keras.json", "optimizers-torch.json"].flatMap { (try? Golden.read($0, as: File.self))?.entries ?? [] }
    }
}

@Suite struct OptimizerGoldenTests {
    @Test(arguments: ["optimizers-keras.json", "optimizers-torch.json"]) func thereAreEntries(file: String) throws {
        #expect(try !Golden.read(file, as: GoldenTrajectory.File.self).entries.isEmpty)
    }

    @Test(arguments: GoldenTrajectory.all()) func follows(_ entry: GoldenTrajectory) throws {
        if let reason = FrameworkNames.skipped[entry.rule] ?? FrameworkNames.skipped["\(entry.rule) \(entry.setting)"] {
            #expect(!reason.isEmpty)
            return
        }
        let dialect = try #require(Dialect(rawValue: entry.dialect))
        let rule = try use(entry, dialect)
        try run(entry, rule, Double.self, tolerance: 1e-12)
        let largest = entry.weights_after.joined().map(abs).max() ?? 0
        try run(entry, rule, Float.self, tolerance: 4e-6 * max(1, largest))
    }

    private func use(_ entry: GoldenTrajectory, _ dialect: Dialect) throws -> RuleInUse {
        let rule = try #require(FrameworkNames.rules[entry.class], "no rule for the class \(entry.class)")
        var settings: [String: RuleSetting.Value] = [:]
        for (name, value) in entry.hyperparameters {
            let ours = try #require(
                FrameworkNames.settings(name, value, class: entry.class, dialect: dialect), "unknown: \(name) = \(value)")
            for (name, value) in ours { settings[name] = value }
        }
        if entry.hyperparameters["use_ema"] != .flag(true) { settings["average"] = nil }
        // PyTorch's flag says what its weight_decay means.
        if settings.removeValue(forKey: "decoupled") != nil, let l2 = settings.removeValue(forKey: "l2") { settings["decay"] = l2 }
        let library = RuleTexts("").library
        #expect(library.optimizer(named: rule, dialect: dialect)?.note == nil, "not this dialect's own rule")
        return try library.use(RuleTexts.name(rule), dialect: dialect, settings: RuleTexts.settings(settings))
    }

    private func run<Number: UpdateNumber>(
        _ entry: GoldenTrajectory, _ rule: RuleInUse, _: Number.Type, tolerance: Double
    ) throws {
        let runner = UpdateRunner<Number>(program: rule.program, hyperparameters: rule.hyperparameters, arrays: [entry.shape])
        let columns = entry.initial.count / entry.shape[0]
        var slow = ProgramInterpreter<Number>(
            rule.program, hyperparameters: rule.hyperparameters, rows: entry.shape[0], columns: columns)
        var weights = entry.initial.map { Number($0) }
        var slowWeights = weights
        for step in entry.gradients.indices {
            let rate = entry.learning_rate_per_step?[step] ?? rule.learningRate
            let gradients = entry.gradients[step].map { Number($0) }
            runner.step(weights: &weights, gradients: gradients, rate: rate)
            slow.step(weights: &slowWeights, gradients: gradients, rate: rate)
            let expected = entry.weights_after[step]
            for index in weights.indices {
                let off = abs(Double(weights[index]) - expected[index])
                let slowOff = abs(Double(slowWeights[index]) - expected[index])
                try #require(off <= tolerance, "step \(step + 1), weight \(index): \(weights[index]), not \(expected[index])")
                try #require(slowOff <= tolerance, "slow: step \(step + 1), weight \(index)")
            }
            if let average = entry.moving_average_after?[step], rule.program.evaluationVector != nil {
                for (have, want) in zip(slow.evaluated, average) { try #require(abs(Double(have) - want) <= tolerance) }
            }
        }
    }
}
