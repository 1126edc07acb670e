import LenetCards
import LenetLab
import LenetSyntax

/// `forget run 7`, `forget runs where accuracy < 0.5`
package enum Forget: StatementDefinition {
    package static let card = Card(
        .statement, "forget", "Leaves recorded trainings out of everything from now on.",
        topics: RecordStatements.forgetTopics,
        notes: [
            "The record is only ever added to, so that several processes can write it: what is forgotten is marked so, and its number is "
                + "not given out again.",
        ],
        examples: [Example("forget runs where accuracy < 0.5", "those that came to nothing")])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        try session.refuseWhenSafe("forgetting runs", at: call.sentence.span)
        let numbers: [Int]
        if let condition = call.conditions["where"] {
            numbers = try RecordCondition(condition, in: session).filter(try session.recordedLines(at: call.sentence.span)).map(\.number)
        } else {
            let number = call.integer("number")
            _ = try session.recordedRun(number, at: call.span(of: "number"))
            numbers = [number]
        }
        if !numbers.isEmpty, let log = session.recording.log {
            do { try log.forget(numbers) } catch { throw session.refusal(error, log, at: call.sentence.span) }
        }
        session.say(numbers.count == 1 ? "1 run is forgotten" : "\(NumberText.grouped(numbers.count)) runs are forgotten", for: call)
        return .list(numbers.map { .number(Double($0)) })
    }
}
