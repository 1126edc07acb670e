import LenetRules
import LenetSyntax

/// The names of `step until …` on a landscape, besides its variables: what an update led to.
package enum WalkCondition {
    package struct Moment {
        package var landscape: Landscape
        package var update: SteppedWalk.Update
    }

    package static let names: [(name: String, summary: String, get: @Sendable (Moment) -> Value)] = [
        ("value", "On a landscape, the height that the update led to.", { .number($0.update.valueAfter) }),
        ("loss", "The same: the height is the loss.", { .number($0.update.valueAfter) }),
        ("previous_loss", "The height before the update.", { .number($0.update.valueBefore) }),
        ("distance", "On a landscape, from the nearest minimum, where one is known.", { moment in
            moment.landscape.distanceToMinimum(from: moment.update.pointAfter).map { .number($0) } ?? .number(.nan)
        }),
        ("step", "Updates of the walk so far.", { .number(Double($0.update.step)) }),
        ("epoch", "From 1: the epoch that the update belongs to.", { .number(Double($0.update.epoch)) }),
    ]
}

extension Session {
    /// The variables stand for where the update led.
    func holds(_ condition: Expression, after moment: WalkCondition.Moment) throws -> Bool {
        scopes.openBlock()
        defer { scopes.closeBlock() }
        for (name, x) in zip(moment.landscape.variables, moment.update.pointAfter) { scopes.declare(name, .number(x)) }
        for name in WalkCondition.names { scopes.declare(name.name, name.get(moment)) }
        return try Evaluator(self).truth(condition)
    }
}
