import LenetEngine

extension Diagnosis {
    /// Of a comparison: what makes it unfair, which of its entries differ, and what each run's history shows. `rates`: of its rules;
    /// `evidence`: of an entry's first run.
    package init(_ comparison: Comparison, rates: [Unfairness.Rate], evidence: (Run, Comparison.Entry) -> Evidence) {
        var findings: [Finding] = []
        if comparison.subject == .rules, let unfairness = Unfairness.of(rates) { findings.append(.unfair(unfairness)) }
        if comparison.subject == .batches, let unfairness = Unfairness.of(comparison.entries) { findings.append(.unfair(unfairness)) }
        let line = comparison.again(training: { evidence($0, $1).images?.training })
        let verdicts = comparison.comparisons
        if let best = comparison.ranked.first, let worst = comparison.ranked.last, !verdicts.isEmpty {
            findings.append(
                .difference(
                    .init(
                        best: best.label, worst: worst.label, isMoreThanLuck: verdicts.contains(where: \.isMoreThanLuck),
                        verdicts: verdicts.map(\.sentence), seeds: comparison.seeds.count, line: line)))
        }
        self.init(findings: findings)
        ofRuns = []
        // The worst first: what went wrong there is what the differences come from.
        for entry in comparison.ranked.reversed() {
            guard let run = entry.runs.first else { continue }
            let evidence = evidence(run, entry)
            let diagnosis = Diagnosis(evidence)
            guard let first = diagnosis.findings.first(where: \.isOfTheTraining) else { continue }
            ofRuns.append((Finding.ofRun(label: entry.label, first), evidence))
        }
    }
}

extension Comparison {
    /// The same over more seeds.
    fileprivate func again(training: (Run, Entry) -> Int?) -> String {
        let lines = entries.compactMap { entry in entry.runs.first.map { RunLine($0, training: training($0, entry)) } }
        guard var line = lines.first else { return "help compare" }
        let labels = entries.map(\.label).joined(separator: ", ")
        let seeds = seeds.count == 1 ? 3 : seeds.count * 2
        switch subject {
        case .rules: return "compare [\(lines.map(\.call).joined(separator: ", "))] \(line.same) seeds \(seeds)"
        case .losses:
            let losses = entries.map(\.loss).joined(separator: ", ")
            line.loss = nil
            return "compare losses [\(losses)] with \(line.words) \(line.same) seeds \(seeds)"
        case .models: return "compare models [\(labels)] with \(line.words) \(line.same) seeds \(seeds)"
        case .batches:
            line.batch = nil
            return "compare batches [\(labels)] with \(line.words) \(line.same) seeds \(seeds)"
        }
    }
}

extension Finding {
    /// And not of the data, which all entries have in common.
    var isOfTheTraining: Bool {
        switch self {
        case .good, .unbalanced, .fewImages, .judgedByTest, .confused: false
        default: true
        }
    }
}
