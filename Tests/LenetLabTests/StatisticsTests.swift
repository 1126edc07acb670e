import LenetLab
import Testing

/// Every expected value was computed by scipy 1.17.1 or numpy 2.4.6 with the call that stands beside it.
@Suite struct StatisticsTests {
    private func isClose(_ a: Double, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
        abs(a - b) <= tolerance * max(1e-300, abs(b)) || abs(a - b) < 1e-15
    }

    // scipy.stats.norm.sf(z) * 2
    @Test(arguments: [
        (0.5, 6.17075077451974e-01), (1.6, 1.09598583399116e-01), (2.5, 1.24193306516552e-02), (3.5, 4.65258158071081e-04),
        (6.0, 1.97317528982666e-09),
    ])
    func normalTails(z: Double, p: Double) { #expect(isClose(Normal.twoSided(z), p, 1e-6)) }

    // scipy.stats.binomtest(k, n).proportion_ci(0.95, method='wilson')
    @Test(arguments: [
        (858, 1000, 0.8349940829788967, 0.8782659579454457), (9850, 10000, 0.9824245640695634, 0.9872029575108804),
        (0, 50, 0.0, 0.07134759913335872), (50, 50, 0.9286524008666412, 1.0), (8500, 10000, 0.8428671825013008, 0.8568640186392256),
    ])
    func wilson(successes: Int, count: Int, lower: Double, upper: Double) {
        let interval = Proportion(successes: successes, count: count).interval()
        #expect(isClose(interval.lower, lower) && isClose(interval.upper, upper))
    }

    @Test func wilsonOfNothingIsEverything() {
        let interval = Proportion(successes: 0, count: 0).interval()
        #expect(interval.lower == 0 && interval.upper == 1)
    }

    // p = (a + b) / (n + m); z = (a/n - b/m) / sqrt(p (1 - p) (1/n + 1/m)); scipy.stats.norm.sf(z) * 2.
    // The first is study A's claim that SGD (0.858) beats AdaDelta (0.85).
    @Test func twoProportions() {
        let study = Proportion.compare(Proportion(successes: 8580, count: 10000), Proportion(successes: 8500, count: 10000))
        #expect(isClose(study.z, 1.6020262425662615) && isClose(study.p, 0.10914980653073336, 1e-7))
        let clear = Proportion.compare(Proportion(successes: 990, count: 1000), Proportion(successes: 950, count: 1000))
        #expect(isClose(clear.z, 5.243225050930765) && isClose(clear.p, 1.5779387828444835e-07, 1e-6))
    }

    // scipy.stats.binomtest(min(a, b), a + b, 0.5).pvalue
    @Test(arguments: [
        (10, 20, 0.09873714670538905), (3, 3, 1.0), (0, 7, 0.015625), (48, 61, 0.2502820046919221),
        (300, 420, 8.807756168615114e-06),
    ])
    func mcNemar(first: Int, second: Int, p: Double) {
        #expect(isClose(McNemar(onlyFirst: first, onlySecond: second).p, p, 1e-8))
        #expect(isClose(McNemar(onlyFirst: second, onlySecond: first).p, p, 1e-8))
    }

    @Test func mcNemarCountsImages() throws {
        let test = try #require(McNemar(first: [1, 2, 3, 0, 9], second: [1, 2, 4, 1, 9], labels: [1, 0, 3, 1, 9]))
        #expect(test.onlyFirst == 1 && test.onlySecond == 1)
        #expect(McNemar(first: [1], second: [1, 2], labels: [1, 2]) == nil)
    }

    // scipy.stats.ttest_rel(a, b)
    @Test func pairedTest() throws {
        let four = try #require(PairedTest([0.985, 0.9871, 0.9862, 0.9855], [0.9841, 0.9869, 0.985, 0.9858]))
        #expect(isClose(four.t, 1.4744195615490048, 1e-8) && isClose(four.p, 0.23681460671546714, 1e-8))
        let two = try #require(PairedTest([0.985, 0.9871], [0.9841, 0.9849]))
        #expect(isClose(two.t, 2.384615384615437, 1e-8) && isClose(two.p, 0.25278862603096874, 1e-8))
        #expect(PairedTest([1], [2]) == nil)
        #expect(PairedTest([0.5, 0.5], [0.5, 0.5])?.p == 1)
    }

    // scipy.special.gammaln, scipy.special.betainc
    @Test func gammaFunctions() {
        for (x, value) in [(0.5, 0.5723649429247), (2.5, 0.2846828704729192), (10, 12.801827480081469), (1000.5, 5908.674175848678)] {
            #expect(isClose(Gamma.logGamma(x), value, 1e-11), "x = \(x)")
        }
        #expect(abs(Gamma.logGamma(1)) < 1e-13)
        #expect(isClose(Gamma.incompleteBeta(0.3, 2.5, 0.5), 0.018927124071945658, 1e-10))
        #expect(isClose(Gamma.incompleteBeta(0.9, 0.5, 0.5), 0.7951672353008665, 1e-10))
        #expect(isClose(Gamma.incompleteBeta(0.7, 10, 3), 0.25281534785499993, 1e-10))
    }

    // numpy.quantile([3, 1, 2, 10], q), numpy.std([1, 2, 4, 8], ddof=1)
    @Test func summaries() {
        for (q, value) in [(0, 1.0), (0.1, 1.3), (0.5, 2.5), (0.95, 8.95), (1, 10)] {
            #expect(isClose(Summary.quantile([3, 1, 2, 10], q), value, 1e-12), "q = \(q)")
        }
        #expect(isClose(Summary.deviation([1, 2, 4, 8]), 3.095695936834452, 1e-12))
        #expect(Summary.deviation([7]) == 0)
        #expect(Summary.quantile([], 0.5).isNaN)
    }
}
