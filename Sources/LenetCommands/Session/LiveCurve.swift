import LenetLab

/// The loss of a training as it goes, small enough for the end of a line.
package struct LiveCurve: Sendable {
    private static let most = 32
    /// Means of so many losses each, oldest first.
    private var means: [Double] = []
    private var perMean = 1
    private var sum = 0.0
    private var count = 0
    /// After the last whole epoch.
    package var accuracy: Double?

    package init() {}

    package mutating func add(_ loss: Double) {
        guard loss.isFinite else { return }
        sum += loss
        count += 1
        guard count == perMean else { return }
        means.append(sum / Double(count))
        (sum, count) = (0, 0)
        guard means.count > Self.most else { return }
        means = stride(from: 0, to: means.count - 1, by: 2).map { (means[$0] + means[$0 + 1]) / 2 }
        perMean *= 2
    }

    /// Highest loss at the top; `isPlain`: in ASCII.
    package func text(width: Int = 12, isPlain: Bool = false) -> String {
        let shown = means.suffix(width)
        guard shown.count > 1, let least = shown.min(), let most = shown.max(), most > least else { return "" }
        let levels = Array(isPlain ? "_.-=*#" : "▁▂▃▄▅▆▇█")
        return String(
            shown.map { mean in
                let level = ((mean - least) / (most - least) * Double(levels.count - 1)).rounded()
                return levels[min(levels.count - 1, max(0, WholeNumber.from(level) ?? 0))]
            })
    }
}
