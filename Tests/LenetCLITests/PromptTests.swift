import Foundation
import Testing

/// The prompt in a real (pseudo-)terminal. `setsid` comes with util-linux: without it these tests are skipped.
@Suite(.serialized, .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/setsid")))
struct PromptTests {
    private func temporaryState() throws -> String {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-state-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    @Test func statementsRunAndControlDLeaves() throws {
        let terminal = try Terminal(environment: ["XDG_STATE_HOME": try temporaryState()])
        #expect(terminal.sees("lenet> "))
        terminal.type("print 6 * 7\r")
        #expect(terminal.sees("\n42"))
        #expect(terminal.sees("lenet> "))
        terminal.type("print nowhere\r")
        #expect(terminal.sees("there is nothing named 'nowhere'"))
        // Not before the prompt is there: until then the terminal's own line editing would take the key.
        #expect(terminal.sees("lenet> "))
        terminal.type("\u{4}")
        #expect(terminal.end() == 0)
    }

    @Test func aStatementMayHaveSeveralLines() throws {
        let terminal = try Terminal(environment: ["XDG_STATE_HOME": try temporaryState()])
        #expect(terminal.sees("lenet> "))
        terminal.type("for i in 1..2 {\r")
        #expect(terminal.sees("...> "))
        terminal.type("print i * 100\r}\r")
        #expect(terminal.sees("\n100") && terminal.sees("\n200"))
        #expect(terminal.sees("lenet> "))
        terminal.type("\u{4}")
        #expect(terminal.end() == 0)
    }

    @Test func controlCClearsTheLineWithOnePress() throws {
        let terminal = try Terminal(environment: ["XDG_STATE_HOME": try temporaryState()])
        #expect(terminal.sees("lenet> "))
        terminal.type("print 1 +")
        #expect(terminal.sees("1 +"))
        terminal.type("\u{3}")
        #expect(terminal.sees("lenet> "))
        terminal.type("print 5\r")
        #expect(terminal.sees("\n5"))
        #expect(terminal.sees("lenet> "))
        terminal.type("\u{4}")
        #expect(terminal.end() == 0)
    }

    @Test func controlCStopsATrainingAndKeepsIt() throws {
        let terminal = try Terminal(environment: ["XDG_STATE_HOME": try temporaryState()])
        #expect(terminal.sees("lenet> "))
        terminal.type("load digits train 5000\r")
        #expect(terminal.sees("unused", within: 60))
        #expect(terminal.sees("lenet> "))
        terminal.type("model lenet5\r")
        #expect(terminal.sees("lenet> "))
        terminal.type("train with adam epochs 9999\r")
        // The first epoch's row: the history has it then, however slow the machine is.
        #expect(terminal.sees("    1      ", within: 60))
        terminal.type("\u{3}")
        #expect(terminal.sees("weights, optimizer state and history are kept"))
        #expect(terminal.sees("lenet> "))
        terminal.type("print length(model.history) > 1\r")
        #expect(terminal.sees("\ntrue"))
        #expect(terminal.sees("lenet> "))
        terminal.type("\u{4}")
        #expect(terminal.end() == 0)
    }

    @Test func historyIsKeptFromShellToShell() throws {
        let state = try temporaryState()
        var terminal = try Terminal(environment: ["XDG_STATE_HOME": state])
        #expect(terminal.sees("lenet> "))
        terminal.type("print 1234\r")
        #expect(terminal.sees("\n1234"))
        #expect(terminal.sees("lenet> "))
        terminal.type(" print 999\r")
        #expect(terminal.sees("\n999"))
        #expect(terminal.sees("lenet> "))
        terminal.type("\u{4}")
        #expect(terminal.end() == 0)
        #expect(try String(contentsOfFile: state + "/lenet/history", encoding: .utf8) == "print 1234\n")

        terminal = try Terminal(environment: ["XDG_STATE_HOME": state])
        #expect(terminal.sees("lenet> "))
        // The arrow upwards brings it back.
        terminal.type("\u{1B}[A\r")
        #expect(terminal.sees("\n1234"))
        #expect(terminal.sees("lenet> "))
        terminal.type("\u{4}")
        #expect(terminal.end() == 0)
    }

    @Test func lettersBeyondASCIIAreEditedWhole() throws {
        let terminal = try Terminal(environment: ["XDG_STATE_HOME": try temporaryState()])
        #expect(terminal.sees("lenet> "))
        // One Backspace takes one letter away, whatever its bytes.
        terminal.type("print \"aé\u{7F}b\"\r")
        #expect(terminal.sees("\nab\r\n"))
        #expect(terminal.sees("lenet> "))
        terminal.type("\u{4}")
        #expect(terminal.end() == 0)
    }

    @Test func tabCompletes() throws {
        let terminal = try Terminal(environment: ["XDG_STATE_HOME": try temporaryState()])
        #expect(terminal.sees("lenet> "))
        terminal.type("show optimizer heavy_b\u{15}dial\tto\t\r")
        #expect(terminal.sees("dialect torch"))
        #expect(terminal.sees("lenet> "))
        terminal.type("\u{4}")
        #expect(terminal.end() == 0)
    }
}
