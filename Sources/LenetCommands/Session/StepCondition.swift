import LenetEngine
import LenetSyntax

/// The names of `step until …`, tested after every update.
package enum StepCondition {
    /// What an update is, as far as conditions ask.
    package struct Moment: Sendable {
        /// The batch's, before its update.
        package var loss: Double
        /// Of the update before it, in the same statement; nil at the first.
        package var previousLoss: Double?
        /// Updates of the training so far.
        package var step: Int
        package var epoch: Int
        /// The last of the model's history; nil before an epoch was measured.
        package var row: HistoryRow?
    }

    package static let names: [(name: String, summary: String, get: @Sendable (Moment) -> Value)] = [
        ("loss", "Of the batch, before its update.", { .number($0.loss) }),
        ("previous_loss", "Of the batch before; at the first update of the statement, that of its own batch.", { .number($0.previousLoss ?? $0.loss) }),
        ("step", "Updates of the training so far.", { .number(Double($0.step)) }),
        ("epoch", "From 1: the epoch that the update belongs to.", { .number(Double($0.epoch)) }),
    ]
}

extension StepCondition {
    /// Measures of the history's last row, without those that are of the update.
    static let measures = ["accuracy"] + HistoryFields.all.map(\.name).filter { name in !names.contains { $0.name == name } }

    /// The first of them that a condition speaks of.
    static func measure(in condition: Expression) -> String? {
        var found: String?
        condition.forEachName { name, _ in if found == nil, measures.contains(name) { found = name } }
        return found
    }
}

extension Session {
    func holds(_ condition: Expression, after moment: StepCondition.Moment) throws -> Bool {
        scopes.openBlock()
        defer { scopes.closeBlock() }
        // What has not been measured is no number: no comparison with it holds.
        for field in HistoryFields.all { scopes.declare(field.name, moment.row.map(field.get) ?? .number(.nan)) }
        scopes.declare("accuracy", .number(moment.row?.judged?.accuracy ?? .nan))
        for name in StepCondition.names { scopes.declare(name.name, name.get(moment)) }
        return try Evaluator(self).truth(condition)
    }
}
