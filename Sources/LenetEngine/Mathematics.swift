import CKernels

/// The project's own elementary functions: the C library's change their bits from processor to processor.
package enum Mathematics {
    package static func exp(_ x: Double) -> Double { lenet_exp(x) }
    package static func log(_ x: Double) -> Double { lenet_log(x) }
    package static func pow(_ x: Double, _ y: Double) -> Double { lenet_pow(x, y) }
    package static func sin(_ x: Double) -> Double { lenet_sin(x) }
    package static func cos(_ x: Double) -> Double { lenet_cos(x) }
    package static func tanh(_ x: Double) -> Double { lenet_tanh(x) }
    package static func erf(_ x: Double) -> Double { lenet_erf(x) }

    /// x^y as rules and schedules mean it: whole exponents by repeated squaring, the rest by `pow`.
    package static func power(_ x: Double, _ y: Double) -> Double {
        guard y == y.rounded(), abs(y) <= 0x1p53 else { return pow(x, y) }
        var rest = UInt64(abs(y))
        var square = x
        var result = 1.0
        while rest > 0 {
            if rest & 1 == 1 { result *= square }
            square *= square
            rest >>= 1
        }
        return y < 0 ? 1 / result : result
    }
}
