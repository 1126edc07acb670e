import LenetEngine
import LenetLab

/// The fields of what `train` returns.
package enum RunFields {
    package static let all: [Field<Run>] = [
        Field("optimizer", "The rule as it was named.") { .text($0.optimizer) },
        Field("rule", "The rule with all its hyper-parameters.") { .text($0.rule) },
        Field("dialect", "Whose version of the rule it was.") { .text($0.dialect.rawValue) },
        Field("model", "The name of the network.") { .text($0.model) },
        Field("epochs", "Epochs that were completed.") { .number(Double($0.result.epochs)) },
        Field("steps", "Updates that were made.") { .number(Double($0.result.steps)) },
        Field("batch", "Images in a batch.") { .number(Double($0.batchSize)) },
        Field("loss", "With the final weights, on validation images where the data has them, else on test.") { .number($0.final.loss) },
        Field("accuracy", "With the final weights, on validation images where the data has them, else on test.") {
            .number($0.final.accuracy)
        },
        Field("loss_name", "The loss that was made small.") { .text($0.loss) },
        Field("seconds", "Of training alone.") { .number($0.result.seconds) },
        Field("images_per_second", "Training images a second.") { .number($0.result.imagesPerSecond) },
        Field("history", "A row for the start and one for every epoch.") { .list($0.result.history.map(HistoryFields.record)) },
        Field("fingerprint", "16 hex digits of the final weights: equal for equal bits.") { .text($0.result.fingerprint) },
        Field("seed", "Where the weights and the data order came from.") { .number(Double($0.seed)) },
        Field("diverged", "Whether a number stopped being finite: a weight, a gradient, the loss.") { .boolean($0.divergence != nil) },
        Field("divergence", "Where that was: .step .epoch .layer .part .place .value; nothing where it did not happen.") {
            $0.divergence.map(DivergenceFields.record) ?? .nothing
        },
        Field("reason", "Why the training ended.") { .text($0.reason) },
        Field("label", "The rule as the script wrote it: sgd lr 0.1.") { .text($0.label) },
        Field("lr", "The rate, before any schedule; nothing where the rule has none.") { run in
            run.namedSettings.first { $0.name == "lr" }?.value.map { .number($0) } ?? .nothing
        },
        Field("settings", "The rule's numbers and flags, defaults included: settings.momentum.") { run in
            .record(Record(kind: "settings", fields: run.namedSettings.map { ($0.name, $0.value.map { .number($0) } ?? .boolean(true)) }))
        },
        Field("schedule", "The schedule; nothing where the rate stays as it is.") { $0.schedule.map { .text($0) } ?? .nothing },
        Field("number", "Of its record, as `show runs` shows it; nothing where it was not recorded.") { run in
            run.facts?.number.map { .number(Double($0)) } ?? .nothing
        },
        Field("time", "When it ended, in UTC: 2026-11-23T01:09:30Z; nothing where it was not recorded.") { run in
            run.facts.map { .text($0.time) } ?? .nothing
        },
        Field("data", "The name of the data; nothing where it was not recorded.") { run in run.facts.map { .text($0.data.name) } ?? .nothing },
    ]
}

extension Run {
    /// In a few words: "finished", "the output of conv1 became infinite at step 12".
    package var reason: String {
        switch result.stop {
        case .finished: "finished"
        case .until: "the condition of until held"
        case .interrupted: "interrupted"
        case .diverged(let divergence): divergence.sentence
        }
    }
}

/// The fields of a divergence.
package enum DivergenceFields {
    package static let all: [Field<Divergence>] = [
        Field("step", "The step of this training that went wrong, from 1.") { .number(Double($0.step)) },
        Field("epoch", "The epoch in which it lies, from 1.") { .number(Double($0.epoch)) },
        Field("layer", "The layer; nothing where it is the loss or the rate.") { $0.layer.map { .text($0) } ?? .nothing },
        Field("part", "output, loss, gradient, rate, state or weight.") { .text($0.part) },
        Field("place", "Which value: conv1.weight[3, 0, 2, 2]; conv1[3, 7, 7] of an output; nothing where there is but one.") {
            $0.address.map { .text($0) } ?? .nothing
        },
        Field("value", "not a number, infinite, minus infinity, or negative (a rate).") { .text($0.value.adjective) },
    ]

    package static let record: @Sendable (Divergence) -> Value = { divergence in
        .record(Record(kind: "divergence", fields: all.map { ($0.name, $0.get(divergence)) }))
    }
}

/// The fields of a row of a history.
package enum HistoryFields {
    package static let all: [Field<HistoryRow>] = [
        Field("epoch", "0 is the start, before any training.") { .number(Double($0.epoch)) },
        Field("train_loss", "On the first 10,000 training images.") { .number($0.trainLoss) },
        Field("train_accuracy", "On the first 10,000 training images.") { .number($0.trainAccuracy) },
        Field("validation_loss", "On the validation images; nothing where there are none.") { optional($0.validationLoss) },
        Field("validation_accuracy", "On the validation images; nothing where there are none.") { optional($0.validationAccuracy) },
        Field("test_loss", "On the test images.") { optional($0.testLoss) },
        Field("test_accuracy", "On the test images.") { optional($0.testAccuracy) },
        Field("seconds", "Of training so far.") { .number($0.seconds) },
    ]

    package static let record: @Sendable (HistoryRow) -> Value = { row in
        .record(Record(kind: "row", fields: all.map { ($0.name, $0.get(row)) }))
    }

    private static let optional: @Sendable (Double?) -> Value = { $0.map { .number($0) } ?? .nothing }
}
