import LenetEngine
import LenetLab

/// Where an axis begins and ends, and the numbers that a person would write beside it: 1, 2 or 5 times a power of ten.
package struct Ticks: Sendable, Hashable {
    package struct Tick: Sendable, Hashable {
        package var value: Double
        package var label: String
    }
    package let scale: Axis.Scale
    package let lower: Double
    package let upper: Double
    package let ticks: [Tick]

    /// `most`: how many labels there is room for, at least 2.
    package init(_ values: [Double], _ axis: Axis, most: Int) {
        scale = axis.scale
        let usable = values.filter { $0.isFinite && (axis.scale == .linear || $0 > 0) }
        var least = usable.min() ?? (axis.scale == .linear ? 0 : 1), greatest = usable.max() ?? (axis.scale == .linear ? 1 : 10)
        if axis.scale == .logarithmic {
            (lower, upper, ticks) = Self.logarithmic(least, greatest, most: max(2, most))
            return
        }
        // What is near 0 is shown with it, so that a length can be read as an amount.
        if least > 0, least < 0.3 * greatest { least = 0 }
        if greatest == least {
            let room = least == 0 ? 1 : abs(least) * 0.1
            (least, greatest) = (least - (least == 0 ? 0 : room), greatest + room)
        }
        (lower, upper, ticks) = Self.linear(least, greatest, axis, most: max(2, most))
    }

    /// Where a value stands between the ends, 0 to 1; nil where it has no place.
    package func position(_ value: Double) -> Double? {
        guard value.isFinite else { return nil }
        switch scale {
        case .linear: return (value - lower) / (upper - lower)
        case .logarithmic:
            guard value > 0 else { return nil }
            return Mathematics.log(value / lower) / Mathematics.log(upper / lower)
        }
    }

    // MARK: Linear

    /// A step of 1, 2 or 5 times 10^exponent; multiples of it are exact decimals.
    private struct Step {
        var digit: Int
        var exponent: Int

        var size: Double { multiple(1) }
        func multiple(_ count: Double) -> Double {
            let power = Ticks.powerOfTen(abs(exponent))
            return exponent < 0 ? count * Double(digit) / power : count * Double(digit) * power
        }
        var next: Step {
            switch digit {
            case 1: Step(digit: 2, exponent: exponent)
            case 2: Step(digit: 5, exponent: exponent)
            default: Step(digit: 1, exponent: exponent + 1)
            }
        }
    }

    private static func linear(
        _ least: Double, _ greatest: Double, _ axis: Axis, most: Int
    ) -> (Double, Double, [Tick]) {
        var step = Step(digit: 1, exponent: axis.isWhole ? 0 : exponent(of: (greatest - least) / Double(most)))
        func ends(_ step: Step) -> (first: Double, last: Double) {
            ((least / step.size + 1e-9).rounded(.down), (greatest / step.size - 1e-9).rounded(.up))
        }
        while ends(step).last - ends(step).first + 1 > Double(most), step.exponent < 300 { step = step.next }
        var (first, last) = ends(step)
        var lower = step.multiple(first), upper = step.multiple(last)
        // Whole numbers end where the data does: an epoch of empty paper says nothing.
        if axis.isWhole { (lower, upper) = (least.rounded(.down), greatest.rounded(.up)) }
        if let limits = axis.limits {
            lower = max(lower, limits.lowerBound)
            upper = min(upper, limits.upperBound)
        }
        if lower == upper { upper = lower + 1 }
        let slack = (upper - lower) * 1e-9
        while step.multiple(first) < lower - slack { first += 1 }
        while step.multiple(last) > upper + slack { last -= 1 }
        var ticks: [Tick] = []
        var count = first
        while count <= last, ticks.count <= most {
            let value = step.multiple(count)
            ticks.append(Tick(value: value, label: label(value, decimals: max(0, -step.exponent))))
            count += 1
        }
        return (lower, upper, ticks)
    }

    private static func label(_ value: Double, decimals: Int) -> String {
        if abs(value) >= 1e6 || decimals > 5 { return NumberText.significant(value, 3) }
        return decimals == 0 ? NumberText.grouped(NumberText.fixed(value, decimals: 0)) : NumberText.fixed(value, decimals: decimals)
    }

    // MARK: Logarithmic

    private static func logarithmic(_ least: Double, _ greatest: Double, most: Int) -> (Double, Double, [Tick]) {
        let low = exponent(of: least), high = exponent(of: greatest)
        // 1, 2, 5 within a decade or two; every decade over a few; then every second, third …
        var steps: [Step] = []
        for power in low...max(low, high) + 1 { steps += [1, 2, 5].map { Step(digit: $0, exponent: power) } }
        let first = steps.lastIndex { $0.size <= least * (1 + 1e-12) } ?? 0
        let last = max(steps.firstIndex { $0.size >= greatest * (1 - 1e-12) } ?? steps.count - 1, first + 1)
        var chosen = Array(steps[first...min(last, steps.count - 1)])
        let lower = chosen.first?.size ?? least, upper = chosen.last?.size ?? greatest
        var every = 1
        if chosen.count > most { chosen = chosen.filter { $0.digit == 1 } }
        let decades = chosen
        while chosen.count > most {
            every += 1
            chosen = decades.filter { ($0.exponent - low) % every == 0 }
        }
        return (lower, upper, chosen.map { Tick(value: $0.size, label: NumberText.plain($0.size)) })
    }

    /// The greatest e with 10^e at most the number, which is above 0.
    static func exponent(of value: Double) -> Int {
        guard value > 0, value.isFinite else { return 0 }
        var exponent = 0
        if value >= 1 {
            while exponent < 300, powerOfTen(exponent + 1) <= value { exponent += 1 }
        } else {
            while exponent > -300, 1 / powerOfTen(-exponent) > value { exponent -= 1 }
        }
        return exponent
    }

    static func powerOfTen(_ exponent: Int) -> Double { (0..<exponent).reduce(1.0) { power, _ in power * 10 } }
}
