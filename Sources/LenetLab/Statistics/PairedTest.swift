import LenetEngine

/// Student's paired t test: the same seeds, two rules; does the mean difference stand out from the differences' own spread? It takes
/// the differences for normally distributed, which accuracies away from 1 nearly are; with few seeds nothing else can tell more.
///
/// Source: Student, "The probable error of a mean", Biometrika 6 (1908).
package struct PairedTest: Sendable, Hashable {
    package var meanDifference: Double
    package var t: Double
    package var degreesOfFreedom: Int
    /// Two-sided.
    package var p: Double
    /// Cohen's d of paired values: the mean difference in standard deviations of the differences.
    package var effect: Double

    /// Nil with fewer than two pairs. `resolution`: the steps in which the values come, such as 1/10,000 for accuracies on 10,000
    /// images: differences that agree by rounding alone are not taken for more exact than that.
    package init?(_ first: [Double], _ second: [Double], resolution: Double = 0) {
        guard first.count == second.count, first.count >= 2 else { return nil }
        let differences = zip(first, second).map { $0 - $1 }
        let n = Double(differences.count)
        meanDifference = Summary.mean(differences)
        degreesOfFreedom = differences.count - 1
        // A number rounded to steps of r has an error of r/√12; a difference of two such numbers, of r/√6.
        let deviation = max(Summary.deviation(differences), resolution / 6.0.squareRoot())
        guard deviation > 0 else {
            t = meanDifference == 0 ? 0 : .infinity
            p = meanDifference == 0 ? 1 : 0
            effect = t
            return
        }
        t = meanDifference / (deviation / n.squareRoot())
        effect = meanDifference / deviation
        let nu = Double(degreesOfFreedom)
        p = Gamma.incompleteBeta(nu / (nu + t * t), nu / 2, 0.5)
    }
}
