/// A table with aligned columns, for a terminal of 80 columns.
///
///     layer   output      parameters
///     conv1   6x28x28            156
///
/// Cells are texts already; columns of numbers are aligned right. Columns are two spaces apart.
package struct TextTable: Sendable, Hashable {
    package enum Alignment: Sendable, Hashable { case left, right }

    package struct Column: Sendable, Hashable {
        package var title: String
        package var alignment: Alignment
        package init(_ title: String, _ alignment: Alignment = .right) {
            self.title = title
            self.alignment = alignment
        }
    }

    package var columns: [Column]
    package var rows: [[String]]
    /// A line is drawn above the last row: totals.
    package var hasTotals = false

    package init(_ columns: [Column], _ rows: [[String]] = []) {
        self.columns = columns
        self.rows = rows
    }

    /// The lines, header first. `indent`: spaces before each.
    package func lines(indent: Int = 0) -> [String] {
        let widths = columns.indices.map { column in
            ([columns[column].title] + rows.compactMap { $0.indices.contains(column) ? $0[column] : nil })
                .map(Self.width).max() ?? 0
        }
        let margin = String(repeating: " ", count: indent)
        func line(_ cells: [String]) -> String {
            var text = margin
            for (column, width) in widths.enumerated() {
                let cell = cells.indices.contains(column) ? cells[column] : ""
                text += Self.padded(cell, to: width, columns[column].alignment)
                if column + 1 < widths.count { text += "  " }
            }
            while text.last == " " { text.removeLast() }
            return text
        }
        let rule = margin + String(repeating: "-", count: widths.reduce(0, +) + 2 * max(0, widths.count - 1))
        var lines = [line(columns.map(\.title))]
        for (index, row) in rows.enumerated() {
            if hasTotals, index == rows.count - 1 { lines.append(rule) }
            lines.append(line(row))
        }
        return lines
    }

    /// Without as many of `columns`, by their titles and in their order, as it takes to fit a width.
    package func fitting(_ width: Int, without columns: [String]) -> TextTable {
        var table = self
        for title in columns where table.lineWidth > width {
            guard let place = table.columns.firstIndex(where: { $0.title == title }) else { continue }
            table.columns.remove(at: place)
            table.rows = table.rows.map { row in
                var row = row
                if row.indices.contains(place) { row.remove(at: place) }
                return row
            }
        }
        return table
    }

    /// Cut to fit a width: the texts of some columns, the first of them first, no text to less than so many characters; and where that
    /// is not enough, left out are as many of `columns`, in their order, as it takes.
    package func fitting(_ width: Int, cutting texts: [(column: String, least: Int)], without columns: [String] = []) -> TextTable {
        var whole = self
        var left = columns[...]
        while true {
            var table = whole
            for text in texts { table.cut(text.column, to: width, least: text.least) }
            guard table.lineWidth > width, let next = left.popFirst() else { return table }
            whole = whole.fitting(0, without: [next])
        }
    }

    private var lineWidth: Int { lines().map(Self.width).max() ?? 0 }

    private mutating func cut(_ title: String, to width: Int, least: Int) {
        let excess = lineWidth - width
        guard excess > 0, let place = columns.firstIndex(where: { $0.title == title }) else { return }
        let own = rows.map { $0.indices.contains(place) ? Self.width($0[place]) : 0 }.max() ?? 0
        let room = max(least, own - excess)
        for row in rows.indices where rows[row].indices.contains(place) && Self.width(rows[row][place]) > room {
            rows[row][place] = String(rows[row][place].prefix(room - 1)) + "…"
        }
    }

    package static func padded(_ text: String, to width: Int, _ alignment: Alignment) -> String {
        let missing = Self.width(text)
        guard missing < width else { return text }
        let spaces = String(repeating: " ", count: width - missing)
        return alignment == .left ? text + spaces : spaces + text
    }

    /// How many columns of a terminal a text takes: a character each, which holds for everything that is printed here.
    package static func width(_ text: String) -> Int { text.count }
}
