import LenetLab

/// Bars of blocks, to an eighth of a column; the interval as a line below, `├──┤`.
enum TerminalBars {
    static func lines(_ figure: Figure, _ bars: [Bar], width: Int) -> [String] {
        let ticks = SVGBars.ticks(figure, bars, most: 6)
        let behind = (bars.map(\.text.count).max() ?? 0) + 1
        let names = bars.map { TerminalDrawing.folded($0.label, max(8, width / 3)) }
        let margin = min(names.joined().map(\.count).max() ?? 0, max(8, width / 3))
        let columns = max(8, width - margin - behind - 2)
        var lines = TerminalDrawing.heading(figure, width)
        func place(_ value: Double) -> Int? {
            ticks.position(value).map { WholeDots.nearest(min(1, max(0, $0)) * Double(columns * 8)) }
        }
        let guide = figure.guide.flatMap(place).map { $0 / 8 }
        for (bar, name) in zip(bars, names) {
            let eighths = place(bar.value)
            let text = ticks.scale == .linear ? blocks(eighths ?? 0) : dot(eighths)
            for (index, word) in (name.isEmpty ? [""] : name).enumerated() {
                let label = TextTable.padded(String(word.prefix(margin)), to: margin, .right) + " │"
                lines.append(TerminalDrawing.trimmed(label + withGuide(index == 0 ? text : "", index == 0 ? " " + bar.text : "", guide)))
            }
            if let interval = bar.interval, let lower = place(interval.lowerBound), let upper = place(interval.upperBound) {
                let mark = whisker(lower / 8, upper / 8, columns)
                lines.append(TerminalDrawing.trimmed(String(repeating: " ", count: margin) + " │" + mark))
            }
        }
        return lines + TerminalDrawing.axis(ticks, columns: columns, margin: margin + 1, title: figure.x.title).map(TerminalDrawing.trimmed)
    }

    private static func blocks(_ eighths: Int) -> String {
        let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    }

    private static func dot(_ eighths: Int?) -> String { eighths.map { String(repeating: "·", count: max(0, $0 / 8 - 1)) + "●" } ?? "" }

    /// The bar and what stands behind it; the dotted line where neither of them is.
    private static func withGuide(_ bar: String, _ text: String, _ guide: Int?) -> String {
        var line = Array(bar + text)
        guard let guide else { return String(line) }
        while line.count <= guide { line.append(" ") }
        if line[guide] == " " && guide >= bar.count + text.count || line[guide] == "·" { line[guide] = "┊" }
        return String(line)
    }

    private static func whisker(_ lower: Int, _ upper: Int, _ columns: Int) -> String {
        let first = min(lower, columns - 1), last = min(upper, columns - 1)
        if first == last { return String(repeating: " ", count: first) + "┼" }
        return String(repeating: " ", count: first) + "├" + String(repeating: "─", count: max(0, last - first - 1)) + "┤"
    }
}

extension TerminalDrawing {
    /// Title and subtitle, and an empty line.
    static func heading(_ figure: Figure, _ width: Int) -> [String] {
        folded(figure.title, width) + folded(figure.subtitle, width) + [""]
    }
}
