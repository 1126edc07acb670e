/// Pictures of half blocks, two rows of places in a line. Small ones, such as filters, get two columns for each place, with shades
/// for the strength of ink and dashes for what is below 0.
enum TerminalPictures {
    static func lines(_ figure: Figure, _ grid: PictureGrid, width: Int) -> [String] {
        let frame = frame(grid.pictures)
        let isSmall = grid.pictures.allSatisfy { $0.width <= 12 }
        let whole = grid.pictures.map(\.width).max() ?? 0
        let widest = isSmall ? whole : frame?.columns.count ?? whole
        let captions = grid.pictures.map { $0.caption.split(separator: "\n").map(String.init) }
        let cell = min(max(isSmall ? widest * 2 : widest, min(24, captions.joined().map(\.count).max() ?? 0)), max(8, width))
        let across = max(1, (width + 2) / (cell + 2))
        var lines = TerminalDrawing.heading(figure, width)
        for start in stride(from: 0, to: grid.pictures.count, by: across) {
            let row = start..<min(start + across, grid.pictures.count)
            if start > 0 { lines.append("") }
            let drawings = row.map { isSmall ? shaded(grid.pictures[$0]) : halves(grid.pictures[$0], frame) }
            let folded = row.map { captions[$0].flatMap { TerminalDrawing.folded($0, cell) } }
            for block in [folded, drawings] {
                for line in 0..<(block.map(\.count).max() ?? 0) {
                    lines.append(
                        TerminalDrawing.trimmed(
                            block.map { parts in
                                let text = String((line < parts.count ? parts[line] : "").prefix(cell))
                                return text + String(repeating: " ", count: cell + 2 - text.count)
                            }.joined()))
                }
            }
        }
        if isSmall, grid.isSigned { lines += [""] + TerminalDrawing.folded("██ ▓▓ ▒▒ ░░ above 0, ·· -- == ## below", width) }
        return lines
    }

    /// From here on a place is ink.
    private static let threshold: Float = 0.38

    /// Where ink is in any of some pictures of one size; nil where they differ.
    private static func frame(_ pictures: [GreyPicture]) -> (rows: Range<Int>, columns: Range<Int>)? {
        guard let first = pictures.first, pictures.allSatisfy({ $0.height == first.height && $0.width == first.width }) else { return nil }
        let places = pictures.flatMap { picture in picture.ink.indices.filter { picture.ink[$0] >= threshold } }
        let rows = places.map { $0 / first.width }, columns = places.map { $0 % first.width }
        guard let top = rows.min(), let bottom = rows.max(), let left = columns.min(), let right = columns.max() else { return nil }
        return (top / 2 * 2..<bottom + 1, left..<right + 1)
    }

    private static func halves(_ picture: GreyPicture, _ frame: (rows: Range<Int>, columns: Range<Int>)?) -> [String] {
        let rows = frame?.rows ?? 0..<picture.height, columns = frame?.columns ?? 0..<picture.width
        return stride(from: rows.lowerBound, to: rows.upperBound, by: 2).map { row in
            String(
                columns.map { column -> Character in
                    switch (picture[row, column] >= threshold, picture[row + 1, column] >= threshold) {
                    case (true, true): "█"
                    case (true, false): "▀"
                    case (false, true): "▄"
                    case (false, false): " "
                    }
                })
        }
    }

    private static func shaded(_ picture: GreyPicture) -> [String] {
        (0..<picture.height).map { row in
            (0..<picture.width).map { column in
                let ink = picture[row, column]
                let level = ink.isFinite ? WholeDots.nearest(Double(abs(ink)) * 4) : 0
                return (ink < 0 ? ["  ", "··", "--", "==", "##"] : ["  ", "░░", "▒▒", "▓▓", "██"])[min(4, max(0, level))]
            }.joined()
        }
    }
}
