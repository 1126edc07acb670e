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

    /// All of it, for a file.
    package struct Memory: Sendable, Hashable {
        package var means: [Double]
        /// Of the steps that make no whole mean yet.
        package var sum: Double
        package var count: Int
        package var stepsPerMean: Int

        package init(means: [Double], sum: Double, count: Int, stepsPerMean: Int) {
            self.means = means
            self.sum = sum
            self.count = count
            self.stepsPerMean = stepsPerMean
        }
    }

    package var memory: Memory { Memory(means: Array(means), sum: sum, count: count, stepsPerMean: stepsPerMean) }

    /// nil where no losses can have left such a memory.
    package init?(_ memory: Memory) {
        guard memory.means.count < Self.most, memory.stepsPerMean >= 1, memory.stepsPerMean & (memory.stepsPerMean - 1) == 0,
            memory.stepsPerMean <= 1 << 53, 0..<memory.stepsPerMean ~= memory.count
        else { return nil }
        sums.replaceSubrange(..<memory.means.count, with: memory.means)
        filled = memory.means.count
        (sum, count, stepsPerMean) = (memory.sum, memory.count, memory.stepsPerMean)
    }

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
