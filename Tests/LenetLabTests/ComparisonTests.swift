import LenetEngine
import LenetLab
import Testing

/// Comparisons made by hand: what the table and the sentences say of them.
@Suite struct ComparisonTests {
    private func evaluation(_ predictions: [UInt8], _ labels: [UInt8]) -> Evaluation {
        Evaluation(predictions: predictions, labels: labels, classes: 10, loss: 0.5)
    }

    private func run(_ name: String, accuracy: Double, seed: UInt64 = 0) -> Run {
        let rows = [0, 1, 2].map { epoch in
            HistoryRow(
                epoch: epoch, train: (1, 0.5), test: (1, epoch == 1 ? accuracy + 0.01 : accuracy), seconds: Double(epoch))
        }
        return Run(
            optimizer: name, label: name, rule: name, dialect: .keras, loss: "cross_entropy", batchSize: 10, seed: seed,
            model: "mlp",
            result: TrainingResult(history: rows, steps: 20, seconds: 2, imagesPerSecond: 100, fingerprint: "0"),
            final: Measure(loss: 0.5, accuracy: accuracy), measuredOn: "test")
    }

    /// 400 images; `good` has 20 that only it has right, `bad` has 4.
    private func comparison(seeds: [UInt64] = [0]) -> Comparison {
        let labels = [UInt8](repeating: 1, count: 400)
        var good = labels
        var bad = labels
        for index in 0..<4 { good[index] = 0 }
        for index in 4..<24 { bad[index] = 0 }
        var comparison = Comparison(
            entries: ["bad", "good"].map { .init(label: $0, epochs: 2, batchSize: 10) }, seeds: seeds, dataset: "digits",
            measuredOn: "test", labels: labels)
        for (index, predictions) in [bad, good].enumerated() {
            for seed in seeds {
                let evaluation = evaluation(predictions, labels)
                comparison.entries[index].evaluations.append(evaluation)
                comparison.entries[index].runs.append(run(index == 0 ? "bad" : "good", accuracy: evaluation.accuracy, seed: seed))
            }
        }
        return comparison
    }

    // scipy.stats.binomtest(4, 24, 0.5).pvalue = 0.0015438795089721684
    @Test func oneSeedIsJudgedOnTheSameImages() throws {
        let verdict = try #require(comparison().comparisons.first)
        #expect(verdict.evidence == .images(onlyBetter: 20, onlyWorse: 4))
        #expect(abs(verdict.p - 0.0015438795089721684) < 1e-12)
        #expect(verdict.sentence == "good is better than bad by 0.0400, more than luck (p = 0.0015, 20 images against 4)")
        #expect(comparison().verdicts.last?.hasPrefix("one seed:") == true)
    }

    @Test func luckIsCalledLuck() {
        let verdict = Comparison.Verdict(better: "sgd", worse: "adadelta", difference: 0.008, p: 0.109, evidence: .seeds(3, effect: 1.73))
        #expect(
            verdict.sentence
                == "sgd and adadelta: indistinguishable here, the difference of 0.0080 is within luck (p = 0.11, 3 seeds, d = 1.7)")
    }

    @Test func theTableHasARowForEachRule() {
        let lines = comparison().table.lines()
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("rule  accuracy  95% interval"))
        #expect(lines[1].hasPrefix("bad     0.9500  "))
        #expect(lines[2].hasPrefix("good    0.9900  "))
        #expect(comparison(seeds: [0, 1]).table.lines()[0].contains("spread"))
    }

    @Test func theBestRunAndEpoch() {
        let comparison = comparison()
        #expect(comparison.best?.optimizer == "good")
        #expect(comparison.ranked.map(\.label) == ["good", "bad"])
        #expect(comparison.best?.bestEpoch?.epoch == 1)
    }
}
