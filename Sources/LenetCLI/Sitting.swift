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
        try end(shell.run())
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
