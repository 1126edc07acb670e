import Foundation
import LenetCommands
import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax
import Testing

/// What `step` prints is what ran: the session's own weights and states say so.
@Suite struct StepTests {
    private static let model = """
        load digits train 300
        model watched {
            conv 3 5x5 valid relu
            maxpool 4
            dense 12 relu
            dense 10
        }
        model watched
        watch conv1.weight[1, 0, 2, 3], dense1.weight[4, 7], dense2.bias[2]

        """
    private static let places = ["conv1.weight[1, 0, 2, 3]", "dense1.weight[4, 7]", "dense2.bias[2]"]

    /// Every shipped rule in every dialect, and in the ways its own settings can be set.
    static let cases: [String] = {
        let (session, _) = TestSession.make()
        return Dialect.allCases.flatMap { dialect in
            session.library.optimizerNames.flatMap { name in
                session.library.variants(of: name, dialect: dialect).map { settings in
                    "dialect \(dialect.rawValue)\u{1F}" + RuleChoice(name: name, settings: settings, span: settings.first?.name.span ?? nowhere).phrase
                }
            }
        }
    }()

    /// The options that every rule takes.
    static let options: [String] = {
        let all = [
            "l2 0.01", "clip_value 0.001", "clip_norm 0.01", "clip_global 0.01", "decay 0.01", "average 0.9", "average 0.9 overwrite 2", "accumulate 2",
            "clip_global 0.01 l2 0.02 average 0.5 accumulate 2",
        ]
        return Dialect.allCases.flatMap { dialect in
            ["sgd momentum 0.9", "adam", "muon", "adafactor"].flatMap { rule in
                (all + (dialect == .torch ? ["maximize"] : [])).map { "dialect \(dialect.rawValue)\u{1F}\(rule) \($0)" }
            }
        }
    }()

    private static let nowhere = Span(source: SourceID(index: 0), start: 0, end: 0)

    @Test func thereAreCases() {
        #expect(Self.cases.count > 60)
        #expect(Set(Self.cases.map { $0.split(separator: "\u{1F}")[1].split(separator: " ")[0] }).count >= 15)
    }

    @Test(arguments: cases + options)
    func printedChangeIsTheWeights(_ text: String) throws {
        let parts = text.split(separator: "\u{1F}").map(String.init)
        try check("\(parts[0])\n", parts[1])
    }

    @Test(arguments: ["sign_descent", "sign_descent lr 0.01 schedule cosine", "by_array", "by_array schedule one_cycle", "renamed"])
    func printedChangeOfOnesOwnRule(_ rule: String) throws {
        try check(
            """
            optimizer sign_descent(lr = 0.001, beta = 0.9) {
                state m = w
                scalar seen = 0
                old = m
                m = beta * m + (1 - beta) * g
                seen = seen + norm(g) / sqrt(rows * columns)
                w = w - lr * sign(m - where(abs(g) < 1e-9, 0, old) / max(1, t - 1)) / (1 + seen)
            }
            optimizer by_array(lr = 0.01, momentum = 0.5) {
                state v = 0
                v = momentum * v + g / (norm(g) + 1e-12) - mean(w) * row_mean(abs(g))
                w = w - lr * v
            }
            optimizer renamed(lr = 0.1) {
                d = -g
                again = d
                w = w + lr * again
            }

            """, rule)
    }

