import Foundation
import LenetCommands
import LenetShell
import Testing

/// The prompt without a terminal: a scripted editor gives the lines.
@Suite struct ShellTests {
    private func run(
        _ reads: [LineRead], isInteractive: Bool = true, interrupts: Interrupts = Interrupts(), _ prepare: (Session) -> Void = { _ in }
    ) -> (outcome: Outcome, output: CollectedOutput, editor: ScriptedEditor, session: Session) {
        let output = CollectedOutput()
        var settings = Settings()
        settings.quiet = true
        settings.isInteractive = isInteractive
        let editor = ScriptedEditor(reads)
        let session = Session(output: output, settings: settings)
        prepare(session)
        let shell = Shell(session: session, editor: editor, isInteractive: isInteractive, interrupts: interrupts)
        return (shell.run(), output, editor, session)
    }

    private static let start = Prompt.statement("lenet> ")
    private static let more = Prompt.more(width: 7)

    @Test func aStatementIsReadToItsEnd() {
        let (outcome, output, editor, _) = run([.line("if true {"), .line("  print 1"), .line("}"), .line("print 2")])
        #expect(outcome == .fine)
        #expect(output.results == ["1", "2"])
        #expect(editor.prompts == [Self.start, Self.more, Self.more, Self.start, Self.start])
        #expect(editor.remembered == ["if true {\n  print 1\n}", "print 2"])
        #expect(Self.more.text == "  ...> ")
    }

    @Test func controlCDropsWhatWasEntered() {
        let (_, output, editor, _) = run([.line("if true {"), .interrupted, .line("print 2")])
        #expect(output.results == ["2"])
        #expect(editor.prompts == [Self.start, Self.more, Self.start, Self.start])
    }

    @Test func aMistakeAtThePromptIsNoEnd() {
        let (outcome, output, _, _) = run([.line("print ("), .line(")"), .line("print 1 / 0"), .line("print 3")])
        #expect(outcome == .fine)
        #expect(output.results.last == "3")
    }

    @Test func aMistakeInAPipeEndsIt() {
        let (outcome, output, _, _) = run([.line("print 1"), .line("print 1 / 0"), .line("print 3")], isInteractive: false)
        #expect(outcome == .failed)
        #expect(output.results == ["1"])
        #expect(run([.line("if true {")], isInteractive: false).outcome == .misused)
    }

    @Test(arguments: ["quit", "exit"])
    func quitLeaves(word: String) { #expect(run([.line(word), .line("print 1")]).output.results.isEmpty) }

    /// A paste is one text: it stops at its first failure, as a file does, and its places are the file's.
    @Test func aPastedScriptRunsAsAFile() {
        let (_, output, editor, _) = run([.line("print 1\nprint 1 / 0\nprint 3"), .line("print 4")])
        #expect(output.results == ["1", "4"])
        #expect(output.messages.last?.contains("<prompt>:2:") == true)
        #expect(editor.remembered.first == "print 1\nprint 1 / 0\nprint 3")
    }

    @Test func theQuestionMarkAsksForHelp() {
        let (_, output, _, _) = run([.line("train ?"), .line("?"), .line("train with adam ?"), .line("adam?")])
        #expect(output.results.count == 4)
        #expect(output.results[0].hasPrefix("train") && output.results[2] == output.results[0])
        #expect(output.results[1].contains("train") && output.results[3].hasPrefix("adam"))
    }

    @Test func thePromptSaysWhereOneIs() {
        let (_, _, editor, _) = run([
            .line("load digits train 100"), .line("model mlp"), .line("train with adam epochs 2 pause 0"), .line("resume"),
        ])
        #expect(
            editor.prompts.map(\.text) == ["lenet> ", "lenet> ", "mlp> ", "mlp adam epoch 0, paused> ", "mlp adam epoch 2> "])
    }

    private final class Presses {
        var count = 0
        var asked = 0
        var now = 0.0
    }

