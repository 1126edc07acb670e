#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import LenetCards

/// `!ls -l`, which is `sh "ls -l"`
package enum SystemCommand: StatementDefinition {
    package static let card = Card(
        .statement, "sh", "Runs a command of the system's shell; `!` at the beginning of a line is short for it.",
        [Parameter("command", .positional, .text, "What /bin/sh is to run, in the current folder.")],
        notes: ["A command that fails is an error, as every statement that fails."],
        examples: [Example("!echo hello", "a line for the shell"), Example("sh \"echo {6 * 7}\"", "with a value in it")], otherSpellings: ["shell", "system"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        try session.refuseWhenSafe("`sh`", at: call.sentence.span)
        let status = session.run(command: call.text("command") ?? "")
        if status != 0 { throw Failure(.commandFailed(status: status), at: call.sentence.span) }
        return .nothing
    }
}

extension Session {
    /// Runs a command in the current folder, on this process's terminal; its exit code, 128 and the signal's number where one ended it.
    func run(command: String) -> Int {
        output.progress(nil)
        output.flush()
        let place = "cd '" + settings.workingDirectory.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "' && "
        // With --json nothing but results stands on standard output.
        let status = system(place + (settings.json ? "{ \(command)\n} 1>&2" : "{ \(command)\n}"))
        if status < 0 { return 127 }
        let signal = status & 0x7f
        return Int(signal == 0 ? (status >> 8) & 0xff : 128 + signal)
    }
}
