import LenetCards
import LenetSyntax

/// `save session to "lesson.lenet"`
package enum Save: StatementDefinition {
    package static let card = Card(
        .statement, "save", "Writes what there is into a file.",
        topics: [
            Card(
                .statement, "session", "A script of the statements that made the session what it is: running it gives the same bits.",
                [Parameter("to", .option, .path, "The file's name.", otherSpellings: ["as", "in", "into"])],
                notes: ["What only showed something is left out. A file that is there is replaced."])
        ] + SaveTable.topics,
        examples: [Example("load digits train 600\nmodel softmax_regression\ntrain with adam\nsave session to \"/dev/null\"", "three lines are written")] + SaveTable.examples,
        otherSpellings: ["write", "export"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        if let value = try SaveTable.run(call, in: session) { return value }
        let name = call.text("to") ?? ""
        let place = try session.writablePath(name, at: call.span(of: "to"))
        if let fault = TextFile.write(session.script, to: place) {
            throw Failure(.cannotWrite(name, reason: fault.reason), at: call.span(of: "to"))
        }
        let count = session.transcript.statements.count
        session.say("\(name): \(count == 1 ? "1 statement" : "\(count) statements")", for: call)
        if !session.transcript.isExact {
            session.warn("this script does not give quite the same session", at: nil, notes: ["a statement failed half-way or was cut short: the comments in the file say which"])
        }
        return .text(session.script)
    }
}

extension Session {
    /// What gives this session again.
    package var script: String {
        var lines = ["# A session of lenet, as `save session` wrote it."]
        if startingSeed != 0 { lines.append("seed \(startingSeed)") }
        return (lines + transcript.statements).joined(separator: "\n") + "\n"
    }
}