    /// Three updates, then the one that is compared.
    private func check(_ before: String, _ rule: String) throws {
        let (session, output) = TestSession.make()
        func run(_ text: String) -> Outcome { session.run(text, name: "test") }
        // Longer than one update, so that accumulated gradients are used in the last.
        #expect(run(before + Self.model + "step 3 with \(rule) batch 40 epochs 2") == .fine, "\(output.messages.joined(separator: "\n"))")
        let old = try #require(session.training)
        session.settings.quiet = false
        let printed = output.results.count
        #expect(run("step verbose") == .fine, "\(output.messages.joined(separator: "\n"))")
        let new = try #require(session.training)
        let lines = output.results[printed...].flatMap { $0.components(separatedBy: "\n") }
        #expect(!output.messages.contains { $0.contains("defined anew") })
        let plan = new.network.plan
        for name in Self.places {
            let index = try #require(Self.index(of: name, plan))
            let (a, b) = (old.network.weights[index], new.network.weights[index])
            let start = try #require(lines.firstIndex { $0.hasPrefix("\(name) by ") }, "\(name) is explained:\n\(lines.joined(separator: "\n"))")
            let block = lines[(start + 1)...].prefix { !$0.isEmpty }
            // To the last of nine digits, which tell any two Floats apart.
            let row = try #require(block.first { $0.contains("Δw ") })
            let words = row.split(separator: " ").map { $0.filter { $0 != "," } }
            #expect(words.count > 4 && words[1] == NumberText.significant(Double(a), 9) && words[2] == NumberText.significant(Double(b), 9), "\(row)")
            #expect(words.count > 4 && words[4] == NumberText.significant(Double(b) - Double(a), 9), "\(row)")
            // The last line that gives w a value ends in that value.
            let assignments = block.indices.filter { block[$0].trimmingCharacters(in: .whitespaces).hasPrefix("w = ") }
            let last = try #require(assignments.last)
            let results = block[(last + 1)...].prefix { line in
                // A line may be folded; the heading of the table below is no part of it.
                line.trimmingCharacters(in: .whitespaces).hasPrefix("=") || line.hasPrefix("      ") && !line.hasSuffix("after")
            }
            #expect(results.last?.hasSuffix("= \(NumberText.significant(Double(b), 9))") == true, "\(block.joined(separator: "\n"))")
            try states(of: index, block: ([lines[start]] + block).joined(separator: "\n"), old, new)
        }
    }