    @Test(arguments: [(0.2, false), (2.0, true)])
    func theSecondControlCWithinASecondAbandons(seconds: Double, staysPaused: Bool) {
        let presses = Presses()
        let (_, _, editor, session) = run(
            [.line("load digits train 100"), .line("model mlp"), .line("train with adam epochs 2 batch 10"), .interrupted],
            interrupts: Interrupts(clear: { presses.count = 0 }, count: { presses.count })
        ) { session in
            session.clock = {
                presses.now += seconds
                return presses.now
            }
            session.isInterrupted = {
                if session.training != nil { presses.asked += 1 }
                if presses.asked == 5 { presses.count = 1 }
                return presses.count > 0
            }
        }
        #expect(editor.prompts.last?.text == (staysPaused ? "mlp adam epoch 0, paused> " : "mlp adam epoch 0> "))
        // Neither way is a step lost.
        #expect(session.training?.step ?? 0 > 0)
    }

    @Test func showHistoryShowsWholeStatements() {
        let (_, output, _, _) = run([.line("print 1"), .line(" print 2"), .line("if true {"), .line("}"), .line("show history")])
        #expect(output.results.last == "1  print 1\n2  if true {\n   }\n3  show history")
    }

    @Test func examplesAreListedAndRun() {
        let (outcome, output, _, session) = run([.line("examples seed"), .line("examples seed 1"), .line("examples seed 9")])
        #expect(outcome == .fine)
        #expect(output.results.first?.hasPrefix("1  # ") == true)
        #expect(session.training != nil && session.settings.seed == 7)
        #expect(output.messages.last?.contains("and no number 9") == true)
    }

    @Test func filesAndFolders() {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-shell-\(UUID().uuidString)").path
        try? FileManager.default.createDirectory(atPath: folder + "/inner", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (_, output, _, session) = run([
            .line("cd \"\(folder)\""), .line("!echo 'print 6 * 7' > 'a b.lenet'"), .line("ls"), .line("include \"a b.lenet\""), .line("cd \"inner\""),
            .line("pwd"), .line("cd \"..\""), .line("cd \"nowhere\""), .line("!exit 3"), .line("print ls"), .line("let files = ls"), .line("print files"),
        ])
        #expect(output.results.contains("a b.lenet  inner/"))
        #expect(output.results.contains("42") && output.results.contains(folder + "/inner"))
        #expect(session.settings.workingDirectory == folder)
        #expect(output.messages.contains { $0.contains("'nowhere'") } && output.messages.contains { $0.contains("exit code 3") })
        #expect(output.results.last == "[\"a b.lenet\", \"inner/\"]")
    }

    @Test func settingsAreShownAndSet() {
        let (_, output, _, session) = run([.line("set threads 2"), .line("set color off"), .line("set seed 4"), .line("set threads 0"), .line("show settings")])
        #expect(session.settings.threads == 2 && session.settings.color == false && session.settings.seed == 4)
        #expect(output.results.last?.contains("threads   2") == true)
        #expect(output.messages.count == 1)
    }

    @Test func aSavedSessionIsAScript() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-\(UUID().uuidString).lenet").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let (_, _, _, session) = run([
            .line("load digits train 100"), .line("model mlp"), .line("evaluate"), .line("train with adam pause 0"), .line("resume"),
            .line("save session to \"\(path)\""),
        ])
        let (_, _, _, other) = run([.line("include \"\(path)\"")])
        #expect(other.training?.network.fingerprint == session.training?.network.fingerprint)
        #expect(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").count == 5)
    }

    /// The terminal is gone in the middle of a training: a checkpoint and a script are written, and the next shell is told.
    @Test func aHangUpSavesWhatThereIs() throws {
        let state = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-state-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: state) }
        let environment = ["XDG_STATE_HOME": state]
        var shell: Session?
        let (outcome, _, _, session) = run(
            [.line("load digits train 100"), .line("model mlp"), .line("train with adam epochs 2 batch 10 pause 7")],
            interrupts: Interrupts(isHungUp: { shell?.training?.step == 7 })
        ) { session in
            shell = session
            session.settings.environment = environment
        }
        #expect(outcome == .interrupted)
        #expect(Unfinished.note(environment)?.contains("step 7 of 20") == true)
        #expect(Unfinished.note(environment) == nil)
        // A sitting that knows nothing of the first one goes on to the same bits.
        let (_, _, _, other) = run([.line("load checkpoint \"\(state)/lenet/unfinished.ckpt\""), .line("resume")])
        _ = session.run("resume", name: "test")
        #expect(other.training?.network.fingerprint == session.training?.network.fingerprint)
        #expect(other.training?.optimizer == session.training?.optimizer && other.training?.step == 20)
        // And so do its statements.
        let (_, _, _, third) = run([.line("include \"\(state)/lenet/unfinished.lenet\""), .line("resume")])
        #expect(third.training?.network.fingerprint == session.training?.network.fingerprint)
    }
}

