/// A learning-rate range test: a loss for each of some rising rates, and what they say about a rate to begin with (after Smith, 2017,
/// https://arxiv.org/abs/1506.01186).
package struct RateSearch: Sendable, Hashable {
    /// Rising; those that were tried, one batch each.
    package var rates: [Double]
    /// Of each rate's batch, before its update.
    package var losses: [Double]
    /// Means over neighbours: a batch's loss is noisy.
    package var smoothed: [Double]
    /// Where the smoothed loss falls fastest on its way to its lowest, or a tenth of where it is lowest if that is less: two digits of it;
    /// nil where it does not fall.
    package var suggestion: Double?
    /// The suggestion is the tenth.
    package var isTenth = false
    /// Where it is lowest.
    package var lowest: Double?
    /// The test ended before its last rate, because the loss had grown too large.
    package var endedEarly: Bool

    /// A loss so many times the lowest ends the test.
    package static let tooLarge = 4.0

    package init(rates: [Double], losses: [Double]) {
        let count = min(rates.count, losses.count)
        endedEarly = count < rates.count
        self.rates = Array(rates.prefix(count))
        self.losses = Array(losses.prefix(count))
        smoothed = Self.smoothed(self.losses)
        guard let place = smoothed.indices.min(by: { smoothed[$0] < smoothed[$1] }), count >= 5 else { return }
        lowest = self.rates[place]
        // A fall within the noise says nothing. Batches differ from each other by the noise alone as long as rates are tiny.
        let reach = Self.reach(count)
        let first = self.losses.prefix(max(3, count / 10))
        let start = first.reduce(0, +) / Double(first.count)
        guard place >= 2, start - smoothed[place] > max(0.02 * abs(start), 3 * Self.noise(self.losses.prefix(max(5, place)))) else { return }
        let falls = (0...place).map { index in
            let (left, right) = (max(0, index - reach), min(place, index + reach))
            return left < right ? (smoothed[left] - smoothed[right]) / Double(right - left) : 0
        }
        guard let steepest = falls.indices.max(by: { falls[$0] < falls[$1] }) else { return }
        // A fall that is fastest just before the edge would suggest the edge.
        isTenth = self.rates[place] / 10 < self.rates[steepest]
        suggestion = Self.twoDigits(isTenth ? self.rates[place] / 10 : self.rates[steepest])
    }

    /// Whether a test may end, by the losses so far.
    package static func isEnough(_ losses: [Double]) -> Bool {
        guard losses.count >= 10, let last = losses.last, let least = losses.min() else { return false }
        return last > tooLarge * least
    }

    /// The standard deviation of a batch's loss, from differences of neighbours: a trend hardly counts in them.
    private static func noise(_ losses: ArraySlice<Double>) -> Double {
        let squares = zip(losses, losses.dropFirst()).map { ($1 - $0) * ($1 - $0) }
        return (squares.reduce(0, +) / Double(2 * max(1, squares.count))).squareRoot()
    }

    private static func reach(_ count: Int) -> Int { max(1, count / 20) }

    private static func smoothed(_ losses: [Double]) -> [Double] {
        let reach = reach(losses.count)
        return losses.indices.map { index in
            // As far to one side as to the other, or the ends would lean.
            let width = min(reach, index, losses.count - 1 - index)
            let near = losses[index - width...index + width]
            return near.reduce(0, +) / Double(near.count)
        }
    }

    private static func twoDigits(_ x: Double) -> Double { Double(NumberText.significant(x, 2)) ?? x }
}
