import Foundation
import LenetCommands
import Testing

/// The prompt in a real (pseudo-)terminal. `setsid` comes with util-linux: without it these tests are skipped.
@Suite(.serialized, .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/setsid")))
final class PromptTests {
    /// History and start-up file of these tests alone.
    private let home: String

    init() throws {
        home = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-prompt-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: home) }

    /// A terminal in which the first prompt was seen.
    private func terminal(_ arguments: [String] = [], _ environment: [String: String] = [:]) throws -> Terminal {
        let terminal = try Terminal(
            arguments, environment: ["HOME": home, "XDG_STATE_HOME": home, "XDG_CONFIG_HOME": home].merging(environment) { $1 })
        try #require(terminal.sees("lenet> "))
        return terminal
    }

    /// Types a line, and waits for what comes of it and for the next prompt, before which no key should be pressed: until then the
    /// terminal's own line editing would take it.
    private func enter(_ line: String, _ terminal: Terminal, sees text: String? = nil, prompt: String = "lenet> ", at place: SourceLocation = #_sourceLocation) {
        terminal.type(line + "\r")
        if let text { #expect(terminal.sees(text), "\(terminal.screen)", sourceLocation: place) }
        #expect(terminal.sees(prompt), "\(terminal.screen)", sourceLocation: place)
    }

    private func leave(_ terminal: Terminal, at place: SourceLocation = #_sourceLocation) {
        terminal.type("\u{4}")
        #expect(terminal.end() == 0, sourceLocation: place)
    }

    private var history: String { (try? String(contentsOfFile: home + "/lenet/history", encoding: .utf8)) ?? "" }

    // MARK: Statements

    @Test func statementsRunAndControlDLeaves() throws {
        let terminal = try terminal()
        enter("print 6 * 7", terminal, sees: "\n42", prompt: "lenet> ")
        enter("print nowhere", terminal, sees: "there is nothing named 'nowhere'", prompt: "lenet> ")
        leave(terminal)
    }

    @Test func quitLeavesToo() throws {
        let terminal = try terminal()
        terminal.type("quit\r")
        #expect(terminal.end() == 0)
    }

    @Test func aStatementMayHaveSeveralLines() throws {
        let terminal = try terminal()
        enter("for i in 1..2 {", terminal, prompt: "...> ")
        terminal.type("print i * 100\r}\r")
        #expect(terminal.sees("\n100") && terminal.sees("\n200") && terminal.sees("lenet> "))
        leave(terminal)
        #expect(history == "for i in 1..2 {\\nprint i * 100\\n}\n")
    }

    @Test func thePromptSaysWhereOneIs() throws {
        let terminal = try terminal()
        enter("load digits train 300", terminal, prompt: "lenet> ")
        enter("model mlp", terminal, prompt: "mlp> ")
        enter("train with adam epochs 2", terminal, prompt: "mlp adam epoch 2> ")
        leave(terminal)
    }

    // MARK: Editing

    @Test func lettersBeyondASCIIAreEditedWhole() throws {
        let terminal = try terminal()
        // One Backspace takes one letter away, whatever its bytes.
        enter("print \"aé\u{7F}b\"", terminal, sees: "\nab\r\n")
        // And in the middle of a line: two to the left, one letter in, one out.
        enter("print \"äöü\"\u{1B}[D\u{1B}[Dé\u{1B}[D\u{7F}", terminal, sees: "\näéü\r\n")
        leave(terminal)
    }

    @Test func controlCClearsTheLineWithOnePress() throws {
        let terminal = try terminal()
        terminal.type("print 1 +")
        #expect(terminal.sees("1 +"))
        terminal.type("\u{3}")
        #expect(terminal.sees("lenet> "))
        enter("print 5", terminal, sees: "\n5")
        // In a statement of several lines too.
        enter("if true {", terminal, prompt: "...> ")
        terminal.type("print 6")
        #expect(terminal.sees("print 6"))
        terminal.type("\u{3}")
        #expect(terminal.sees("lenet> "))
        enter("print 7", terminal, sees: "\n7")
        leave(terminal)
    }

    @Test func tabCompletesAndExplains() throws {
        let terminal = try terminal()
        terminal.type("show optimizer heavy_b\u{15}dial\tto\t\r")
        #expect(terminal.sees("dialect torch") && terminal.sees("lenet> "))
        terminal.type("train with ada\t")
        #expect(terminal.sees("adam ") && terminal.sees("Adam with") && terminal.sees("train with ada"))
        terminal.type("\u{15}print leng\t")
        #expect(terminal.sees("th("))
        terminal.type("[1, 2])\r")
        #expect(terminal.sees("\n2") && terminal.sees("lenet> "))
        leave(terminal)
    }

    @Test func aPastedScriptRunsAsAFile() throws {
        let terminal = try terminal()
        // The terminal was asked to say what is pasted.
        #expect(terminal.everything.contains("\u{1B}[?2004h"))
        terminal.type("\u{1B}[200~let a = 20\r\rif a > 1 {\r\tprint a * 2\r}\r\u{1B}[201~")
        #expect(terminal.sees("\n40") && terminal.sees("lenet> "))
        // A part of a line waits to be edited.
        enter("print \u{1B}[200~100 + \u{1B}[201~1", terminal, sees: "\n101")
        // More lines than the screen has.
        let long = (1...60).map { "let x\($0) = \($0)" }.joined(separator: "\r") + "\rprint x59 + x60\r"
        terminal.type("\u{1B}[200~\(long)\u{1B}[201~")
        #expect(terminal.sees("\n119") && terminal.sees("lenet> "))
        leave(terminal)
        #expect(history.hasPrefix("let a = 20\\n\\nif a > 1 {\\n    print a * 2\\n}\n"))
    }

    @Test func anotherSizeOfTheTerminalIsTakenUp() throws {
        let terminal = try terminal()
        terminal.type("print 12345")
        #expect(terminal.sees("12345"))
        terminal.resize(rows: 20, columns: 40)
        // The line is drawn anew, and goes on.
        #expect(terminal.sees("print 12345"))
        enter("6789", terminal, sees: "\n123456789")
        leave(terminal)
    }

    // MARK: History

    @Test func historyIsKeptFromShellToShell() throws {
        var shell = try terminal()
        enter("print 1234", shell, sees: "\n1234")
        enter(" print 999", shell, sees: "\n999")
        leave(shell)
        #expect(history == "print 1234\n")

        shell = try terminal()
        // The arrow upwards brings it back.
        enter("\u{1B}[A", shell, sees: "\n1234")
        // After a beginning, what begins so.
        enter("let x = 5", shell)
        enter("pri\u{1B}[A", shell, sees: "\n1234")
        // ^R finds it by what is in it.
        enter("let y = 6", shell)
        enter("\u{12}123", shell, sees: "\n1234")
        enter("show history", shell, sees: "print 1234")
        leave(shell)
    }

    @Test func twoShellsKeepOneHistory() throws {
        let first = try terminal()
        let second = try terminal()
        enter("print 11", first, sees: "\n11")
        enter("print 22", second, sees: "\n22")
        enter("if true {", first, prompt: "...> ")
        enter("print 33 }", first, sees: "\n33")
        leave(second)
        leave(first)
        #expect(history == "print 11\nprint 22\nif true {\\nprint 33 }\n")
    }

    // MARK: Training

    private func prepare(_ terminal: Terminal) {
        enter("load digits train 3000", terminal, sees: "unused", prompt: "lenet> ")
        enter("model lenet5", terminal, prompt: "lenet5> ")
    }

    @Test func controlCPausesATrainingAndResumeGoesOn() throws {
        let terminal = try terminal()
        prepare(terminal)
        terminal.type("let run = train with adam epochs 9999\r")
        #expect(terminal.sees("epoch 2/9999"))
        terminal.type("\u{3}")
        #expect(terminal.sees("paused: adam, epoch") && terminal.sees(", paused> "))
        // Everything is in place.
        enter("print length(model.history) > 1", terminal, sees: "\ntrue", prompt: ", paused> ")
        enter("evaluate", terminal, sees: "accuracy", prompt: ", paused> ")
        enter("status", terminal, sees: "`resume` goes on", prompt: ", paused> ")
        terminal.type("resume lr 0.0001\r")
        #expect(terminal.sees("epoch 3/9999"))
        terminal.type("\u{3}")
        #expect(terminal.sees(", paused> "))
        // At once again: the training is given up, the weights are not.
        terminal.type("\u{3}")
        #expect(terminal.sees("abandoned: the weights are those after step"))
        #expect(terminal.sees("> "))
        enter("print model.history[1].epoch", terminal, sees: "\n1", prompt: "> ")
        enter("resume", terminal, sees: "no training is paused", prompt: "lenet5 adam epoch ")
        leave(terminal)
    }

    @Test func controlCWhileLoadingAndMeasuringLosesNothing() throws {
        let terminal = try terminal()
        enter("let kept = 41", terminal)
        prepare(terminal)
        for statement in ["load digits", "evaluate on training"] {
            terminal.type(statement + "\r")
            #expect(terminal.sees(statement))
            Thread.sleep(forTimeInterval: 0.3)
            terminal.type("\u{3}")
            #expect(terminal.sees("lenet5> "))
            enter("print kept + 1", terminal, sees: "\n42", prompt: "lenet5> ")
            enter("print test[0].label >= 0", terminal, sees: "\ntrue", prompt: "lenet5> ")
        }
        leave(terminal)
    }

    @Test func resizingWhileTraining() throws {
        let terminal = try terminal()
        prepare(terminal)
        terminal.type("train with adam epochs 9999\r")
        #expect(terminal.sees("epoch 1/9999"))
        terminal.resize(rows: 24, columns: 50)
        #expect(terminal.sees("epoch 2/9999"))
        terminal.resize(rows: 24, columns: 120)
        #expect(terminal.sees("adam epoch 3/9999"))
        terminal.type("\u{3}")
        #expect(terminal.sees(", paused> "))
        leave(terminal)
    }

    /// The window is closed in the middle of a training.
    @Test func aClosedTerminalLeavesWhatWasLearnt() throws {
        let terminal = try terminal()
        prepare(terminal)
        terminal.type("train with adam epochs 9999\r")
        #expect(terminal.sees("epoch 2/9999"))
        terminal.hangUp()
        #expect(terminal.end() == 130)
        #expect(history == "load digits train 3000\nmodel lenet5\ntrain with adam epochs 9999\n")
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: home + "/lenet/unfinished.ckpt")))
        #expect(try Checkpoint(reading: bytes).current.paused?.epochs == 9999)
        let script = try String(contentsOfFile: home + "/lenet/unfinished.lenet", encoding: .utf8)
        #expect(script.contains("\ntrain with adam epochs 9999 pause "))
        // The next shell says so, once.
        let next = try self.terminal()
        #expect(next.everything.contains("the last shell lost its terminal in the middle of a training"))
        leave(next)
        let afterwards = try self.terminal()
        #expect(!afterwards.everything.contains("lost its terminal"))
        leave(afterwards)
    }

    @Test func aClosedTerminalAtThePrompt() throws {
        let terminal = try terminal()
        enter("print 8", terminal, sees: "\n8")
        terminal.hangUp()
        #expect(terminal.end() != nil)
        #expect(history == "print 8\n")
    }

    // MARK: Terminals of little use

    @Test func aDumbTerminalGetsPlainText() throws {
        let terminal = try terminal([], ["TERM": "dumb"])
        enter("print 6 * 7", terminal, sees: "\n42", prompt: "lenet> ")
        enter("if true {", terminal, prompt: "...> ")
        terminal.type("\u{3}")
        #expect(terminal.sees("lenet> "))
        enter("load digits train 300", terminal, prompt: "lenet> ")
        enter("model mlp", terminal, prompt: "mlp> ")
        enter("train with adam", terminal, prompt: "mlp adam epoch 1> ")
        enter("help", terminal, sees: "train", prompt: "epoch 1> ")
        #expect(!terminal.everything.contains("\u{1B}"))
        leave(terminal)
        #expect(history.hasPrefix("print 6 * 7\nload digits"))
    }

    @Test func withoutColorNothingIsColored() throws {
        let terminal = try terminal()
        enter("print nowhere", terminal, sees: "nothing named")
        #expect(!terminal.everything.contains("\u{1B}[1m") && !terminal.everything.contains("\u{1B}[31m"))
        leave(terminal)
        let colored = try self.terminal([], ["NO_COLOR": ""])
        #expect(colored.everything.contains("\u{1B}[1m"))
        enter("set color off", colored)
        leave(colored)
    }

    // MARK: Round about

    @Test func theStartUpFileIsReadFirst() throws {
        try FileManager.default.createDirectory(atPath: home + "/lenet", withIntermediateDirectories: true)
        try "let mine = 42\nprint nowhere\n".write(toFile: home + "/lenet/rc.lenet", atomically: true, encoding: .utf8)
        let terminal = try terminal()
        // A mistake in it is told with its place, and is no end.
        #expect(terminal.everything.contains("rc.lenet:2:"))
        enter("print mine", terminal, sees: "\n42")
        leave(terminal)
        let plain = try self.terminal(["--no-rc"])
        enter("print mine", plain, sees: "nothing named 'mine'")
        leave(plain)
    }

    @Test func longAnswersGoThroughThePager() throws {
        let terminal = try terminal([], ["PAGER": "sed s/^/paged:/"])
        enter("help", terminal, sees: "paged:")
        enter("set pager off", terminal)
        enter("help", terminal, sees: "train")
        leave(terminal)
        let without = try self.terminal([], ["PAGER": "/nonexistent/pager"])
        enter("help", without, sees: "train")
        leave(without)
    }

    @Test func editOpensTheLastStatementInTheEditor() throws {
        try "print 70 + 7\n".write(toFile: home + "/prepared", atomically: true, encoding: .utf8)
        let terminal = try terminal([], ["EDITOR": "cp \(home)/prepared"])
        enter("print 1", terminal, sees: "\n1")
        enter("edit", terminal, sees: "\n77")
        leave(terminal)
        #expect(history.hasSuffix("edit\nprint 70 + 7\n"))
    }

    @Test func commandsOfTheSystem() throws {
        let terminal = try terminal()
        enter("cd \"/\"", terminal)
        enter("!echo $((6 * 7)) in $(pwd)", terminal, sees: "\n42 in /\r\n")
        leave(terminal)
    }
}
