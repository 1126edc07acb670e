import LenetEngine

/// What takes part in a comparison: a rule, or the same rule with another loss, model or batch.
package struct Contestant: Sendable {
    /// As tables show it: `sgd lr 0.1`, `mse`, `lenet5`, `32`.
    package var label: String
    package var contender: Contender
    package var recipe: Recipe

    package init(label: String, contender: Contender, recipe: Recipe) {
        self.label = label
        self.contender = contender
        self.recipe = recipe
    }
}

/// One training of a comparison: who, from which start.
struct Job: Sendable {
    var contestant: Int
    var seed: UInt64
    var key: RunKey
}

/// How the runs of a comparison share the processors.
package enum Arrangement: Sendable, Hashable {
    /// One after the other, each with all threads.
    case inTurn
    /// So many at a time, each with one thread.
    case sideBySide(Int)

    /// What a run gains from its threads, as a share of their number: LeNet-5 and cnn4 on two cores, docs/performance.md.
    static let gain = 0.85

    /// The faster one. A run is on one thread or on all of them throughout a comparison, so that their times can be compared.
    package static func fastest(runs: Int, threads: Int) -> Arrangement {
        guard threads > 1, runs > 1 else { return .inTurn }
        let workers = min(threads, runs)
        let rounds = (runs + workers - 1) / workers
        return Double(rounds) <= Double(runs) / (Double(threads) * gain) ? .sideBySide(workers) : .inTurn
    }
}
