import LenetData
import LenetEngine
import LenetRules

/// A training that was done: what was asked, what came of it.
package struct Run: Sendable {
    /// The name of the rule: `sgd`.
    package var optimizer: String
    /// As the script wrote it: `sgd(lr: 0.1)`.
    package var label: String
    /// The rule with all its hyper-parameters.
    package var rule: String
    package var dialect: Dialect
    package var loss: String
    package var batchSize: Int
    package var seed: UInt64
    package var model: String
    package var result: TrainingResult
    /// With the final weights, on `measuredOn`.
    package var final: Measure
    /// `validation` where the data has such images, else `test`.
    package var measuredOn: String
    /// The rule's numbers and flags in force, defaults included: `lr 0.01`, `nesterov`.
    package var settings: [String] = []
    /// `cosine`, with its settings; nil where the rate stays as it is.
    package var schedule: String?
    /// What its record holds besides; nil where there is none.
    package var facts: RunFacts?
    /// It was brought to its end before an interruption, and not done again.
    package var isTakenOver = false
    /// What it was done with; nil where it began elsewhere than at the first weights of its seed, and for what was read from a file.
    package var asked: Asked?

    /// What it was done with, wherever it began; nil for what was read from a file.
    package var used: Asked?

    /// All that does it again, besides the seed.
    package struct Asked: Sendable {
        package var contender: Contender
        package var recipe: Recipe
        package init(contender: Contender, recipe: Recipe) {
            self.contender = contender
            self.recipe = recipe
        }
    }

    package init(
        optimizer: String, label: String, rule: String, dialect: Dialect, loss: String, batchSize: Int, seed: UInt64, model: String,
        result: TrainingResult, final: Measure, measuredOn: String
    ) {
        self.optimizer = optimizer
        self.label = label
        self.rule = rule
        self.dialect = dialect
        self.loss = loss
        self.batchSize = batchSize
        self.seed = seed
        self.model = model
        self.result = result
        self.final = final
        self.measuredOn = measuredOn
    }

    /// Nil where the training did not diverge.
    package var divergence: Divergence? {
        guard case .diverged(let divergence) = result.stop else { return nil }
        return divergence
    }

    /// The settings as names and values; a flag's is nil.
    package var namedSettings: [(name: String, value: Double?)] {
        settings.map { text in
            guard let space = text.firstIndex(of: " ") else { return (text, nil) }
            return (String(text[..<space]), Double(text[text.index(after: space)...]))
        }
    }

    /// The epoch with the best accuracy on the images it is judged by, the earliest of equals; nil without an epoch.
    package var bestEpoch: HistoryRow? {
        result.history.dropFirst().reduce(nil) { best, row in
            guard let best else { return row }
            return (row.judged?.accuracy ?? -1) > (best.judged?.accuracy ?? -1) ? row : best
        }
    }
}

/// How well a network does on some images.
package struct Measure: Sendable, Hashable {
    package var loss: Double
    package var accuracy: Double
    package init(loss: Double, accuracy: Double) {
        self.loss = loss
        self.accuracy = accuracy
    }
}

extension HistoryRow {
    /// On the validation images where there are any, else on test.
    package var judged: Measure? {
        if let loss = validationLoss, let accuracy = validationAccuracy { return Measure(loss: loss, accuracy: accuracy) }
        if let loss = testLoss, let accuracy = testAccuracy { return Measure(loss: loss, accuracy: accuracy) }
        return nil
    }
}

extension Dataset {
    /// The images by which a training is judged, and their name.
    package var judging: (name: String, images: ImageSplit) {
        validation.map { ("validation", $0) } ?? ("test", test)
    }
}

/// A network on a split: what `evaluate` returns.
package struct TestResult: Sendable {
    /// `test`
    package var split: String
    package var loss: String
    package var evaluation: Evaluation
    package init(split: String, loss: String, evaluation: Evaluation) {
        self.split = split
        self.loss = loss
        self.evaluation = evaluation
    }

    package var proportion: Proportion { Proportion(successes: evaluation.correct, count: evaluation.count) }

    /// Of the images that are of a class, how many were said to be; nil where there are none.
    package func recall(of label: Int) -> Double? {
        let row = evaluation.confusion[label]
        let count = row.reduce(0, +)
        return count == 0 ? nil : Double(row[label]) / Double(count)
    }

    /// Of the images that were said to be of a class, how many are; nil where none was.
    package func precision(of label: Int) -> Double? {
        let count = evaluation.confusion.reduce(0) { $0 + $1[label] }
        return count == 0 ? nil : Double(evaluation.confusion[label][label]) / Double(count)
    }
}
