import Foundation
import LenetCommands
import LenetEngine
import LenetLab
import Testing

/// `compare` and `tune` in a session: side by side or in turn, rules and everything else, cut and gone on with.
@Suite struct CompareTests {
    private func comparison(_ session: Session, _ text: String) throws -> Comparison {
        try #require(session.run("let race = \(text)", name: "test") == .fine)
        guard case .comparison(let race)? = session.scopes["race"] else {
            Issue.record("no comparison")
            throw EngineError.interrupted
        }
        return race
    }

    private func session(_ setup: String, threads: Int = 1) throws -> (session: Session, output: CollectedOutput) {
        let made = TestSession.make()
        made.session.setThreads(threads)
        try #require(made.session.run(setup, name: "test") == .fine)
        return made
    }

    /// The same bits and the same order of runs, whichever run ends first.
    @Test func sideBySideAndInTurnAreTheSame() throws {
        let text = "compare [sgd(lr: 0.1), adam, rmsprop] epochs 2 seeds 3 batch 50"
        let setup = "load digits train 400 validation 100\nmodel mlp"
        let inTurn = try comparison(try session(setup).session, text)
        #expect(inTurn.arrangement == .inTurn)
        for threads in 2...3 {
            let race = try comparison(try session(setup, threads: threads).session, text)
            #expect(race.arrangement == .sideBySide(threads))
            #expect(race.runs.map(\.result.fingerprint) == inTurn.runs.map(\.result.fingerprint))
            #expect(race.runs.map(\.label) == inTurn.runs.map(\.label) && race.runs.map(\.seed) == inTurn.runs.map(\.seed))
            #expect(race.entries.map(\.accuracies) == inTurn.entries.map(\.accuracies))
            #expect(race.entries.map(\.testAccuracies) == inTurn.entries.map(\.testAccuracies))
            #expect(race.verdicts == inTurn.verdicts)
        }
    }

    @Test func theFasterArrangement() {
        #expect(Arrangement.fastest(runs: 10, threads: 2) == .sideBySide(2))
        #expect(Arrangement.fastest(runs: 5, threads: 2) == .inTurn)
        #expect(Arrangement.fastest(runs: 2, threads: 8) == .inTurn)
        #expect(Arrangement.fastest(runs: 1, threads: 2) == .inTurn)
        #expect(Arrangement.fastest(runs: 4, threads: 1) == .inTurn)
    }

    @Test func otherThingsThanRules() throws {
        let session = try session("load digits train 300\nmodel softmax_regression").session
        let losses = try comparison(session, "compare losses [cross_entropy, mse, huber(delta: 0.5)] with adam lr 0.01 epochs 2")
        #expect(losses.subject == .losses && losses.entries.map(\.label) == ["cross_entropy", "mse", "huber delta 0.5"])
        #expect(losses.entries.map(\.loss) == ["cross_entropy", "mse", "huber(delta: 0.5)"] && Set(losses.runs.map(\.result.fingerprint)).count == 3)
        #expect(!losses.table.columns.contains { $0.title == "loss" && $0.alignment == .right })
        let models = try comparison(session, "compare models [softmax_regression, mlp] with adam")
        #expect(models.entries.map(\.model) == ["softmax_regression", "mlp"] && models.entries.map(\.parameters) == [7850, 101_770])
        let batches = try comparison(session, "compare batches [10, 100] with sgd lr 0.1 epochs 2")
        #expect(batches.runs.map(\.result.steps) == [60, 6])
        #expect(batches.verdicts.contains("the same epochs are 60 updates with batch 10 and 6 with batch 100"))
        // The current model is where it was.
        #expect(session.training?.step == 0)
    }

