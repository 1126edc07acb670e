import LenetRules

/// An explanation with the text of the definition that it explains.
package struct Explained: Sendable {
    package var explanation: RuleExplanation
    package var definition: String
    package init(explanation: RuleExplanation, definition: String) {
        self.explanation = explanation
        self.definition = definition
    }
}

/// The fields of what `explain` returns.
package enum ExplanationFields {
    package static let all: [Field<Explained>] = [
        Field("name", "The rule as it was named.") { .text($0.explanation.name) },
        Field("dialect", "Whose version it is; nothing for a rule that serves all.") {
            $0.explanation.dialect.map { .text($0.rawValue) } ?? .nothing
        },
        Field("settings", "The rule with the settings in force.") { .text($0.explanation.displayName) },
        Field("summary", "What it does, in words.") { .text($0.explanation.documentation.prose) },
        Field("definition", "The paragraph that runs.") { .text($0.definition) },
        Field("formula", "Its lines as formulas, for a terminal.") { .list($0.explanation.formula.map { .text($0.text) }) },
        Field("latex", "The formulas as one block for LaTeX.") { .text($0.explanation.latex) },
        Field("symbols", "A row for each symbol: symbol, name, value, meaning.") {
            .list(
                $0.explanation.symbols.map { symbol in
                    .record(
                        Record(
                            kind: "symbol",
                            fields: [
                                ("symbol", .text(symbol.text)), ("name", .text(symbol.name)),
                                ("value", symbol.value.map { .text($0) } ?? .nothing), ("meaning", .text(symbol.meaning)),
                            ]))
                })
        },
        Field("defaults", "A row for each hyper-parameter, with its default in each dialect.") { explained in
            .list(
                explained.explanation.defaults.map { row in
                    .record(
                        Record(
                            kind: "default",
                            fields: [("name", .text(row.name))]
                                + zip(explained.explanation.defaultColumns, row.values).map { ($0, $1.map { .text($0) } ?? .nothing) }))
                })
        },
        Field("good_at", "What it is good at.") { .text($0.explanation.documentation.goodAt) },
        Field("fails", "When it fails.") { .text($0.explanation.documentation.fails) },
        Field("source", "Where it comes from.") { .text($0.explanation.documentation.source) },
    ]

    package static let record: @Sendable (Explained) -> Value = { explained in
        .record(Record(kind: "explanation", fields: all.map { ($0.name, $0.get(explained)) }))
    }
}

/// The fields of what `explain X vs Y` returns.
package enum ContrastFields {
    package static let all: [Field<RuleComparison>] = [
        Field("rules", "Both with their settings.") { .list($0.rules.map { .text($0.displayName) }) },
        Field("lines", "A row for each line that is not the same in both: first, second.") { comparison in
            .list(
                comparison.lines.compactMap { line in
                    guard case .different(let first, let second) = line else { return nil }
                    return .record(Record(kind: "line", fields: [("first", text(first?.text)), ("second", text(second?.text))]))
                })
        },
        Field("defaults", "A row for each setting that is not the same in both: name, first, second.") { comparison in
            .list(
                comparison.defaults.map { row in
                    .record(
                        Record(
                            kind: "default", fields: [("name", .text(row.name)), ("first", text(row.values[0])), ("second", text(row.values[1]))]))
                })
        },
        Field("first_step", "Measured, from weights of 1: gradient, first, second, ratio.") { comparison in
            .list(
                comparison.firstSteps.map { step in
                    .record(
                        Record(
                            kind: "step",
                            fields: [
                                ("gradient", .number(step.gradient)), ("first", .number(step.lengths[0])),
                                ("second", .number(step.lengths[1])), ("ratio", step.ratio.map { .number($0) } ?? .nothing),
                            ]))
                })
        },
    ]

    package static let record: @Sendable (RuleComparison) -> Value = { comparison in
        .record(Record(kind: "contrast", fields: all.map { ($0.name, $0.get(comparison)) }))
    }

    private static let text: @Sendable (String?) -> Value = { $0.map { .text($0) } ?? .nothing }
}
