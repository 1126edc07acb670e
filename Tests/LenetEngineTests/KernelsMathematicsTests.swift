import CKernels
import Foundation
import Testing

/// Units in the last place between a result and the expected value.
private func ulps(_ result: Double, _ expected: Double) -> Double {
    if result.isNaN || expected.isNaN { return result.isNaN && expected.isNaN ? 0 : .infinity }
    if result.isInfinite || expected.isInfinite { return result == expected ? 0 : .infinity }
    return abs(result - expected) / expected.ulp
}
private func ulps(_ result: Float, _ expected: Double) -> Double {
    if result.isNaN || expected.isNaN { return result.isNaN && expected.isNaN ? 0 : .infinity }
    if result.isInfinite || Float(expected).isInfinite { return result == Float(expected) ? 0 : .infinity }
    return abs(Double(result) - expected) / Double(Float(expected).ulp)
}

struct DoubleFunction: CustomTestStringConvertible, Sendable {
    var name: String, own: @Sendable (Double) -> Double, foundation: @Sendable (Double) -> Double, range: ClosedRange<Double>
    var testDescription: String { "\(name) in \(range)" }
    static let all: [DoubleFunction] = [
        .init(name: "exp", own: lenet_exp, foundation: Foundation.exp, range: -745...709.7),
        .init(name: "exp", own: lenet_exp, foundation: Foundation.exp, range: -1...1),
        .init(name: "log", own: lenet_log, foundation: Foundation.log, range: 5e-324...3),
        .init(name: "log", own: lenet_log, foundation: Foundation.log, range: 0.9...1.1),
        .init(name: "log", own: lenet_log, foundation: Foundation.log, range: 1...1e308),
        .init(name: "sin", own: lenet_sin, foundation: Foundation.sin, range: -10...10),
        .init(name: "sin", own: lenet_sin, foundation: Foundation.sin, range: -1e9...1e9),
        .init(name: "sin", own: lenet_sin, foundation: Foundation.sin, range: 1e9...1e300),
        .init(name: "cos", own: lenet_cos, foundation: Foundation.cos, range: -10...10),
        .init(name: "cos", own: lenet_cos, foundation: Foundation.cos, range: -1e16...1e16),
        .init(name: "tanh", own: lenet_tanh, foundation: Foundation.tanh, range: -1...1),
        .init(name: "tanh", own: lenet_tanh, foundation: Foundation.tanh, range: -25...25),
        .init(name: "erf", own: lenet_erf, foundation: Foundation.erf, range: -1...1),
        .init(name: "erf", own: lenet_erf, foundation: Foundation.erf, range: -6.5...6.5),
    ]
}

struct FloatFunction: CustomTestStringConvertible, Sendable {
    var name: String, own: @Sendable (Float) -> Float, foundation: @Sendable (Double) -> Double, range: ClosedRange<Float>
    var testDescription: String { "\(name) in \(range)" }
    static let all: [FloatFunction] = [
        .init(name: "exp", own: lenet_expf, foundation: Foundation.exp, range: -103...88.7),
        .init(name: "log", own: lenet_logf, foundation: Foundation.log, range: 1e-45...3),
        .init(name: "log", own: lenet_logf, foundation: Foundation.log, range: 1...3e38),
        .init(name: "sin", own: lenet_sinf, foundation: Foundation.sin, range: -1000...1000),
        .init(name: "cos", own: lenet_cosf, foundation: Foundation.cos, range: -1000...1000),
        .init(name: "tanh", own: lenet_tanhf, foundation: Foundation.tanh, range: -10...10),
        .init(name: "tanh", own: lenet_tanhf, foundation: Foundation.tanh, range: -1...1),
        .init(name: "erf", own: lenet_erff, foundation: Foundation.erf, range: -4...4),
    ]
}

@Suite struct KernelsMathematicsTests {
    /// 1.3 ulp from the exact value, and Foundation's own error beside it.
    @Test(arguments: DoubleFunction.all)
    func isCloseToFoundation(function: DoubleFunction) {
        var numbers = TestNumbers(seed: 3), worst = (ulps: 0.0, x: 0.0)
        for _ in 0..<20_000 {
            let share = (Double(numbers.next()) + Double(numbers.next()) * 0x1p-24 + 1) / 2
            let x = min(max(function.range.lowerBound * (1 - share) + function.range.upperBound * share, function.range.lowerBound), function.range.upperBound)
            let distance = ulps(function.own(x), function.foundation(x))
            if distance > worst.ulps { worst = (distance, x) }
        }
        #expect(worst.ulps <= 2, "at \(worst.x)")
    }

