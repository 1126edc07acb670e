import LenetLab

/// Where the points of a figure stand on its paper, and what each of them says: for read-outs, which the page's script shows.
struct FigurePoints {
    struct Point {
        var x: Double
        var y: Double
        var words: String
    }
    let width: Double
    let height: Double
    /// For each series; a point without a place is nil.
    let series: [[Point?]]

    init(_ figure: Figure) {
        let place: (Series.Point) -> (x: Double, y: Double)?
        if let layer = figure.contours {
            let layout = MapLayout(figure, layer)
            (width, height) = (layout.width, layout.height)
            place = { layout.place($0) }
        } else {
            let layout = Layout(figure)
            (width, height) = (layout.width, layout.height)
            place = { point in
                guard let x = layout.place(x: point.x), let y = layout.place(y: point.y) else { return nil }
                return (x, y)
            }
        }
        series = figure.series.map { series in
            series.points.enumerated().map { index, point in
                place(point).map { Point(x: $0.x, y: $0.y, words: Self.words(point, index, series, figure)) }
            }
        }
    }

    /// "adam: epoch 3, accuracy 0.9712"
    private static func words(_ point: Series.Point, _ index: Int, _ series: Series, _ figure: Figure) -> String {
        let start = series.label.isEmpty ? "" : series.label + ": "
        if figure.contours != nil {
            return start + "step \(index), \(figure.x.title) \(number(point.x, figure.x)), \(figure.y.title) \(number(point.y, figure.y))"
        }
        var words = start + "\(bare(figure.x.title)) \(number(point.x, figure.x)), \(bare(figure.y.title)) \(number(point.y, figure.y))"
        if let spread = series.band.first(where: { $0.x == point.x }), spread.lower < spread.upper {
            words += " (\(number(spread.lower, figure.y)) to \(number(spread.upper, figure.y)))"
        }
        return words
    }

    /// As the terminal's tables have it: shares with four decimals, other numbers with four digits.
    static func number(_ x: Double, _ axis: Axis) -> String {
        if axis.isWhole || x.rounded() == x && abs(x) < 1e6 && axis.limits == nil { return NumberText.plain(x) }
        return axis.limits == 0...1 ? NumberText.fixed(x, decimals: 4) : NumberText.significant(x, 4)
    }

    /// "accuracy (share of images)" without what stands in brackets.
    private static func bare(_ title: String) -> String {
        guard let bracket = title.firstIndex(of: "("), bracket > title.startIndex else { return title }
        return String(title[..<bracket]).split(separator: " ").joined(separator: " ")
    }

    private var paper: [(String, ScriptData)] {
        [("width", .number(SVGDrawing.number(width))), ("height", .number(SVGDrawing.number(height)))]
    }

    var data: ScriptData {
        .object(paper + [("series", .list(series.map { points in
            .list(points.compactMap { $0 }.map { .list([.number(SVGDrawing.number($0.x)), .number(SVGDrawing.number($0.y)), .text($0.words)]) })
        }))])
    }

    /// With the values of every step, and the classes of the style sheet that a rule's curve and mark have.
    func data(_ stepped: SteppedFigure) -> ScriptData {
        let tracks = stepped.tracks.enumerated().map { index, track -> ScriptData in
            .object([
                ("label", .text(track.label)), ("curve", .text(SVGStyle.curve(index))), ("mark", .text(SVGStyle.mark(index))),
                ("points", .list(series[index].map { point in
                    point.map { .list([.number(SVGDrawing.number($0.x)), .number(SVGDrawing.number($0.y))]) } ?? .list([])
                })),
                ("rows", .list(track.rows.map { .list($0.map { .text($0) }) })),
            ])
        }
        return .object(paper + [("every", .number("\(stepped.every)")), ("tracks", .list(tracks))])
    }

    // MARK: As a table

    /// What the figure shows in numbers: a row for each x, a column for each series; nil for maps and for figures without points.
    static func table(_ figure: Figure) -> TextTable? {
        guard figure.contours == nil else { return nil }
        let all = figure.series.flatMap { $0.points.map(\.x) }.filter(\.isFinite)
        let places = Array(Set(all)).sorted()
        // Times differ from rule to rule: then the figure has no rows.
        guard !places.isEmpty, places.count <= 400, all.count * 2 >= places.count * (figure.series.count + 1) || figure.series.count == 1 else { return nil }
        let columns = figure.series.map { series in
            Dictionary(series.points.map { ($0.x, $0.y) }, uniquingKeysWith: { first, _ in first })
        }
        let names = figure.series.count == 1 && figure.series[0].label.isEmpty ? [figure.y.title] : figure.series.map(\.label)
        return TextTable(
            [TextTable.Column(figure.x.title)] + names.map { TextTable.Column($0) },
            places.map { x in
                [number(x, figure.x)] + columns.map { values in
                    values[x].map { $0.isFinite ? number($0, figure.y) : "-" } ?? "-"
                }
            })
    }
}
