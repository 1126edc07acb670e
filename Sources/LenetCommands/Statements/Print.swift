import LenetCards

/// `print "adam: {run.accuracy:%}"`
package enum Print: StatementDefinition {
    package static let card = Card(
        .statement, "print", "Prints values on a line, with a space between two.",
        [Parameter("values", .positional, .values, default: .absent("An empty line."), "Values with commas between them.")],
        notes: [
            "In a text, {expression} stands for a value and {expression:format} for one written so:",
            "{x:.2} two decimals, {x:%} a percentage, {x:.1%} with one decimal, {x:,} commas between thousands; a width before that fills up with spaces: {x:>8.2}, {name:<10}, {x:^9}.",
        ],
        examples: [Example("print \"one third is {1 / 3:.2} or {1 / 3:.1%}\"", "one third is 0.33 or 33.3%"), Example("print 1, \"and\", 2", "1 and 2")],
        otherSpellings: ["echo", "write", "puts"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard case .list(let values)? = call.value("values") else {
            session.print("")
            return .text("")
        }
        let text = values.map(\.text).joined(separator: " ")
        session.print(text)
        return .text(text)
    }
}
