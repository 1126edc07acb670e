/// Where the parts of a figure stand on the paper, in points: the legend beside the curves, never over them.
struct Layout {
    struct Entry {
        var series: Int
        var lines: [String]
        /// The middle of its first line.
        var y: Double
    }
    let width: Double
    let height: Double
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double
    let subtitle: [String]
    let x: Ticks
    let y: Ticks
    let legend: [Entry]

    /// Of a letter of 12 points, in the fonts that are asked for; a little too much rather than too little.
    static let letterWidth = 6.9

    /// How much paper the curves get.
    struct Room {
        var width = 720.0
        var plotHeight = 300.0
        /// Above the name of the y axis.
        var head = 72.0
        var hasLegend = true
        var mostX = 9
        var mostY = 7
        /// Further heights that the axis must hold: those of its neighbours.
        var heights: [Double] = []
    }

    init(_ figure: Figure, _ room: Room = Room()) {
        width = room.width
        x = Ticks(figure.series.flatMap { $0.points.map(\.x) }, figure.x, most: room.mostX)
        y = Ticks(room.heights + figure.heights, figure.y, most: room.mostY)
        subtitle = room.hasLegend ? Self.folded(figure.subtitle, columns: 98) : []
        top = room.head + Double(subtitle.count) * 16 + (room.hasLegend ? SVGFrame.moreTitle(figure) : 0)
        bottom = top + room.plotHeight
        left = 24 + Double(y.ticks.map(\.label.count).max() ?? 1) * Self.letterWidth
        let named = figure.series.count > 1 && room.hasLegend
        let texts = figure.series.map { Self.folded($0.label, columns: 24) }
        let columns = texts.joined().map(\.count).max() ?? 0
        right = width - (named ? 70 + Double(columns) * Self.letterWidth : 24)
        var entries: [Entry] = []
        if named {
            // As the curves end, from top to bottom: the eye finds a name where it looks for it.
            let ends = figure.series.map { series in series.points.last { $0.y.isFinite }?.y ?? -.infinity }
            var place = top + 6
            for index in figure.series.indices.sorted(by: { (ends[$1], $0) < (ends[$0], $1) }) {
                entries.append(Entry(series: index, lines: texts[index], y: place))
                place += 10 + Double(texts[index].count) * 15
            }
        }
        legend = entries
        let legendEnd = entries.last.map { $0.y + Double($0.lines.count) * 15 } ?? 0
        height = max(bottom + 56, legendEnd + 16)
    }

    func place(x value: Double) -> Double? { x.position(value).map { left + $0 * (right - left) } }
    func place(y value: Double) -> Double? { y.position(value).map { bottom - $0 * (bottom - top) } }

    static func folded(_ text: String, columns: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + 1 + word.count <= columns {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}

extension Figure {
    /// What the axis of values must hold so that the guide does not fall on its end.
    var guideRoom: [Double] {
        guard let guide else { return [] }
        let scale = if case .bars = content { x.scale } else { y.scale }
        return scale == .logarithmic ? [guide / 2, guide * 2] : [guide]
    }

    /// Of all curves and bands, and of the line to measure them by.
    var heights: [Double] {
        guideRoom + series.flatMap { series in series.points.map(\.y) + series.band.flatMap { [$0.lower, $0.upper] } }
    }
}
