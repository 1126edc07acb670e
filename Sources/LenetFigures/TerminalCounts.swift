import LenetLab

/// A table of counts: the diagonal in brackets, nothing as a dot, so that mistakes are what one sees.
enum TerminalCounts {
    static func lines(_ figure: Figure, _ table: CountTable, width: Int) -> [String] {
        let cells = table.counts.enumerated().map { row, counts in
            counts.enumerated().map { column, count in
                // Without commas, so that ten classes of a thousand images fit side by side.
                let text = count == 0 ? "·" : "\(count)"
                return row == column ? "[\(text)]" : text + " "
            }
        }
        let margin = (table.labels.map(\.count).max() ?? 0) + 1
        let cell = (cells.joined().map(\.count).max() ?? 1) + 1
        let perBlock = max(1, (width - margin - 2) / cell)
        var lines = TerminalDrawing.heading(figure, width)
        lines += TerminalDrawing.folded("rows: \(figure.y.title); columns: \(figure.x.title)", width)
        // Many classes go on below, as a wide table does.
        for start in stride(from: 0, to: table.labels.count, by: perBlock) {
            let columns = start..<min(start + perBlock, table.labels.count)
            let head = columns.map { TextTable.padded(table.labels[$0] + " ", to: cell, .right) }.joined()
            lines += ["", TerminalDrawing.trimmed(String(repeating: " ", count: margin + 2) + head)]
            for row in table.labels.indices {
                let text = columns.map { TextTable.padded(cells[row][$0], to: cell, .right) }.joined()
                lines.append(TerminalDrawing.trimmed(TextTable.padded(table.labels[row], to: margin, .right) + " │" + text))
            }
        }
        return lines
    }
}
