import LenetCards
import LenetCommands

/// `tally [1, 2, 2] most 1`
package enum Tally: StatementDefinition {
    package static let card = Card(
        .statement, "tally", "Counts how often each value of a list is there.",
        [
            Parameter("list", .positional, .list(.value), "The values."),
            Parameter(
                "most", .option, .integer(1...1000), default: .number(10), unit: "values", "How many are shown, the most frequent first.",
                otherSpellings: ["top"]),
        ],
        examples: [Example("tally [1, 2, 2] most 1", "the most frequent value")], otherSpellings: ["count"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard case .list(let values)? = call.value("list") else { preconditionFailure("the card requires a list") }
        var counts: [(value: Value, count: Int)] = []
        for value in values {
            if let index = counts.firstIndex(where: { $0.value.equals(value) }) { counts[index].count += 1 } else { counts.append((value, 1)) }
        }
        let most = counts.sorted { $0.count > $1.count }.prefix(call.integer("most"))
        for (value, count) in most { session.say("\(value.text): \(count)", for: call) }
        return .list(most.map(\.value))
    }
}
