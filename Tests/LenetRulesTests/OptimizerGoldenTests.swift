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

    static let files = ["optimizers-keras.json", "optimizers-torch.json"]

    /// What is run: every entry whose rule the project does not name as skipped.
    static func run() -> [GoldenTrajectory] {
        files.flatMap { (try? Golden.read($0, as: File.self))?.entries ?? [] }.filter { FrameworkNames.skipped[$0.rule] == nil }
    }
}

@Suite struct OptimizerGoldenTests {
    @Test(arguments: GoldenTrajectory.files) func thereAreEntriesToRun(file: String) throws {
        let entries = try Golden.read(file, as: GoldenTrajectory.File.self).entries
        let run = entries.filter { FrameworkNames.skipped[$0.rule] == nil }
        #expect(!run.isEmpty)
        // A reason for whatever is not run.
        for entry in entries where FrameworkNames.skipped[entry.rule] != nil {
            #expect(FrameworkNames.skipped[entry.rule]?.isEmpty == false)
        }
    }

    @Test(arguments: GoldenTrajectory.run()) func follows(_ entry: GoldenTrajectory) throws {
        let dialect = try #require(Dialect(rawValue: entry.dialect))
        let name = try #require(FrameworkNames.rules[entry.class], "no rule for the class \(entry.class)")
        let settings = try FrameworkNames.settings(of: entry, dialect: dialect)
        let library = RuleTexts("").library
        #expect(library.optimizer(named: name, dialect: dialect)?.note == nil, "not this dialect's own rule")
        let rule = try library.use(RuleTexts.name(name), dialect: dialect, settings: RuleTexts.settings(settings))
        try run(entry, rule, Double.self, tolerance: 1e-12)
        let largest = entry.weights_after.joined().map(abs).max() ?? 0
        try run(entry, rule, Float.self, tolerance: 4e-6 * max(1, largest))
    }

    private func run<Number: UpdateNumber>(
        _ entry: GoldenTrajectory, _ rule: RuleInUse, _: Number.Type, tolerance: Double
    ) throws {
        #expect(!entry.gradients.isEmpty && entry.gradients.count == entry.weights_after.count)
        let runner = UpdateRunner<Number>(rule: rule, arrays: [entry.shape])
        var slow = SlowRule<Number>(rule, shape: entry.shape)
        var weights = entry.initial.map { Number($0) }
        var slowWeights = weights
        for step in entry.gradients.indices {
            let rate = entry.learning_rate_per_step?[step] ?? rule.learningRate
            let gradients = entry.gradients[step].map { Number($0) }
            runner.step(weights: &weights, gradients: gradients, rate: rate)
            slow?.step(weights: &slowWeights, gradients: gradients, rate: rate)
            let expected = entry.weights_after[step]
            for index in weights.indices {
                let off = abs(Double(weights[index]) - expected[index])
                try #require(off <= tolerance, "step \(step + 1), weight \(index): \(weights[index]), not \(expected[index])")
                guard slow != nil else { continue }
                let slowOff = abs(Double(slowWeights[index]) - expected[index])
                try #require(slowOff <= tolerance, "slow: step \(step + 1), weight \(index)")
            }
            if let average = entry.moving_average_after?[step] {
                for (have, want) in zip(runner.evaluated(weights), average) { try #require(abs(Double(have) - want) <= tolerance) }
            }
        }
    }
}

/// The program that an array of one shape takes, run by the slow interpreter; nil where it has more than two dimensions.
private struct SlowRule<Number: BinaryFloatingPoint> {
    private var program: ProgramInterpreter<Number>
    private let accumulate: Int
    private var waiting: [[Number]] = []

    init?(_ rule: RuleInUse, shape: [Int]) {
        guard shape.count <= 2 else { return nil }
        let rows = shape.first ?? 1
        let columns = shape.count == 2 ? shape[1] : 1
        accumulate = rule.accumulate
        if let otherwise = rule.otherwise, shape.count != 2 {
            program = ProgramInterpreter(otherwise.program, hyperparameters: otherwise.hyperparameters, rows: rows, columns: columns)
        } else {
            program = ProgramInterpreter(rule.program, hyperparameters: rule.hyperparameters, rows: rows, columns: columns)
        }
    }

    mutating func step(weights: inout [Number], gradients: [Number], rate: Double) {
        waiting.append(gradients)
        guard waiting.count == accumulate else { return }
        let mean = gradients.indices.map { index in waiting.map { $0[index] }.reduce(0, +) / Number(accumulate) }
        waiting = []
        program.step(weights: &weights, gradients: mean, rate: rate)
    }
}
