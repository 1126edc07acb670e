import LenetLab

/// A network from top to bottom, a line for each step: its name, what it is, what comes out, and a bar for how many numbers that is.
enum TerminalStages {
    static func lines(_ figure: Figure, _ stages: [Stage], width: Int) -> [String] {
        func most(_ text: (Stage) -> String) -> Int { stages.map { text($0).count }.max() ?? 0 }
        let widths = [most(\.name), most(\.shape), most(\.note)]
        let numbers = stages.map { Double($0.channels * $0.height * $0.width) }
        let largest = max(1, numbers.max() ?? 1)
        let bar = 12
        let rest = max(8, width - widths.reduce(0, +) - bar - 8)
        var lines = TerminalDrawing.heading(figure, width)
        for (stage, count) in zip(stages, numbers) {
            let details = TerminalDrawing.folded(stage.detail, rest)
            // By the square root, as areas are.
            let blocks = max(1, WholeDots.nearest((count / largest).squareRoot() * Double(bar)))
            let cells = [
                TextTable.padded(stage.name, to: widths[0], .left), TextTable.padded(stage.shape, to: widths[1], .right),
                TextTable.padded(String(repeating: "█", count: blocks), to: bar, .left),
                TextTable.padded(stage.note, to: widths[2], .right), details.first ?? "",
            ]
            lines.append(TerminalDrawing.trimmed(String(cells.joined(separator: "  ").prefix(width))))
            let indent = String(repeating: " ", count: max(0, width - rest))
            lines += details.dropFirst().map { String((indent + $0).prefix(width)) }
        }
        return lines
    }
}
