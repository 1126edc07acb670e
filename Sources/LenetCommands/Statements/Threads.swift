import LenetCards

/// `threads 2`
package enum Threads: StatementDefinition {
    package static let card = Card(
        .statement, "threads", "Sets how many processor cores work at once; results do not depend on it.",
        [Parameter("number", .positional, .integer(1...256), "Cores.")],
        examples: [Example("threads 2", "two cores")], otherSpellings: ["cores", "workers", "num_workers"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        session.setThreads(call.integer("number"))
        session.say("threads \(call.integer("number"))", for: call)
        return .number(call.number("number"))
    }
}
