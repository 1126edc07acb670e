/// Words in columns, as many as fit, read across.
package enum TextColumns {
    package static func lines(_ words: [String], width: Int) -> [String] {
        let cell = (words.map(\.count).max() ?? 0) + 2
        let perLine = max(1, (width + 2) / cell)
        return stride(from: 0, to: words.count, by: perLine).map { start in
            let row = words[start..<min(start + perLine, words.count)]
            return row.dropLast().map { TextTable.padded($0, to: cell, .left) }.joined() + (row.last ?? "")
        }
    }
}
