import LenetCommands
import LenetEngine
import LenetLab
import Testing

/// `why` after real trainings: what is found, that its lines run, that nothing is changed.
@Suite struct WhyTests {
    private static let network = """
        model net {
            conv 3 5x5 valid relu
            batchnorm
            maxpool 4
            dense 16 tanh
            dropout 0.3
            dense 10
        }
        model net

        """

    /// A training with and without a look at it goes on to the same bits.
    @Test(arguments: ["sgd lr 0.05 momentum 0.9", "adam", "adagrad lr 0.05", "schedule_free_adamw", "sgd lr 0.1 schedule cosine", "adam accumulate 3"])
    func nothingIsChanged(_ rule: String) throws {
        for pause in ["", " pause 13"] {
            let states = try ["", "why\nwhy verbose\nlet w = why\n"].map { look in
                let (session, output) = TestSession.make()
                let script = "load digits train 400 validation 100\n\(Self.network)train with \(rule) epochs 2 batch 48\(pause)\n"
                #expect(session.run(script, name: "test") == .fine, "\(output.messages)")
                let before = try #require(session.training)
                #expect(session.run(look, name: "test") == .fine, "\(output.messages)")
                let after = try #require(session.training)
                #expect(before.network.weights == after.network.weights && before.network.statistics == after.network.statistics)
                #expect(before.optimizer == after.optimizer && before.pass == after.pass && before.position == after.position && before.step == after.step)
                #expect(before.history == after.history)
                #expect(session.run(pause.isEmpty ? "train epochs 1 batch 48" : "resume", name: "test") == .fine, "\(output.messages)")
                return try #require(session.training)
            }
            #expect(states[0].network.fingerprint == states[1].network.fingerprint)
            #expect(states[0].optimizer == states[1].optimizer)
        }
    }

    struct Found: Sendable, CustomTestStringConvertible {
        var script: String
        /// The first finding is one of these.
        var first: [String]
        /// These are among them.
        var among: [String] = []
        var testDescription: String { script }
    }

    static let cases: [Found] = [
        Found(script: "model softmax_regression\ntrain with adadelta epochs 3 batch 32", first: ["rate_too_low"], among: ["judged_by_test"]),
        Found(script: "model mlp\ntrain with sgd lr 1e30", first: ["diverged"]),
        Found(script: "model softmax_regression\ntrain with sgd lr 300 epochs 2 batch 32", first: ["loss_above_start"]),
        Found(script: "model mlp\ntrain with sgd lr 20 epochs 3 batch 32", first: ["loss_above_start", "loss_jumps", "at_chance"], among: ["dead_units"]),
        Found(
            script: "model t { dense 30 tanh; dense 10 }\nmodel t\ntrain with sgd lr 30 epochs 3 batch 32", first: ["loss_above_start", "loss_jumps", "at_chance", "saturated"],
            among: ["saturated"]),
        Found(script: "model softmax_regression\ntrain with sgd lr 0.01 epochs 2 batch 300", first: ["at_chance", "few_updates", "rate_too_low"], among: ["few_updates"]),
        Found(script: "model mlp\ntrain with sgd lr 0.01 epochs 2 batch 32 loss mse", first: ["short_gradients"], among: ["short_gradients"]),
        Found(script: "dialect torch\nmodel softmax_regression\ntrain with adagrad lr 0.001 epochs 6 batch 16", first: ["shrunken_steps", "rate_too_low", "still_falling"], among: ["shrunken_steps"]),
        Found(script: "model s { dense 20 sigmoid; dense 20 sigmoid; dense 20 sigmoid; dense 20 sigmoid; dense 20 sigmoid; dense 10 }\nmodel s\ntrain with sgd lr 0.1 epochs 2 batch 32",
            first: ["at_chance", "rate_too_low", "vanishing_gradients"], among: ["vanishing_gradients"]),
    ]

