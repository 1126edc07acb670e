import LenetEngine
import LenetRules

/// A rule that stands somewhere on a landscape: a path is made of its steps, and one step can be looked into.
///
/// The update program is the one that trains networks, run by the same `UpdateRunner` on one array of as many weights as the
/// landscape has variables; in Double, so that a path can be followed to the minimum and compared with a calculation by hand.
/// The array is a list, not a matrix: of a rule for matrices, what stands behind its `else` runs.
package struct LandscapeWalk {
    package let landscape: Landscape
    package let rule: RuleInUse
    package let noise: GradientNoise
    package let steps: Int
    package let epochs: Int
    /// What the rule remembers is in here.
    package let runner: UpdateRunner<Double>
    package private(set) var weights: [Double]
    /// Gradients seen so far; with `accumulate`, the weights move at some of them only.
    package private(set) var step = 0
    private var schedule: ScheduleRun

    /// `steps` and `epochs`: what schedules take for the length of the training.
    package init(
        landscape: Landscape, rule: RuleInUse, from start: [Double], noise: GradientNoise, steps: Int, epochs: Int = 1
    ) {
        precondition(start.count == landscape.variables.count, "a number for every variable")
        self.landscape = landscape
        self.rule = rule
        self.noise = noise
        self.steps = steps
        self.epochs = epochs
        runner = UpdateRunner<Double>(rule: rule, arrays: [[start.count]])
        weights = start
        schedule = rule.startSchedule()
    }

    /// Another rule takes over where this walk stands: what the first remembers stays where the second is of the same identity, and
    /// so does what the schedule has seen, where rule and rate are the same.
    package func goingOn(with rule: RuleInUse, noise: GradientNoise, steps: Int, epochs: Int) -> LandscapeWalk {
        var walk = LandscapeWalk(landscape: landscape, rule: rule, from: weights, noise: noise, steps: steps, epochs: epochs)
        walk.step = step
        if rule.identity == self.rule.identity { walk.runner.goOn(from: runner) }
        walk.schedule.goOn(from: schedule)
        return walk
    }

    /// What evaluation would use: for most rules the weights.
    package var point: [Double] { runner.evaluated(weights) }

    /// The gradient that the next update sees, noise included.
    package var gradient: [Double] { noise.added(to: landscape.slopes(at: weights), step: step) }

    /// The rate of the next update, by the schedule; sets the rule's momentum where the schedule says one.
    package mutating func nextRate() -> Double {
        schedule.advance(to: moment)
        if let momentum = schedule.momentum, let name = rule.momentumName { runner.set(name, to: momentum) }
        return schedule.rate
    }

    /// Who walks farther than was said finds the schedule at its end.
    private var moment: ScheduleMoment {
        ScheduleMoment(step: min(step, max(0, steps - 1)), epoch: epoch, steps: steps, epochs: epochs)
    }

    /// To which the next update belongs, from 0.
    package var epoch: Int { min(epoch(after: step), max(0, epochs - 1)) }
    /// What the schedule says of the rule's momentum; nil where it says nothing.
    package var momentum: Double? { schedule.momentum }

    private func epoch(after step: Int) -> Int { min(epochs, step * epochs / max(1, steps)) }

    /// One update; gives the gradient that it was made from.
    @discardableResult
    package mutating func advance() -> [Double] {
        advance { runner, weights, gradient, rate in runner.step(weights: &weights, gradients: gradient, rate: rate) }
    }

    /// The same, with the update made by a program that keeps what its lines make.
    @discardableResult
    package mutating func advance(
        by update: (UpdateRunner<Double>, inout [Double], _ gradient: [Double], _ rate: Double) -> Void
    ) -> [Double] {
        let gradient = gradient
        let rate = nextRate()
        update(runner, &weights, gradient, rate)
        let before = epoch(after: step)
        step += 1
        if epoch(after: step) > before {
            // What a schedule such as `plateau` looks at: the height takes the place of the loss, and there is no accuracy.
            schedule.report(metric: landscape.value(at: point), accuracy: 0, at: moment)
        }
        return gradient
    }
}
