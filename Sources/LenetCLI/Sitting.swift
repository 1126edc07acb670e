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
        let text = try text(of: file)
        let session = session()
        if file != "-" {
            session.settings.scriptFolder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? settings.workingDirectory
        }
        try end(session.run(text, name: file == "-" ? "<stdin>" : file))
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

    /// All files are written, or only looked at; one that does not parse is left as it is.
    func format(files: [String], onlyCheck: Bool) throws {
        var outcome = Outcome.fine
        for file in files {
            let name = file == "-" ? "<stdin>" : file
            let old = try text(of: file)
            let session = session()
            let parsed = session.parse(old, name: name)
            if parsed.hasErrors {
                session.report(parsed.diagnostics)
                outcome = .misused
                continue
            }
            let new = Formatter.formatted(old)
            if onlyCheck {
                if new != old {
                    output.result(name)
                    if outcome == .fine { outcome = .failed }
                }
            } else if file == "-" {
                // The text ends in a newline of its own.
                output.result(new.hasSuffix("\n") ? String(new.dropLast()) : new)
            } else if new != old, let fault = TextFile.write(new, to: file) {
                output.message("error: cannot write '\(file)': \(fault.reason)")
                outcome = .failed
            }
        }
        try end(outcome)
    }

    /// `usage`: how a subcommand of that name is called.
    func help(words: [String], usage: String?) throws {
        let session = session()
        if settings.json {
            guard words.isEmpty else {
                output.message("error: --json writes all of the help; leave the words out")
                return try end(.misused)
            }
            output.result(Reference.json(of: session).text)
            return try end(.fine)
        }
        guard !words.isEmpty else {
            output.result(HelpText.overview(width: output.width))
            return try end(.fine)
        }
        let word = words.joined(separator: " ")
        let parts = [HelpText.about(word, in: session) ?? HelpText.meaning(of: word, in: session), usage].compactMap(\.self)
        guard !parts.isEmpty else {
            let nearest = HelpText.nearest(word, in: session).map { "'\($0)'" }.joined(separator: " or ")
            output.message("error: there is no help on '\(word)'" + (nearest.isEmpty ? "" : "; did you mean \(nearest)?"))
            return try end(.failed)
        }
        output.result(parts.joined(separator: "\n\n"))
        try end(.fine)
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
