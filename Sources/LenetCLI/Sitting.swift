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
        output = StandardOutput(environment: settings.environment, quiet: settings.quiet, restoreInterrupt: { lenet_interrupt_install() })
    }

    private func session(isInteractive: Bool = false) -> Session {
        var settings = settings
        settings.isInteractive = isInteractive
        let session = Session(output: output, settings: settings)
        session.isInterrupted = { lenet_interrupt_requested() }
        session.recording.folder = RecordFolder.path(settings.environment)
        return session
    }

    func run(text: String, name: String) throws {
        let session = session()
        try end(session, session.run(text, name: name))
    }

    func run(file: String) throws {
        let text = try text(of: file)
        let session = session()
        if file != "-" {
            session.settings.scriptFolder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? settings.workingDirectory
        }
        try end(session, session.run(text, name: file == "-" ? "<stdin>" : file))
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

    func prompt(readsStartUpFile: Bool) throws {
        let isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
        let session = session(isInteractive: isInteractive)
        let isInterrupted: () -> Bool = { lenet_interrupt_requested() }
        var editor: any LineEditor = PlainEditor(isInterrupted: isInterrupted)
        if isInteractive {
            let file = HistoryFile(environment: settings.environment)
            session.entered = file?.entries() ?? []
            editor = PlainEditor(showsPrompt: true, file: file, isInterrupted: isInterrupted)
            lenet_hangup_install()
            if readsStartUpFile { try readStartUpFile(session) }
            if settings.environment["TERM"] ?? "dumb" != "dumb" { editor = terminalEditor(session, file) ?? editor }
            if let note = Unfinished.note(settings.environment) { session.note(note) }
        }
        let shell = Shell(
            session: session, editor: editor, isInteractive: isInteractive,
            interrupts: Interrupts(
                clear: { lenet_interrupt_clear() }, count: { Int(lenet_interrupt_count()) }, isHungUp: { lenet_hangup_requested() }))
        try end(session, shell.run())
    }

    private func terminalEditor(_ session: Session, _ file: HistoryFile?) -> EditLineEditor? {
        let completion = Completion(session)
        return EditLineEditor(
            file: file, entries: session.entered, hasColor: { session.hasColor },
            isInterrupted: { lenet_interrupt_requested() }, complete: { completion.answer($0) })
    }

    /// A mistake in it is told, and the prompt comes all the same.
    private func readStartUpFile(_ session: Session) throws {
        guard let path = StateFolder.startUpFile(settings.environment) else { return }
        session.startUpFile = path
        switch TextFile.read(path) {
        case .success(let text):
            _ = session.run(text, name: path)
            if session.hasQuit { try end(.fine) }
        case .failure(.absent): break
        case .failure(let fault): session.note("the start-up file \(path) is not read: \(fault.reason)")
        }
    }

    func bench(_ subject: BenchCommand.Subject) throws {
        var sources = SourceTable()
        let library = RuleLibrary.prelude(in: &sources)
        let name = Name("adam", Span(source: SourceID(index: 0), start: 0, end: 0))
        do {
            if subject == .rules {
                let table = try RuleBenchTable(library)
                output.result(settings.json ? table.json.text : table.lines.joined(separator: "\n"))
                return try end(.fine)
            }
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

    private func text(of file: String) throws -> String {
        switch file == "-" ? TextFile.read(descriptor: STDIN_FILENO) : TextFile.read(file) {
        case .success(let text): return text
        case .failure(let fault):
            output.message("error: cannot read \(file == "-" ? "standard input" : "'\(file)'"): \(fault.reason)")
            try end(.misused)
            return ""
        }
    }

    /// A script that was stopped goes on from what its comparisons have finished.
    private func end(_ session: Session, _ outcome: Outcome) throws {
        if outcome == .fine { session.dropFinished() }
        try end(outcome)
    }

    private func end(_ outcome: Outcome) throws {
        output.flush()
        if let lost = output.lost {
            output.message("error: results could not be written to standard output: \(lost)")
            if outcome == .fine { throw ExitCode(Outcome.failed.rawValue) }
        }
        if outcome != .fine { throw ExitCode(outcome.rawValue) }
    }
}
