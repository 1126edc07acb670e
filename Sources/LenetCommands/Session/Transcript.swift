import LenetEngine
import LenetRules
import LenetSyntax

/// The statements of a sitting that mattered, in order: those after which the session was another than before.
package struct Transcript: Sendable {
    package private(set) var statements: [String] = []
    /// False once something happened that no statement says again: a loop that was cut short, a statement that failed half-way.
    package private(set) var isExact = true

    package init() {}

    mutating func add(_ text: String) { statements.append(text) }

    /// What did a part of its work is kept as a comment.
    mutating func addPartial(_ text: String, why: String) {
        isExact = false
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { "# " + $0 }
        statements.append("# \(why); what it did before is not done again here:\n" + lines.joined(separator: "\n"))
    }
}

/// Two are equal where no statement in between has changed anything that a later statement could see.
struct Stamp: Equatable {
    var session: Int
    var scopes: Int
    var seed: UInt64
    var dialect: Dialect
    var directory: String
}

extension Session {
    var stamp: Stamp {
        Stamp(
            session: changes, scopes: scopes.changes, seed: settings.seed, dialect: dialect, directory: settings.workingDirectory)
    }

    /// Keeps a statement of the top level for `save session`, if it mattered.
    func record(_ statement: Statement, _ before: Stamp, isWhole: Bool) {
        guard stamp != before else { return }
        let text = text(of: statement)
        if isWhole {
            transcript.add(textForScript(statement))
        } else if let paused, let sentence = statement.sentence, ["train", "resume"].contains(sentence.verb.text) {
            transcript.add(Self.paused(text, sentence, at: statement.span, after: paused.pause.steps))
        } else {
            transcript.addPartial(text, why: isInterrupted() ? "this was interrupted" : "this failed half-way")
        }
    }

    /// As it was written, with the `##` lines above it.
    func text(of statement: Statement) -> String {
        if case .include(let path, _, let span) = statement {
            // The script may be saved elsewhere.
            let includer = sources[span.source].name
            let folder = includer.lastIndex(of: "/").map { String(includer[..<$0]) } ?? settings.workingDirectory
            let place = path.hasPrefix("/") ? path : (folder.hasPrefix("/") ? folder : settings.workingDirectory + "/" + folder) + "/" + path
            return "include \"\(IncludedFile.normalized(place))\""
        }
        return stretch(statement.span)
    }

    /// As a script would say it: `resume` after ^C in a comparison is that comparison.
    func textForScript(_ statement: Statement) -> String {
        guard let resumed = recording.resumed else { return text(of: statement) }
        var lines = [(resumed.variable.map { "let \($0) = " } ?? "") + resumed.statement]
        if case .assignment(let assignment) = statement {
            let name = (assignment.declares ? "let " : "") + assignment.name.text
            if let variable = resumed.variable { lines.append("\(name) = \(variable)") } else { lines[0] = "\(name) = \(resumed.statement)" }
        }
        return lines.joined(separator: "\n")
    }

    private func stretch(_ span: Span) -> String {
        let bytes = Array(sources[span.source].text.utf8)
        let end = min(max(0, Int(span.end)), bytes.count)
        var start = min(max(0, Int(span.start)), end)
        // Documentation stands on the lines directly above.
        while start > 0, bytes[start - 1] == UInt8(ascii: "\n") {
            let lineStart = (bytes[..<(start - 1)].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }) ?? 0
            guard bytes[lineStart...].starts(with: Array("##".utf8)) else { break }
            start = lineStart
        }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// The statement with `pause N` in it, in place of a `pause` that was not reached.
    static func paused(_ text: String, _ sentence: Sentence, at span: Span, after steps: Int) -> String {
        let bytes = Array(text.utf8)
        guard let clause = sentence.clauses.first(where: { $0.name.text == "pause" }) else { return text + " pause \(steps)" }
        // The `##` lines above it come first.
        let shift = bytes.count - Int(span.end - span.start)
        let start = min(max(0, Int(clause.span.start - span.start) + shift), bytes.count)
        let end = min(max(start, Int(clause.span.end - span.start) + shift), bytes.count)
        return String(decoding: bytes[..<start], as: UTF8.self) + "pause \(steps)" + String(decoding: bytes[end...], as: UTF8.self)
    }
}

extension Statement {
    /// The sentence that it is, that it times, or whose value it gives to a name.
    var sentence: Sentence? {
        switch self {
        case .sentence(let sentence):
            if sentence.verb.text == "time", case .sentence(let timed)? = sentence.objects.first?.form { timed } else { sentence }
        case .assignment(let assignment):
            if case .sentence(let sentence) = assignment.value.form, assignment.operation == nil { sentence } else { nil }
        default: nil
        }
    }
}
