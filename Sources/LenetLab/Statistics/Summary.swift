/// What a few numbers come to. Empty lists give NaN: callers that answer people ask first.
package enum Summary {
    package static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    /// The sample standard deviation, with n - 1; 0 for a single value.
    package static func deviation(_ values: [Double]) -> Double {
        guard values.count > 1 else { return values.isEmpty ? .nan : 0 }
        let centre = mean(values)
        let squares = values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
        return (squares / Double(values.count - 1)).squareRoot()
    }

    /// The value below which the share `q` (0...1) lies, between neighbours in a straight line (numpy's "linear").
    package static func quantile(_ values: [Double], _ q: Double) -> Double {
        guard !values.isEmpty else { return .nan }
        let sorted = values.sorted()
        let place = min(max(q, 0), 1) * Double(sorted.count - 1)
        // The place is within the list, so Int(exactly:) of its floor is nil only for a q that is no number.
        let lower = Int(exactly: place.rounded(.down)) ?? 0
        let upper = min(lower + 1, sorted.count - 1)
        return sorted[lower] + (sorted[upper] - sorted[lower]) * (place - place.rounded(.down))
    }
}
