/// A network as its data see it: a stack of sheets for images with channels, a column for rows of numbers, from left to right; what
/// each step is called stands under it. Heights are by the square root of the sizes, so that 1x1 is still seen beside 28x28.
enum SVGStages {
    private static let perRow = 8
    private static let drawing = 132.0

    static func part(_ stages: [Stage]) -> SVGPart {
        let rows = (stages.count + perRow - 1) / perRow
        // Rows of about the same length.
        let across = rows == 0 ? 1 : (stages.count + rows - 1) / rows
        let room = (SVGPart.width - 24) / Double(across)
        let columns = max(8, Int(exactly: ((room - 6) / 6.3).rounded(.down)) ?? 8)
        let words = stages.map { stage in
            [[stage.name], [stage.shape], Layout.folded(stage.detail, columns: columns), Layout.folded(stage.note, columns: columns)].flatMap(\.self)
        }
        let tall = drawing + 24 + Double(words.map(\.count).max() ?? 0) * 15
        let largest = max(1, stages.map { max($0.height, $0.width) }.max() ?? 1)
        let longest = max(1, stages.map(\.channels).max() ?? 1)
        return SVGPart(height: Double(rows) * tall, sheet: sheet) { top, svg in
            for (index, stage) in stages.enumerated() {
                let column = Double(index % across), line = Double(index / across)
                let left: Double = 12 + column * room
                let above: Double = top + line * tall
                let centre: Double = left + room / 2
                let middle: Double = above + 8 + drawing / 2
                if stage.isFlat {
                    let share: Double = (Double(stage.channels) / Double(longest)).squareRoot()
                    let height: Double = 16 + (drawing - 36) * share
                    let width = 12.0
                    svg.rectangle("sheet c0", centre - width / 2, middle - height / 2, width, height)
                } else {
                    let side = min(room - 42, 60)
                    let across = max(6, side * (Double(stage.width) / Double(largest)).squareRoot())
                    let down = max(6, side * (Double(stage.height) / Double(largest)).squareRoot())
                    let sheets = min(6, stage.channels)
                    let shift = 4.0
                    for sheet in 0..<sheets {
                        let offset: Double = shift * (Double(sheet) - Double(sheets - 1) / 2)
                        let x: Double = centre - across / 2 + offset
                        let y: Double = middle - down / 2 + offset
                        svg.rectangle("sheet c\(index == 0 ? 5 : 0)", x, y, across, down)
                    }
                }
                if index % across > 0 { arrow(left - 7, left + 7, middle, &svg) }
                for (line, text) in words[index].enumerated() {
                    let style = line == 0 ? "name" : line == 1 ? "shape" : "small"
                    let y: Double = above + drawing + 22 + Double(line) * 15
                    svg.text(style, centre, y, "middle", text)
                }
            }
        }
    }

    private static func arrow(_ from: Double, _ to: Double, _ y: Double, _ svg: inout SVGText) {
        svg.line("axis", from, y, to, y)
        svg.empty("path", [("class", "arrow"), ("d", "M\(SVGDrawing.number(to - 4)) \(SVGDrawing.number(y - 3.5))l5 3.5l-5 3.5z")])
    }

    private static let sheet =
        "svg.lenet .sheet{stroke-width:1.3;fill:#eaf3f9}svg.lenet .arrow{fill:#595959}"
        + "svg.lenet .name{font-weight:600;fill:#1c1c1c}svg.lenet .shape{fill:#1c1c1c}svg.lenet .small{font-size:11px;fill:#595959}"
        + "@media (prefers-color-scheme:dark){svg.lenet .sheet{fill:#1a2a36}svg.lenet .arrow{fill:#b0b0b0}"
        + "svg.lenet .name,svg.lenet .shape{fill:#f0f0f0}svg.lenet .small{fill:#b0b0b0}}"
}
