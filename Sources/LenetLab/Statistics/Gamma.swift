import LenetEngine

/// The gamma function's logarithm and what is made of it.
package enum Gamma {
    /// ln Γ(x) for x > 0, to about 1e-14. Source: C. Lanczos, SIAM J. Numer. Anal. B 1 (1964), coefficients for g = 7, n = 9.
    package static func logGamma(_ x: Double) -> Double {
        let coefficients = [
            676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
            -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
        ]
        var sum = 0.99999999999980993
        for (index, coefficient) in coefficients.enumerated() { sum += coefficient / (x + Double(index)) }
        let t = x + 6.5
        return 0.5 * Mathematics.log(2 * .pi) + (x - 0.5) * Mathematics.log(t) - t + Mathematics.log(sum)
    }

    /// ln of n over k.
    package static func logBinomial(_ n: Int, _ k: Int) -> Double {
        logGamma(Double(n) + 1) - logGamma(Double(k) + 1) - logGamma(Double(n - k) + 1)
    }

    /// The regularised incomplete beta function I_x(a, b), by its continued fraction (Abramowitz and Stegun 26.5.8).
    package static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
        if x.isNaN { return .nan }
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        // The fraction converges fast on this side of the mean only.
        return x < (a + 1) / (a + b + 2) ? fraction(x, a, b) : 1 - fraction(1 - x, b, a)
    }

    private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let front = Mathematics.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Mathematics.log(x) + b * Mathematics.log(1 - x))
        var fraction = 0.0
        for m in stride(from: 200, through: 0, by: -1) {
            let k = Double(m)
            let odd = -(a + k) * (a + b + k) * x / ((a + 2 * k) * (a + 2 * k + 1))
            let even = (k + 1) * (b - k - 1) * x / ((a + 2 * k + 1) * (a + 2 * k + 2))
            fraction = odd / (1 + even / (1 + fraction))
        }
        return front / a / (1 + fraction)
    }
}
