#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import LenetCards
import LenetSyntax

/// `edit`, `edit "rules.lenet"`
package enum Edit: StatementDefinition {
    package static let card = Card(
        .statement, "edit", "Opens a file in your editor ($VISUAL or $EDITOR), or the last statement, which then runs.",
        [Parameter("file", .positional, .path, default: .absent("The last statement that was entered."), "Its name.")],
        notes: ["For the prompt: there must be a terminal. `include \"rules.lenet\"` takes in what the file says."],
        examples: [Example("help edit", "it needs a terminal")], otherSpellings: ["vi", "vim", "nano", "emacs"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        try session.refuseWhenSafe("`edit`", at: call.sentence.span)
        guard session.settings.isInteractive else { throw Failure(.needsTerminal("`edit`"), at: call.sentence.span) }
        if let file = call.text("file") {
            try open(session.path(file), call, in: session)
            return .nothing
        }
        let folder = session.settings.environment["TMPDIR"] ?? "/tmp"
        let path = "\(folder)/lenet-\(getpid())-\(session.entered.count).lenet"
        let last = session.entered.last { !$0.hasPrefix("edit") } ?? ""
        if let fault = TextFile.write(last + "\n", to: path) { throw Failure(.file(path, reason: fault.reason), at: call.sentence.span) }
        defer { unlink(path) }
        try open(path, call, in: session)
        switch TextFile.read(path) {
        case .success(let text): session.waiting = text
        case .failure(let fault): throw Failure(.file(path, reason: fault.reason), at: call.sentence.span)
        }
        return .nothing
    }

    private static func open(_ path: String, _ call: SentenceCall, in session: Session) throws {
        let environment = session.settings.environment
        let editor = ["VISUAL", "EDITOR"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? "vi"
        let quoted = "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
        if session.run(command: "\(editor) \(quoted)") != 0 { throw Failure(.editorFailed(editor), at: call.sentence.span) }
    }
}
