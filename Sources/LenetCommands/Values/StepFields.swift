import LenetEngine
import LenetLab
import LenetRules

/// The fields of what `step` returns.
package enum StepFields {
    package static let all: [Field<StepExplanation>] = [
        Field("rule", "The rule with all its hyper-parameters.") { .text($0.contender.rule.displayName) },
        Field("step", "Updates of the training so far, this one counted.") { .number(Double($0.account.step)) },
        Field("epoch", "From 1: the epoch of the training that it belongs to.") { .number(Double($0.account.epoch)) },
        Field("pass", "From 1: the pass over the data, over all trainings.") { .number(Double($0.account.pass)) },
        Field("images", "How many images the batch has.") { .number(Double($0.account.images.count)) },
        Field("labels", "The class of each of them.") { explanation in
            .list(explanation.account.images.map { .number(Double(explanation.recipe.data.training.images.labels[Int($0)])) })
        },
        Field("loss_before", "The mean over the batch with the weights before the update.") { .number($0.account.lossBefore) },
        Field("loss_after", "The mean over the same batch with the weights after it.") { .number($0.account.lossAfter) },
        Field("losses", "Of every update of the statement, the loss of its batch before it.") { .list($0.losses.map { .number($0.loss) }) },
        Field("rate", "The learning rate of this update, after the schedule.") { .number($0.account.rate) },
        Field("updated", "False while gradients wait for those of other batches: accumulate.") { .boolean($0.account.waiting == 0) },
        Field("layers", "A row for each layer: layer, weights, weight_norm, gradient_norm, update_norm, ratio, units, dead.") {
            .list($0.account.layers.map(layer))
        },
        Field("watched", "A row for each thing watched: name, before, after, change; of a weight also gradient, effective_rate, lines and kept.") {
            .list($0.watched.map { item($0) })
        },
        Field("text", "What is printed, with nothing left out.") { .text(StepReport.lines($0, isVerbose: true, width: 80).joined(separator: "\n")) },
    ]

    static let record: @Sendable (StepExplanation) -> Record = { explanation in
        Record(kind: "step", fields: all.map { ($0.name, $0.get(explanation)) })
    }

    private static let layer: @Sendable (StepAccount.Layer) -> Value = { layer in
        .record(
            Record(
                kind: "layer",
                fields: [
                    ("layer", .text(layer.name)), ("weights", .number(Double(layer.weights))), ("weight_norm", .number(layer.weightNorm)),
                    ("gradient_norm", .number(layer.gradientNorm)), ("update_norm", .number(layer.updateNorm)),
                    ("ratio", layer.weightNorm > 0 ? .number(layer.updateNorm / layer.weightNorm) : .nothing),
                    ("units", layer.units.map { .number(Double($0)) } ?? .nothing), ("dead", layer.dead.map { .number(Double($0)) } ?? .nothing),
                ]))
    }

    static func item(_ item: StepExplanation.Item) -> Value {
        var fields: [(name: String, value: Value)] = [("name", .text(item.text))]
        func add(_ before: Double, _ after: Double) {
            fields += [("before", .number(before)), ("after", .number(after)), ("change", .number(after - before))]
        }
        switch item.what {
        case .weight(let trace, let gradient, let value):
            add(trace?.before ?? value, trace?.after ?? value)
            let g = trace?.gradient ?? gradient
            fields.append(("gradient", .number(g)))
            fields.append(("effective_rate", g != 0 ? .number(abs(trace?.change ?? 0) / abs(g)) : .nothing))
            fields.append(("lines", .list((trace?.lines ?? []).map(line))))
            fields.append(("kept", .list((trace?.kept ?? []).map(kept))))
        case .weights(let count, let weight, let gradient, let update):
            fields += [
                ("weights", .number(Double(count))), ("weight_norm", .number(weight)), ("gradient_norm", .number(gradient)),
                ("update_norm", .number(update)),
            ]
        case .expression(let before, let after): add(before, after)
        }
        return .record(Record(kind: "watched", fields: fields))
    }

    private static let line: @Sendable (WeightTrace.Line) -> Value = { line in
        .record(
            Record(
                kind: "line",
                fields: [
                    ("name", .text(line.target)), ("formula", .text(line.formula)), ("numbers", .text(line.numbers)),
                    ("value", line.value.map { .number($0) } ?? .nothing), ("option", line.option.map { .text($0) } ?? .nothing),
                ]))
    }

    private static let kept: @Sendable (WeightTrace.Kept) -> Value = { kept in
        .record(Record(kind: "kept", fields: [("name", .text(kept.name)), ("before", .number(kept.before)), ("after", .number(kept.after))]))
    }
}
