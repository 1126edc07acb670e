import Foundation
import Testing

/// The built binary from outside: what goes where, and which exit code says what.
@Suite struct CommandLineTests {
    @Test(arguments: [
        (["-c", "print 1"], 0), (["-c", ""], 0), (["-c", "print 1 / 0"], 1), (["-c", "print ("], 2), (["-c", "expect 1 > 2"], 3),
        (["--nonsense"], 2), (["run"], 2), (["run", "/nowhere/at/all.lenet"], 2), (["--seed", "x", "-c", "print 1"], 2),
        (["--threads", "0", "-c", "print 1"], 2), (["dance"], 2), (["--version"], 0), (["--help"], 0), (["run", "--help"], 0),
        (["check", "/nowhere.lenet"], 2), (["/nowhere.lenet"], 2), (["--seed", "-1", "-c", "print 1"], 2),
    ])
    func exitCodes(arguments: [String], code: Int) throws {
        #expect(try LenetProcess.run(arguments).code == Int32(code))
    }

    @Test func benchOfRulesNamesEveryRule() throws {
        let answer = try LenetProcess.run(["bench", "rules"])
        #expect(answer.code == 0)
        for rule in ["sgd", "adam", "muon", "schedule_free_adamw"] { #expect(answer.output.contains("\n\(rule) "), "\(rule)") }
        #expect(try LenetProcess.run(["bench", "dances"]).code == 2)
    }

    @Test func whatFollowsCIsNeverAnOption() throws {
        #expect(try LenetProcess.run(["-c", "-2 ^ 2"]).output == "-4\n")
        #expect(try LenetProcess.run(["-c", "-2 ^ 2", "--seed", "3"]).output == "-4\n")
        #expect(try LenetProcess.run(["--quiet", "-c", "-2 ^ 2"]).output == "-4\n")
        #expect(try LenetProcess.run(["-c", "let x = 2", "-c", "-x ^ 2"]).output == "-4\n")
        #expect(try LenetProcess.run(["-c", "print args", "--seed", "3", "--", "-c", "-1"]).output == "[\"-c\", \"-1\"]\n")
    }

    @Test func numbersWithASignAreValues() throws {
        #expect(try LenetProcess.run(["--seed", "-1", "-c", "print 1"]).errors.hasPrefix("Error: The value '-1' is invalid for '--seed <seed>'"))
    }

    @Test func aScriptAloneIsRun() throws {
        try LenetProcess.withScript("print args") { path in
            let (alone, quiet) = (try LenetProcess.run([path, "--", "41"]), try LenetProcess.run(["--quiet", path]))
            #expect(alone.output == "[\"41\"]\n")
            #expect(quiet.output == "[]\n")
        }
    }

    @Test func kernelsThatThisProcessorHasNotAreRefused() throws {
        let answer = try LenetProcess.run(["-c", "print 1"], environment: ["LENET_KERNELS": "mmx"])
        #expect(answer.code == 2 && answer.output.isEmpty)
        #expect(answer.errors.hasPrefix("Error: LENET_KERNELS says 'mmx'; this processor runs plain"))
    }

    @Test func resultsAndDiagnosticsGoTheirWays() throws {
        let answer = try LenetProcess.run(["-c", "print 1\nprint nowhere"])
        #expect(answer.output == "1\n")
        #expect(answer.errors.hasPrefix("error: there is nothing named 'nowhere'\n"))
        #expect(!answer.errors.contains("\u{1B}") && !answer.output.contains("\r"))
    }

    @Test func filesAndStandardInput() throws {
        try LenetProcess.withScript("print args\nprint number(args[0]) + 1") { path in
            #expect(try LenetProcess.run(["run", path, "--", "41", "--json"]).output == "[\"41\", \"--json\"]\n42\n")
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(try LenetProcess.run(["run", "-", "--", "41"], input: text).output == "[\"41\"]\n42\n")
            #expect(try LenetProcess.run(["-", "--", "41"], input: text).output == "[\"41\"]\n42\n")
        }
        #expect(try LenetProcess.run(["-c", "print args", "--", "-x"]).output == "[\"-x\"]\n")
        // A pipe into the prompt runs statement by statement, without a prompt.
        #expect(try LenetProcess.run([], input: "let x = 20\nif x > 1 {\n  print x\n}\n").output == "20\n")
        #expect(try LenetProcess.run([], input: "print 1 / 0\nprint 2\n").code == 1)
    }

    @Test func optionsStandBeforeOrAfterTheFile() throws {
        try LenetProcess.withScript("model mlp") { path in
            let words = [["--seed", "7", "run", path], ["run", "--seed", "7", path], ["run", path, "--seed", "7"]]
            for arguments in words {
                let answer = try LenetProcess.run(arguments)
                #expect(answer.output.contains("seed 7"), "\(arguments)")
            }
        }
    }

    @Test func jsonIsValidAndAlone() throws {
        let script = "load digits train 100\nmodel softmax_regression\nlet r = train with adam\nevaluate\nprint \"a\\\"b\"\nr"
        let answer = try LenetProcess.run(["--json", "-c", script])
        #expect(answer.code == 0, "\(answer.errors)")
        let lines = answer.output.split(separator: "\n")
        #expect(lines.count == 5)
        for line in lines { #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any]) }
    }

    @Test func quietLeavesResultsOnly() throws {
        let answer = try LenetProcess.run(["--quiet", "-c", "model mlp\nseed 3\nprint model.parameters"])
        #expect(answer.output == "101770\n" && answer.errors.isEmpty)
    }

    @Test func checkFindsEveryMistakeWithoutRunning() throws {
        let script = """
            load mnist
            model lenet5
            train with rmsporp
            train with adam momentun 0.9
            print nowhere
            compare [sgd, adma] epochs 0
            rate = 2
            """
        try LenetProcess.withScript(script) { path in
            let answer = try LenetProcess.run(["check", path])
            #expect(answer.code == 2)
            #expect(answer.output.isEmpty)
            for (line, words) in [(3, "rmsporp"), (4, "momentun"), (5, "nowhere"), (6, "adma"), (6, "epochs"), (7, "rate")] {
                #expect(answer.errors.contains(":\(line):"), "line \(line)")
                #expect(answer.errors.contains(words), "\(words)")
            }
        }
        try LenetProcess.withScript("load mnist\nmodel lenet5\nlet r = train with adam lr 0.1\nprint r.accuracy") { path in
            let answer = try LenetProcess.run(["check", path])
            #expect(answer.code == 0 && answer.errors.isEmpty && answer.output.isEmpty)
        }
    }

    @Test func versionNamesNumericsAndKernels() throws {
        let answer = try LenetProcess.run(["--version"])
        #expect(answer.output.hasPrefix("lenet 0.") && answer.output.contains("numerics ") && answer.output.contains("kernels "))
        #expect(try LenetProcess.run(["--version"], environment: ["LENET_KERNELS": "plain"]).output.contains("kernels plain"))
    }

    @Test func aReaderThatLeavesIsNoDisaster() throws {
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", "'\(LenetProcess.executable.path)' -c 'for i in 1..100000 { print i }' | head -n 1"]
        let (output, errors) = (Pipe(), Pipe())
        shell.standardOutput = output
        shell.standardError = errors
        try shell.run()
        #expect(String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) == "1\n")
        #expect(errors.fileHandleForReading.readDataToEndOfFile().isEmpty)
        shell.waitUntilExit()
    }

    @Test(arguments: ["-c 'print 1' >/dev/full", "-c 'print 1' >&-", "help train >/dev/full", "--json -c 'print 1' >/dev/full"])
    func lostResultsAreAFailure(words: String) throws {
        guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", "'\(LenetProcess.executable.path)' \(words)"]
        let errors = Pipe()
        shell.standardError = errors
        try shell.run()
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 1)
        #expect(said.hasPrefix("error: results could not be written to standard output: "))
    }

    @Test func interruptingAFileEndsItWith130() throws {
        let process = Process()
        process.executableURL = LenetProcess.executable
        process.arguments = ["-c", "print \"begun\"\nwhile true { let x = 1 }"]
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // Long enough for the loop to run; were it not, the signal would be kept until it does.
        Thread.sleep(forTimeInterval: 0.5)
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 130)
        #expect(String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) == "begun\n")
    }
}
