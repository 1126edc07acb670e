import LenetEngine
import LenetRandom
import LenetRules
import LenetSyntax
import Testing

/// A program that keeps what its lines make moves the weights as the one that trains does, to the bit; and the lines' values are
/// those of the weights and states.
@Suite struct TracedRuleTests {
    static let cases: [String] = {
        let library = RuleTexts("").library
        return Dialect.allCases.flatMap { dialect in
            library.optimizerNames.flatMap { name in
                library.variants(of: name, dialect: dialect).indices.map { "\(dialect.rawValue) \(name) \($0)" }
            }
        }
    }()
    private static let arrays = [[3, 2, 4, 5], [3], [40, 30], [40], [1, 1]]

    @Test func thereAreCases() { #expect(Self.cases.count > 60) }

    @Test(arguments: cases)
    func sameBits(_ text: String) throws {
        let parts = text.split(separator: " ").map(String.init)
        let dialect = try #require(Dialect(rawValue: parts[0]))
        let library = RuleTexts("").library
        let variant = library.variants(of: parts[1], dialect: dialect)[try #require(Int(parts[2]))]
        try check(library, parts[1], dialect, variant)
    }

    @Test(arguments: Dialect.allCases, ["l2", "clip_value", "clip_norm", "clip_global", "decay", "average", "overwrite", "accumulate"])
    func sameBitsWithOptions(_ dialect: Dialect, _ option: String) throws {
        let library = RuleTexts("").library
        for name in ["sgd", "adam", "muon", "lamb", "schedule_free_adamw"] {
            var settings: [String: RuleSetting.Value] = [option: option == "accumulate" ? 2 : 0.01]
            if option == "overwrite" { settings = ["average": 0.9, "overwrite": 2] }
            // A rule with a `decay` of its own has it off at 0 alone.
            try check(library, name, dialect, RuleTexts.settings(settings))
        }
    }

    private func check(_ library: RuleLibrary, _ name: String, _ dialect: Dialect, _ settings: [RuleSetting]) throws {
        let plain = try library.use(RuleTexts.name(name), dialect: dialect, settings: settings)
        let traced = try library.traced(RuleTexts.name(name), dialect: dialect, settings: settings)
        let runner = UpdateRunner<Float>(rule: plain, arrays: Self.arrays)
        let count = Self.arrays.reduce(0) { $0 + $1.reduce(1, *) }
        var stream = RandomStream(seed: 3, purpose: .weights, 0)
        var weights = (0..<count).map { _ in Float(stream.uniform()) - 0.5 }
        var state: OptimizerState?
        let watched = [0, 119, 121, 130, count - 1]
        for step in 0..<7 {
            // Also gradients whose squares are too small for a Float, and none at all.
            let size: Float = [0.1, 1e-3, 0, 1e-20, 1e-24, 2, 1e-8][step]
            let gradients = (0..<count).map { _ in (Float(stream.uniform()) - 0.5) * size }
            let rate = plain.learningRate * (1 - 0.05 * Double(step))
            let update = traced.update(
                .init(weights: weights, gradients: gradients, optimizer: state, rate: rate, momentum: nil, arrays: Self.arrays), tracing: watched
            ) { "\($0)" }
            let before = weights
            runner.step(weights: &weights, gradients: gradients, rate: rate)
            #expect(update.weights.map(\.bitPattern) == weights.map(\.bitPattern), "\(name) \(dialect) step \(step)")
            state = weights.withUnsafeMutableBufferPointer { runner.snapshot(identity: plain.identity, weights: $0.baseAddress!) }
            if plain.accumulate > 1, step % plain.accumulate == 0 {
                #expect(update.traces.isEmpty)
                continue
            }
            #expect(update.traces.count == watched.count)
            for (trace, index) in zip(update.traces, watched) {
                #expect(trace.before == Double(before[index]) && trace.after == Double(weights[index]))
                let last = trace.lines.last { $0.target == "w" }
                #expect(last?.value.map { Float($0).bitPattern } == weights[index].bitPattern, "\(name) \(dialect): \(trace.lines)")
                // All that runs has a value.
                #expect(trace.lines.allSatisfy { $0.value != nil }, "\(name) \(dialect): \(trace.lines)")
            }
        }
    }

    /// A runner of Doubles explains itself by the same lines, and hands its memory on.
    @Test(arguments: ["adam", "sgd", "nadam", "adafactor", "schedule_free_adamw", "rprop"]) func doublesAndTheirMemory(name: String) throws {
        let library = RuleTexts("").library
        let plain = try library.use(RuleTexts.name(name), dialect: .keras, settings: [])
        let traced = try library.traced(RuleTexts.name(name), dialect: .keras, settings: [])
        let (whole, first, second) = (
            UpdateRunner<Double>(rule: plain, arrays: [[3]]), UpdateRunner<Double>(rule: traced.rule, arrays: [[3]]),
            UpdateRunner<Double>(rule: traced.rule, arrays: [[3]])
        )
        var weights = [0.5, -1, 2], split = weights
        for step in 0..<6 {
            if step == 3 { second.goOn(from: first) }
            let gradients = [0.1, -0.3 * Double(step), 1e-9]
            let before = split
            whole.step(weights: &weights, gradients: gradients, rate: plain.learningRate)
            let traces = traced.step(
                step < 3 ? first : second, weights: &split, gradients: gradients, rate: plain.learningRate, arrays: [[3]], tracing: [0, 2]
            ) { "\($0)" }
            #expect(weights == split, "step \(step)")
            #expect(traces.map(\.before) == [before[0], before[2]] && traces.map(\.after) == [split[0], split[2]])
            #expect(traces.allSatisfy { $0.t == step + 1 })
        }
    }

    /// The words of a line are those of its definition.
    @Test func formulas() throws {
        let texts = RuleTexts(
            """
            optimizer odd(lr = 0.1, a = 0.5) {
                state m = 0
                m = a * (m - (g - w)) - -g^2 / (2 * (1 - a))
                s = where(norm(g) > 1 and not (t < 3), -1 / norm(g), (1 - a)^(t + 1)^2) * max(abs(a), 1e-7, t mod 2)
                w = w - lr * s * m
            }
            """)
        #expect(texts.errors.isEmpty)
        let traced = try texts.library.traced(RuleTexts.name("odd"), dialect: .keras, settings: [])
        let update = traced.update(
            .init(weights: [0.5, -2], gradients: [3, 4], optimizer: nil, rate: 0.1, momentum: nil, arrays: [[2]]), tracing: [1]
        ) { "\($0)" }
        let lines = try #require(update.traces.first?.lines)
        #expect(lines.map(\.formula) == [
            "a * (m - (g - w)) - (-g^2 / (2 * (1 - a)))",
            "where(norm(g) > 1 and not t < 3, -1 / norm(g), (1 - a)^(t + 1)^2) * max(abs(a), 1e-7, t mod 2)", "w - lr * s * m",
        ])
        #expect(lines[0].numbers == "0.5 * (0.0 - (4.0 - (-2.0))) - (-4.0^2 / (2 * (1 - 0.5)))")
        #expect(lines[1].numbers == "where(5.0 > 1 and not 1.0 < 3, -1 / 5.0, (1 - 0.5)^(1.0 + 1)^2) * max(abs(0.5), 1e-7, 1.0 mod 2)")
    }
}
