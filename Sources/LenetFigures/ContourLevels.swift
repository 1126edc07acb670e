import LenetEngine

/// Which heights a map draws: numbers that people write, evenly spaced where the heights are of one size, and in steps of a factor
/// where they differ by much, counted from the lowest.
enum ContourLevels {
    /// In rising order. Empty where all heights are one.
    static func chosen(_ heights: [Double], least: Double?, most: Int) -> [Double] {
        let sorted = heights.filter(\.isFinite).sorted()
        guard let lowest = sorted.first, let highest = sorted.last, highest > lowest else { return [] }
        let floor = min(least ?? lowest, lowest)
        // The few highest corners would take all levels for themselves.
        let low = quantile(sorted, 0.01) - floor, high = quantile(sorted, 0.97) - floor
        guard high > 0 else { return [] }
        let ratio = quantile(sorted, 0.5) > floor ? high / (quantile(sorted, 0.5) - floor) : 1
        return ratio > 8 || high / max(low, high * 1e-9) > 1000
            ? byFactors(from: max(low, high * 1e-7), to: high, most: most).map { floor + $0 }
            : evenly(from: floor, to: floor + high, most: most)
    }

    private static func quantile(_ sorted: [Double], _ share: Double) -> Double {
        sorted[min(sorted.count - 1, Int(exactly: (share * Double(sorted.count - 1)).rounded(.down)) ?? 0)]
    }

    private static func evenly(from lower: Double, to upper: Double, most: Int) -> [Double] {
        let ticks = Ticks([lower, upper], Axis(""), most: most)
        return ticks.ticks.map(\.value).filter { $0 > lower && $0 <= upper }
    }

    /// 1, 2, 5 times powers of ten; where that is too many 1 and 3, then only the powers, then every second of them.
    private static func byFactors(from lower: Double, to upper: Double, most: Int) -> [Double] {
        let low = Ticks.exponent(of: lower), high = Ticks.exponent(of: upper)
        for digits in [[1.0, 2, 5], [1, 3], [1]] {
            let levels = (low...max(low, high)).flatMap { exponent in digits.map { $0 * power(exponent) } }
                .filter { $0 >= lower && $0 <= upper }
            if levels.count <= most { return levels }
        }
        var every = 2
        while true {
            let levels = (low...max(low, high)).filter { $0 % every == 0 }.map { power($0) }.filter { $0 >= lower && $0 <= upper }
            if levels.count <= most { return levels }
            every += 1
        }
    }

    private static func power(_ exponent: Int) -> Double {
        exponent < 0 ? 1 / Ticks.powerOfTen(-exponent) : Ticks.powerOfTen(exponent)
    }
}
