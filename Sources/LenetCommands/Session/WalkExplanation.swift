import LenetEngine
import LenetLab
import LenetRules

/// What `step` says of an update on a landscape.
package struct WalkExplanation: Sendable {
    package var landscape: Landscape
    package var start: [Double]
    package var stretch: SteppedWalk.Stretch
    /// The last one of the statement.
    package var update: SteppedWalk.Update
    /// Of every update of the statement: where it led, and how high that is.
    package var passed: [(step: Int, point: [Double], value: Double)]

    package var rule: RuleInUse { stretch.rule.rule }

    /// The variables, as a network's step has its watched weights.
    package var items: [StepExplanation.Item] {
        landscape.variables.enumerated().map { index, name in
            StepExplanation.Item(
                text: name,
                what: .weight(
                    update.traces.indices.contains(index) ? update.traces[index] : nil, gradient: update.gradient[index],
                    value: update.weightsAfter[index]))
        }
    }
}
