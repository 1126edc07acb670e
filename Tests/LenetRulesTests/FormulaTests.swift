import Foundation
import LenetEngine
import LenetSyntax
import LenetTestSupport
import Testing

import LenetRules

/// The formulas that `explain` shows, and that they say what runs.
@Suite struct FormulaTests {
    static let texts = RuleTexts("")
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Snapshots")

    struct Case: CustomTestStringConvertible {
        var name: String, dialect: Dialect, settings: [RuleSetting]
        var testDescription: String {
            settings.reduce("\(name) (\(dialect.rawValue))") { text, setting in
                if case .number(let x) = setting.value { "\(text) \(setting.name.text) \(RuleNumber.text(x))" } else { "\(text) \(setting.name.text)" }
            }
        }
    }

    /// Every shipped rule in every dialect that has it, in every variant that its settings make.
    static let cases: [Case] = texts.library.optimizerNames.flatMap { name -> [Case] in
        let own = texts.library.dialects(of: name)
        return (own.isEmpty ? Dialect.allCases : own).flatMap { dialect in
            texts.library.variants(of: name, dialect: dialect).map { Case(name: name, dialect: dialect, settings: $0) }
        }
    }

    static let options: [RuleSetting] = RuleTexts.settings(["decay": 0.02, "clip_norm": 0.8, "clip_value": 0.6, "average": 0.9])

    @Test func everyFormulaIsAsRecorded() throws {
        #expect(Self.cases.count > 30)
        var text = ""
        for one in Self.cases {
            let explanation = try Self.texts.library.explain(RuleTexts.name(one.name), dialect: one.dialect, settings: one.settings)
            text += "\(one.testDescription)\n" + explanation.formula.map { "    \($0.text)\n" }.joined()
            text += explanation.latex.split(separator: "\n").map { "        \($0)\n" }.joined() + "\n"
        }
        #expect(try RecordedText.difference(text, from: Self.folder.appendingPathComponent("formulas.txt")) == nil)
    }

    /// The formula, read and worked out by itself over several steps, moves the weights as the update program does.
    @Test(arguments: cases) func formulaSaysWhatRuns(_ one: Case) throws {
        try check(one)
    }

    /// So it does with the common options round the rule.
    @Test(arguments: cases.filter { $0.settings.isEmpty }) func commonOptionsAreLinesOfTheFormula(_ one: Case) throws {
        let taken = Set(Self.texts.library.hyperparameters(of: one.name, dialect: one.dialect).map(\.name))
        var with = one
        let averages = try Self.texts.library.explain(RuleTexts.name(one.name), dialect: one.dialect, settings: [])
            .formula.contains { $0.text.hasPrefix("evaluation") }
        with.settings = Self.options.filter { taken.contains($0.name.text) && !(averages && $0.name.text == "average") }
        let explanation = try Self.texts.library.explain(RuleTexts.name(one.name), dialect: one.dialect, settings: with.settings)
        // What a rule declares itself stands inside its own lines.
        let own = Set(Self.texts.library.optimizer(named: one.name, dialect: one.dialect)?.definition.parameters.map(\.name.text) ?? [])
        for option in with.settings.map(\.name.text) where !own.contains(option) {
            #expect(explanation.formula.contains { $0.option == option }, "\(option)")
        }
        try check(with)
    }

    private func check(_ one: Case) throws {
        let name = RuleTexts.name(one.name)
        let explanation = try Self.texts.library.explain(name, dialect: one.dialect, settings: one.settings)
        // A rule for matrices alone hands other arrays to another rule, and its own mathematics are whole-matrix.
        guard !explanation.formula.contains(where: { $0.text.contains("only ") || $0.text.contains("orthogonalize(") }) else { return }
        let compiled = try Self.texts.library.compile(name, dialect: one.dialect, settings: one.settings)
        let (rows, columns) = (3, 2), count = 6
        let runner = UpdateRunner<Double>(program: compiled.program, hyperparameters: compiled.hyperparameters, arrays: [[rows, columns]])
        var weights = (0..<count).map { 0.5 - 0.2 * Double($0) }
        var values: [String: [Double]] = ["rows": spread(3), "columns": spread(2), "w₀": weights]
        for symbol in explanation.symbols {
            if let value = symbol.value.flatMap(Double.init) { values[symbol.text] = spread(value) }
        }
        var read = weights
        for line in explanation.formula where line.role == .start {
            let start = try FormulaReader.value(line.text, values, count: count)
            values[start.name.dropLast() + "ₜ₋₁"] = start.value
        }
        for t in 1...4 {
            let gradients = (0..<count).map { 0.3 * Foundation.sin(Double(t * 7 + $0 * 3)) + (t == 3 ? 0.9 : 0) }
            runner.step(weights: &weights, gradients: gradients, rate: compiled.learningRate)
            values["wₜ₋₁"] = read
            values["gₜ"] = gradients
            values["t"] = spread(Double(t))
            for line in explanation.formula where line.role == .assignment {
                let result = try FormulaReader.value(line.text, values, count: count)
                values[result.name] = result.value
            }
            read = try #require(values["wₜ"])
            for (name, value) in values where name.hasSuffix("ₜ") { values[name.dropLast() + "ₜ₋₁"] = value }
            for (a, b) in zip(weights, read) {
                #expect(abs(a - b) <= 1e-12 * max(1, abs(a)) || a.isNaN && b.isNaN, "step \(t): \(a) ran, \(b) is the formula's")
            }
        }

        func spread(_ x: Double) -> [Double] { Array(repeating: x, count: count) }
    }

