/// Images as text: two rows of pixels in a row of half blocks.
package enum Picture {
    /// Several side by side, as many as fit; what each is stands above it. Margins that are empty in all of them are left out.
    package static func lines(_ images: [ImageValue], width: Int) -> [String] {
        guard !images.isEmpty else { return [] }
        let frame = frame(images)
        let cellWidth = max(frame.columns.count, 13) + 2
        let perRow = max(1, (width + 2) / cellWidth)
        var lines: [String] = []
        for start in stride(from: 0, to: images.count, by: perRow) {
            let row = images[start..<min(start + perRow, images.count)]
            if !lines.isEmpty { lines.append("") }
            lines.append(joined(row.map { $0.name + ($0.truth.map { " is \($0)" } ?? "") }, cellWidth))
            let drawings = row.map { drawing($0, frame) }
            for line in 0..<(drawings.first?.count ?? 0) {
                lines.append(joined(drawings.map { $0.indices.contains(line) ? $0[line] : "" }, cellWidth))
            }
        }
        return lines
    }

    /// A byte from here on is ink.
    private static let ink: UInt8 = 96

    private struct Frame {
        var rows: Range<Int>
        var columns: Range<Int>
    }

    private static func frame(_ images: [ImageValue]) -> Frame {
        var (top, bottom, left, right) = (Int.max, -1, Int.max, -1)
        for image in images {
            for (place, pixel) in image.pixels.enumerated() where pixel >= ink {
                let (y, x) = (place / image.width, place % image.width)
                (top, bottom, left, right) = (min(top, y), max(bottom, y), min(left, x), max(right, x))
            }
        }
        guard bottom >= 0, let first = images.first else { return Frame(rows: 0..<0, columns: 0..<0) }
        // Pairs of rows stay pairs, whatever is cut off above.
        return Frame(rows: top / 2 * 2..<min(bottom + 1, first.height), columns: left..<right + 1)
    }

    private static func drawing(_ image: ImageValue, _ frame: Frame) -> [String] {
        let pixels = Array(image.pixels)
        func isInk(_ y: Int, _ x: Int) -> Bool {
            y < image.height && x < image.width && pixels[y * image.width + x] >= ink
        }
        return stride(from: frame.rows.lowerBound, to: frame.rows.upperBound, by: 2).map { y in
            String(
                frame.columns.map { x -> Character in
                    switch (isInk(y, x), isInk(y + 1, x)) {
                    case (true, true): "█"
                    case (true, false): "▀"
                    case (false, true): "▄"
                    case (false, false): " "
                    }
                })
        }
    }

    private static func joined(_ cells: [String], _ width: Int) -> String {
        var line = ""
        for cell in cells { line += cell.count < width ? cell + String(repeating: " ", count: width - cell.count) : String(cell.prefix(width - 1)) + " " }
        while line.last == " " { line.removeLast() }
        return line
    }
}
