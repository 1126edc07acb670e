import Foundation
import LenetEngine
import LenetRules
import LenetSyntax
import Testing

/// Compiled programs against the definition's lines carried out as they stand, name by name.
@Suite struct CompilerTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "old value read after the new one", text: "optimizer o(lr = 0.1) { state m = 0; old = m; m = 0.9 * m + g; w = w - lr * (m - old) }"),
        Case(name: "states that change places", text: "optimizer o(lr = 0.1) { state a = 1, b = w; c = a; a = b + g; b = c * 0.5; w = w - lr * a * b }"),
        Case(name: "state takes the gradient", text: "optimizer o(lr = 0.1) { state last = 0; turn = g * last; last = g; w = w - lr * where(turn < 0, 0, g) }"),
        Case(name: "state takes a number", text: "optimizer o(lr = 0.1) { state a = 3; w = w - lr * g * a; a = 1 / t }"),
        Case(name: "two states of one value", text: "optimizer o(lr = 0.1) { state a = 0, b = 0; x = 0.5 * a + 0.25 * b + g; a = x; b = x; w = w - lr * a }"),
        Case(name: "gradient shadowed", text: "optimizer o(lr = 0.1) { g = clamp(g, -0.5, 0.5); g = g + 0.01 * w; w = w - lr * g }"),
        Case(name: "norms", text: "optimizer o(lr = 0.1) { w = w - lr * norm(w) / (1 + norm(g)) * g }"),
        Case(name: "norm of what is being changed", text: "optimizer o(lr = 0.1) { state m = 0; before = norm(m); m = 0.9 * m + g; after = norm(m); w = w - lr * m * after / (1 + before) }"),
        Case(name: "norm of the weights after the step", text: "optimizer o(lr = 0.1) { w = w - lr * g; w = w / max(1, norm(w)) }"),
        Case(name: "old weights in a later pass", text: "optimizer o(lr = 0.1) { state far = 0; old = w; w = w - lr * g; scale = mean(abs(g)); far = far + scale * (w - old); w = w - 0.01 * far }"),
        Case(name: "three passes", text: "optimizer o(lr = 0.1) { a = g - mean(g); b = a / (1e-3 + norm(a)); c = b * sum(b * w); w = w - lr * c }"),
        Case(name: "scalars kept", text: "optimizer o(lr = 0.1) { scalar p = 1, q = 2; r = p; p = q * 0.9; q = r + 0.1; w = w - lr * p * q * r * g }"),
        Case(name: "scalar of a norm", text: "optimizer o(lr = 0.1) { scalar n = 0; n = 0.9 * n + 0.1 * norm(g); w = w - lr * g / (n + 1) }"),
        Case(name: "shape", text: "optimizer o(lr = 0.1) { w = w - lr * sqrt(max(rows, columns)) * g / rows }"),
        Case(name: "logic", text: "optimizer o(lr = 0.1) { inside = w > -0.5 and w < 0.5 or not (g >= 0); w = w - lr * where(inside, g, sign(g)) }"),
        Case(name: "powers", text: "optimizer o(lr = 0.1) { w = w - lr * (g^2 + abs(g)^1.5 + 2^t / 3^t - g^3) }"),
        Case(name: "exp and log", text: "optimizer o(lr = 0.1) { w = w - lr * g * exp(-abs(w)) * log(1 + abs(g)) }"),
        Case(name: "scalar mod and floor", text: "optimizer o(lr = 0.1) { w = w - lr * where(t mod 3 == 0, 1, floor(t / 2)) * g }"),
        Case(name: "minus and brackets", text: "optimizer o(lr = 0.1) { w = w - (lr - (g - (w - 2) / 3)) * -g }"),
        Case(name: "evaluated average", text: "optimizer o(lr = 0.1) { state mean_w = w; w = w - lr * g; mean_w = mean_w + (w - mean_w) / t; evaluate mean_w }"),
        Case(name: "evaluated expression", text: "optimizer o(lr = 0.1) { state z = w; z = z - lr * g; x = 0.5 * w + 0.5 * z; w = 0.9 * w + 0.1 * z; evaluate x }"),
        Case(name: "words of the common options", text: "optimizer o(lr = 0.1) { state average = 0; decay = 0.5; average = decay * average + g; w = w - lr * average }"),
        Case(name: "row and column means", text: "optimizer o(lr = 0.1) { state r = 0; r = 0.9 * r + row_mean(g^2); w = w - lr * g / sqrt(r * column_mean(g^2) + 0.01) }"),
        Case(name: "means of means", text: "optimizer o(lr = 0.1) { w = w - lr * (g - row_mean(column_mean(w)) * norm(row_mean(g))) }"),
        Case(name: "matrix of a state", text: "optimizer o(lr = 0.1) { state m = 0; m = 0.9 * m + g; before = m; m = row_mean(m); w = w - lr * (before - m) }"),
        Case(name: "matrix of what is being changed", text: "optimizer o(lr = 0.1) { old = w; w = w - lr * g; w = w - 0.1 * column_mean(w) + 0.01 * old }"),
        Case(name: "orthogonal", text: "optimizer o(lr = 0.1) { state m = 0; m = 0.9 * m + g; w = w - lr * orthogonalize(m, 5) }"),
        Case(name: "orthogonal by one's own numbers", text: "optimizer o(lr = 0.1) { x = orthogonalize(g / (1 + norm(g)), 3, 1.5, -0.5, 0); w = w - lr * x * norm(x) }"),
        Case(name: "evaluated matrix", text: "optimizer o(lr = 0.1) { w = w - lr * g; evaluate row_mean(w) }"),
        Case(name: "norm of all arrays", text: "optimizer o(lr = 0.1) { w = w - lr * g / (1 + global_norm(g)) * norm(w) }"),
        Case(name: "weights only copied", text: "optimizer o(lr = 0.1) { state a = w; b = a - lr * g; a = w; w = b }"),
    ]

    @Test(arguments: cases) func runsAsWritten(_ test: Case) throws {
        let texts = RuleTexts(test.text)
        #expect(texts.parseErrors.map(\.title) == [] && texts.errors.map(\.title) == [])
        let compiled = try texts.library.compile(RuleTexts.name("o"), dialect: .keras, settings: [])
        for (rows, columns) in [(3, 5), (5, 3), (1, 4)] { try runsAsWritten(compiled, rows, columns) }
    }

    private func runsAsWritten(_ compiled: CompiledRule, _ rows: Int, _ columns: Int) throws {
        var lines = LineInterpreter(compiled.settled, rows: rows, columns: columns, rate: compiled.learningRate, hyperparameters: compiled.hyperparameters)
        let runner = UpdateRunner<Double>(
            program: compiled.program, hyperparameters: compiled.hyperparameters, arrays: [[rows, columns]])
        var slow = ProgramInterpreter<Double>(
            compiled.program, hyperparameters: compiled.hyperparameters, rows: rows, columns: columns)
        var a = (0..<rows * columns).map { sin(Double($0)) }
        var b = a, c = a
        for t in 1...12 {
            let gradients = (0..<rows * columns).map { sin(Double($0 * 7 + t * 3)) * ($0 % 4 == 0 ? 0.01 : 1) }
            runner.step(weights: &a, gradients: gradients, rate: compiled.learningRate)
            slow.step(weights: &b, gradients: gradients, rate: compiled.learningRate)
            lines.step(weights: &c, gradients: gradients, rate: compiled.learningRate)
            for i in a.indices {
                // Sums are added in different orders, and elementary functions are not the C library's: nearly the same.
                #expect(abs(a[i] - c[i]) <= 1e-11 * max(1, abs(c[i])), "runner, step \(t), weight \(i): \(a[i]), not \(c[i])")
                #expect(abs(b[i] - c[i]) <= 1e-11 * max(1, abs(c[i])), "program, step \(t), weight \(i): \(b[i]), not \(c[i])")
            }
            if compiled.program.evaluationVector != nil {
                for (have, want) in zip(slow.evaluated, try #require(lines.evaluated)) { #expect(abs(have - want) <= 1e-11) }
            }
        }
    }

    /// A rule costs its arithmetic: no copies, few blocks.
    @Test(arguments: [
        ("sgd", Dialect.keras, 2, 0, 1), ("adam", .keras, 12, 2, 2), ("adam", .torch, 13, 2, 2), ("adam", .paper, 14, 2, 2),
        ("rmsprop", .keras, 9, 1, 2), ("adagrad", .keras, 7, 1, 2), ("adadelta", .keras, 16, 2, 3), ("lion", .keras, 9, 1, 2),
    ] as [(String, Dialect, Int, Int, Int)])
    func costsItsArithmetic(rule: String, dialect: Dialect, instructions: Int, states: Int, blocks: Int) throws {
        let use = try RuleTexts("").library.use(RuleTexts.name(rule), dialect: dialect, settings: [])
        #expect(use.program.passes.count == 1)
        #expect(use.program.passes[0].vectors.count == instructions)
        #expect(use.program.states.count == states)
        #expect(use.program.vectorCount - 2 - states <= blocks)
        #expect(!use.program.passes[0].vectors.contains { $0.operation == .copy })
        #expect(use.program.treatsArraysAlike)
    }

    @Test func keepsOnlyTheStatesThatRun() throws {
        let library = RuleTexts("").library
        func states(_ rule: String, _ settings: [String: RuleSetting.Value], _ dialect: Dialect = .keras) throws -> [String] {
            try library.use(RuleTexts.name(rule), dialect: dialect, settings: RuleTexts.settings(settings)).program.states.map(\.name)
        }
        #expect(try states("sgd", [:]) == [])
        #expect(try states("sgd", ["momentum": 0.9]) == ["v"])
        #expect(try states("sgd", ["momentum": 0.9, "nesterov": true]) == ["v"])
        #expect(try states("adam", [:]) == ["m", "v"])
        #expect(try states("adam", ["amsgrad": true]) == ["m", "v", "top"])
        #expect(try states("amsgrad", [:]) == ["m", "v", "top"])
        #expect(try states("rmsprop", ["centered": true]) == ["v", "a"])
        #expect(try states("sgd", ["average": 0.99]) == ["average_w"])
    }

    @Test func instructionsKnowTheirLines() throws {
        let compiled = try RuleTexts("").library.compile(RuleTexts.name("adam"), dialect: .keras, settings: RuleTexts.settings(["decay": 0.1]))
        // decay, a, m, v, top = v, w
        #expect(compiled.settled.lines.map(\.target.text) == ["w", "a", "m", "v", "top", "w"])
        #expect(compiled.program.passes[0].vectors.map(\.line) == [0, 0, 0, 2, 2, 2, 3, 3, 3, 3, 5, 5, 5, 5, 5])
        #expect(compiled.settings == ["lr 0.001", "beta1 0.9", "beta2 0.999", "epsilon 1e-7", "decay 0.1"])
    }

    @Test func namesAndIdentities() throws {
        let text = "optimizer mine(lr = 0.01, momentum = 0.9) { state v = 0; v = momentum * v - lr * g; w = w + v }"
        let library = RuleTexts(text).library
        func use(_ rule: String, _ settings: [String: RuleSetting.Value] = [:], in library: RuleLibrary) throws -> RuleInUse {
            try library.use(RuleTexts.name(rule), dialect: .keras, settings: RuleTexts.settings(settings))
        }
        #expect(try use("adam", in: library).displayName == "adam (keras) lr 0.001 beta1 0.9 beta2 0.999 epsilon 1e-7")
        #expect(try use("mine", in: library).displayName == "mine lr 0.01 momentum 0.9")
        #expect(try use("adamw", in: library).displayName == "adamw (keras) lr 0.001 beta1 0.9 beta2 0.999 epsilon 1e-7 decay 0.004")
        #expect(try use("adam", in: library).identity == use("adam", ["lr": 0.1, "decay": 0.1], in: library).identity)
        #expect(try use("adam", in: library).identity != use("adam", ["amsgrad": true], in: library).identity)
        #expect(try use("mine", in: library).identity == use("mine", ["lr": 3], in: library).identity)
        let other = RuleTexts(text.replacing("- lr * g", with: "- lr * g / 2")).library
        #expect(try use("mine", in: library).identity != use("mine", in: other).identity)
        let schedule = ScheduleUse(name: RuleTexts.name("cosine"), settings: RuleTexts.settings(["lowest": 0.1]))
        let scheduled = try library.use(RuleTexts.name("sgd"), dialect: .keras, settings: [], schedule: schedule)
        #expect(scheduled.displayName == "sgd (keras) lr 0.01 schedule cosine lowest 0.1")
    }

    @Test func definitionsOfLanguageMdRun() throws {
        // The examples of the language's reference, as a user's own.
        let text = """
            ## Gradient descent with a memory of where it was going.
            optimizer heavy_ball(lr = 0.01, momentum = 0.9) {
                state v = 0
                v = momentum * v - lr * g
                w = w + v
            }
            optimizer adam as torch(lr = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, amsgrad = false) {
                state m = 0, s = 0, top = 0
                m = beta1 * m + (1 - beta1) * g
                s = beta2 * s + (1 - beta2) * g^2
                if amsgrad { top = max(top, s) } else { top = s }
                w = w - lr * m / (1 - beta1^t) / (sqrt(top) / sqrt(1 - beta2^t) + epsilon)
            }
            schedule halving(every = 5) = lr * 0.5 ^ floor(epoch / every)
            """
        let texts = RuleTexts(text)
        #expect(texts.parseErrors.map(\.title) == [] && texts.errors.map(\.title) == [])
        let rule = try texts.library.use(
            RuleTexts.name("heavy_ball"), dialect: .keras, settings: [],
            schedule: ScheduleUse(name: RuleTexts.name("halving"), settings: RuleTexts.settings(["every": 2])))
        #expect((0..<6).map { rule.rate(ScheduleMoment(step: 0, epoch: $0, steps: 60, epochs: 6)) } == [0.01, 0.01, 0.005, 0.005, 0.0025, 0.0025])
        #expect(texts.library.card(ofOptimizer: "heavy_ball")?.summary == "Gradient descent with a memory of where it was going.")
        #expect(texts.library.hyperparameters(of: "heavy_ball").prefix(2).map(\.name) == ["lr", "momentum"])
        #expect(texts.library.optimizer(named: "adam", dialect: .torch)?.isUserDefined == true)
        #expect(texts.library.optimizer(named: "adam", dialect: .keras)?.isUserDefined == false)
    }
}