    /// What the rule remembers, before and after.
    private func states(of index: Int, block: String, _ old: TrainingState, _ new: TrainingState) throws {
        let (a, b) = (try #require(old.optimizer), try #require(new.optimizer))
        for (number, name) in b.stateNames.enumerated() where name != "accumulated gradients" {
            // Of `only matrices, else …`, the weight's own rule's.
            let short = name.split(separator: ".").last.map(String.init) ?? name
            guard number < a.states.count, a.stateNames[number] == name, block.contains("\n  \(short) ") else { continue }
            let owner = name.contains(".")
            if owner != block.contains("by adamw") && b.stateNames.contains(where: { $0.contains(".") }) { continue }
            let rows = block.components(separatedBy: "\n").filter { $0.split(separator: " ").first.map(String.init) == short }
            let wanted = [NumberText.significant(Double(a.states[number][index]), 9), NumberText.significant(Double(b.states[number][index]), 9)]
            #expect(rows.contains { $0.split(separator: " ").dropFirst().prefix(2).map(String.init) == wanted }, "\(name): \(wanted)\n\(block)")
        }
    }

    private static func index(of name: String, _ plan: NetworkPlan) -> Int? {
        let parts = name.split(separator: "[")
        guard let array = plan.arrays.first(where: { $0.name == parts[0] }) else { return nil }
        let numbers = parts[1].dropLast().split(separator: ",").compactMap { Int($0.trimmingCharacters(in: .whitespaces)) }
        return array.offset + zip(numbers, array.dimensions).reduce(0) { $0 * $1.1 + $1.0 }
    }

    // MARK: The lines

    /// `= 0.9 * 0.01 + (1 - 0.9) * 0.02 = 0.011`: worked out by the language itself, it is what the line says.
    @Test(arguments: ["adam", "sgd lr 0.1 momentum 0.9 nesterov", "rmsprop", "adagrad", "nadam", "adadelta", "adamax"])
    func numbersGiveTheResult(_ rule: String) throws {
        let (session, output) = TestSession.make()
        #expect(session.run(Self.model + "step 4 with \(rule) batch 40\nlet s = step\n", name: "test") == .fine)
        guard case .record(let step)? = session.scopes["s"], case .list(let watched)? = step["watched"] else { return #expect(Bool(false)) }
        var checked = 0
        for case .record(let item) in watched {
            guard case .list(let lines)? = item["lines"] else { continue }
            for case .record(let line) in lines {
                guard case .text(let numbers)? = line["numbers"], case .number(let value)? = line["value"] else { continue }
                let before = output.results.count
                #expect(session.run("print \(numbers)", name: "line") == .fine, "\(numbers)")
                let result = try #require(Double(output.results[before]))
                // Six digits of each number are shown; what they leave out may be much of a small difference.
                #expect(abs(result - value) <= 2e-3 * max(abs(value), 1e-6), "\(numbers) = \(value)")
                checked += 1
            }
        }
        #expect(checked >= 6)
    }

    @Test func adamOnAWatchedWeight() throws {
        let (session, output) = TestSession.make(quiet: false)
        let script = """
            load digits train 600
            model lenet5
            watch conv1.weight[0, 0, 2, 2]
            step with adam lr 0.01
            step
            """
        #expect(session.run(script, name: "test") == .fine)
        try RecordedFile.expect(output.results.joined(separator: "\n") + "\n", "Tests/LenetCommandsTests/Snapshots/step_adam.txt")
        #expect(output.results.allSatisfy { $0.components(separatedBy: "\n").allSatisfy { $0.count <= 80 } })
    }

    // MARK: The training

    /// Begun by steps, gone on with by `resume`: the same bits, history and all.
    @Test func stepsAreATraining() throws {
        let (session, _) = TestSession.make()
        let model = "load digits train 300\nmodel cnn { conv 3 5x5 relu; maxpool 4; dropout 0.3; batchnorm; dense 10 }\nmodel cnn\n"
        func history(_ text: String) throws -> ([HistoryRow], String) {
            #expect(session.run(model + text, name: "test") == .fine)
            let state = try #require(session.training)
            let rows = state.history.map { row in
                var row = row
                row.seconds = 0
                return row
            }
            return (rows, state.network.fingerprint)
        }
        let rule = "adam lr 0.003 epochs 3 batch 32 schedule cosine"
        let whole = try history("train with \(rule)")
        for (name, steps) in [
            ("stepped", "step with \(rule)\nstep 4\nresume"), ("over an epoch's end", "step 25 with \(rule)\nstep\nresume"),
            ("to the end", "step 30 with \(rule)"), ("paused", "train with \(rule) pause 7\nstep\nstep 2\nresume"),
            ("looked for a rate between", "step 3 with \(rule)\nfind lr with sgd steps 20\nfind lr with adam\nstep 2\nresume"),
        ] {
            let stepped = try history(steps)
            #expect(stepped.1 == whole.1, "\(name)")
            #expect(stepped.0 == whole.0, "\(name)")
        }
    }

    /// Losses before and after are the batch's, by the engine's own account of it.
    @Test func lossesAreTheBatchs() throws {
        let (session, _) = TestSession.make()
        #expect(session.run("load digits train 300\nmodel mlp\nstep 2 with sgd lr 0.1 batch 50\nlet s = step", name: "test") == .fine)
        guard case .record(let step)? = session.scopes["s"], case .list(let labels)? = step["labels"], case .number(let after)? = step["loss_after"],
            case .number(let before)? = step["loss_before"]
        else { return #expect(Bool(false)) }
        #expect(labels.count == 50)
        #expect(after < before)
        // The next pass of the same images with the rate 0 sees the loss that is said to come after; one batch is one pass here.
        #expect(session.run("load digits train 50\nmodel mlp\nlet a = step with sgd lr 0.1 batch 50 epochs 2\nlet b = step", name: "test") == .fine)
        guard case .record(let a)? = session.scopes["a"], case .record(let b)? = session.scopes["b"], case .number(let left)? = a["loss_after"],
            case .number(let right)? = b["loss_before"]
        else { return #expect(Bool(false)) }
        #expect(abs(left - right) < 1e-6 * left)
    }

    /// Units that give 0 for all images of the batch: by hand, from weights that make them so.
    @Test func deadUnits() throws {
        let (session, _) = TestSession.make()
        #expect(session.run("load digits train 64\nmodel m { dense 8 relu; dense 10 }\nmodel m", name: "test") == .fine)
        var state = try #require(session.training)
        let bias = try #require(state.network.plan.arrays.first { $0.name == "dense1.bias" })
        for unit in 0..<3 { state.network.weights[bias.offset + unit] = -1000 }
        for unit in 3..<8 { state.network.weights[bias.offset + unit] = 1000 }
        session.training = state
        #expect(session.run("let s = step with sgd lr 0.0001 batch 64", name: "test") == .fine)
        guard case .record(let step)? = session.scopes["s"], case .list(let layers)? = step["layers"], case .record(let first)? = layers.first,
            case .number(let dead)? = first["dead"], case .number(let units)? = first["units"]
        else { return #expect(Bool(false)) }
        #expect(dead == 3 && units == 8)
        if case .record(let last)? = layers.last { #expect(last["dead"]?.kind == .nothing) }
    }
}
