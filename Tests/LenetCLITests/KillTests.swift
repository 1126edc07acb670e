import Foundation
import LenetCommands
import Testing

/// A process that is killed with -9 at a random moment, again and again, while it writes a checkpoint after every step: the file can always
/// be read, what it holds never goes back, and the training that was killed so often ends with the bits of one that never was.
///
/// `LENET_KILLS` is how often: `scripts/kill-test` says 1,000.
@Suite struct KillTests {
    private static let kills = ProcessInfo.processInfo.environment["LENET_KILLS"].flatMap { Int($0) } ?? 20

    /// Images of 8x8 in a table, which is read in no time.
    private static func table(_ count: Int) -> String {
        (0..<count).map { row in
            let pixels = (0..<64).map { place in place / 16 == row % 4 ? "\(200 + row % 50)" : "\((row * 31 + place * 7) % 90)" }
            return "\(row % 4)," + pixels.joined(separator: ",")
        }.joined(separator: "\n") + "\n"
    }

    @Test func aKilledProcessLosesNothing() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-kill-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("run.ckpt")
        let data = folder.appendingPathComponent("data_train.csv")
        try Self.table(400).write(to: data, atomically: true, encoding: .utf8)
        try Self.table(40).write(to: folder.appendingPathComponent("data_test.csv"), atomically: true, encoding: .utf8)
        // Long enough that nobody sees its end before it has been killed so often.
        let start = """
            load csv "\(data.path)"
            model small { conv 2 3x3 relu; dropout 0.2; dense 4 }
            model small
            """
        let training = "train with adam lr 0.002 epochs \(max(200, Self.kills * 4)) batch 4 schedule cosine"
        try (start + "\n" + training + " pause 5\nsave checkpoint to \"\(file.path)\"\n").write(
            to: folder.appendingPathComponent("first.lenet"), atomically: true, encoding: .utf8)
        #expect(try LenetProcess.run(["run", folder.path + "/first.lenet"]).code == 0)
        let goesOn = "load checkpoint \"\(file.path)\"\nautosave to \"\(file.path)\" every 1 steps\nresume\n"

        var generator = SystemRandomNumberGenerator()
        var (last, moved, ends, whileWriting) = (5, 0, 0, 0)
        for _ in 0..<Self.kills {
            let process = Process()
            process.executableURL = LenetProcess.executable
            process.arguments = ["-c", goesOn]
            process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LENET_OFFLINE": "1", "LENET_DATA": "/nonexistent"]
            (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
            try process.run()
            // From before its first statement to the middle of its work.
            Thread.sleep(forTimeInterval: Double.random(in: 0...0.25, using: &generator))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            if process.terminationReason == .exit { ends += 1 }
            whileWriting += try FileManager.default.contentsOfDirectory(atPath: folder.path).contains { $0.contains(".\(process.processIdentifier)-") } ? 1 : 0
            let checkpoint = try Checkpoint(reading: [UInt8](try Data(contentsOf: file)))
            let step = checkpoint.current.state.step
            #expect(step >= last)
            if step > last { moved += 1 }
            last = step
        }
        print("killed \(Self.kills) times: \(moved) times there was a newer checkpoint, \(whileWriting) times in the middle of a write, \(last) steps in all")
        #expect(ends == 0)
        // Nothing was lost: what is left to do leads to the end that it would have had. A pause makes that a matter of seconds.
        let end = last + 40
        let after = try LenetProcess.run(["-c", "load checkpoint \"\(file.path)\"\nresume pause \(end)\nprint model.fingerprint"])
        let whole = try LenetProcess.run(["-c", start + "\n" + training + " pause \(end)\nprint model.fingerprint"])
        #expect(after.code == 0 && whole.code == 0)
        #expect(after.output.split(separator: "\n").last == whole.output.split(separator: "\n").last)
        // The next write takes away what was left behind.
        #expect(try LenetProcess.run(["-c", "load checkpoint \"\(file.path)\"\nautosave to \"\(file.path)\" every 1 steps\nresume pause \(end)"]).code == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".new") }.isEmpty)
    }
}
