import LenetLab

extension Completion {
    /// What is shown below the line: each with its sentence where the screen has room for them, else words in columns.
    package static func list(_ candidates: [Candidate], rows: Int, columns: Int) -> [String] {
        let words = candidates.map(\.text)
        guard candidates.contains(where: { !$0.summary.isEmpty }), candidates.count <= max(8, rows - 6) else {
            return TextColumns.lines(words, width: columns)
        }
        let width = min(24, (words.map(\.count).max() ?? 0)) + 2
        return candidates.map { candidate in
            let line = TextTable.padded(candidate.text, to: width, .left) + candidate.summary
            return line.count < columns ? line : line.prefix(max(1, columns - 4)) + "..."
        }
    }
}
