import LenetData
import LenetLab

/// The fields of what `evaluate` returns.
package enum EvaluationFields {
    package static let all: [Field<TestResult>] = [
        Field("accuracy", "The share of images that were told right.") { .number($0.evaluation.accuracy) },
        Field("loss", "The mean over the images.") { .number($0.evaluation.loss) },
        Field("confusion", "How often each class (the row) was said to be each class (the column).") {
            .list($0.evaluation.confusion.map { .list($0.map { .number(Double($0)) }) })
        },
        Field("count", "Images.") { .number(Double($0.evaluation.count)) },
        Field("correct", "Images that were told right.") { .number(Double($0.evaluation.correct)) },
        Field("interval", "Where the accuracy lies, with 95% confidence (Wilson): [lower, upper].") {
            let interval = $0.proportion.interval()
            return .list([.number(interval.lower), .number(interval.upper)])
        },
        Field("split", "Which images: test, validation or training.") { .text($0.split) },
    ]
}

/// The fields of what `compare` returns.
package enum ComparisonFields {
    package static let all: [Field<Comparison>] = [
        Field("runs", "Every run: rules x seeds, in order.") { .list($0.runs.map { .run($0) }) },
        Field("table", "A row for each rule.") { .table($0.table) },
        Field("best", "The run with the best accuracy.") { $0.best.map { .run($0) } ?? .nothing },
        Field("verdicts", "Sentences on which differences are more than luck.") { .list($0.verdicts.map { .text($0) }) },
        Field("subject", "What its rows differ in: rules, losses, models or batches.") { .text($0.subject.rawValue) },
        Field(
            "rules",
            "A row for each rule (loss, model, batch): rule, name, accuracy, spread, lower, upper, test, loss, loss_name, model, batch, "
                + "epochs, seconds, images_per_second."
        ) {
            .list($0.entries.filter { !$0.runs.isEmpty }.map(record))
        },
    ]

    private static let record: @Sendable (Comparison.Entry) -> Value = { entry in
        let interval = entry.interval
        return .record(
            Record(
                kind: "rule",
                fields: [
                    ("rule", .text(entry.label)), ("name", .text(entry.optimizer)), ("accuracy", .number(entry.accuracy)), ("spread", .number(entry.spread)),
                    ("lower", .number(interval.lower)), ("upper", .number(interval.upper)),
                    ("test", entry.testAccuracies.isEmpty ? .number(entry.accuracy) : .number(Summary.mean(entry.testAccuracies))),
                    ("loss", .number(entry.meanLoss)), ("loss_name", .text(entry.loss)),
                    ("model", .text(entry.model)), ("batch", .number(Double(entry.batchSize))),
                    ("epochs", .number(Double(entry.epochs))), ("seconds", .number(entry.seconds)),
                    ("images_per_second", .number(entry.imagesPerSecond)),
                ]))
    }
}

/// The fields of the value `model`.
package enum ModelFields {
    package static let all: [Field<ModelValue>] = [
        Field("name", "The name of the network.") { .text($0.network.plan.name) },
        Field("parameters", "How many weights it has.") { .number(Double($0.network.plan.parameterCount)) },
        Field("multiply_adds", "Multiplications with an addition for one image, forward.") { .number(Double($0.network.plan.multiplyAdds)) },
        Field("fingerprint", "16 hex digits of the weights: equal for equal bits.") { .text($0.network.fingerprint) },
        Field("history", "A row for the start and one for every epoch of all runs.") { .list($0.history.map(HistoryFields.record)) },
    ]
}

/// The fields of the data as a whole.
package enum DatasetFields {
    package static let all: [Field<Dataset>] = [
        Field("name", "As `load` named it.") { .text($0.name) },
        Field("source", "Where the bytes came from.") { .text($0.source) },
        Field("checksums", "SHA-256 of the uncompressed bytes.") { .list($0.checksums.map { .text($0) }) },
        Field("training", "The training images.") { .split(SplitValue(name: "training", images: $0.training)) },
        Field("test", "The test images.") { .split(SplitValue(name: "test", images: $0.test)) },
    ]
}

/// The fields of `training`, `validation` and `test`.
package enum SplitFields {
    package static let all: [Field<SplitValue>] = [
        Field("name", "training, validation or test.") { .text($0.name) },
        Field("count", "Images.") { .number(Double($0.images.count)) },
        Field("labels", "The class of each image.") { split in
            .list(split.images.indices.map { .number(Double(split.images.images.labels[Int($0)])) })
        },
    ]
}

/// The fields of one image.
package enum ImageFields {
    package static let all: [Field<ImageValue>] = [
        Field("label", "The class that it is.") { $0.truth.map { .number(Double($0)) } ?? .nothing },
        Field("index", "Its place in its split, from 0.") { .number(Double($0.index)) },
        Field("height", "Rows of pixels.") { .number(Double($0.height)) },
        Field("width", "Columns of pixels.") { .number(Double($0.width)) },
    ]
}

/// The fields of what `predict` returns.
package enum PredictionFields {
    package static let all: [Field<Prediction>] = [
        Field("label", "The class that the network says it is.") { .number(Double($0.label)) },
        Field("probabilities", "One for each class; they add up to 1.") { .list($0.probabilities.map { .number(Double($0)) }) },
        Field("truth", "The class that it is; nothing for a picture from a file.") { $0.image.truth.map { .number(Double($0)) } ?? .nothing },
        Field("image", "The image.") { .image($0.image) },
    ]
}
