import LenetLab

/// The fields of what `tune` returns.
package enum TuningFields {
    package static let all: [Field<Tuning>] = [
        Field("table", "A row for each rule.") { .table($0.table) },
        Field("rules", "A row for each rule: rule, lr, usual, accuracy (validation), test, spread, at_edge.") { tuning in
            .list(tuning.entries.indices.map { rule(tuning, $0) })
        },
        Field("trials", "A row for each rule and rate: rule, lr, accuracy, lower, upper, loss, diverged.") { tuning in
            .list(tuning.entries.flatMap { entry in entry.trials.map { trial(entry, $0) } })
        },
        Field("comparison", "The best rate of each rule from fresh starts, on the test images; nothing where it was interrupted before.") {
            $0.final.map { .comparison($0) } ?? .nothing
        },
        Field("verdicts", "Sentences on what the figures say.") { .list($0.verdicts.map { .text($0) }) },
    ]

    package static func record(_ tuning: Tuning) -> Value {
        .record(Record(kind: "tuning", fields: all.map { ($0.name, $0.get(tuning)) }))
    }

    private static func rule(_ tuning: Tuning, _ index: Int) -> Value {
        let entry = tuning.entries[index]
        let measured = tuning.final.flatMap { $0.entries.indices.contains(index) && !$0.entries[index].runs.isEmpty ? $0.entries[index] : nil }
        func number(_ x: Double?) -> Value { x.map { .number($0) } ?? .nothing }
        return .record(
            Record(
                kind: "rule",
                fields: [
                    ("rule", .text(entry.rule)), ("lr", number(entry.best?.rate)), ("usual", number(entry.usual)),
                    ("accuracy", number(entry.best?.accuracy)), ("test", number(measured?.accuracy)), ("spread", number(measured?.spread)),
                    ("at_edge", .boolean(entry.isAtEdge)),
                ]))
    }

    private static func trial(_ entry: Tuning.Entry, _ trial: Tuning.Trial) -> Value {
        func number(_ x: Double) -> Value { x.isNaN ? .nothing : .number(x) }
        return .record(
            Record(
                kind: "trial",
                fields: [
                    ("rule", .text(entry.rule)), ("lr", .number(trial.rate)), ("accuracy", number(trial.accuracy)),
                    ("lower", number(trial.accuracies.min() ?? .nan)), ("upper", number(trial.accuracies.max() ?? .nan)),
                    ("loss", number(Summary.mean(trial.losses))), ("diverged", .number(Double(trial.diverged))),
                ]))
    }
}