@Suite struct HistoryFileTests {
    private func withFolder(_ body: (String) throws -> Void) rethrows {
        let folder = "/tmp/lenet-history-test-\(UInt64.random(in: 0...UInt64.max))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test func statementsKeepTheirLines() {
        withFolder { folder in
            let path = folder + "/lenet/history"
            let file = HistoryFile(path: path)
            file.append("for i in 1..2 {\n  print \"a\\b\"\n}")
            // A second shell on the same file.
            HistoryFile(path: path).append("print 2")
            #expect(HistoryFile(path: path).entries() == ["for i in 1..2 {\n  print \"a\\b\"\n}", "print 2"])
        }
    }

    @Test func aLongFileIsCutToItsNewest() {
        withFolder { folder in
            let path = folder + "/history"
            let file = HistoryFile(path: path)
            for number in 0..<HistoryFile.mostEntries * 2 + 10 { file.append("print \(number)") }
            let entries = HistoryFile(path: path).entries()
            #expect(entries.count == HistoryFile.mostEntries)
            #expect(entries.last == "print \(HistoryFile.mostEntries * 2 + 9)")
            #expect(HistoryFile(path: path).entries().count == HistoryFile.mostEntries)
        }
    }

    /// Two shells that write at once, while a third cuts the file: no statement is lost or torn.
    @Test func severalShellsAtOnce() async {
        let folder = "/tmp/lenet-history-test-\(UInt64.random(in: 0...UInt64.max))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/history"
        let filler = HistoryFile(path: path)
        for number in 0..<HistoryFile.mostEntries * 2 - 100 { filler.append("old \(number)") }
        await withTaskGroup(of: Void.self) { group in
            for shell in 0..<2 {
                group.addTask {
                    let file = HistoryFile(path: path)
                    for number in 0..<200 { file.append("shell \(shell) says {\n\(number)\n}") }
                }
            }
            group.addTask { for _ in 0..<20 { _ = HistoryFile(path: path).entries() } }
        }
        let entries = HistoryFile(path: path).entries()
        for shell in 0..<2 {
            #expect(entries.filter { $0.hasPrefix("shell \(shell)") } == (0..<200).map { "shell \(shell) says {\n\($0)\n}" })
        }
    }

    @Test func noFileIsNoHistory() { #expect(HistoryFile(path: "/nonexistent/x").entries().isEmpty) }
}

@Suite struct HistoryBrowserTests {
    @Test func arrowsFindWhatBeginsAlike() {
        var browser = HistoryBrowser(["train with adam", "print 1", "train with sgd", "print 1", "evaluate"])
        #expect(browser.move(by: 1, from: "", "") == nil)
        #expect(browser.move(by: -1, from: "train", " x") == "train with sgd")
        #expect(browser.move(by: -1, from: "train with sgd", "") == "train with adam")
        #expect(browser.move(by: -1, from: "train with adam", "") == nil)
        #expect(browser.move(by: 1, from: "train with adam", "") == "train with sgd")
        // What was being written comes back at the end.
        #expect(browser.move(by: 1, from: "train with sgd", "") == "train x")
        #expect(browser.move(by: -1, from: "train x", "") == nil)
        #expect(browser.move(by: -1, from: "", "") == "evaluate")
        browser.leave()
        #expect(browser.move(by: -1, from: "", "") == "evaluate")
        // The same twice in a row is one step.
        #expect(browser.move(by: -1, from: "evaluate", "") == "print 1")
    }
}
