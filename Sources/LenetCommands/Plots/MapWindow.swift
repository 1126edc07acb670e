import LenetFigures

/// What a map shows unless it is told: the landscape's own region, or what its paths need, but not all the way of one that runs off.
struct MapWindow {
    let x: ClosedRange<Double>
    let y: ClosedRange<Double>

    init(start: Series.Point, minima: [Series.Point], tracks: [[Series.Point]], region: (x: ClosedRange<Double>, y: ClosedRange<Double>)?) {
        x = Self.range(start.x, minima.map(\.x), tracks.map { $0.map(\.x) }, region?.x)
        y = Self.range(start.y, minima.map(\.y), tracks.map { $0.map(\.y) }, region?.y)
    }

    private static func range(
        _ start: Double, _ minima: [Double], _ tracks: [[Double]], _ region: ClosedRange<Double>?
    ) -> ClosedRange<Double> {
        let fixed = [start] + minima + (region.map { [$0.lowerBound, $0.upperBound] } ?? [])
        var lower = fixed.min() ?? 0, upper = fixed.max() ?? 0
        // A path may widen the picture to its half on either side; without a place to keep to, to four times the way it should go.
        let size = upper - lower
        let reach = region == nil ? max(size * 1.5, size == 0 ? max(1, abs(start)) * 4 : 0) : size * 0.25
        let (least, most) = (lower - reach, upper + reach)
        for value in tracks.joined() where value >= least && value <= most {
            lower = min(lower, value)
            upper = max(upper, value)
        }
        // Some paper round what is shown; a region is as large as it wants to be.
        let isRegion = region.map { lower == $0.lowerBound && upper == $0.upperBound } ?? false
        let margin = upper > lower ? (upper - lower) * (isRegion ? 0 : 0.08) : max(1, abs(start))
        return (lower - margin)...(upper + margin)
    }
}
