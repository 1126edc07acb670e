import LenetEngine
import LenetLab
import LenetRules

/// A walk over a landscape that goes one update at a time, explains it, and goes back: what `step on rosenbrock` stands on.
///
/// The program that runs is the one that `path` runs, compiled to keep what its lines make (`RuleTrace`). Going back makes the walk
/// once more from its start: a step costs a microsecond, and what follows from the start need not be kept.
package struct SteppedWalk {
    /// What holds from an update on: rule, noise and schedule may change on the way.
    package struct Stretch: Sendable {
        package var rule: TracedRule
        /// How it was asked for, and in which dialect.
        package var request: RuleRequest
        package var dialect: Dialect
        package var noise: GradientNoise
        /// What a schedule takes for the length of the walk.
        package var steps: Int
        package var epochs: Int

        /// As tables show the rule: `adam lr 0.1`.
        package var label: String { request.choice.phrase }
    }

    package struct Update: Sendable {
        /// From 1.
        package var step: Int
        package var epoch: Int
        /// What evaluation would use; for most rules the weights.
        package var pointBefore: [Double]
        package var pointAfter: [Double]
        /// Where the gradient was taken, and what the update made of it.
        package var weightsBefore: [Double]
        package var weightsAfter: [Double]
        package var valueBefore: Double
        package var valueAfter: Double
        /// Noise included.
        package var gradient: [Double]
        /// After the schedule.
        package var rate: Double
        package var momentum: Double?
        /// Gradients that wait for an update: `accumulate`.
        package var waiting: Int
        /// One for each variable; empty where gradients wait, or where nothing was to be explained.
        package var traces: [WeightTrace]
    }

    package let landscape: Landscape
    package let start: [Double]
    /// Never empty; the first begins at 0.
    private var stretches: [(from: Int, stretch: Stretch)]
    private var walk: LandscapeWalk

    /// The height and the slopes at the start must be finite.
    package init(landscape: Landscape, from start: [Double], _ stretch: Stretch) {
        self.landscape = landscape
        self.start = start
        stretches = [(0, stretch)]
        walk = Self.beginning(landscape, start, stretch)
    }

    private static func beginning(_ landscape: Landscape, _ start: [Double], _ stretch: Stretch) -> LandscapeWalk {
        LandscapeWalk(
            landscape: landscape, rule: stretch.rule.rule, from: start, noise: stretch.noise, steps: stretch.steps, epochs: stretch.epochs)
    }

    /// Updates made.
    package var step: Int { walk.step }
    package var stretch: Stretch { stretches[stretches.count - 1].stretch }
    package var point: [Double] { walk.point }
    package var value: Double { landscape.value(at: walk.point) }

    /// From here on, another rule, noise or schedule.
    package mutating func change(to stretch: Stretch) {
        let here = step
        stretches.removeAll { $0.from >= here }
        stretches.append((here, stretch))
        walk = stretches.count == 1 ? Self.beginning(landscape, start, stretch) : Self.turned(walk, stretch)
    }

    private static func turned(_ walk: LandscapeWalk, _ stretch: Stretch) -> LandscapeWalk {
        walk.goingOn(with: stretch.rule.rule, noise: stretch.noise, steps: stretch.steps, epochs: stretch.epochs)
    }

    /// Makes one update; nil where it left what numbers can hold: the walk then stands before it. `number`: how a number is written
    /// in an explanation; without it nothing is explained.
    package mutating func advance(explainedWith number: ((Double) -> String)? = nil) -> Update? {
        let rule = stretch.rule
        let arrays = [[start.count]]
        var update = Update(
            step: walk.step + 1, epoch: walk.epoch + 1, pointBefore: walk.point, pointAfter: [], weightsBefore: walk.weights, weightsAfter: [],
            valueBefore: landscape.value(at: walk.point), valueAfter: 0, gradient: [], rate: 0, momentum: nil, waiting: 0, traces: [])
        update.gradient = walk.advance { runner, weights, gradient, rate in
            update.rate = rate
            if let number {
                update.traces = rule.step(
                    runner, weights: &weights, gradients: gradient, rate: rate, arrays: arrays, tracing: Array(weights.indices), number: number)
            } else {
                runner.step(weights: &weights, gradients: gradient, rate: rate)
            }
        }
        update.momentum = walk.momentum
        update.pointAfter = walk.point
        update.weightsAfter = walk.weights
        update.valueAfter = landscape.value(at: walk.point)
        update.waiting = walk.runner.accumulatedBatches
        guard update.valueAfter.isFinite, (update.pointAfter + update.weightsAfter + update.gradient).allSatisfy(\.isFinite) else {
            _ = go(to: update.step - 1, keepingChange: true)
            return nil
        }
        return update
    }

    /// Goes back to where it stood after so many updates, by making them once more; false where it was interrupted, and stands where
    /// it stood. `keepingChange`: a rule that took over there holds; else it is as if it had not been said yet.
    package mutating func go(to step: Int, keepingChange: Bool = false, isInterrupted: () -> Bool = { false }) -> Bool {
        precondition(0...self.step ~= step, "a step that was made")
        var kept = stretches.filter { keepingChange ? $0.from <= step : $0.from < step }
        // The rule that it began with is never unsaid.
        if kept.isEmpty { kept = [(0, stretches[0].stretch)] }
        var walk = Self.beginning(landscape, start, kept[0].stretch)
        var next = 1
        while true {
            if next < kept.count, kept[next].from == walk.step {
                walk = Self.turned(walk, kept[next].stretch)
                next += 1
            }
            guard walk.step < step else { break }
            if walk.step % 4096 == 4095, isInterrupted() { return false }
            walk.advance()
        }
        self.walk = walk
        stretches = kept
        return true
    }
}
