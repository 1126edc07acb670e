/// A place as people count it: from 1, columns in characters.
package struct TextPosition: Sendable, Hashable {
    package var line: Int
    package var column: Int
}

extension Source {
    /// The line and column of a byte offset.
    package func position(of offset: Int32) -> TextPosition {
        let (line, lineStart) = lineStart(of: offset)
        let bytes = text.utf8
        let start = bytes.index(bytes.startIndex, offsetBy: lineStart)
        let end = bytes.index(bytes.startIndex, offsetBy: min(max(Int(offset), lineStart), bytes.count))
        return TextPosition(line: line, column: text[start..<end].count + 1)
    }

    /// The number of the line that holds the offset, and the offset of its first byte.
    func lineStart(of offset: Int32) -> (line: Int, start: Int) {
        var (low, high) = (0, lineStarts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= max(offset, 0) { low = middle } else { high = middle }
        }
        return (low + 1, Int(lineStarts[low]))
    }

    /// The text of the line that begins at this byte, without its end.
    func line(from start: Int) -> Substring {
        let bytes = text.utf8
        let first = bytes.index(bytes.startIndex, offsetBy: min(max(start, 0), bytes.count))
        var last = first
        while last < bytes.endIndex, bytes[last] != UInt8(ascii: "\n") { last = bytes.index(after: last) }
        if last > first {
            let before = bytes.index(before: last)
            if bytes[before] == UInt8(ascii: "\r") { last = before }
        }
        return text[first..<last]
    }
}
