import Foundation
import LenetCommands
import LenetEngine
import LenetLab
import Testing

/// What statements on recorded runs print, and what they make of damage and of changes.
@Suite struct RecordStatementTests {
    private func session(_ script: String = "load digits train 100\nmodel mlp\nset record on") throws -> (Session, CollectedOutput) {
        let (session, output) = TestSession.make(quiet: false)
        try #require(session.run(script, name: "<prompt>") == .fine, "\(output.messages)")
        output.results = []
        output.messages = []
        return (session, output)
    }

    private func log(_ session: Session) throws -> RunLog { try #require(session.recording.log) }

    @Test func tablesForPeople() throws {
        let (session, output) = try session()
        _ = session.run("seed 4\nrewind\ntrain with sgd lr 0.1 momentum 0.9 nesterov batch 50\ntrain with adam lr 1e36 epochs 2", name: "<prompt>")
        output.results = []
        output.width = 120
        #expect(session.run("show runs", name: "<prompt>") == .fine)
        let rows = output.results.joined(separator: "\n").components(separatedBy: "\n")
        #expect(rows.count == 3 && rows[0].hasPrefix("run  when") && rows[0].hasSuffix("bits      ended"))
        #expect(rows[1].contains("mlp    digits  sgd lr 0.1 momentum 0.9 nesterov") && rows[2].hasSuffix("diverged"))
        // At 80 columns a long rule is cut; `show run 1` has all of it.
        output.width = 80
        output.results = []
        #expect(session.run("show runs", name: "<prompt>") == .fine)
        let narrow = output.results.joined(separator: "\n").components(separatedBy: "\n")
        #expect(narrow.count == 3 && narrow.allSatisfy { $0.count <= 80 } && narrow[1].contains("  sgd lr 0.1 moment…  "), "\(narrow)")
        output.results = []
        #expect(session.run("show runs last 1", name: "<prompt>") == .fine)
        #expect(output.results.joined(separator: "\n").hasSuffix("1 of 2; `last 2` shows all"))
        output.results = []
        #expect(session.run("show run 1", name: "<prompt>") == .fine)
        let all = output.results.joined(separator: "\n")
        for part in [
            "momentum           0.9", "nesterov           on", "batch              50", "images             100 training, 300 test", "numerics ",
            "epoch  train loss", "The script that does it again:\n    load digits train 100", "    train with sgd lr 0.1 momentum 0.9 nesterov batch 50",
        ] { #expect(all.contains(part), "\(part)\n\(all)") }
        output.results = []
        #expect(session.run("diff runs 1 2", name: "<prompt>") == .fine)
        let sides = output.results.joined(separator: "\n")
        for part in ["settings      run 1  run 2", "optimizer     sgd    adam", "momentum      0.9    -", "results ", "the same weights, bit for bit"] {
            #expect(sides.contains(part), "\(part)\n\(sides)")
        }
        #expect(!sides.contains("model ") && !sides.contains("processor"))
    }

    @Test func aVariableOfTheNameIsMeant() throws {
        let (session, output) = try session("let run = 5\nlet runs = [1, 2]")
        #expect(session.run("show run\nshow runs", name: "<prompt>") == .fine)
        #expect(output.results == ["5", "[1, 2]"])
    }

    @Test func damageIsToldOnce() throws {
        let (session, output) = try session()
        _ = session.run("train with sgd\ntrain with sgd", name: "<prompt>")
        let path = try log(session).path
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("broken\n{\"run\": 3, \"acc".utf8))
        try handle.close()
        output.messages = []
        #expect(session.run("let a = show runs\nlet b = show runs\nprint length(b)", name: "<prompt>") == .fine)
        #expect(output.messages == ["note: \(path): 1 line cannot be read, the last line was cut short; the rest is used"])
        #expect(output.results.last == "2")
    }

    @Test func aPausedTrainingIsDoneAgainWithItsPause() throws {
        let (session, output) = try session()
        _ = session.run("train with adam batch 10 epochs 2 pause 7 # two words\nresume", name: "<prompt>")
        #expect(session.run("let a = rerun 1\nlet b = rerun 2\nexpect a.same and b.same\nprint a.run.steps, b.run.steps", name: "<prompt>") == .fine, "\(output.messages)")
        #expect(output.results.last == "7 20")
    }

    @Test func anInterruptedTrainingIsDoneAgain() throws {
        let (session, _) = try session()
        var asked = 0
        session.isInterrupted = {
            asked += 1
            return asked > 9
        }
        #expect(session.run("train with adam epochs 50 batch 10", name: "<prompt>") == .interrupted)
        session.isInterrupted = { false }
        let run = try #require(try log(session).lines().runs.first?.run)
        #expect(run.facts?.origin.script.hasSuffix("pause \(run.result.steps)\n") == true && run.facts?.origin.isExact == true)
        #expect(session.run("let again = rerun 1\nexpect again.same", name: "<prompt>") == .fine)
    }

    @Test func whyItIsNotTheSame() throws {
        let (session, output) = try session()
        _ = session.run("train with sgd", name: "<prompt>")
        let log = try log(session)
        let text = try String(contentsOfFile: log.path, encoding: .utf8)
        let run = try #require(try log.lines().runs.first?.run)
        let changed = text.replacing(run.result.fingerprint, with: "0000000000000000").replacing("\"numerics\": \(numericsVersion)", with: "\"numerics\": 1")
            .replacing(run.facts?.data.checksum ?? "?", with: "another")
        try changed.write(toFile: log.path, atomically: true, encoding: .utf8)
        output.results = []
        #expect(session.run("rerun 1", name: "<prompt>") == .fine)
        let said = output.results.joined(separator: "\n")
        #expect(said.contains("other weights: \(run.result.fingerprint)"))
        #expect(said.contains("numerics version 1 then, \(numericsVersion) now") && said.contains("the data is another"))
        // A script that fails, and one that does not come to the training.
        try text.replacing("model mlp", with: "model mpl").write(toFile: log.path, atomically: true, encoding: .utf8)
        #expect(session.run("rerun 1", name: "<prompt>") == .failed)
        #expect(session.reportedCodes == ["E0834"] && output.messages.contains { $0.contains("fails now") && $0.contains("no model named 'mpl'") })
        try text.replacing("train with sgd", with: "print 1").write(toFile: log.path, atomically: true, encoding: .utf8)
        #expect(session.run("rerun 1", name: "<prompt>") == .failed)
        #expect(session.reportedCodes == ["E0834"])
        try text.replacing("\"script\": \"", with: "\"script\": \"\", \"old\": \"").write(toFile: log.path, atomically: true, encoding: .utf8)
        #expect(session.run("rerun 1", name: "<prompt>") == .failed)
        #expect(session.reportedCodes == ["E0833"])
    }

    @Test func aComparisonInterruptedAtThePromptGoesOn() throws {
        let (session, output) = try session()
        session.settings.isInteractive = true
        let finished = try #require(session.recording.folder) + "/finished"
        func kept() -> Int { (try? FileManager.default.contentsOfDirectory(atPath: finished).count) ?? 0 }
        session.isInterrupted = { kept() > 0 }
        #expect(session.run("let first = compare [sgd, adam] seeds 2 batch 10", name: "<prompt>") == .interrupted)
        session.isInterrupted = { false }
        #expect(kept() == 1)
        output.messages = []
        let again = "let second = compare [sgd, adam] seeds 2 batch 10\nlet third = compare [sgd, adam] seeds 2 batch 10"
        #expect(session.run(again + "\nexpect second.runs == third.runs and length(third.runs) == 4", name: "<prompt>") == .fine)
        // Once it was whole, the same comparison is done anew.
        #expect(output.messages.filter { $0.contains("before an interruption") } == ["note: 1 run was finished before an interruption, and not done again"])
        #expect(kept() == 0)
    }
}
