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
    }

    package static let names: [(name: String, summary: String, get: @Sendable (Moment) -> Value)] = [
        ("loss", "Of the batch, before its update.", { .number($0.loss) }),
        ("previous_loss", "Of the batch before; at the first update of the statement, that of its own batch.", { .number($0.previousLoss ?? $0.loss) }),
        ("step", "Updates of the training so far.", { .number(Double($0.step)) }),
        ("epoch", "From 1: the epoch that the update belongs to.", { .number(Double($0.epoch)) }),
    ]
}

extension Session {
    func holds(_ condition: Expression, after moment: StepCondition.Moment) throws -> Bool {
        scopes.openBlock()
        defer { scopes.closeBlock() }
        for name in StepCondition.names { scopes.declare(name.name, name.get(moment)) }
        return try Evaluator(self).truth(condition)
    }
}
