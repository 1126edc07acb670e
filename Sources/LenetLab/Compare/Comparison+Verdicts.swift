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
        var pairs: [(Int, Int)] = []
        for first in ranked.indices { for second in ranked.indices where second > first { pairs.append((first, second)) } }
        let found = pairs.compactMap { pair in verdict(ranked[pair.0], ranked[pair.1]).map { (pair, $0) } }
        let corrected = Holm.adjusted(found.map(\.1.p))
        return zip(found, corrected).compactMap { each, p in
            let ((first, second), verdict) = each
            guard second == first + 1 || (first == 0 && second == ranked.count - 1) else { return nil }
            var shown = verdict
            shown.p = p
            return shown
        }.sorted { $0.isNeighbour(in: ranked) && !$1.isNeighbour(in: ranked) }
    }

    /// The comparisons as sentences, and what they leave out.
    package var verdicts: [String] {
        var sentences = comparisons.map(\.sentence)
        for run in runs {
            if let divergence = run.divergence {
                sentences.append("\(run.label) diverged with seed \(run.seed): \(divergence.sentence)")
            }
        }
        if seeds.count == 1, entries.count > 1 {
            sentences.append("one seed: what another start would change is not in these figures (say `seeds 3`)")
        }
        return sentences
    }

    private func verdict(_ first: Entry, _ second: Entry) -> Verdict? {
        let difference = first.accuracy - second.accuracy
        if seeds.count > 1 {
            // An interrupted comparison may have other seeds of one than of the other.
            let pairs = zip(first.runs, first.accuracies).compactMap { run, accuracy in
                zip(second.runs, second.accuracies).first { $0.0.seed == run.seed }.map { (accuracy, $0.1) }
            }
            guard let test = PairedTest(pairs.map(\.0), pairs.map(\.1), resolution: 1 / Double(max(1, labels.count))) else { return nil }
            return Verdict(
                better: first.label, worse: second.label, difference: difference, p: test.p,
                evidence: .seeds(pairs.count, effect: test.effect))
        }
        guard let a = first.evaluations.first, let b = second.evaluations.first,
            let test = McNemar(first: a.predictions, second: b.predictions, labels: labels)
        else { return nil }
        return Verdict(
            better: first.label, worse: second.label, difference: difference, p: test.p,
            evidence: .images(onlyBetter: test.onlyFirst, onlyWorse: test.onlySecond))
    }
}

extension Comparison.Verdict {
    fileprivate func isNeighbour(in ranked: [Comparison.Entry]) -> Bool {
        guard let place = ranked.firstIndex(where: { $0.label == better }) else { return false }
        return ranked.indices.contains(place + 1) && ranked[place + 1].label == worse
    }
}

extension Comparison.Verdict.Evidence {
    /// What the figure stands on, in brackets behind p.
    var phrase: String {
        switch self {
        case .images(let better, let worse): "\(NumberText.grouped(better)) images against \(NumberText.grouped(worse))"
        case .seeds(let count, let effect):
            "\(count) seeds, d = " + (abs(effect) >= 99.95 ? "over 100" : NumberText.fixed(effect, decimals: 1))
        }
    }
}
