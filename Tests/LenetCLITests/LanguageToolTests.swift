import Foundation
import Testing

/// `lenet fmt`, `lenet help`, `lenet check --json` and `--safe` from outside.
@Suite struct LanguageToolTests {
    private let untidy = "let x=1+2   # three\nif x>2{\nprint x\n}\n"
    private let tidy = "let x = 1 + 2  # three\nif x > 2 {\n    print x\n}\n"

    @Test func fmtWritesTheFile() throws {
        try LenetProcess.withScript(untidy) { path in
            let question = try LenetProcess.run(["fmt", "--check", path])
            #expect(question.code == 1 && question.output == path + "\n")
            #expect(try String(contentsOfFile: path, encoding: .utf8) == untidy)
            #expect(try LenetProcess.run(["fmt", path]).code == 0)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == tidy)
            #expect(try LenetProcess.run(["fmt", path, "--check"]).code == 0)
        }
        #expect(try LenetProcess.run(["fmt", "-"], input: untidy).output == tidy)
    }

    @Test func fmtLeavesWhatDoesNotParse() throws {
        try LenetProcess.withScript("print (1\n") { path in
            let answer = try LenetProcess.run(["fmt", path])
            #expect(answer.code == 2 && answer.errors.contains("this '(' is never closed"))
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "print (1\n")
        }
    }

    @Test func fmtKeepsPermissionsAndLinks() throws {
        try LenetProcess.withScript(untidy) { path in
            let files = FileManager.default
            try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
            try files.createSymbolicLink(atPath: path + "-link", withDestinationPath: path)
            defer { try? files.removeItem(atPath: path + "-link") }
            #expect(try LenetProcess.run(["fmt", path + "-link"]).code == 0)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == tidy)
            #expect(try files.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o755)
            #expect(try files.destinationOfSymbolicLink(atPath: path + "-link") == path)
        }
    }

    @Test(arguments: [["train"], ["E0350"], ["momentum"], ["learning", "rate"], ["optimizers"], [], ["check"], ["run"]])
    func helpExplains(words: [String]) throws {
        let answer = try LenetProcess.run(["help"] + words)
        #expect(answer.code == 0 && answer.output.count > 50, "\(answer.errors)")
    }

    @Test func helpOnNothing() throws {
        let answer = try LenetProcess.run(["help", "trian"])
        #expect(answer.code == 1 && answer.errors.contains("did you mean 'train'"))
    }

    @Test func allHelpAsJSON() throws {
        let answer = try LenetProcess.run(["help", "--json"])
        let all = try #require(try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any])
        let cards = try #require(all["cards"] as? [[String: Any]])
        #expect(cards.contains { $0["keyword"] as? String == "train" && $0["kind"] as? String == "statement" })
        #expect((all["glossary"] as? [Any])?.count ?? 0 >= 80)
        #expect((all["codes"] as? [String])?.contains("E0350") == true)
    }

    @Test func checkAsJSON() throws {
        let answer = try LenetProcess.run(["check", "--json", "-"], input: "train with rmsporp\nprint (1\n")
        #expect(answer.code == 2 && answer.errors.isEmpty)
        let lines = answer.output.split(separator: "\n")
        #expect(lines.count == 2)
        for line in lines {
            let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            #expect((record?["code"] as? String)?.count == 5 && record?["line"] as? Int != nil)
        }
    }

    @Test func errorsSayWhereToReadOn() throws {
        #expect(try LenetProcess.run(["-c", "train with rmsporp"]).errors.contains("\n  more: lenet help E0350"))
        #expect(try LenetProcess.run(["-c", "print (1"]).errors.hasSuffix("\n  more: lenet help E0128\n"))
        #expect(try !LenetProcess.run(["--quiet", "-c", "print (1"]).errors.contains("more:"))
    }

    @Test func safeScriptsRun() throws {
        #expect(try LenetProcess.run(["--safe", "-c", "print 1 + 1"]).output == "2\n")
        let answer = try LenetProcess.run(["--safe", "-c", "load mnist"], environment: ["LENET_OFFLINE": ""])
        #expect(answer.code == 1 && answer.errors.contains("nothing may be downloaded"))
    }
}
