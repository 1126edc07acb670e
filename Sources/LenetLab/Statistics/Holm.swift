/// Holm's correction for several questions asked of the same figures: whoever compares ten pairs finds one in two "significant" by
/// luck alone. The chance that any verdict of the family is luck stays below the level.
///
/// Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979).
package enum Holm {
    /// The p values, each as large as the correction makes it, in the order given.
    package static func adjusted(_ p: [Double]) -> [Double] {
        var adjusted = p
        var largest = 0.0
        for (rank, index) in p.indices.sorted(by: { (p[$0], $0) < (p[$1], $1) }).enumerated() {
            largest = max(largest, min(1, Double(p.count - rank) * p[index]))
            adjusted[index] = largest
        }
        return adjusted
    }
}