    @Test func howManyEpochsToATarget() throws {
        let session = try session("load digits train 400\nmodel softmax_regression").session
        let race = try comparison(session, "compare [sgd(lr: 1e-6), adam(lr: 0.01)] epochs 4 target 0.6")
        #expect(race.entries[0].epochs(to: 0.6) == [nil])
        let history = race.entries[1].runs[0].result.history
        let first = try #require(history.first { ($0.testAccuracy ?? 0) >= 0.6 }?.epoch)
        #expect(race.entries[1].epochs(to: 0.6) == [first])
        let column = try #require(race.table.columns.firstIndex { $0.title == "to 0.6" })
        #expect(race.table.rows.map { $0[column] } == ["-", "\(first)"])
    }

    @Test func unfairRatesAreNamed() throws {
        let (session, output) = try session("load digits train 100\nmodel softmax_regression")
        func warning(_ rules: String) -> String {
            let before = output.messages.count
            #expect(session.run("let race = compare [\(rules)]", name: "test") == .fine)
            return output.messages[before...].joined(separator: "\n")
        }
        #expect(warning("sgd(lr: 0.001), adam(lr: 0.001)").contains("all rules got lr 0.001, the default of adam and not of sgd (0.01)"))
        #expect(warning("sgd(lr: 0.1), adam").contains("sgd lr 0.1 got a rate by hand, adam not"))
        // Defaults, one rule at several rates, and rates that were chosen for each: nothing to say.
        #expect(warning("sgd, adam, rmsprop") == "")
        #expect(warning("sgd(lr: 0.1), sgd(lr: 0.01)") == "")
        #expect(warning("sgd(lr: 0.1), adam(lr: 0.003)") == "")
        #expect(warning("adam(lr: 0.001), rmsprop(lr: 0.001)") == "")
    }

    /// The rate that did best on validation images, and then the test images from starts of its own.
    @Test func tuneChoosesOnValidation() throws {
        let session = try session("load digits train 300 validation 100\nmodel softmax_regression", threads: 2).session
        let text = """
            let found = tune [sgd, adam] lr [1e-6, 0.1, 1e-3] epochs 2 seeds 2 fresh 2
            let grid = compare [sgd(lr: 1e-6), sgd(lr: 1e-3), sgd(lr: 0.1), adam(lr: 1e-6), adam(lr: 1e-3), adam(lr: 0.1)] epochs 2 seeds 2
            """
        try #require(session.run(text, name: "test") == .fine)
        guard case .record(let found)? = session.scopes["found"], case .list(let trials)? = found["trials"],
            case .list(let rules)? = found["rules"], case .comparison(let final)? = found["comparison"],
            case .comparison(let grid)? = session.scopes["grid"]
        else {
            Issue.record("no tuning")
            return
        }
        func number(_ value: Value, _ field: String) -> Double? {
            guard case .record(let record) = value, case .number(let x)? = record[field] else { return nil }
            return x
        }
        #expect(trials.map { number($0, "accuracy") } == grid.entries.map(\.accuracy))
        #expect(trials.map { number($0, "lr") } == [1e-6, 1e-3, 0.1, 1e-6, 1e-3, 0.1])
        for (index, rule) in rules.enumerated() {
            let own = grid.entries[index * 3..<index * 3 + 3]
            #expect(number(rule, "accuracy") == own.map(\.accuracy).max())
        }
        #expect(final.measuredOn == "test" && final.seeds == [2, 3])
        // The fresh runs are what a plain comparison gives on all but the validation images.
        #expect(final.entries.allSatisfy { $0.runs.count == 2 && $0.testAccuracies.isEmpty })
    }

    /// What was finished before ^C is not done again, in turn and side by side.
    @Test(arguments: [1, 2]) func interruptedAndGoneOnWith(threads: Int) throws {
        let setup = "load digits train 300\nmodel softmax_regression"
        let text = "compare [sgd(lr: 0.1), adam, rmsprop, adagrad] epochs 20 batch 2"
        let whole = try comparison(try session(setup, threads: threads).session, text)
        #expect(!whole.isInterrupted && whole.runs.count == 4)
        let (session, _) = try session(setup + "\nset record on", threads: threads)
        let finished = try #require(session.recording.folder) + "/finished"
        func kept() -> Int { (try? FileManager.default.contentsOfDirectory(atPath: finished).count) ?? 0 }
        session.settings.isInteractive = true
        session.isInterrupted = { kept() > 0 }
        #expect(session.run("let race = \(text)", name: "test") == .interrupted)
        session.isInterrupted = { false }
        let done = kept()
        #expect((1...3).contains(done))
        let again = try comparison(session, text)
        #expect(again.runs.count { $0.isTakenOver } == done)
        #expect(again.runs.map(\.result.fingerprint) == whole.runs.map(\.result.fingerprint))
        #expect(again.verdicts == whole.verdicts)
    }

