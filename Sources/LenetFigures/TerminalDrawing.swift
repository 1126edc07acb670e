import LenetLab

/// A figure in a terminal: curves of braille dots. Several curves are told apart without colour, by letters and by dashes.
package enum TerminalDrawing {
    /// Lines of at most `width` columns. Below 30 columns the curves are cut; that is nobody's terminal.
    ///
    /// `heights`: further heights that the y axis must hold.
    package static func lines(_ figure: Figure, width: Int, rows: Int = 16, heights: [Double] = []) -> [String] {
        switch figure.content {
        case .curves: break
        case .bars(let bars): return TerminalBars.lines(figure, bars, width: width)
        case .counts(let table): return TerminalCounts.lines(figure, table, width: width)
        case .pictures(let grid): return TerminalPictures.lines(figure, grid, width: width)
        case .stages(let stages): return TerminalStages.lines(figure, stages, width: width)
        case .panels(let panels): return TerminalPanels.lines(figure, panels, width: width)
        }
        if let layer = figure.contours { return TerminalMap.lines(figure, layer, width: width, rows: max(4, rows * 3 / 2)) }
        let rows = max(4, rows)
        let y = Ticks(heights + figure.heights, figure.y, most: max(3, rows / 2 - 1))
        let margin = (y.ticks.map(\.label.count).max() ?? 0) + 1
        let columns = max(10, width - margin - 2)
        let x = Ticks(figure.series.flatMap { $0.points.map(\.x) }, figure.x, most: max(3, columns / 10))
        var canvas = BrailleCanvas(columns: columns, rows: rows)
        draw(figure, x, y, on: &canvas)

        var lines = folded(figure.title, width) + folded(figure.subtitle, width) + [""] + (figure.y.title.isEmpty ? [""] : folded(figure.y.title, width))
        var labels: [Int: String] = [:]
        for tick in y.ticks {
            if let place = y.position(tick.value) { labels[row(place, rows)] = tick.label }
        }
        for row in 0..<rows {
            let label = labels[row] ?? ""
            lines.append(trimmed(TextTable.padded(label, to: margin, .right) + (label.isEmpty ? "│" : "┤") + canvas.line(row)))
        }
        lines += axis(x, columns: columns, margin: margin, title: figure.x.title)
        return lines + legend(figure, width)
    }

    static func row(_ place: Double, _ rows: Int) -> Int {
        min(rows - 1, max(0, WholeDots.nearest((1 - place) * Double(rows * 4 - 1)) / 4))
    }

    // MARK: Curves

    private static let dashes: [(on: Int, off: Int)] = [(1, 0), (5, 3), (2, 2), (8, 3), (1, 2), (3, 5)]

    private static func draw(_ figure: Figure, _ x: Ticks, _ y: Ticks, on canvas: inout BrailleCanvas) {
        if let up = figure.guide.flatMap(y.position) {
            let row = WholeDots.nearest((1 - up) * Double(canvas.height - 1))
            for column in stride(from: 0, to: canvas.width, by: 4) { canvas.set(column, row) }
        }
        for series in figure.series { TerminalBand.draw(series, x, y, on: &canvas) }
        for (index, series) in figure.series.enumerated() {
            let dots = series.points.map { point -> (x: Int, y: Int)? in
                guard let across = x.position(point.x), let up = y.position(point.y) else { return nil }
                return (WholeDots.nearest(across * Double(canvas.width - 1)), WholeDots.nearest((1 - up) * Double(canvas.height - 1)))
            }
            var travelled = 0
            for (place, dot) in dots.enumerated() {
                guard let dot else { continue }
                if place > 0, let before = dots[place - 1] {
                    canvas.line(before, dot, dash: dashes[index % dashes.count], travelled: &travelled)
                } else {
                    canvas.set(dot.x, dot.y)
                }
            }
        }
        guard figure.series.count > 1 else { return }
        for (index, series) in figure.series.enumerated() {
            // Where curves run together near their ends, letters along the way still tell them apart.
            let step = 1.0 / Double(figure.series.count + 1)
            for share in [Double(index + 1) * step * 0.5, 0.5 + Double(index + 1) * step * 0.5] {
                guard let (across, up) = point(of: series, at: share, x, y) else { continue }
                let column = WholeDots.nearest(across * Double(canvas.width - 1)) / 2
                let row = WholeDots.nearest((1 - up) * Double(canvas.height - 1)) / 4
                _ = canvas.put(letter(index), column: column, row: row)
            }
        }
    }

    /// Where a curve stands at a share of the figure's width.
    private static func point(of series: Series, at share: Double, _ x: Ticks, _ y: Ticks) -> (Double, Double)? {
        let places = series.points.map { point -> (x: Double, y: Double)? in
            guard let across = x.position(point.x), let up = y.position(point.y) else { return nil }
            return (across, up)
        }
        for (before, after) in zip(places, places.dropFirst()) {
            // Where the curve is interrupted there is nothing to name.
            guard let before, let after, before.x <= share, share <= after.x else { continue }
            let part = after.x > before.x ? (share - before.x) / (after.x - before.x) : 0
            return (share, before.y + part * (after.y - before.y))
        }
        return nil
    }

    static func letter(_ index: Int) -> Character {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return letters[index % letters.count]
    }

    // MARK: What stands round them

    static func axis(_ x: Ticks, columns: Int, margin: Int, title: String) -> [String] {
        var line = Array(repeating: Character("─"), count: columns)
        var labels = Array(repeating: Character(" "), count: margin + 1 + columns + 8)
        var free = 0
        for tick in x.ticks {
            guard let place = x.position(tick.value) else { continue }
            let column = min(columns - 1, max(0, WholeDots.nearest(place * Double(columns * 2 - 1)) / 2))
            let text = Array(tick.label)
            let start = min(max(margin + 1 + column - text.count / 2, free), margin + 1 + columns - text.count)
            guard start >= free, start >= 0 else { continue }
            line[column] = "┬"
            for (index, character) in text.enumerated() { labels[start + index] = character }
            free = start + text.count + 1
        }
        let indent = String(repeating: " ", count: margin)
        let centred = max(0, margin + 1 + (columns - title.count) / 2)
        // A title that is wider than the axis stands in several lines.
        let titles = title.count <= margin + 1 + columns ? [String(repeating: " ", count: centred) + title] : folded(title, margin + 1 + columns)
        return [indent + "└" + String(line), trimmed(String(labels))] + titles
    }

    static func legend(_ figure: Figure, _ width: Int) -> [String] {
        guard figure.series.count > 1 else { return [] }
        var lines: [String] = []
        for (index, series) in figure.series.enumerated() {
            let entry = "\(letter(index)) \(series.label)"
            if let last = lines.last, last.count + 3 + entry.count <= width {
                lines[lines.count - 1] = last + "   " + entry
            } else {
                lines += folded(entry, width)
            }
        }
        return [""] + lines
    }

    static func folded(_ text: String, _ width: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }

    static func trimmed(_ line: String) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }
}

/// From places that a drawing has worked out to dots.
enum WholeDots {
    static func nearest(_ value: Double) -> Int {
        Int(exactly: min(max(value, -1e6), 1e6).rounded()) ?? 0
    }
}
