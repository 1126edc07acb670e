/// What `lenet bench rules` measures: microseconds of one thread for one update of a network's weights, rule by rule.
package struct RuleBench {
    package struct Row: Sendable {
        package var name: String
        /// Numbers kept for each weight.
        package var states: Int
        /// Times that the weights are gone through in a step.
        package var passes: Int
        /// Vector operations on each weight, all passes together.
        package var operations: Int
        package var microseconds: Double
    }

    package var kernels: Kernels
    /// How many times each rule is measured; the median is kept.
    package var rounds = 9
    /// Seconds that one measurement takes, about.
    package var span = 0.01

    package init(kernels: Kernels = .chosen) {
        self.kernels = kernels
    }

    /// `plan`: the network whose arrays are updated. Gradients are noise, and the weights of the network's seed 1 are where each rule
    /// begins.
    package func run(_ rules: [(name: String, rule: RuleInUse)], plan: NetworkPlan) -> [Row] {
        let start = Network(plan: plan, seed: 1).weights
        let gradients = Network(plan: plan, seed: 2).weights.map { $0 / 64 }
        return rules.map { name, rule in
            let runner = UpdateRunner<Float>(rule: rule, arrays: plan.arrays.map(\.dimensions), kernels: kernels)
            var weights = start
            func seconds(_ steps: Int) -> Double {
                Stopwatch.measure(threads: 1) {
                    for _ in 0..<steps { runner.step(weights: &weights, gradients: gradients, rate: rule.learningRate) }
                }
            }
            let once = seconds(8) / 8
            let steps = max(4, Int(span / max(once, 1e-7)))
            let times = (0..<rounds).map { _ in seconds(steps) / Double(steps) }
            let programs = [rule.program] + (rule.otherwise.map { [$0.program] } ?? [])
            return Row(
                name: name, states: programs.map(\.states.count).max() ?? 0, passes: programs.map(\.passes.count).max() ?? 0,
                operations: rule.program.passes.reduce(0) { $0 + $1.vectors.count }, microseconds: Bench.median(times) * 1e6)
        }
    }
}
