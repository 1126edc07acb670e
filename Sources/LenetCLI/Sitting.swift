#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import ArgumentParser
import CKernels
import LenetCommands
import LenetEngine
import LenetRules
import LenetShell
import LenetSyntax

/// One process's session and its streams; throws the exit code.
struct Sitting {
    let settings: Settings
    let output: StandardOutput

    init(_ options: SharedOptions, _ arguments: [String]) {
        settings = options.settings(arguments: arguments)
        output = StandardOutput(environment: settings.environment, quiet: settings.quiet)
    }

    private func session(isInteractive: Bool = false) -> Session {
        var settings = settings
        settings.isInteractive = isInteractive
        let session = Session(output: output, settings: settings)
        session.isInterrupted = { lenet_interrupt_requested() }
        return session
    }

    func run(text: String, name: String) throws {
        try end(session().run(text, name: name))
    }

    func run(file: String) throws {
        try run(text: try text(of: file), name: file == "-" ? "<stdin>" : file)
    }

    /// All files are checked, whatever the first ones hold.
    func check(files: [String]) throws {
        var outcome = Outcome.fine
        for file in files {
            let session = session()
            let result = session.check(try text(of: file), name: file == "-" ? "<stdin>" : file)
            if result != .fine { outcome = result }
        }
        try end(outcome)
    }

    func prompt() throws {
        let isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
        let session = session(isInteractive: isInteractive)
        let isInterrupted: () -> Bool = { lenet_interrupt_requested() }
        var editor: any LineEditor = PlainEditor(isInterrupted: isInterrupted)
        if isInteractive, settings.environment["TERM"] ?? "dumb" != "dumb" {
            let completion = Completion(session)
            editor =
                EditLineEditor(
                    file: HistoryFile(environment: settings.environment), hasColor: output.hasColor,
                    isInterrupted: isInterrupted, complete: { completion.words($0) }) ?? editor
        }
        let shell = Shell(
            session: session, editor: editor, isInteractive: isInteractive, clearInterrupt: { lenet_interrupt_clear() })
        try end(shell.run())
    }

    func bench() throws {
        var sources = SourceTable()
        let library = RuleLibrary.prelude(in: &sources)
        let name = Name("adam", Span(source: SourceID(index: 0), start: 0, end: 0))
        do {
            let rule = try library.use(name, dialect: .keras, settings: [])
            let report = try Bench(threads: settings.threads, rule: rule).run { output.progress($0) }
            output.progress(nil)
            output.result(settings.json ? BenchTables.json(report).text : BenchTables.lines(report).joined(separator: "\n"))
            try end(.fine)
        } catch let error as RuleError {
            output.message("error: \(error.diagnostic.title)")
            try end(.failed)
        } catch let error as EngineError {
            output.message("error: \(error.message)")
            try end(.failed)
        }
    }

    /// Every optimizer in every dialect that has one of its own.
    func benchRules() throws {
        var sources = SourceTable()
        let library = RuleLibrary.prelude(in: &sources)
        let nowhere = Span(source: SourceID(index: 0), start: 0, end: 0)
        do {
            var rules: [(name: String, rule: RuleInUse)] = []
            for name in library.optimizerNames {
                let own = library.dialects(of: name)
                for dialect in own.isEmpty ? [.keras] : own {
                    let rule = try library.use(Name(name, nowhere), dialect: dialect, settings: [])
                    rules.append((own.isEmpty ? name : "\(name) (\(dialect.rawValue))", rule))
                }
            }
            let plan = try NetworkPlan(
                name: "lenet5", lines: Presets.lines("lenet5") ?? [], input: Shape(channels: 1, height: 28, width: 28), classes: 10)
            let rows = RuleBench().run(rules, plan: plan)
            output.result(
                settings.json ? BenchTables.json(rows).text : BenchTables.lines(rows, weights: plan.parameterCount).joined(separator: "\n"))
            try end(.fine)
        } catch let error as RuleError {
            output.message("error: \(error.diagnostic.title)")
            try end(.failed)
        } catch let error as NetworkError {
            output.message("error: \(error)")
            try end(.failed)
        }
    }

    private func text(of file: String) throws -> String {
        switch file == "-" ? TextFile.read(descriptor: STDIN_FILENO) : TextFile.read(file) {
        case .success(let text): return text
        case .failure(let fault):
            output.message("error: cannot read \(file == "-" ? "standard input" : "'\(file)'"): \(fault.reason)")
            try end(.misused)
            return ""
        }
    }

    private func end(_ outcome: Outcome) throws {
        output.flush()
        if outcome != .fine { throw ExitCode(outcome.rawValue) }
    }
}
