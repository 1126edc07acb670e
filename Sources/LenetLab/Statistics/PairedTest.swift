import LenetEngine

/// Student's paired t test: the same seeds, two rules; does the mean difference stand out from the differences' own spread?
package struct PairedTest: Sendable, Hashable {
    package var meanDifference: Double
    package var t: Double
    package var degreesOfFreedom: Int
    /// Two-sided.
    package var p: Double

    /// Nil with fewer than two pairs.
    package init?(_ first: [Double], _ second: [Double]) {
        guard first.count == second.count, first.count >= 2 else { return nil }
        let differences = zip(first, second).map { $0 - $1 }
        let n = Double(differences.count)
        meanDifference = Summary.mean(differences)
        degreesOfFreedom = differences.count - 1
        let error = Summary.deviation(differences) / n.squareRoot()
        if error > 0 {
            t = meanDifference / error
            let nu = Double(degreesOfFreedom)
            p = Gamma.incompleteBeta(nu / (nu + t * t), nu / 2, 0.5)
        } else {
            t = meanDifference == 0 ? 0 : .infinity
            p = meanDifference == 0 ? 1 : 0
        }
    }
}
