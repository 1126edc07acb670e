/// Where the parts of a map stand on the paper, in points: the window almost square, the legend beside it.
struct MapLayout {
    let width = 720.0
    let height: Double
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double
    let subtitle: [String]
    let x: Ticks
    let y: Ticks
    /// The series' lines of the legend, folded, and the height of each entry's first.
    let legend: [(lines: [String], y: Double)]
    /// Where the marks' part of the legend begins.
    let marksTop: Double

    static let side = 440.0
    /// Of a letter of 12 points, a little too much rather than too little.
    private static let letterWidth = 6.9

    init(_ figure: Figure, _ layer: ContourLayer) {
        // The window is exactly the layer's: an axis that ends elsewhere would leave empty paper.
        x = Ticks([layer.x.lowerBound, layer.x.upperBound], Axis(figure.x.title, limits: layer.x), most: 9)
        y = Ticks([layer.y.lowerBound, layer.y.upperBound], Axis(figure.y.title, limits: layer.y), most: 9)
        subtitle = Layout.folded(figure.subtitle, columns: 98)
        top = 72 + Double(subtitle.count) * 16 + SVGFrame.moreTitle(figure)
        bottom = top + Self.side
        left = 24 + Double(y.ticks.map(\.label.count).max() ?? 1) * Self.letterWidth
        right = left + Self.side
        let columns = max(12, Int(exactly: ((width - right - 70) / Self.letterWidth).rounded(.down)) ?? 12)
        var place = top + 6
        legend = figure.series.map { series in
            let lines = Layout.folded(series.label, columns: columns)
            defer { place += 10 + Double(max(1, lines.count)) * 15 }
            return (lines, place)
        }
        marksTop = place + (figure.series.isEmpty ? 0 : 10)
        height = max(bottom + 56, marksTop + 70)
    }

    func place(_ point: Series.Point) -> (x: Double, y: Double)? {
        guard let across = x.position(point.x), let up = y.position(point.y) else { return nil }
        // A path that leaves far is cut off; numbers that no drawing understands are kept away from it.
        return (left + min(9, max(-9, across)) * (right - left), bottom - min(9, max(-9, up)) * (bottom - top))
    }
}