    /// `resume` after ^C is the rest of the comparison, under its name; anything else in hand, and it says what changed.
    @Test func resumedByItsName() throws {
        let text = "compare [sgd(lr: 0.1), adam, rmsprop, adagrad] epochs 20 batch 2"
        let (session, output) = try session("load digits train 300\nmodel softmax_regression\nset record on", threads: 1)
        let whole = try comparison(try self.session("load digits train 300\nmodel softmax_regression", threads: 1).session, text)
        let finished = try #require(session.recording.folder) + "/finished"
        func kept() -> Int { (try? FileManager.default.contentsOfDirectory(atPath: finished).count) ?? 0 }
        session.settings.isInteractive = true
        session.settings.quiet = false
        session.isInterrupted = { kept() > 0 }
        #expect(session.run("let race = \(text)", name: "test") == .interrupted)
        session.isInterrupted = { false }
        #expect(output.messages.joined(separator: "\n").contains("`resume` goes on"))
        let done = kept()
        try #require((1...3).contains(done))

        #expect(session.run("resume lr 0.5", name: "test") == .failed && session.reportedCodes == ["E0808"])
        #expect(session.run("seed 3\nresume", name: "test") == .failed && session.reportedCodes == ["E0808"])
        #expect(output.messages.joined(separator: "\n").contains("the seed was 0, and is 3 now"))

        #expect(session.run("seed 0\nlet again = resume", name: "test") == .fine, "\(output.messages)")
        guard case .comparison(let race)? = session.scopes["race"], case .comparison(let again)? = session.scopes["again"] else {
            Issue.record("no comparison")
            return
        }
        #expect(race.runs.count { $0.isTakenOver } == done && !race.isInterrupted)
        #expect(race.runs.map(\.result.fingerprint) == whole.runs.map(\.result.fingerprint) && again.verdicts == race.verdicts)
        // What does it again does not say `resume`.
        #expect(session.transcript.statements.last == "let race = \(text)\nlet again = race")
        #expect(session.run("resume", name: "test") == .failed && session.reportedCodes == ["E0801"])
    }

    /// The last that was stopped is gone on with, and a comparison inside a loop only by its statement.
    @Test func whatResumeMeans() throws {
        let setup = "load digits train 300\nmodel softmax_regression\nset record on"
        let (session, _) = try session(setup, threads: 1)
        session.settings.isInteractive = true
        let finished = try #require(session.recording.folder) + "/finished"
        func kept() -> Int { (try? FileManager.default.contentsOfDirectory(atPath: finished).count) ?? 0 }
        session.isInterrupted = { kept() > 0 }
        #expect(session.run("repeat 1 { compare [sgd(lr: 0.1), adam, rmsprop] epochs 20 batch 2 }", name: "test") == .interrupted)
        session.isInterrupted = { false }
        #expect(session.run("resume", name: "test") == .failed && session.reportedCodes == ["E0801"])
        session.isInterrupted = { kept() > 0 }
        #expect(session.run("compare [sgd(lr: 0.2), adam, rmsprop] epochs 20 batch 2", name: "test") == .interrupted)
        session.isInterrupted = { false }
        #expect(session.run("train with sgd lr 0.1 batch 20 epochs 2 pause 3\nlet run = resume\nexpect run.steps == 30", name: "test") == .fine)
        #expect(session.run("resume", name: "test") == .failed && session.reportedCodes == ["E0801"])
    }
}
