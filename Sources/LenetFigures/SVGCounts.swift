import LenetLab

/// A table of counts with colours: the deeper, the more. The diagonal has its own colour and its own scale, else it would drown the
/// rest. The numbers stand in the cells, so the colours say nothing that is not written.
enum SVGCounts {
    private static let levels = 6

    static func part(_ figure: Figure, _ table: CountTable) -> SVGPart {
        let count = max(1, table.labels.count)
        let digits = table.counts.joined().map { NumberText.grouped($0).count }.max() ?? 1
        let cell = min(64, max(5, (600 / Double(count)).rounded(.down)))
        let side = cell * Double(count)
        // Of very many classes only the colours are left, and some of the labels.
        let showsNumbers = cell >= Double(digits) * 6.5 + 3
        let every = cell >= 16 ? 1 : Int(exactly: (16 / cell).rounded(.up)) ?? 4
        let margin = 44 + Double(table.labels.map(\.count).max() ?? 1) * Layout.letterWidth
        return SVGPart(height: side + 64, sheet: sheet) { top, svg in
            let left = max(margin, (SVGPart.width - side) / 2), above = top + 10
            for (row, counts) in table.counts.enumerated() {
                let y = above + Double(row) * cell
                if row % every == 0 { svg.text("label", left - 10, y + cell / 2 + 4, "end", table.labels[row]) }
                for (column, count) in counts.enumerated() {
                    let x = left + Double(column) * cell
                    let isSame = row == column
                    let level = Self.level(count, of: isSame ? table.mostSame : table.mostMixed)
                    svg.rectangle("cell \(isSame ? "s" : "m")\(level)", x, y, cell, cell)
                    guard showsNumbers else { continue }
                    let style = level > 4 ? "on" : count == 0 ? "none" : "off"
                    svg.text(style, x + cell / 2, y + cell / 2 + 4, "middle", NumberText.grouped(count))
                }
            }
            for (column, label) in table.labels.enumerated() where column % every == 0 {
                svg.text("label", left + (Double(column) + 0.5) * cell, above + side + 18, "middle", label)
            }
            svg.text("quiet", left + side / 2, above + side + 40, "middle", figure.x.title)
            let middle = above + side / 2, x = left - margin + 14
            svg.element(
                "text",
                [
                    ("class", "quiet"), ("text-anchor", "middle"),
                    ("transform", "translate(\(SVGDrawing.number(x)) \(SVGDrawing.number(middle))) rotate(-90)"),
                ], figure.y.title)
        }
    }

    /// 0 for none, else 1 to `levels`: by the square root, so that a few mistakes are seen beside many.
    private static func level(_ count: Int, of most: Int) -> Int {
        guard count > 0, most > 0 else { return 0 }
        let share = (Double(count) / Double(most)).squareRoot()
        return min(levels, max(1, WholeDots.nearest(share * Double(levels))))
    }

    private static let sheet: String = {
        func colours(_ letter: String, _ list: [String]) -> String {
            list.enumerated().map { "svg.lenet .\(letter)\($0.offset){fill:\($0.element)}" }.joined()
        }
        let light =
            colours("s", ["#ffffff", "#dcebf6", "#b9d7ed", "#8bbcdf", "#4f97c9", "#1f78b4", "#0a5a94"])
            + colours("m", ["#ffffff", "#fdebdd", "#fbd3b4", "#f5b183", "#e8823f", "#cc5a0f", "#a34300"])
            + "svg.lenet .cell{stroke:#e3e3e3}svg.lenet .off{fill:#1c1c1c}svg.lenet .none{fill:#8a8a8a}svg.lenet .on{fill:#ffffff}"
        let dark =
            colours("s", ["#161616", "#14293a", "#173d59", "#1b5580", "#2f7fb5", "#5db4f0", "#a5d6f8"])
            + colours("m", ["#161616", "#33200f", "#522f12", "#7a4413", "#b5651f", "#ff9a57", "#ffc9a3"])
            + "svg.lenet .cell{stroke:#3a3a3a}svg.lenet .off{fill:#f0f0f0}svg.lenet .none{fill:#7c7c7c}svg.lenet .on{fill:#101010}"
        return light + "@media (prefers-color-scheme:dark){\(dark)}"
    }()
}
