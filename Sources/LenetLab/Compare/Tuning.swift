import LenetData
import LenetEngine

/// A rate for every rule, found with the same budget for each: the same rates, epochs, batches and seeds, judged on validation
/// images; then the best of each from fresh starts on the test images, which had no say in the choice.
package struct Tuning: Sendable {
    package struct Trial: Sendable {
        package var rate: Double
        /// On validation images, one for each seed.
        package var accuracies: [Double]
        package var losses: [Double]
        /// Seeds with which it diverged.
        package var diverged: Int

        package var accuracy: Double { Summary.mean(accuracies) }
    }

    package struct Entry: Sendable {
        package var rule: String
        /// nil: the rule has no rate unless one is said.
        package var usual: Double?
        /// With rising rates.
        package var trials: [Trial]

        /// The best accuracy; of equals the lowest loss, then the smallest rate. Nil before any trial was finished.
        package var best: Trial? {
            trials.filter { !$0.accuracies.isEmpty }.min { a, b in
                let (lossA, lossB) = (Summary.mean(a.losses), Summary.mean(b.losses))
                // A loss that is no number comes last.
                return (-a.accuracy, lossA.isFinite ? lossA : .infinity, a.rate) < (-b.accuracy, lossB.isFinite ? lossB : .infinity, b.rate)
            }
        }

        /// A better rate may lie beyond those that were tried.
        package var isAtEdge: Bool { trials.count > 1 && (best?.rate == trials.first?.rate || best?.rate == trials.last?.rate) }
    }

    package var entries: [Entry]
    package var epochs: Int
    package var batchSize: Int
    package var seeds: [UInt64]
    package var freshSeeds: [UInt64]
    package var dataset: String
    /// The best of each rule, from fresh starts, on test images; nil where it was interrupted before.
    package var final: Comparison?

    package var isInterrupted: Bool { final?.isInterrupted ?? true }

    /// A row for each rule: the rate that was found, and what it reaches.
    package var table: TextTable {
        let rows = entries.enumerated().map { index, entry -> [String] in
            guard let best = entry.best else { return [entry.rule, "-"] }
            var cells = [
                entry.rule, NumberText.plain(best.rate) + (entry.isAtEdge ? " *" : ""), entry.usual.map(NumberText.plain) ?? "-",
                NumberText.fixed(best.accuracy, decimals: 4),
            ]
            if let final, final.entries.indices.contains(index), !final.entries[index].runs.isEmpty {
                let measured = final.entries[index]
                cells += [
                    NumberText.fixed(measured.accuracy, decimals: 4),
                    measured.runs.count > 1 ? NumberText.fixed(measured.spread, decimals: 4) : "-",
                ]
            }
            return cells
        }
        return TextTable(
            [.init("rule", .left), .init("best lr"), .init("usual lr"), .init("validation"), .init("test"), .init("spread")], rows)
    }

    /// What the figures say, in sentences.
    package var verdicts: [String] {
        var sentences: [String] = []
        let edge = entries.filter(\.isAtEdge).map(\.rule)
        if !edge.isEmpty {
            sentences.append("* the best rate of \(edge.joined(separator: ", ")) is at the end of those tried: a better one may lie beyond")
        }
        for entry in entries where entry.trials.contains(where: { $0.diverged > 0 }) {
            let least = entry.trials.filter { $0.diverged > 0 }.map(\.rate).min() ?? 0
            sentences.append("\(entry.rule) diverges from lr \(NumberText.plain(least)) on")
        }
        return sentences + (final?.verdicts ?? [])
    }
}

extension Laboratory {
    /// `rules`: a name, its usual rate and the contender for each of `rates`. `recipe`'s data has validation images.
    package func tune(
        _ rules: [(name: String, usual: Double?, contenders: [Contender])], rates: [Double], recipe: Recipe, seeds: [UInt64],
        freshSeeds: [UInt64], onRun: (Run) -> Void = { _ in }
    ) throws(EngineError) -> Tuning {
        let contestants = rules.flatMap { rule in
            rule.contenders.map { Contestant(label: $0.label, contender: $0, recipe: recipe) }
        }
        let trials = try compare(contestants, seeds: seeds, onRun: onRun)
        var tuning = Tuning(
            entries: [], epochs: recipe.epochs, batchSize: recipe.batchSize, seeds: seeds, freshSeeds: freshSeeds,
            dataset: recipe.data.name)
        for (index, rule) in rules.enumerated() {
            let own = trials.entries[index * rates.count..<(index + 1) * rates.count]
            tuning.entries.append(
                Tuning.Entry(
                    rule: rule.name, usual: rule.usual,
                    trials: zip(rates, own).map { rate, entry in
                        Tuning.Trial(
                            rate: rate, accuracies: entry.accuracies, losses: entry.evaluations.map(\.loss),
                            diverged: entry.runs.count { $0.divergence != nil })
                    }))
        }
        guard !trials.isInterrupted else { return tuning }
        var judged = recipe
        judged.data.validation = nil
        let best = zip(rules, tuning.entries).compactMap { rule, entry -> Contestant? in
            guard let rate = entry.best?.rate, let place = rates.firstIndex(of: rate) else { return nil }
            return Contestant(label: rule.contenders[place].label, contender: rule.contenders[place], recipe: judged)
        }
        tuning.final = try compare(best, seeds: freshSeeds, onRun: onRun)
        return tuning
    }
}
