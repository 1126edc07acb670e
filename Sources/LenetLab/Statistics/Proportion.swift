import LenetEngine

/// A share of successes, such as an accuracy: so many right out of so many images.
package struct Proportion: Sendable, Hashable {
    package var successes: Int
    package var count: Int

    package init(successes: Int, count: Int) {
        self.successes = successes
        self.count = count
    }

    package var value: Double { count > 0 ? Double(successes) / Double(count) : .nan }

    /// Wilson's score interval: where the share lies that the images are a sample of. Unlike the textbook interval it stays
    /// within 0...1 and is right near the ends, where accuracies live.
    ///
    /// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
    package func interval(confidence z: Double = Normal.ninetyFive) -> (lower: Double, upper: Double) {
        guard count > 0 else { return (0, 1) }
        let n = Double(count)
        let centre = (value + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (value * (1 - value) / n + z * z / (4 * n * n)).squareRoot()
        return (max(0, centre - half), min(1, centre + half))
    }

    /// The two-sided z test that two shares, measured on different samples (or on samples whose overlap is unknown), are the
    /// same, with the pooled share.
    package static func compare(_ a: Proportion, _ b: Proportion) -> (z: Double, p: Double) {
        guard a.count > 0, b.count > 0 else { return (0, 1) }
        let pooled = Double(a.successes + b.successes) / Double(a.count + b.count)
        let error = (pooled * (1 - pooled) * (1 / Double(a.count) + 1 / Double(b.count))).squareRoot()
        guard error > 0 else { return (0, 1) }
        let z = (a.value - b.value) / error
        return (z, Normal.twoSided(z))
    }
}

package enum Normal {
    /// The quantile of the standard normal distribution at 0.975.
    package static let ninetyFive = 1.959963984540054

    /// The chance that a standard normal number is farther from 0 than `z`.
    package static func twoSided(_ z: Double) -> Double {
        let x = abs(z) / 2.0.squareRoot()
        // Far out, 1 - erf has no digits left: Lentz's continued fraction of erfc (Abramowitz and Stegun 7.1.14).
        if x < 2 { return 1 - Mathematics.erf(x) }
        var fraction = 0.0
        for k in stride(from: 60, through: 1, by: -1) { fraction = Double(k) / 2 / (x + fraction) }
        return Mathematics.exp(-x * x) / (Double.pi.squareRoot() * (x + fraction))
    }
}
