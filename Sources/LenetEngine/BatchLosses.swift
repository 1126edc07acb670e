/// The losses of a training's batches, few enough to keep: where they become too many, neighbours become their mean. Nothing is
/// allocated on the way.
package struct BatchLosses: Sendable, Hashable {
    /// A power of two.
    private static let most = 2048

    private var sums = [Double](repeating: 0, count: most)
    /// Means that are complete.
    private var filled = 0
    private var sum = 0.0
    private var count = 0
    /// Steps that each mean is made of.
    package private(set) var stepsPerMean = 1

    package init() {}

    /// The mean of each `stepsPerMean` steps, from the first on; what is not a whole group of them is left out.
    package var means: ArraySlice<Double> { sums[..<filled] }

    package mutating func add(_ loss: Double) {
        sum += loss
        count += 1
        guard count == stepsPerMean else { return }
        sums[filled] = sum / Double(count)
        filled += 1
        (sum, count) = (0, 0)
        guard filled == Self.most else { return }
        filled /= 2
        for index in 0..<filled { sums[index] = (sums[2 * index] + sums[2 * index + 1]) / 2 }
        stepsPerMean *= 2
    }
}
