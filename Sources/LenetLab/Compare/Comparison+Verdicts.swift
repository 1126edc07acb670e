import LenetEngine

extension Comparison {
    /// A difference between two entries and what luck alone would say to it.
    package struct Verdict: Sendable, Hashable {
        package var better: String
        package var worse: String
        package var difference: Double
        /// Corrected for all pairs that could have been looked at (Holm).
        package var p: Double
        package var evidence: Evidence

        package enum Evidence: Sendable, Hashable {
            /// McNemar's test, one seed: images that only the better, and only the worse, has right.
            case images(onlyBetter: Int, onlyWorse: Int)
            /// Student's paired test over seeds; the effect is the difference in standard deviations of the differences.
            case seeds(Int, effect: Double)
        }

        package init(better: String, worse: String, difference: Double, p: Double, evidence: Evidence) {
            self.better = better
            self.worse = worse
            self.difference = difference
            self.p = p
            self.evidence = evidence
        }

        /// Below this a difference is called more than luck.
        package static let level = 0.05

        package var isMoreThanLuck: Bool { p < Self.level }

        package var sentence: String {
            if difference == 0 { return "\(better) and \(worse): equally good here" }
            let size = NumberText.fixed(difference, decimals: 4)
            let chance = p < 0.0001 ? "p < 0.0001" : "p = " + NumberText.significant(p, 2)
            return isMoreThanLuck
                ? "\(better) is better than \(worse) by \(size), more than luck (\(chance), \(evidence.phrase))"
                : "\(better) and \(worse): indistinguishable here, the difference of \(size) is within luck (\(chance), \(evidence.phrase))"
        }
    }

    /// Each entry against the one that comes next in the ranking, and the first against the last. Which pairs those are the figures
    /// themselves have chosen, so p is corrected for all pairs that there are.
    package var comparisons: [Verdict] {
        let ranked = ranked
        var pairs: [(first: Int, second: Int, test: (p: Double, evidence: Verdict.Evidence))] = []
        for first in ranked.indices {
            for second in ranked.indices.dropFirst(first + 1) {
                if let test = test(ranked[first], ranked[second]) { pairs.append((first, second, test)) }
            }
        }
        let corrected = Holm.adjusted(pairs.map(\.test.p))
        func verdicts(_ isShown: (_ first: Int, _ second: Int) -> Bool) -> [Verdict] {
            zip(pairs, corrected).filter { isShown($0.0.first, $0.0.second) }.map { pair, p in
                let (better, worse) = (ranked[pair.first], ranked[pair.second])
                return Verdict(
                    better: better.label, worse: worse.label, difference: better.accuracy - worse.accuracy, p: p, evidence: pair.test.evidence)
            }
        }
        return verdicts { $1 == $0 + 1 } + verdicts { $0 == 0 && $1 > 1 && $1 == ranked.count - 1 }
    }

    /// The comparisons as sentences, and what they leave out.
    package var verdicts: [String] {
        // First, since the figures of such a run are those from before its last update.
        var sentences = runs.compactMap { run in
            run.divergence.map { "\(run.label) diverged with seed \(run.seed), and its figures are from before: \($0.sentence)" }
        }
        sentences += comparisons.map(\.sentence)
        if subject == .batches, let unfairness = Unfairness.of(entries) { sentences.append(unfairness.sentence) }
        if seeds.count == 1, entries.count > 1 {
            sentences.append("one seed: what another start would change is not in these figures (say `seeds 3`)")
        }
        return sentences
    }

    /// What luck alone would say to the difference of two entries, uncorrected; nil where nothing can be tested.
    func test(_ first: Entry, _ second: Entry) -> (p: Double, evidence: Verdict.Evidence)? {
        if seeds.count > 1 {
            // An interrupted comparison may have other seeds of one than of the other.
            let pairs = zip(first.runs, first.accuracies).compactMap { run, accuracy in
                zip(second.runs, second.accuracies).first { $0.0.seed == run.seed }.map { (accuracy, $0.1) }
            }
            return PairedTest(pairs.map(\.0), pairs.map(\.1), resolution: 1 / Double(max(1, labels.count))).map {
                ($0.p, .seeds(pairs.count, effect: $0.effect))
            }
        }
        guard let a = first.evaluations.first, let b = second.evaluations.first else { return nil }
        return McNemar(first: a.predictions, second: b.predictions, labels: labels).map {
            ($0.p, .images(onlyBetter: $0.onlyFirst, onlyWorse: $0.onlySecond))
        }
    }
}

extension Comparison.Verdict.Evidence {
    /// What the figure stands on, in brackets behind p.
    var phrase: String {
        switch self {
        case .images(let better, let worse): "\(NumberText.counted(better, "image")) against \(NumberText.grouped(worse))"
        case .seeds(let count, let effect):
            "\(count) seeds, d = " + (abs(effect) >= 99.95 ? "over 100" : NumberText.fixed(effect, decimals: 1))
        }
    }
}
