/// Small figures, two beside each other, with one legend for all of them under the title.
enum SVGPanels {
    private static let gap = 16.0

    static func part(_ panels: Panels) -> SVGPart {
        let figures = panels.figures
        let labels = labels(figures)
        let perRow = figures.count > 6 ? 3 : 2
        let width = (SVGPart.width - 16 - gap * Double(perRow - 1)) / Double(perRow)
        var room = Layout.Room(width: width, plotHeight: perRow == 2 ? 170 : 110, head: 52, hasLegend: false, mostX: perRow == 2 ? 6 : 4, mostY: 5)
        if panels.sharesY { room.heights = figures.flatMap(\.heights) }
        // A name of many settings stands in several lines, in all panels with the same room.
        let titles = figures.map { Layout.folded($0.title, columns: perRow == 2 ? 46 : 29) }
        let more = Double(max(1, titles.map(\.count).max() ?? 1) - 1) * 15
        room.head += more
        let tall = room.head + room.plotHeight + 60
        let rows = (figures.count + perRow - 1) / perRow
        let key = labels.count > 1 ? 28.0 : 0
        return SVGPart(height: key + Double(rows) * tall) { top, svg in
            if labels.count > 1 {
                var x = 16.0
                for (index, label) in labels.enumerated() {
                    svg.line(SVGStyle.curve(index), x, top + 10, x + 28, top + 10)
                    svg.text("label", x + 36, top + 14, "start", label)
                    x += 60 + Double(label.count) * Layout.letterWidth
                }
            }
            for (index, figure) in figures.enumerated() {
                let layout = Layout(figure, room)
                let column = Double(index % perRow), line = Double(index / perRow)
                let x: Double = 8 + column * (width + gap)
                let y: Double = top + key + line * tall
                svg.open("g", [("transform", "translate(\(SVGDrawing.number(x)) \(SVGDrawing.number(y)))")])
                for (line, words) in titles[index].enumerated() {
                    let height = SVGDrawing.number(16 + Double(line) * 15)
                    svg.element("text", [("class", "label"), ("x", "8"), ("y", height), ("font-weight", "600")], words)
                }
                svg.text("quiet", 8, layout.top - 14, "start", figure.y.title)
                SVGDrawing.axes(figure, layout, &svg)
                for series in figure.series {
                    SVGDrawing.draw(series, labels.firstIndex(of: series.label) ?? 0, layout, &svg)
                }
                svg.close("g")
            }
        }
    }

    /// Of all panels, each once, in order.
    static func labels(_ figures: [Figure]) -> [String] {
        figures.flatMap { $0.series.map(\.label) }.reduce(into: []) { all, label in
            if !all.contains(label) { all.append(label) }
        }
    }
}
