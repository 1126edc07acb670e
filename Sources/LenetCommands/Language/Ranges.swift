import LenetEngine
import LenetLab

/// Points between two numbers, both ends exact.
package enum Ranges {
    /// `count` points, at least two; `logarithmic`: each the same multiple of the one before (ends must be positive).
    ///
    /// The points of a logarithmic range are rounded to twelve digits, so that `1e-4..1 log 5` holds 0.01 and not
    /// 0.009999999999999998.
    package static func points(from lower: Double, to upper: Double, count: Int, logarithmic: Bool) -> [Double] {
        (0..<count).map { index in
            if index == 0 { return lower }
            if index == count - 1 { return upper }
            let share = Double(index) / Double(count - 1)
            guard logarithmic else { return lower + (upper - lower) * share }
            let (a, b) = (Mathematics.log(lower), Mathematics.log(upper))
            let point = Mathematics.exp(a + (b - a) * share)
            return Double(NumberText.significant(point, 12)) ?? point
        }
    }
}
