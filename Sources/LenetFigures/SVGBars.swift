/// Bars lie, so that long names can be read; on an axis that counts in powers of ten, where a length from 0 means nothing, they are
/// dots. The interval is a line with ends over the bar's.
enum SVGBars {
    private static let row = 30.0

    static func part(_ figure: Figure, _ bars: [Bar]) -> SVGPart {
        let names = bars.map { Layout.folded($0.label, columns: 30) }
        let heights = names.map { max(row, 14 + Double($0.count) * 15) }
        let plot = heights.reduce(0, +)
        return SVGPart(height: plot + 68, sheet: sheet) { top, svg in
            let left = 28 + Double(names.joined().map(\.count).max() ?? 1) * Layout.letterWidth
            let behind = Double(bars.map(\.text.count).max() ?? 0) * Layout.letterWidth
            let right = SVGPart.width - 32 - behind
            let ticks = Self.ticks(figure, bars, most: 7)
            let above = top + 12, bottom = above + plot
            func place(_ value: Double) -> Double? {
                ticks.position(value).map { left + min(1, max(0, $0)) * (right - left) }
            }
            for tick in ticks.ticks {
                guard let x = place(tick.value) else { continue }
                svg.line("grid", x, above, x, bottom)
                svg.text("tick", x, bottom + 18, "middle", tick.label)
            }
            let guide = figure.guide.flatMap(place)
            if let guide { svg.guide(guide, above, guide, bottom) }
            svg.text("quiet", (left + right) / 2, bottom + 40, "middle", figure.x.title)
            var y = above
            for (index, bar) in bars.enumerated() {
                let middle = y + heights[index] / 2
                let first: Double = middle + 4 - Double(names[index].count - 1) * 7.5
                for (line, words) in names[index].enumerated() {
                    svg.text("label", left - 10, first + Double(line) * 15, "end", words)
                }
                var end = left
                if let x = place(bar.value) {
                    end = x
                    if ticks.scale == .linear {
                        let zero = place(max(0, ticks.lower)) ?? left
                        svg.rectangle(SVGStyle.mark(0), min(zero, x), middle - 9, max(1, abs(x - zero)), 18)
                    } else {
                        svg.empty("circle", [("class", SVGStyle.mark(0)), ("cx", SVGDrawing.number(x)), ("cy", SVGDrawing.number(middle)), ("r", "5")])
                    }
                }
                if let interval = bar.interval, let lower = place(interval.lowerBound), let upper = place(interval.upperBound) {
                    svg.line("halo", lower, middle, upper, middle)
                    svg.line("halo", lower, middle - 5, lower, middle + 5)
                    svg.line("halo", upper, middle - 5, upper, middle + 5)
                    svg.line("whisker", lower, middle, upper, middle)
                    svg.line("whisker", lower, middle - 4, lower, middle + 4)
                    svg.line("whisker", upper, middle - 4, upper, middle + 4)
                    end = max(end, upper)
                }
                let beside = max(end, left) + 8, reach = Double(bar.text.count) * Layout.letterWidth
                // No dots between the digits.
                if let guide, beside - 2...beside + reach ~= guide { svg.rectangle("paper", beside - 2, middle - 9, reach + 4, 18) }
                svg.text("label", beside, middle + 4, "start", bar.text)
                y += heights[index]
            }
            svg.line("axis", left, above, left, bottom)
        }
    }

    /// A length begins at 0.
    static func ticks(_ figure: Figure, _ bars: [Bar], most: Int) -> Ticks {
        let ends = bars.flatMap { [$0.value] + ($0.interval.map { [$0.lowerBound, $0.upperBound] } ?? []) }
        return Ticks(ends + figure.guideRoom + (figure.x.scale == .linear ? [0] : []), figure.x, most: most)
    }

    private static let sheet =
        "svg.lenet .whisker{stroke:#1c1c1c;stroke-width:1.5}svg.lenet .halo{stroke:#ffffff;stroke-width:4;stroke-linecap:square;opacity:0.8}"
        + "@media (prefers-color-scheme:dark){svg.lenet .whisker{stroke:#f0f0f0}svg.lenet .halo{stroke:#161616}}"
}
