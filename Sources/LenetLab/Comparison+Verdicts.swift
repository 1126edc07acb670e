import LenetEngine

extension Comparison {
    /// A difference between two rules and what luck alone would say to it.
    package struct Verdict: Sendable, Hashable {
        package var better: String
        package var worse: String
        package var difference: Double
        package var p: Double
        package var method: Method

        /// McNemar's test on the same images for one seed; Student's paired test over several.
        package enum Method: Sendable, Hashable { case mcNemar, paired }

        package init(better: String, worse: String, difference: Double, p: Double, method: Method) {
            self.better = better
            self.worse = worse
            self.difference = difference
            self.p = p
            self.method = method
        }

        /// Below this a difference is called more than luck.
        package static let level = 0.05

        package var sentence: String {
            let size = NumberText.fixed(difference, decimals: 4)
            let p = p < 0.0001 ? "p < 0.0001" : "p = " + NumberText.significant(p, 2)
            if difference == 0 { return "\(better) and \(worse) are equally good here" }
            return self.p < Self.level
                ? "\(better) is better than \(worse) by \(size), more than luck (\(p))"
                : "\(better) and \(worse) differ by \(size), within luck (\(p))"
        }
    }

    /// Each rule against the one that comes next in the ranking, and the first against the last.
    package var comparisons: [Verdict] {
        let ranked = ranked
        guard ranked.count > 1 else { return [] }
        var pairs = zip(ranked, ranked.dropFirst()).map { ($0, $1) }
        if let last = ranked.last, ranked.count > 2 { pairs.append((ranked[0], last)) }
        return pairs.compactMap { verdict($0, $1) }
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
            let pairs = min(first.runs.count, second.runs.count)
            guard let test = PairedTest(Array(first.accuracies.prefix(pairs)), Array(second.accuracies.prefix(pairs))) else { return nil }
            return Verdict(better: first.label, worse: second.label, difference: difference, p: test.p, method: .paired)
        }
        guard let a = first.evaluations.first, let b = second.evaluations.first,
            let test = McNemar(first: a.predictions, second: b.predictions, labels: labels)
        else { return nil }
        return Verdict(better: first.label, worse: second.label, difference: difference, p: test.p, method: .mcNemar)
    }
}
