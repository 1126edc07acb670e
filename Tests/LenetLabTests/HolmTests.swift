import LenetEngine
import LenetLab
import Testing

/// Against values worked out by hand and by numerical integration of Student's density.
@Suite struct HolmTests {
    @Test func correctedTogether() {
        let p = [0.01, 0.04, 0.03, 0.005, 0.5]
        let expected = [0.04, 0.09, 0.09, 0.025, 0.5]
        #expect(zip(Holm.adjusted(p), expected).allSatisfy { abs($0 - $1) < 1e-15 })
        #expect(Holm.adjusted([0.6, 0.7]) == [1, 1])
        #expect(Holm.adjusted([]) == [])
        #expect(Holm.adjusted([0.02]) == [0.02])
    }

    // Differences 6, 1, 5, -1, 6 thousandths; p from the density with four degrees of freedom, 400,000 points.
    @Test func pairedWithEffect() throws {
        let first = [0.981, 0.979, 0.984, 0.980, 0.982]
        let second = [0.975, 0.978, 0.979, 0.981, 0.976]
        let test = try #require(PairedTest(first, second))
        #expect(abs(test.t - 2.3688922485915) < 1e-9)
        #expect(abs(test.p - 0.0769137) < 1e-6)
        #expect(abs(test.effect - test.t / 5.0.squareRoot()) < 1e-12)
    }

    /// Where both ways to work out the beta function are equally near: t = 1 with one degree of freedom has p = 1/2.
    @Test func theMiddleOfTheBetaFunction() throws {
        let test = try #require(PairedTest([0.5, 1], [0.5, 0.5]))
        #expect(test.t == 1 && abs(test.p - 0.5) < 1e-12)
        #expect(Gamma.incompleteBeta(.nan, 1, 1).isNaN)
    }

    /// Two starts that differ by the same amount by rounding alone are no proof.
    @Test func roundingIsNoExactness() throws {
        let exact = try #require(PairedTest([0.90, 0.91], [0.89, 0.90]))
        #expect(exact.p < 1e-6)
        let rounded = try #require(PairedTest([0.90, 0.91], [0.89, 0.90], resolution: 0.01))
        // t = 0.01 / (0.01/√6/√2) = √12, one degree of freedom: p = 2/π · atan(1/√12).
        #expect(abs(rounded.t - 12.0.squareRoot()) < 1e-9)
        #expect(abs(rounded.p - 0.1789) < 1e-3)
    }
}
