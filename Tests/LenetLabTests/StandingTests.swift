import LenetEngine
import LenetLab
import Testing

/// Which of many entries is the best, and which of the others cannot be told from it.
@Suite struct StandingTests {
    /// `wrong`: the images out of 400 that each run of an entry has wrong.
    private func comparison(_ entries: [(label: String, loss: String, meanLoss: Double, wrong: [(seed: UInt64, images: Range<Int>)])], seeds: [UInt64])
        -> Comparison
    {
        let labels = [UInt8](repeating: 1, count: 400)
        var comparison = Comparison(
            entries: entries.map { Comparison.Entry(label: $0.label, loss: $0.loss, epochs: 1, batchSize: 10) }, seeds: seeds,
            dataset: "digits", measuredOn: "validation", labels: labels)
        for (index, entry) in entries.enumerated() {
            for (seed, images) in entry.wrong {
                var predictions = labels
                for image in images { predictions[image] = 0 }
                let evaluation = Evaluation(predictions: predictions, labels: labels, classes: 10, loss: entry.meanLoss)
                let run = Run(
                    optimizer: "sgd", label: entry.label, rule: "sgd", dialect: .keras, loss: entry.loss, batchSize: 10, seed: seed, model: "mlp",
                    result: TrainingResult(history: [], steps: 1, seconds: 1, imagesPerSecond: 1, fingerprint: "0"),
                    final: Measure(loss: entry.meanLoss, accuracy: evaluation.accuracy), measuredOn: "validation")
                comparison.entries[index].add(FinishedRun(run: run, evaluation: evaluation))
            }
        }
        return comparison
    }

    private func entry(_ label: String, loss: String = "cross_entropy", meanLoss: Double = 0.5, _ wrong: Range<Int>)
        -> (label: String, loss: String, meanLoss: Double, wrong: [(seed: UInt64, images: Range<Int>)])
    {
        (label, loss, meanLoss, [(0, wrong)])
    }

    // Two-sided, exact: 2 * sum(C(24, 0...4)) / 2^24 = 0.00154388; 2 * sum(C(18, 0...4)) / 2^18 = 0.03088379.
    @Test func oneSeed() {
        // 4 against 20 images: three pairs leave 0.0046. 4 against 14: alone 0.031, with three pairs 0.093.
        let three = comparison([entry("a", 4..<24), entry("b", 0..<4), entry("c", 4..<18)], seeds: [0])
        #expect(three.standing == Comparison.Standing(best: 1, alike: [2], others: 2))
        let two = comparison([entry("b", 0..<4), entry("c", 4..<18)], seeds: [0])
        #expect(two.standing == Comparison.Standing(best: 0, alike: [], others: 1))
    }

    @Test func amongEqualsTheLowestLoss() {
        #expect(comparison([entry("a", meanLoss: 0.6, 0..<4), entry("b", meanLoss: 0.5, 4..<8)], seeds: [0]).standing?.best == 1)
        // A loss that is no number is never the lowest.
        #expect(comparison([entry("a", meanLoss: .nan, 0..<4), entry("b", meanLoss: 9, 4..<8)], seeds: [0]).standing?.best == 1)
        // Losses of two kinds are not compared.
        #expect(comparison([entry("a", loss: "mse", meanLoss: 0.6, 0..<4), entry("b", meanLoss: 0.5, 4..<8)], seeds: [0]).standing?.best == 0)
    }

    // Differences 0.04, 0.0375, 0.0375: t = 46 with 2 degrees of freedom, where p = 1 - t / sqrt(t² + 2) = 0.00047. The runs of one
    // entry came in another order, and one has a seed more; paired by their order the differences would be 0.0575, 0.98, 0.02.
    @Test func severalSeedsArePairedBySeed() {
        let good: [(seed: UInt64, images: Range<Int>)] = [(0, 0..<4), (1, 0..<8), (2, 0..<12)]
        let bad: [(seed: UInt64, images: Range<Int>)] = [(2, 0..<27), (3, 0..<400), (0, 0..<20), (1, 0..<23)]
        let comparison = comparison(
            [("good", "cross_entropy", 0.5, good), ("bad", "cross_entropy", 0.5, bad)], seeds: [0, 1, 2, 3])
        #expect(comparison.standing == Comparison.Standing(best: 0, alike: [], others: 1))
    }

    /// One pair of seeds cannot be tested: nothing is called worse.
    @Test func whatCannotBeTestedIsAlike() {
        let comparison = comparison(
            [("a", "cross_entropy", 0.5, [(0, 0..<4)]), ("b", "cross_entropy", 0.5, [(0, 0..<200), (1, 0..<200)])], seeds: [0, 1])
        #expect(comparison.standing == Comparison.Standing(best: 0, alike: [1], others: 1))
    }

    @Test func entriesWithoutARunHaveNoStanding() {
        #expect(comparison([("a", "mse", 0, []), ("b", "mse", 0, [])], seeds: [0]).standing == nil)
        let one = comparison([("a", "mse", 0, []), entry("b", 0..<4)], seeds: [0])
        #expect(one.standing == Comparison.Standing(best: 1, alike: [], others: 0))
    }
}
