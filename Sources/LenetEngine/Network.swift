import LenetRandom

/// A plan, its weights, and what its layers remember besides.
package struct Network: Sendable {
    package let plan: NetworkPlan
    /// All parameters, in the order of `plan.arrays`.
    package var weights: [Float]
    /// Running means and their like, in the order of `plan.statistics`: training changes them, evaluation reads them.
    package var statistics: [Float]

    /// Draws the weights: each array from a stream of its own that depends on the seed and on its place among the arrays, so
    /// a layer without parameters changes nobody's start.
    package init(plan: NetworkPlan, seed: UInt64) {
        self.plan = plan
        statistics = Self.firstStatistics(plan)
        weights = [Float](repeating: 0, count: plan.parameterCount)
        for (index, array) in plan.arrays.enumerated() {
            array.initializer.fill(
                &weights, array.range, fanIn: array.fanIn, fanOut: array.fanOut,
                from: RandomStream(seed: seed, purpose: .weights, UInt32(truncatingIfNeeded: index)))
        }
    }

    /// `weights`: as many as the plan has parameters. `statistics`: as many as it has; those of the start where nil.
    package init(plan: NetworkPlan, weights: [Float], statistics: [Float]? = nil) {
        precondition(weights.count == plan.parameterCount, "as many weights as the plan has parameters")
        precondition(statistics.map { $0.count == plan.statisticCount } ?? true, "as many statistics as the plan has")
        self.plan = plan
        self.weights = weights
        self.statistics = statistics ?? Self.firstStatistics(plan)
    }

    private static func firstStatistics(_ plan: NetworkPlan) -> [Float] {
        plan.statistics.flatMap { [Float](repeating: $0.start, count: $0.count) }
    }

    /// 16 hex digits of the weights, and of the statistics behind them where there are some: equal for equal bits.
    package var fingerprint: String { Fingerprint.of(statistics.isEmpty ? weights : weights + statistics) }
}

/// FNV-1a with 64 bits over the weights' bytes, the lowest byte of each first, every NaN counted as the one NaN 0x7fc00000.
/// Part of the numerics version.
package enum Fingerprint {
    package static func of(_ weights: [Float]) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for weight in weights {
            var bits = weight.isNaN ? 0x7FC0_0000 : weight.bitPattern
            for _ in 0..<4 {
                hash = (hash ^ UInt64(bits & 0xFF)) &* 0x0000_0100_0000_01B3
                bits >>= 8
            }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