    @Test(arguments: cases)
    func afterATraining(_ found: Found) throws {
        let (session, output) = TestSession.make(quiet: false)
        #expect(session.run("load digits train 600\n" + found.script, name: "test") == .fine, "\(output.messages)")
        let account = try why("why", session, output)
        let names = account.map { $0["name"] ?? "" }
        #expect(found.first.contains(names.first ?? ""), "\(names)")
        #expect(Set(names).isSuperset(of: found.among), "\(names)")
        // The first line to try runs as it stands, where the training stands.
        let line = try #require(account.first?["line"])
        #expect(session.run(line, name: "line") == .fine, "\(line)\n\(output.messages.joined(separator: "\n"))")
    }

    /// The printed findings are the value's.
    private func why(_ statement: String, _ session: Session, _ output: CollectedOutput) throws -> [[String: String]] {
        let before = output.results.count
        let script = """
            let w = \(statement)
            for f in w.findings { print f.name; print f.sentence; print f.line }
            """
        #expect(session.run(script, name: "test") == .fine, "\(output.messages.joined(separator: "\n"))")
        let lines = output.results[before...].flatMap { $0.split(separator: "\n").map(String.init) }
        return stride(from: 0, to: lines.count - lines.count % 3, by: 3).map { ["name": lines[$0], "sentence": lines[$0 + 1], "line": lines[$0 + 2]] }
    }

    @Test func comparison() throws {
        let (session, output) = TestSession.make(quiet: false)
        let script = """
            load digits train 600
            model softmax_regression
            let race = compare [sgd(lr: 0.001), adadelta(lr: 0.001), adam(lr: 0.001)] epochs 3 batch 32
            """
        #expect(session.run(script, name: "test") == .fine)
        let found = try why("why of race", session, output)
        #expect(found.first?["name"] == "unfair")
        #expect(found.contains { $0["name"] == "rate_too_low" && $0["sentence"]?.hasPrefix("adadelta lr 0.001: ") == true }, "\(found)")
        #expect(found.contains { $0["name"] == "difference" })
        for item in found {
            let line = try #require(item["line"])
            #expect(session.check("load digits train 600\nmodel softmax_regression\n" + line, name: "line") == .fine, "\(line)")
        }
        #expect(try why("why", session, output).map { $0["line"] } == found.map { $0["line"] }, "the comparison was the last")
        for subject in ["losses [cross_entropy, mse] with adam", "models [softmax_regression, mlp] with adam", "batches [16, 64] with sgd lr 0.1"] {
            #expect(session.run("let other = compare \(subject) epochs 2 batch 32".replacing(subject.hasPrefix("batches") ? " batch 32" : "\u{1}", with: ""), name: "test") == .fine)
            for item in try why("why of other", session, output) {
                let line = try #require(item["line"])
                #expect(session.check("load digits train 600\nmodel softmax_regression\n" + line, name: "line") == .fine, "\(line)")
            }
        }
    }

    /// What was kept is asked for after the model has moved on.
    @Test func keptRun() throws {
        let (session, output) = TestSession.make(quiet: false)
        let script = "load digits train 600\nmodel softmax_regression\nlet run = train with adadelta epochs 2 batch 32\ntrain with adam\nwhy of run"
        #expect(session.run(script, name: "test") == .fine)
        let text = output.results.suffix(20).joined(separator: "\n")
        #expect(text.contains("no longer those of the model"), "\(text)")
        #expect(text.contains("1. The rate is far too low for adadelta"), "\(text)")
    }

    /// Before anything, with data alone, with a model that was not trained: the line shown runs from there.
    @Test(arguments: ["", "load digits train 600\n", "load digits train 600\nmodel softmax_regression\n"])
    func beforeAnyTraining(_ before: String) throws {
        let (session, output) = TestSession.make(quiet: false)
        #expect(session.run(before + "why", name: "test") == .fine)
        let line = try #require(output.results.flatMap { $0.split(separator: "\n") }.first { $0.hasPrefix("try: ") })
        #expect(session.check(before + line.dropFirst(5), name: "line") == .fine, "\(line)")
        #expect(line.contains("load digits") == before.isEmpty)
        #expect(line.contains("model") == !before.contains("model"))
    }

    @Test func interrupted() throws {
        let (session, output) = TestSession.make()
        #expect(session.run("load digits train 600\nmodel softmax_regression\ntrain with sgd", name: "test") == .fine)
        session.isInterrupted = { true }
        #expect(session.run("why", name: "test") == .interrupted, "\(output.messages)")
    }
}
