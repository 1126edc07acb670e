import LenetEngine
import LenetLab

/// A row of what `sweep` returns: the options that varied, what came of them, then what they had in common. All fields before
/// `accuracy` are options, as in the rows of a tuning's `.trials`.
package enum TrialFields {
    package static let all: [Field<Comparison.Entry>] = [
        Field("accuracy", "With the final weights, on validation images where the data has them, else on test; the mean over the seeds.") {
            .number($0.accuracy)
        },
        Field("interval", "Where it lies, with 95% confidence (Wilson): [lower, upper].") {
            let interval = $0.interval
            return .list([.number(interval.lower), .number(interval.upper)])
        },
        Field("spread", "The standard deviation over the seeds; nothing for one.") {
            $0.runs.count > 1 ? .number($0.spread) : .nothing
        },
        Field("lower", "The lowest accuracy of a seed.") { number($0.accuracies.min()) },
        Field("upper", "The highest accuracy of a seed.") { number($0.accuracies.max()) },
        Field("loss", "With the final weights; the mean over the seeds.") { .number($0.meanLoss) },
        Field("best_epoch", "The epoch with the best accuracy; the earliest of the seeds.") {
            number($0.runs.compactMap { $0.bestEpoch?.epoch }.min().map { Double($0) })
        },
        Field("diverged", "With how many seeds a number stopped being finite.") { entry in
            .number(Double(entry.runs.count { $0.divergence != nil }))
        },
        Field("seconds", "Of training alone; the mean over the seeds.") { .number($0.seconds) },
        Field("images_per_second", "Training images a second.") { .number($0.imagesPerSecond) },
        Field("rule", "The rule with all its hyper-parameters.") { .text($0.rule) },
        Field("model", "The name of the network.") { .text($0.model) },
        Field("optimizer", "The rule as it was named.") { .text($0.optimizer) },
        Field("loss_name", "The loss that was made small.") { .text($0.loss) },
        Field("epochs", "Passes over the training images.") { .number(Double($0.epochs)) },
        Field("batch", "Images in a batch.") { .number(Double($0.batchSize)) },
        Field("measured_on", "validation or test: the images of the accuracy and the loss.") { entry in
            entry.runs.first.map { .text($0.measuredOn) } ?? .nothing
        },
        Field("runs", "The trainings, one for each seed.") { .list($0.runs.map { .run($0) }) },
    ]

    /// What a row's options are not called: options that a sweep has of its own stand at the front instead.
    static let names: Set<String> = Set(all.map(\.name)).subtracting(["optimizer", "loss_name", "epochs", "batch"])

    /// The rows of a sweep, of those combinations of which a run was finished.
    static func rows(_ grid: SweepGrid, _ comparison: Comparison) -> [Value] {
        zip(grid.points, comparison.entries).compactMap { point, entry in
            guard !entry.runs.isEmpty else { return nil }
            let options = zip(grid.axes, point).map { axis, index -> (name: String, value: Value) in
                if case .number = axis.values[index] { return (axis.field, axis.values[index]) }
                return (axis.field, .text(axis.texts[index]))
            }
            let rest = all.filter { field in !options.contains { $0.name == field.name } }
            return .record(Record(kind: kind, fields: options + rest.map { ($0.name, $0.get(entry)) }))
        }
    }

    static let kind = "trial"

    /// The rows of a sweep or of a tuning; nil for anything else.
    static func trials(_ value: Value) -> [Record]? {
        switch value {
        case .record(let record) where record.kind == "tuning": return record["trials"].flatMap(trials)
        case .list(let values) where !values.isEmpty:
            let records = values.compactMap { value -> Record? in
                guard case .record(let record) = value, record.kind == kind else { return nil }
                return record
            }
            return records.count == values.count ? records : nil
        default: return nil
        }
    }

    /// What a row's options are called.
    static func options(_ record: Record) -> [String] { record.fields.prefix { $0.name != "accuracy" }.map(\.name) }

    private static func number(_ x: Double?) -> Value { x.map { .number($0) } ?? .nothing }
}
