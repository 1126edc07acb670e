/// A band in a terminal: its two edges as rows of single dots, and between them dots so sparse that a curve stands out.
enum TerminalBand {
    static func draw(_ series: Series, _ x: Ticks, _ y: Ticks, on canvas: inout BrailleCanvas) {
        let edges = series.band.compactMap { spread -> (x: Double, lower: Double, upper: Double)? in
            guard let across = x.position(spread.x), let lower = y.position(spread.lower), let upper = y.position(spread.upper)
            else { return nil }
            return (across * Double(canvas.width - 1), (1 - lower) * Double(canvas.height - 1), (1 - upper) * Double(canvas.height - 1))
        }
        for (before, after) in zip(edges, edges.dropFirst()) {
            let first = WholeDots.nearest(before.x), last = WholeDots.nearest(after.x)
            for column in stride(from: first, through: max(first, last), by: 1) where column % 3 == 0 {
                let share = after.x > before.x ? (Double(column) - before.x) / (after.x - before.x) : 0
                let upper = WholeDots.nearest(before.upper + share * (after.upper - before.upper))
                let lower = WholeDots.nearest(before.lower + share * (after.lower - before.lower))
                canvas.set(column, upper)
                canvas.set(column, lower)
                guard column % 6 == 0 else { continue }
                for row in stride(from: upper, to: lower, by: 1) where row % 3 == 0 { canvas.set(column, row) }
            }
        }
    }
}