    @Test func everyRuleHasItsProse() throws {
        for name in Self.texts.library.optimizerNames {
            let documentation = try #require(Self.texts.library.documentation(ofOptimizer: name, dialect: .keras))
            #expect(!documentation.prose.isEmpty && !documentation.goodAt.isEmpty && !documentation.fails.isEmpty, "\(name)")
            #expect(documentation.source.contains("https://"), "\(name)")
        }
    }

    @Test func everySymbolOfAShippedRuleIsExplained() throws {
        for one in Self.cases {
            let explanation = try Self.texts.library.explain(RuleTexts.name(one.name), dialect: one.dialect, settings: one.settings)
            for symbol in explanation.symbols {
                let generic = ["A setting of this rule.", "Worked out in each step.", "Kept from step to step, one number for each weight."]
                #expect(!generic.contains(symbol.meaning), "\(one.testDescription): \(symbol.name)")
            }
            let letters = explanation.symbols.map(\.text)
            #expect(Set(letters).count == letters.count, "\(one.testDescription): two names share a symbol")
        }
    }

    @Test func aRuleOfOnesOwnIsExplainedInTheSameWay() throws {
        let texts = RuleTexts(
            """
            ## Two memories, one slow.
            ## fast: what was done last,
            ## roughly.
            ## Good at: nothing: it is a test.
            ## Source: nobody.
            optimizer two(lr = 0.1, momentum = 0.9, mu = 0.5, beta3 = 0.9) {
                state fast = 0, slow_hat = w
                fast = momentum * fast - lr * g
                slow_hat = mu * slow_hat + (1 - mu) * (w - fast) ^ beta3
                w = w + fast - (fast - slow_hat) / 2 / norm(g)
            }
            """)
        #expect(texts.errors == [] && texts.parseErrors == [])
        let explanation = try texts.library.explain(RuleTexts.name("two"), dialect: .keras, settings: [])
        #expect(explanation.documentation.prose == "Two memories, one slow.")
        #expect(explanation.documentation.goodAt == "Nothing: it is a test.")
        #expect(explanation.symbols.first { $0.name == "fast" }?.meaning == "What was done last, roughly.")
        // `momentum` is not μ where `mu` is another name.
        #expect(explanation.formula.map(\.text) == [
            "fast₀ = 0", "slow_hat₀ = w₀",
            "fastₜ = momentum · fastₜ₋₁ - η · gₜ",
            "slow_hatₜ = μ · slow_hatₜ₋₁ + (1 - μ) · (wₜ₋₁ - fastₜ)^β₃",
            "wₜ = wₜ₋₁ + fastₜ - (fastₜ - slow_hatₜ) / 2 / ‖gₜ‖",
        ])
        #expect(explanation.formula.last?.latex == #"w_t = w_{t-1} + \mathrm{fast}_t - \frac{\mathrm{fast}_t - \mathrm{slow\_hat}_t}{2\, \lVert g_t\rVert }"#)
    }

    @Test func comparisonAlignsLinesAndMeasuresTheFirstStep() throws {
        func side(_ name: String, _ dialect: Dialect) -> RuleLibrary.Side { .init(name: RuleTexts.name(name), dialect: dialect, settings: []) }
        let adadelta = try Self.texts.library.compare(side("adadelta", .keras), side("adadelta", .torch))
        for line in adadelta.lines { if case .different = line { Issue.record("the two dialects have the same lines") } }
        #expect(adadelta.defaults.map(\.name).sorted() == ["epsilon", "lr", "rho"])
        // By hand: the running averages after one step from 0.
        let step = try #require(adadelta.firstSteps.first { $0.gradient == 0.01 })
        func byHand(_ lr: Double, _ rho: Double, _ epsilon: Double) -> Double {
            lr * 0.01 * epsilon.squareRoot() / ((1 - rho) * 1e-4 + epsilon).squareRoot()
        }
        #expect(abs(step.lengths[0] / byHand(0.001, 0.95, 1e-7) - 1) < 1e-8 && abs(step.lengths[1] / byHand(1, 0.9, 1e-6) - 1) < 1e-8)

        let sgd = try Self.texts.library.compare(side("sgd", .keras), side("sgd", .torch))
        #expect(abs((sgd.firstSteps.first?.ratio ?? 0) - 0.1) < 1e-8)

        let nadam = try Self.texts.library.compare(side("adam", .torch), side("nadam", .torch))
        let same = nadam.lines.compactMap { line -> String? in if case .same(let same) = line { same.target } else { nil } }
        #expect(same.contains("m") && same.contains("v"))
    }
}
