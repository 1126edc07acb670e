import Testing

import LenetFigures

@Suite struct TicksTests {
    @Test(arguments: [
        ([0.0, 1], 6, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        ([0.1, 2.31], 7, ["0.0", "0.5", "1.0", "1.5", "2.0", "2.5"]),
        ([0.912, 0.987], 6, ["0.90", "0.92", "0.94", "0.96", "0.98", "1.00"]),
        ([-3.0, 7], 6, ["-4", "-2", "0", "2", "4", "6", "8"]),
        ([0.0, 60000], 8, ["0", "10,000", "20,000", "30,000", "40,000", "50,000", "60,000"]),
        ([0.00031, 0.00048], 5, ["0.00030", "0.00035", "0.00040", "0.00045", "0.00050"]),
    ]) func aPersonWouldChooseThem(values: [Double], most: Int, labels: [String]) {
        #expect(Ticks(values, Axis(""), most: labels.count <= most ? most : labels.count).ticks.map(\.label) == labels)
    }

    @Test func wholeNumbersStayWholeAndEndWithTheData() {
        let ticks = Ticks([0, 3], Axis("", isWhole: true), most: 9)
        #expect(ticks.ticks.map(\.label) == ["0", "1", "2", "3"] && ticks.upper == 3)
        #expect(Ticks([0, 47], Axis("", isWhole: true), most: 8).ticks.map(\.label) == ["0", "10", "20", "30", "40"])
    }

    @Test func limitsAreNotPassed() {
        let ticks = Ticks([0.6, 0.999], Axis("", limits: 0...1), most: 6)
        #expect(ticks.upper == 1 && ticks.ticks.last?.label == "1.0")
    }

    @Test func logarithmsCountInDecades() {
        #expect(Ticks([0.01, 2], Axis("", scale: .logarithmic), most: 4).ticks.map(\.label) == ["0.01", "0.1", "1"])
        #expect(Ticks([0.3, 2.2], Axis("", scale: .logarithmic), most: 6).ticks.map(\.label) == ["0.2", "0.5", "1", "2", "5"])
        let wide = Ticks([1e-12, 1], Axis("", scale: .logarithmic), most: 5)
        #expect(wide.ticks.map(\.label) == ["1e-12", "1e-9", "1e-6", "0.001", "1"])
        #expect(wide.position(0) == nil && wide.position(-1) == nil)
        #expect(abs((wide.position(1e-6) ?? 0) - 0.5) < 1e-12)
    }

    /// Whatever the numbers, there are ticks, in order, within the axis, no more than asked for.
    @Test(arguments: [[], [0], [5], [.nan], [1e300, -1e300], [1e-300], [-0.5, -0.5], [.infinity, 1], [3, 3.0000001]])
    func oddNumbersGetAnAxis(values: [Double]) {
        for scale in [Axis.Scale.linear, .logarithmic] {
            for most in [2, 5, 9] {
                let ticks = Ticks(values, Axis("", scale: scale), most: most)
                #expect(ticks.lower < ticks.upper, "\(values) \(scale)")
                #expect(ticks.ticks.count <= most + 1, "\(values) \(scale) \(ticks.ticks.count)")
                for (a, b) in zip(ticks.ticks, ticks.ticks.dropFirst()) { #expect(a.value < b.value) }
                for tick in ticks.ticks { #expect(tick.value >= ticks.lower && tick.value <= ticks.upper) }
            }
        }
    }
}
