import LenetLab
import LenetRules

/// The fields of what `step` returns on a landscape; what is said of a network's step too has the same name there.
package enum WalkFields {
    package static let all: [Field<WalkExplanation>] = [
        Field("rule", "The rule with all its hyper-parameters.") { .text($0.rule.displayName) },
        Field("step", "Updates of the walk so far, this one counted.") { .number(Double($0.update.step)) },
        Field("loss_before", "The height before the update.") { .number($0.update.valueBefore) },
        Field("loss_after", "The height after it.") { .number($0.update.valueAfter) },
        Field("losses", "Of every update of the statement, the height that it led to.") { .list($0.passed.map { .number($0.value) }) },
        Field("rate", "The learning rate of this update, after the schedule.") { .number($0.update.rate) },
        Field("updated", "False while gradients wait for those of other steps: accumulate.") { .boolean($0.update.waiting == 0) },
        Field("watched", "A row for each variable, as for a watched weight.") { .list($0.items.map { StepFields.item($0) }) },
        Field("text", "What is printed, with nothing left out.") { .text(StepReport.lines($0, isVerbose: true, width: 80).joined(separator: "\n")) },
    ] + own

    /// Those that a network's step does not have.
    static let own: [Field<WalkExplanation>] = [
        Field("landscape", "On a landscape: its name with its settings.") { .text($0.landscape.displayName) },
        Field("point_before", "On a landscape: where the update began, a number for each variable.") { numbers($0.update.pointBefore) },
        Field("point_after", "On a landscape: where it led.") { numbers($0.update.pointAfter) },
        Field("points", "On a landscape: of every update of the statement, where it led.") { .list($0.passed.map { numbers($0.point) }) },
        Field("gradient", "On a landscape: the slopes that the update was made from, noise included.") { numbers($0.update.gradient) },
        Field("distance", "On a landscape: from the nearest minimum, after the update; nothing where none is known.") { explanation in
            explanation.landscape.distanceToMinimum(from: explanation.update.pointAfter).map { .number($0) } ?? .nothing
        },
    ]

    static let record: @Sendable (WalkExplanation) -> Value = { explanation in
        .record(Record(kind: "step", fields: all.map { ($0.name, $0.get(explanation)) }))
    }

    private static let numbers: @Sendable ([Double]) -> Value = { .list($0.map { .number($0) }) }
}
