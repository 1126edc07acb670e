#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import ArgumentParser
import LenetCommands

/// The parser's own exit codes made ours: misuse is 2.
enum ErrorExit {
    static func code(for error: any Error) -> Int32 {
        if let code = error as? ExitCode { return code.rawValue }
        let text = LenetCommand.fullMessage(for: error)
        // Help and the version were asked for: they are results.
        let isResult = LenetCommand.exitCode(for: error) == .success
        let descriptor = isResult ? STDOUT_FILENO : STDERR_FILENO
        let bytes = Array((text + "\n").utf8)
        if write(descriptor, bytes, bytes.count) < 0, isResult { return Outcome.failed.rawValue }
        return isResult ? Outcome.fine.rawValue : Outcome.misused.rawValue
    }
}
