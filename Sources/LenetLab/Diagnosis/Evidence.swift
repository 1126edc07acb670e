import LenetData
import LenetEngine
import LenetRules

/// All that a diagnosis is made from: a training's history, and what is measured of the network that came of it.
package struct Evidence: Sendable {
    package var run: Run
    /// nil where it is no longer known what data it was.
    package var images: Images?
    /// What its rule has unless another rate is said, by dialect; empty for a rule without one.
    package var usual: [UsualRate]
    /// With the final weights, on the images that it is judged by; nil where the weights are gone.
    package var evaluation: Evaluation?
    package var checkup: Checkup?

    package init(run: Run, images: Images? = nil, usual: [UsualRate] = [], evaluation: Evaluation? = nil, checkup: Checkup? = nil) {
        self.run = run
        self.images = images
        self.usual = usual
        self.evaluation = evaluation
        self.checkup = checkup
    }

    package struct Images: Sendable, Hashable {
        /// As `load` wants it: `mnist`.
        package var source: String
        package var training: Int
        package var judged: Int
        package var hasValidation: Bool
        /// Training images that the split leaves out.
        package var unused: Int
        /// Training images of each class.
        package var classes: [Int]

        package init(source: String, training: Int, judged: Int, hasValidation: Bool, unused: Int, classes: [Int]) {
            self.source = source
            self.training = training
            self.judged = judged
            self.hasValidation = hasValidation
            self.unused = unused
            self.classes = classes
        }

        package init(_ data: Dataset, source: String) {
            var classes = [Int](repeating: 0, count: data.training.images.classes)
            for index in data.training.indices {
                let label = Int(data.training.images.labels[Int(index)])
                if classes.indices.contains(label) { classes[label] += 1 }
            }
            self.init(
                source: source, training: data.training.count, judged: data.judging.images.count, hasValidation: data.validation != nil,
                unused: data.unusedCount, classes: classes)
        }
    }

    // What the detectors read.

    var rate: Double? { run.namedSettings.first { $0.name == "lr" }?.value }
    var history: [HistoryRow] { run.result.history }
    var losses: [Double] { history.map(\.trainLoss) }
    var epochs: Int { max(0, history.count - 1) }
    var usualHere: Double? { usual.first { $0.dialect == run.dialect }?.rate }

    var judged: Finding.Score? {
        guard let images, run.final.accuracy.isFinite else { return nil }
        return score(run.final.accuracy, images.judged, run.measuredOn)
    }

    var trained: Finding.Score? {
        guard let images, let row = history.last else { return nil }
        // As many as a row of the history is measured on.
        return score(row.trainAccuracy, min(images.training, Machine.imagesOfRow), "training")
    }

    func score(_ accuracy: Double, _ count: Int, _ name: String) -> Finding.Score? {
        guard count > 0, accuracy.isFinite, let right = Int(exactly: (accuracy * Double(count)).rounded()) else { return nil }
        return Finding.Score(on: name, right: Proportion(successes: right, count: count))
    }

    /// Always to say the most frequent class.
    var chance: Double? {
        guard let images, images.training > 0, !images.classes.isEmpty else { return nil }
        return max(Double(images.classes.max() ?? 0) / Double(images.training), 1 / Double(images.classes.count))
    }

    var isGood: Bool { run.divergence == nil && run.final.accuracy >= Threshold.good }

    var isAtChance: Bool {
        guard let trained, let chance else { return false }
        return trained.right.interval().lower <= chance
    }

    /// The pair of classes that is mixed up most; nil without a mistake.
    var confused: Finding.Pair? {
        guard let evaluation else { return nil }
        var worst: Finding.Pair?
        for (label, row) in evaluation.confusion.enumerated() {
            for (said, count) in row.enumerated() where said != label && count > worst?.count ?? 0 {
                worst = Finding.Pair(label: label, said: said, count: count, images: row.reduce(0, +))
            }
        }
        return worst
    }
}
