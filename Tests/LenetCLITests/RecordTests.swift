import Foundation
import LenetCommands
import LenetLab
import Testing

/// The record and the built binary: several processes, a process that is killed, options.
@Suite struct RecordTests {
    private func withFolder(_ body: (_ environment: [String: String], _ lenet: String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-record-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(["XDG_DATA_HOME": folder.path], folder.path + "/lenet")
    }

    private func start(_ script: String, _ environment: [String: String]) throws -> Process {
        let process = Process()
        process.executableURL = LenetProcess.executable
        process.arguments = ["--quiet", "-c", script]
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LENET_OFFLINE": "1", "LENET_DATA": "/nonexistent"]
            .merging(environment) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// A few images of its own, so that a training takes no time.
    private static let tiny = "load digits train 10\nmodel softmax_regression"

    @Test func twoProcessesWriteHundredsAtOnce() throws {
        try withFolder { (environment, lenet) throws in
            let script = Self.tiny + "\nrepeat 150 { train with sgd }"
            let processes = try (0..<2).map { _ in try start(script, environment) }
            for process in processes {
                process.waitUntilExit()
                #expect(process.terminationStatus == 0)
            }
            let lines = try RunLog(folder: lenet).lines()
            #expect(lines.damaged == 0 && !lines.isTorn)
            #expect(lines.runs.map(\.number) == Array(1...300))
            // Each process's own runs: nothing of one is within another's.
            let counts = lines.runs.compactMap { $0.fields(["occurrence"])?["occurrence"]?.asInteger }
            #expect(counts.sorted() == (1...150).flatMap { [$0, $0] })
        }
    }

    @Test func optionsThatKeepNoRecord() throws {
        try withFolder { (environment, lenet) throws in
            let script = Self.tiny + "\ntrain with sgd"
            for options in [["--no-record"], ["--safe"]] {
                #expect(try LenetProcess.run(options + ["-c", script], environment: environment).code == 0)
                #expect(!FileManager.default.fileExists(atPath: lenet))
            }
            #expect(try LenetProcess.run(["-c", "set record off\n" + script], environment: environment).code == 0)
            #expect(!FileManager.default.fileExists(atPath: lenet))
            #expect(try LenetProcess.run(["--safe", "-c", "set record on"], environment: environment).code == 1)
            #expect(try LenetProcess.run(["-c", script, "--seed", "9", "--", "an argument"], environment: environment).code == 0)
            let run = try #require(try RunLog(folder: lenet).lines().runs.first?.run)
            #expect(run.facts?.origin.script == "seed 9\n" + script + "\n" && run.facts?.origin.arguments == ["an argument"])
            let again = try LenetProcess.run(["--safe", "-c", "rerun 1"], environment: environment)
            #expect(again.code == 0 && again.output.contains("the same weights, bit for bit: \(run.result.fingerprint)"), "\(again)")
            #expect(try LenetProcess.run(["--safe", "-c", "forget run 1"], environment: environment).code == 1)
        }
    }

    @Test func withoutAHomeNothingIsRecorded() throws {
        let environment = ["XDG_DATA_HOME": "", "HOME": "/nonexistent"]
        let answer = try LenetProcess.run(["-c", Self.tiny + "\ntrain with sgd\nshow runs"], environment: environment)
        #expect(answer.code == 1 && answer.errors.contains("there is no place for records here"))
        #expect(!FileManager.default.fileExists(atPath: "/nonexistent"))
    }

    @Test func aFileThatCannotBeWrittenEndsNothing() throws {
        try withFolder { (environment, lenet) throws in
            try "in the way".write(toFile: lenet, atomically: true, encoding: .utf8)
            let answer = try LenetProcess.run(["-c", Self.tiny + "\nrepeat 2 { train with sgd }"], environment: environment)
            #expect(answer.code == 0)
            #expect(answer.errors.components(separatedBy: "trainings are not recorded").count == 2, "\(answer.errors)")
        }
    }

    private static let race = """
        load digits train 3000
        model mlp
        let race = compare [sgd(lr: 0.1), adam, rmsprop] epochs 2 batch 20 seeds 2
        for r in race.runs { print "{r.label} {r.seed} {r.accuracy} {r.loss} {r.fingerprint}" }
        for v in race.verdicts { print v }
        """

    @Test func aKilledComparisonGoesOn() throws {
        try withFolder { (environment, lenet) throws in
            let process = try start(Self.race, environment)
            let finished = { (try? FileManager.default.contentsOfDirectory(atPath: lenet + "/finished"))?.filter { $0.hasSuffix(".json") } ?? [] }
            while finished().count < 2, process.isRunning { usleep(2_000) }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            try #require(process.terminationReason == .uncaughtSignal, "it was over before it could be killed")
            let kept = finished().count
            #expect((2..<6).contains(kept))

            let second = try LenetProcess.run(["-c", Self.race], environment: environment)
            #expect(second.code == 0)
            #expect(second.errors.contains("\(kept) runs were finished before an interruption"), "\(second.errors)")
            // As if nothing had happened, and every run is recorded once.
            try withFolder { (other, _) throws in
                let whole = try LenetProcess.run(["-c", Self.race], environment: other)
                #expect(whole.output == second.output && !whole.output.isEmpty && !whole.errors.contains("interruption"))
            }
            let numbers = try RunLog(folder: lenet).lines().runs.compactMap(\.run).map { "\($0.label) \($0.seed)" }
            #expect(Set(numbers).count == 6 && (6...7).contains(numbers.count))
            // What was brought to its end is not kept: the next time it is done anew.
            #expect(finished().isEmpty)
        }
    }
}
