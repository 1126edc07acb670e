import LenetLab

/// A figure with a `ContourLayer` in a terminal: lines of equal height as single dots, paths as lines of dots with their letters,
/// which is enough to tell them apart without colour.
enum TerminalMap {
    static func lines(_ figure: Figure, _ layer: ContourLayer, width: Int, rows: Int) -> [String] {
        let y = Ticks([layer.y.lowerBound, layer.y.upperBound], Axis(figure.y.title, limits: layer.y), most: max(3, rows / 3))
        let margin = (y.ticks.map(\.label.count).max() ?? 0) + 1
        let columns = max(10, min(width - margin - 2, rows * 3))
        let x = Ticks([layer.x.lowerBound, layer.x.upperBound], Axis(figure.x.title, limits: layer.x), most: max(3, columns / 10))
        var canvas = BrailleCanvas(columns: columns, rows: rows)
        let contours = layer.contours(most: 7)
        draw(figure, layer, contours, x, y, on: &canvas)

        var lines = TerminalDrawing.folded(figure.title, width) + TerminalDrawing.folded(figure.subtitle, width) + ["", figure.y.title]
        var labels: [Int: String] = [:]
        for tick in y.ticks {
            if let place = y.position(tick.value) { labels[TerminalDrawing.row(place, rows)] = tick.label }
        }
        for row in 0..<rows {
            let label = labels[row] ?? ""
            lines.append(
                TerminalDrawing.trimmed(TextTable.padded(label, to: margin, .right) + (label.isEmpty ? "│" : "┤") + canvas.line(row)))
        }
        lines += TerminalDrawing.axis(x, columns: columns, margin: margin, title: figure.x.title)
        return lines + [""] + legend(figure, layer, contours, width)
    }

    // MARK: The map

    private static func draw(
        _ figure: Figure, _ layer: ContourLayer, _ contours: [ContourLayer.Contour], _ x: Ticks, _ y: Ticks,
        on canvas: inout BrailleCanvas
    ) {
        func dot(_ point: Series.Point) -> (x: Int, y: Int)? {
            guard let across = x.position(point.x), let up = y.position(point.y) else { return nil }
            return (
                WholeDots.nearest(min(3, max(-2, across)) * Double(canvas.width - 1)),
                WholeDots.nearest((1 - min(3, max(-2, up))) * Double(canvas.height - 1))
            )
        }
        for contour in contours {
            for line in contour.lines {
                var travelled = 0
                let dots = line.compactMap(dot)
                for (a, b) in zip(dots, dots.dropFirst()) { canvas.line(a, b, dash: (1, 3), travelled: &travelled) }
            }
        }
        for series in figure.series {
            var travelled = 0
            let dots = series.points.compactMap(dot)
            for (a, b) in zip(dots, dots.dropFirst()) where a != b { canvas.line(a, b, dash: (1, 0), travelled: &travelled) }
        }
        func put(_ letter: Character, _ point: Series.Point) -> Bool {
            guard layer.contains(point), let dot = dot(point) else { return false }
            return canvas.put(letter, column: dot.x / 2, row: dot.y / 4)
        }
        if let start = layer.start { _ = put("o", start) }
        for minimum in layer.minima { _ = put("*", minimum) }
        for (index, series) in figure.series.enumerated() {
            // The letter stands at the end; where another's stands there, a little before.
            _ = series.points.reversed().prefix(400).first { put(TerminalDrawing.letter(index), $0) }
            // Once more on the way, for paths that end at one place.
            let middle = series.points.dropFirst(series.points.count / 3)
            if series.points.count > 8 { _ = middle.prefix(40).first { put(TerminalDrawing.letter(index), $0) } }
        }
    }

    private static func legend(_ figure: Figure, _ layer: ContourLayer, _ contours: [ContourLayer.Contour], _ width: Int) -> [String] {
        var entries = figure.series.enumerated().map { "\(TerminalDrawing.letter($0.offset)) \($0.element.label)" }
        if layer.start != nil { entries.append("o start") }
        if !layer.minima.isEmpty { entries.append(layer.minima.count == 1 ? "* minimum" : "* minima") }
        var lines: [String] = []
        for entry in entries {
            if let last = lines.last, last.count + 3 + entry.count <= width {
                lines[lines.count - 1] = last + "   " + entry
            } else {
                lines += TerminalDrawing.folded(entry, width)
            }
        }
        if !contours.isEmpty {
            let heights = contours.map { NumberText.significant($0.height, 3) }.joined(separator: ", ")
            lines += TerminalDrawing.folded("dotted: heights \(heights)", width)
        }
        return lines
    }
}
