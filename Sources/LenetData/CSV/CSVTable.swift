/// A text of whole numbers from 0 to 255 in rows: a label, then an image's pixels, as mnist_train.csv and Kaggle's train.csv have
/// them. A first line of words is a heading. Lines end in \n or \r\n; the last may be empty.
struct CSVTable {
    let labels: [UInt8]
    let pixels: [UInt8]
    /// Rows and columns of an image.
    let side: Int

    init(_ bytes: [UInt8]) throws(CSVFault) {
        var labels: [UInt8] = []
        var pixels: [UInt8] = []
        var columns = 0
        var line = 0
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while start < bytes.count {
            line += 1
            var end = start
            while end < bytes.count, bytes[end] != 0x0A { end += 1 }
            defer { start = end + 1 }
            let last = end > start && bytes[end - 1] == 0x0D ? end - 1 : end
            if last == start {
                if end + 1 >= bytes.count { break }
                throw .emptyLine(line)
            }
            if line == 1, Self.isHeading(bytes[start..<last]) {
                if let first = Self.fields(bytes[start..<last]).first, first.lowercased().contains("pixel") { throw .noLabels }
                continue
            }
            let before = labels.count + pixels.count
            if columns == 0 {
                // Grown by steps: what a row holds is known only when it has been read.
                let count = bytes[start..<last].reduce(1) { $0 + ($1 == 0x2C ? 1 : 0) }
                let root = Int(Double(count - 1).squareRoot())
                guard count > 1, root * root == count - 1 else { throw .columns(line: line, expected: nil, found: count) }
                columns = count
            }
            try Self.read(bytes, start, last, line, columns, &labels, &pixels)
            let found = labels.count + pixels.count - before
            guard found == columns else { throw .columns(line: line, expected: columns, found: found) }
        }
        guard !labels.isEmpty else { throw .noRows }
        self.labels = labels
        self.pixels = pixels
        side = Int(Double(columns - 1).squareRoot())
    }

    /// One line's numbers. Spaces round them are passed over.
    private static func read(
        _ bytes: [UInt8], _ start: Int, _ end: Int, _ line: Int, _ columns: Int, _ labels: inout [UInt8], _ pixels: inout [UInt8]
    ) throws(CSVFault) {
        var column = 0
        var at = start
        while at <= end {
            column += 1
            // A row that is too long is counted, and no more.
            var next = at
            while next < end, bytes[next] != 0x2C { next += 1 }
            var (first, last) = (at, next)
            while first < last, bytes[first] == 0x20 { first += 1 }
            while last > first, bytes[last - 1] == 0x20 { last -= 1 }
            var value = 0
            for byte in bytes[first..<last] {
                guard byte >= 0x30, byte <= 0x39, value <= 255 else {
                    value = 256
                    break
                }
                value = value * 10 + Int(byte - 0x30)
            }
            let limit = column == 1 ? 254 : 255
            guard first < last, value <= limit else {
                throw .value(
                    line: line, column: column, found: String(decoding: bytes[first..<last].prefix(20), as: UTF8.self),
                    isLabel: column == 1)
            }
            if column == 1 { labels.append(UInt8(value)) } else { pixels.append(UInt8(value)) }
            at = next + 1
        }
    }

    private static func fields(_ line: ArraySlice<UInt8>) -> [String] {
        line.prefix(100).split(separator: 0x2C).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Its first field has a letter.
    private static func isHeading(_ line: ArraySlice<UInt8>) -> Bool {
        line.prefix { $0 != 0x2C }.contains { $0 >= 0x41 && $0 <= 0x5A || $0 >= 0x61 && $0 <= 0x7A }
    }
}

/// What is wrong with a table; lines and columns count from 1.
package enum CSVFault: Error, Sendable, Hashable {
    /// `expected`: as in the first row; nil where the first row itself is no label and a square of pixels.
    case columns(line: Int, expected: Int?, found: Int)
    case value(line: Int, column: Int, found: String, isLabel: Bool)
    case emptyLine(Int)
    case noRows
    /// The heading begins with a pixel, as in Kaggle's test.csv.
    case noLabels
}
