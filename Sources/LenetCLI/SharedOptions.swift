#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import ArgumentParser
#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import LenetCommands

/// Options of every subcommand; they may stand before or after the FILE.
struct SharedOptions: ParsableArguments {
    @Flag(help: "Print one JSON object a result, and nothing else, on standard output.")
    var json = false

    @Flag(help: "Leave out progress, notes and the statements' own reports.")
    var quiet = false

    @Option(help: "The starting seed; a `seed` line replaces it.")
    var seed: UInt64 = 0

    @Option(help: "Processor cores that work at once; results do not depend on it. (default: those there are, 8 at most)")
    var threads: Int?

    @Flag(help: "Never download anything.")
    var offline = false

    @Flag(help: "Keep a script from writing outside of its folder, from starting anything and from downloads.")
    var safe = false

    @Flag(name: .customLong("no-record"), help: "Keep no record of the trainings (`show runs` shows it).")
    var noRecord = false

    func validate() throws {
        if seed > 9_007_199_254_740_991 { throw ValidationError("--seed goes up to 9007199254740991") }
        if let threads, !(1...256).contains(threads) { throw ValidationError("--threads goes from 1 to 256") }
    }

    func settings(arguments: [String] = []) -> Settings {
        var settings = Settings()
        settings.json = json
        settings.quiet = quiet
        settings.seed = seed
        settings.threads = threads ?? min(8, max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
        settings.offline = offline
        settings.safe = safe
        // The record lies outside of the script's folder.
        settings.records = !noRecord && !safe
        settings.arguments = arguments
        settings.environment = ProcessEnvironment.variables()
        settings.workingDirectory = ProcessEnvironment.workingDirectory()
        return settings
    }
}

enum ProcessEnvironment {
    static func variables() -> [String: String] { ProcessInfo.processInfo.environment }

    static func workingDirectory() -> String {
        guard let path = getcwd(nil, 0) else { return "." }
        defer { free(path) }
        return String(cString: path)
    }
}
