/// A place as people count it: from 1, columns in characters.
package struct TextPosition: Sendable, Hashable {
    package var line: Int
    package var column: Int
}

extension Source {
    /// The line and column of a byte offset. Linear in the text before it: asked once per message.
    package func position(of offset: Int32) -> TextPosition {
        let (line, lineStart) = lineStart(of: offset)
        let bytes = text.utf8
        let start = bytes.index(bytes.startIndex, offsetBy: lineStart)
        let end = bytes.index(bytes.startIndex, offsetBy: min(max(Int(offset), lineStart), bytes.count))
        return TextPosition(line: line, column: text[start..<end].count + 1)
    }

    /// The number of the line that holds the offset, and the offset of its first byte.
    func lineStart(of offset: Int32) -> (line: Int, start: Int) {
        var line = 1
        var start = 0
        var index = 0
        let limit = Int(max(offset, 0))
        for byte in text.utf8 {
            if index >= limit { break }
            index += 1
            if byte == UInt8(ascii: "\n") {
                line += 1
                start = index
            }
        }
        return (line, start)
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