    @Test(arguments: FloatFunction.all)
    func isCloseToFoundationInFloat(function: FloatFunction) {
        var numbers = TestNumbers(seed: 4), worst = (ulps: 0.0, x: Float(0))
        for _ in 0..<20_000 {
            let share = (numbers.next() + 1) / 2
            let x = min(max(function.range.lowerBound * (1 - share) + function.range.upperBound * share, function.range.lowerBound), function.range.upperBound)
            let distance = ulps(function.own(x), function.foundation(Double(x)))
            if distance > worst.ulps { worst = (distance, x) }
        }
        #expect(worst.ulps <= 1.5, "at \(worst.x)")
    }

    static let special: [Double] = [
        0, -0.0, 1, -1, .infinity, -.infinity, .nan, 0.5, -0.5, 2, -2, 3, -3, 1.5, -1.5, 1e300, -1e300, 5e-324, -5e-324, 0x1p-1030,
        0x1p53 + 2, -0x1p53, 1 - 0x1p-53, 1 + 0x1p-52, 0x1p52 + 1, 709.8, 710, -745.2, -746, 800, -800,
    ]

    @Test func specialValuesAreThoseOfIEEE() {
        for x in Self.special {
            for function in DoubleFunction.all {
                let own = function.own(x), expected = function.foundation(x)
                #expect(ulps(own, expected) <= 2 && (own.isNaN || own.sign == expected.sign), "\(function.name)(\(x)) = \(own), not \(expected)")
            }
            for function in FloatFunction.all {
                let own = function.own(Float(x)), expected = function.foundation(Double(Float(x)))
                #expect(ulps(own, expected) <= 2 && (own.isNaN || own.sign == expected.sign), "\(function.name)f(\(x)) = \(own), not \(expected)")
            }
            for y in Self.special {
                let own = lenet_pow(x, y), expected = Foundation.pow(x, y)
                #expect(ulps(own, expected) <= 2 && (own.isNaN || own.sign == expected.sign), "pow(\(x), \(y)) = \(own), not \(expected)")
            }
        }
    }

    @Test func powersAreClose() {
        var numbers = TestNumbers(seed: 5), worst = 0.0
        for _ in 0..<20_000 {
            let x = lenet_exp(20 * Double(numbers.next())), y = 30 * Double(numbers.next())
            worst = max(worst, ulps(lenet_pow(x, y), Foundation.pow(x, y)))
        }
        // beta^t, as bias corrections want it
        for beta in [0.9, 0.99, 0.999, 0.9999] {
            for t in stride(from: 1.0, to: 700_000, by: 997) { worst = max(worst, ulps(lenet_pow(beta, t), Foundation.pow(beta, t))) }
        }
        #expect(worst <= 2)
        #expect(lenet_pow(1 + 0x1p-31, 0x1p31 - 1) == Foundation.pow(1 + 0x1p-31, 0x1p31 - 1))
    }

    @Test func wholePowersThatAreExactComeOutExact() {
        for x in 2...30 {
            var expected = 1.0
            for n in 1...40 {
                expected *= Double(x)
                guard expected < 0x1p53 else { break }
                #expect(lenet_pow(Double(x), Double(n)) == expected)
                #expect(lenet_pow(-Double(x), Double(n)) == (n % 2 == 0 ? expected : -expected))
            }
        }
    }

    /// The vector kernels and the single functions are the same chain.
    @Test(arguments: kernelVariants)
    func vectorsGiveTheBitsOfSingleNumbers(variant: String) {
        var numbers = TestNumbers(seed: 6)
        let x = numbers.list(1003).map { $0 * 30 } + [0, -0.0, .infinity, -.infinity, .nan, 1e-42, -1e-42, 88.8, -104]
        var result = x
        kernels(named: variant).tanh_forward(x.count, x, &result)
        for (value, argument) in zip(result, x) where !argument.isNaN { #expect(value.bitPattern == lenet_tanhf(argument).bitPattern) }
    }
}
