import LenetCards
import LenetSyntax

/// `save session to "lesson.lenet"`, `save checkpoint to "run.ckpt"`, `save model to "five.safetensors"`
package enum Save: StatementDefinition {
    package static let card = Card(
        .statement, "save", "Writes what there is into a file.",
        topics: [
            Card(
                .statement, "session", "A script of the statements that made the session what it is: running it gives the same bits.",
                [target],
                notes: ["What only showed something is left out. A file that is there is replaced."]),
            SaveCheckpoint.topic, SaveModel.topic,
        ] + SaveTable.topics,
        examples: [
            Example("load digits train 600\nmodel softmax_regression\ntrain with adam\nsave session to \"/dev/null\"", "three lines are written"),
            Example("model lenet5\nsave model to \"five.safetensors\"", "for PyTorch too"),
        ] + SaveTable.examples,
        otherSpellings: ["write", "export"])

    static let target = Parameter("to", .option, .path, "The file's name.", otherSpellings: ["as", "in", "into"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        if let value = try SaveTable.run(call, in: session) { return value }
        switch call.topic {
        case "checkpoint": return try SaveCheckpoint.run(call, in: session)
        case "model": return try SaveModel.run(call, in: session)
        default: return try saveSession(call, in: session)
        }
    }

    /// Writes the file that `to` names, and tells its name.
    static func write(_ bytes: [UInt8], _ call: SentenceCall, in session: Session) throws -> String {
        let name = call.text("to") ?? ""
        let place = try session.writablePath(name, at: call.span(of: "to"))
        if let fault = TextFile.write(bytes, to: place) {
            throw Failure(.cannotWrite(name, reason: fault.reason), at: call.span(of: "to"))
        }
        return name
    }

    private static func saveSession(_ call: SentenceCall, in session: Session) throws -> Value {
        let name = try write(Array(session.script.utf8), call, in: session)
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
