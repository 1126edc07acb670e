#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import LenetCards

/// `cd "data"`
package enum ChangeDirectory: StatementDefinition {
    package static let card = Card(
        .statement, "cd", "Makes another folder the current one, where relative paths begin.",
        [Parameter("folder", .positional, .path, default: .absent("The home folder."), "Its path; \"..\" is the folder above.")],
        examples: [Example("cd \"/tmp\"\npwd", "to a folder and a look where one is")], otherSpellings: ["chdir"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        let asked = call.text("folder") ?? "~"
        let path = session.path(asked)
        var information = stat()
        guard stat(path, &information) == 0 else { throw Failure(.file(asked, reason: String(cString: strerror(errno))), at: call.span(of: "folder")) }
        guard information.st_mode & S_IFMT == S_IFDIR else { throw Failure(.file(asked, reason: "it is no folder"), at: call.span(of: "folder")) }
        guard access(path, X_OK) == 0 else { throw Failure(.file(asked, reason: String(cString: strerror(errno))), at: call.span(of: "folder")) }
        // What `--safe` lets a script write into does not move with it.
        if session.settings.scriptFolder == nil { session.settings.scriptFolder = session.settings.workingDirectory }
        session.settings.workingDirectory = path
        session.say(path, for: call)
        return .text(path)
    }
}

extension Session {
    /// A path as a script writes it, from the root; `~` is the home folder.
    package func path(_ written: String) -> String {
        var path = written
        if path == "~" || path.hasPrefix("~/"), let home = settings.environment["HOME"] { path = home + path.dropFirst() }
        if !path.hasPrefix("/") { path = settings.workingDirectory + "/" + path }
        let plain = IncludedFile.normalized(path)
        return plain.isEmpty ? "/" : plain
    }
}
