/// What a comparison is about besides what it says it is about: facts. `sentence` puts them into words.
package enum Unfairness: Sendable, Hashable {
    /// Every rule was given one rate, which is the usual one of some and not of others.
    case oneRateForAll(rate: Double, usual: [Rate], unusual: [Rate])
    /// Some rules were given a rate, the others run with their own.
    case someRatesChosen(chosen: [String], usual: [String])
    /// The same epochs are other numbers of updates.
    case updates(most: Updates, fewest: Updates)

    /// How often a run with batches of a size moved its weights.
    package struct Updates: Sendable, Hashable {
        package var batch: Int
        package var count: Int
    }

    /// What a rule trains with, and what it would train with unless a rate were said; nil for rules without a rate.
    package struct Rate: Sendable, Hashable {
        package var label: String
        package var rule: String
        package var isGiven: Bool
        package var value: Double
        package var usual: Double

        package init(label: String, rule: String, isGiven: Bool, value: Double, usual: Double) {
            self.label = label
            self.rule = rule
            self.isGiven = isGiven
            self.value = value
            self.usual = usual
        }
    }

    /// The rates of a comparison of rules. Two of one rule are a comparison of rates: nothing is unfair about them.
    package static func of(_ rates: [Rate]) -> Unfairness? {
        guard Set(rates.map(\.rule)).count > 1 else { return nil }
        let given = rates.filter { $0.isGiven && $0.value != $0.usual }
        guard !given.isEmpty else { return nil }
        let values = Set(rates.map(\.value))
        if values.count == 1, let rate = values.first {
            return .oneRateForAll(rate: rate, usual: rates.filter { $0.usual == rate }, unusual: rates.filter { $0.usual != rate })
        }
        let untouched = rates.filter { !$0.isGiven }
        guard !untouched.isEmpty else { return nil }
        return .someRatesChosen(chosen: given.map(\.label), usual: untouched.map(\.label))
    }

    /// Batches of several sizes make other numbers of updates of the same epochs.
    static func of(_ entries: [Comparison.Entry]) -> Unfairness? {
        let updates = entries.compactMap { entry in entry.runs.first.map { Updates(batch: entry.batchSize, count: $0.result.steps) } }
        guard let most = updates.max(by: { $0.count < $1.count }), let fewest = updates.min(by: { $0.count < $1.count }),
            most.count != fewest.count
        else { return nil }
        return .updates(most: most, fewest: fewest)
    }

    package var sentence: String {
        switch self {
        case .oneRateForAll(let rate, let usual, _) where usual.isEmpty:
            "all rules got lr \(NumberText.plain(rate)), which is nobody's usual rate: this compares rates as much as rules"
        case .oneRateForAll(let rate, let usual, let unusual):
            "all rules got lr \(NumberText.plain(rate)), the default of \(Self.names(usual.map(\.rule))) and not of "
                + Self.distinct(unusual.map { "\($0.rule) (\(NumberText.plain($0.usual)))" }).joined(separator: ", ")
                + ": this compares rates as much as rules"
        case .someRatesChosen(let chosen, let usual):
            "\(Self.names(chosen)) got a rate by hand, \(Self.names(usual)) not: the difference may be the care and not the rule"
        case .updates(let most, let fewest):
            "the same epochs are \(NumberText.grouped(most.count)) updates with batch \(most.batch) and "
                + "\(NumberText.grouped(fewest.count)) with batch \(fewest.batch)"
        }
    }

    /// A line to try instead.
    package var advice: String? { line.map { "the same care for every rule: \($0)" } }

    /// The statement alone.
    package var line: String? {
        switch self {
        case .oneRateForAll, .someRatesChosen: "tune [\(rules.joined(separator: ", "))] lr 1e-5..1 log 11 epochs 1"
        case .updates: nil
        }
    }

    private var rules: [String] {
        switch self {
        case .oneRateForAll(_, let usual, let unusual): Self.distinct((usual + unusual).map(\.rule))
        case .someRatesChosen(let chosen, let usual):
            Self.distinct((chosen + usual).map { $0.split(separator: " ").first.map(String.init) ?? $0 })
        case .updates: []
        }
    }

    private static func distinct(_ names: [String]) -> [String] {
        names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private static func names(_ names: [String]) -> String { distinct(names).spoken }
}
