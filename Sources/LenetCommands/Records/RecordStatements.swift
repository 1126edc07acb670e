import LenetCards
import LenetLab
import LenetSyntax

/// What the statements on recorded runs have in common: `show runs`, `show run 7`, `forget runs where …`.
enum RecordStatements {
    static let number = Parameter("number", .positional, .integer(1...1_000_000_000), "The number that `show runs` gives it.")
    private static let whereParameter = Parameter(
        "where", .option, .condition, default: .absent("All of them."),
        "A condition on the fields of a run and on the settings of its rule: where optimizer == \"adam\" and lr < 0.01.")

    static let showTopics: [Card] = [
        Card(
            .statement, "runs", "The trainings that were recorded, the newest last.",
            [
                whereParameter,
                Parameter("last", .option, .integer(1...1_000_000_000), default: .number(20), unit: "runs", "How many at most."),
            ]),
        Card(
            .statement, "run", "All that was recorded of a training: what decided it, its history, the script that does it again.",
            [Parameter("number", .positional, .integer(1...1_000_000_000), default: .absent("The newest."), "The number that `show runs` gives it.")]),
    ]

    static let forgetTopics: [Card] = [
        Card(.statement, "run", "One training.", [number]),
        Card(
            .statement, "runs", "All trainings for which a condition holds.",
            [Parameter("where", .option, .condition, "Which, as in `show runs where …`.")]),
    ]

    /// A variable of the script's own is meant where there is one and nothing else was said.
    private static func variable(_ name: String, _ call: SentenceCall, in session: Session) -> Value? {
        guard call.spans.isEmpty, call.conditions.isEmpty, let value = session.scopes[name] else { return nil }
        session.print(session.drawing(of: value).joined(separator: "\n"))
        return value
    }

    static func showRuns(_ call: SentenceCall, in session: Session) throws -> Value {
        if let value = variable("runs", call, in: session) { return value }
        var lines = try session.recordedLines(at: call.sentence.span)
        if let condition = call.conditions["where"] { lines = try RecordCondition(condition, in: session).filter(lines) }
        let shown = session.runs(of: lines.suffix(call.integer("last")))
        if shown.isEmpty {
            if call.isPrinted { session.print(call.conditions.isEmpty ? "nothing has been recorded yet" : "no recorded run is like that") }
            return .list([])
        }
        var text = RecordReport.lines(shown, width: session.output.width)
        if shown.count < lines.count { text.append("\(shown.count) of \(NumberText.grouped(lines.count)); `last \(lines.count)` shows all") }
        if call.isPrinted { session.page(text.joined(separator: "\n")) }
        return .list(shown.map { .run($0) })
    }

    static func showRun(_ call: SentenceCall, in session: Session) throws -> Value {
        if let value = variable("run", call, in: session) { return value }
        let number: Int
        if let given = call.optionalInteger("number") {
            number = given
        } else {
            guard let newest = try session.recordedLines(at: call.sentence.span).last else {
                throw Failure(.record(.noSuchRun(1, newest: nil, count: 0)), at: call.sentence.span)
            }
            number = newest.number
        }
        let run = try session.recordedRun(number, at: call.span(of: "number"))
        if call.isPrinted { session.page(RecordReport.lines(run).joined(separator: "\n")) }
        return .run(run)
    }

    /// `forget run 7`, `forget runs where accuracy < 0.5`
    static func forget(_ call: SentenceCall, in session: Session) throws -> Value {
        try session.refuseWhenSafe("forgetting runs", at: call.sentence.span)
        let numbers: [Int]
        if let condition = call.conditions["where"] {
            numbers = try RecordCondition(condition, in: session).filter(try session.recordedLines(at: call.sentence.span)).map(\.number)
        } else {
            let number = call.integer("number")
            _ = try session.recordedRun(number, at: call.span(of: "number"))
            numbers = [number]
        }
        if !numbers.isEmpty, let runLog = session.recording.log {
            do { try runLog.forget(numbers) } catch { throw session.refusal(error, runLog, at: call.sentence.span) }
        }
        session.say(numbers.count == 1 ? "1 run is forgotten" : "\(NumberText.grouped(numbers.count)) runs are forgotten", for: call)
        return .list(numbers.map { .number(Double($0)) })
    }
}
