import LenetLab

/// A figure as an SVG file: text stays text, colours follow the reader's light or dark setting, and dashes tell the curves apart
/// without them. Same figure, same bytes.
package enum SVGDrawing {
    package static func text(_ figure: Figure) -> String {
        if let part = SVGPart(figure) { return part.page(figure) }
        if let layer = figure.contours { return SVGMap.text(figure, layer) }
        let layout = Layout(figure)
        var svg = SVGText()
        let size = "\(number(layout.width)) \(number(layout.height))"
        svg.open(
            "svg",
            [
                ("xmlns", "http://www.w3.org/2000/svg"), ("class", "lenet"), ("role", "img"), ("viewBox", "0 0 \(size)"),
                ("width", number(layout.width)), ("height", number(layout.height)),
            ])
        svg.element("title", [], figure.title)
        svg.element("desc", [], description(figure))
        svg.element("style", [], SVGStyle.sheet)
        svg.empty("rect", [("class", "paper"), ("width", number(layout.width)), ("height", number(layout.height))])
        SVGFrame.head(figure, subtitle: layout.subtitle, top: layout.top, &svg)
        axes(figure, layout, &svg)
        for isFaint in [true, false] {
            for (index, series) in figure.series.enumerated() where series.isFaint == isFaint { draw(series, index, layout, &svg) }
        }
        legend(figure, layout, &svg)
        svg.close("svg")
        return svg.text
    }

    private static func description(_ figure: Figure) -> String {
        let names = figure.series.map(\.label).joined(separator: ", ")
        return "\(figure.y.title) against \(figure.x.title)" + (names.isEmpty ? "" : ": \(names)")
    }

    // MARK: Round the curves

    static func axes(_ figure: Figure, _ layout: Layout, _ svg: inout SVGText) {
        for tick in layout.y.ticks {
            guard let y = layout.place(y: tick.value) else { continue }
            svg.empty(
                "line", [("class", "grid"), ("x1", number(layout.left)), ("x2", number(layout.right)), ("y1", number(y)), ("y2", number(y))])
            svg.element(
                "text", [("class", "tick"), ("x", number(layout.left - 8)), ("y", number(y + 4)), ("text-anchor", "end")], tick.label)
        }
        if let y = figure.guide.flatMap({ layout.place(y: $0) }) { svg.guide(layout.left, y, layout.right, y) }
        svg.empty(
            "line",
            [
                ("class", "axis"), ("x1", number(layout.left)), ("x2", number(layout.right)), ("y1", number(layout.bottom)),
                ("y2", number(layout.bottom)),
            ])
        SVGFrame.foot(figure, layout.x.ticks.map { ($0.value, $0.label) }, left: layout.left, right: layout.right, bottom: layout.bottom, &svg) {
            layout.place(x: $0)
        }
    }

    private static func legend(_ figure: Figure, _ layout: Layout, _ svg: inout SVGText) {
        for entry in layout.legend {
            let style = SVGStyle.curve(entry.series)
            svg.empty(
                "line",
                [("class", style), ("x1", number(layout.right + 18)), ("x2", number(layout.right + 46)), ("y1", number(entry.y)), ("y2", number(entry.y))]
                    + faintness(figure.series[entry.series]))
            for (index, line) in entry.lines.enumerated() {
                svg.element(
                    "text", [("class", "label"), ("x", number(layout.right + 54)), ("y", number(entry.y + 4 + Double(index) * 15))], line)
            }
        }
    }

    // MARK: Curves

    static func draw(_ series: Series, _ index: Int, _ layout: Layout, _ svg: inout SVGText) {
        let edge = series.band.compactMap { spread -> (x: Double, lower: Double, upper: Double)? in
            guard let x = layout.place(x: spread.x), let lower = layout.place(y: spread.lower), let upper = layout.place(y: spread.upper)
            else { return nil }
            return (x, lower, upper)
        }
        if edge.count > 1 {
            let points = edge.map { "\(number($0.x)),\(number($0.upper))" } + edge.reversed().map { "\(number($0.x)),\(number($0.lower))" }
            svg.empty("polygon", [("class", SVGStyle.band(index)), ("points", points.joined(separator: " "))])
        }
        var path = ""
        var isDown = false
        var marks: [(x: Double, y: Double)] = []
        for point in series.points {
            guard let x = layout.place(x: point.x), let y = layout.place(y: point.y) else {
                isDown = false
                continue
            }
            path += (path.isEmpty ? "" : " ") + (isDown ? "L" : "M") + "\(number(x)) \(number(y))"
            isDown = true
            marks.append((x, y))
        }
        if !path.isEmpty { svg.empty("path", [("class", SVGStyle.curve(index)), ("d", path)] + faintness(series)) }
        guard series.marksPoints || marks.count == 1, marks.count <= 40 else { return }
        for mark in marks {
            svg.empty("circle", [("class", SVGStyle.mark(index)), ("cx", number(mark.x)), ("cy", number(mark.y)), ("r", "3")])
        }
    }

    /// A thin line without dashes, which noise would tear to pieces.
    private static func faintness(_ series: Series) -> [(String, String)] {
        series.isFaint ? [("style", "stroke-dasharray:none;stroke-width:1;opacity:0.6")] : []
    }

    /// A tenth of a point is finer than anyone sees.
    static func number(_ x: Double) -> String {
        let text = NumberText.fixed(x, decimals: 1)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
