/// What an update costs: microseconds a step on a network's weights, one thread.
package enum RuleBench {
    /// The median of `rounds` rounds of so many steps that a round takes some milliseconds. Gradients are small and all different,
    /// so that no weight and no state leaves the usual numbers.
    package static func microseconds(of rule: RuleInUse, on plan: NetworkPlan, rounds: Int = 15) -> Double {
        let runner = UpdateRunner<Float>(rule: rule, arrays: plan.arrays.map(\.dimensions))
        var weights = Network(plan: plan, seed: 1).weights
        let gradients = weights.indices.map { Float(($0 &* 7919) % 2048 - 1023) * 1e-5 }
        func seconds(_ steps: Int) -> Double {
            Stopwatch.measure(threads: 1) {
                for _ in 0..<steps { runner.step(weights: &weights, gradients: gradients, rate: rule.learningRate) }
            }
        }
        let one = seconds(3) / 3
        let steps = max(1, min(200, Int(5e-3 / one)))
        let times = (0..<max(1, rounds)).map { _ in seconds(steps) / Double(steps) }.sorted()
        return times[times.count / 2] * 1e6
    }
}
