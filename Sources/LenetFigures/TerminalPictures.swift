/// Pictures of half blocks, two rows of places in a line. Small ones, such as filters, get two columns for each place, with shades
/// for the strength of ink and dashes for what is below 0.
enum TerminalPictures {
    static func lines(_ figure: Figure, _ grid: PictureGrid, width: Int) -> [String] {
        let widest = grid.pictures.map(\.width).max() ?? 0
        let isSmall = widest <= 12
        let captions = grid.pictures.map { $0.caption.split(separator: "\n").map(String.init) }
        let cell = min(max(isSmall ? widest * 2 : widest, min(24, captions.joined().map(\.count).max() ?? 0)), max(8, width))
        let across = max(1, (width + 2) / (cell + 2))
        var lines = TerminalDrawing.heading(figure, width)
        for start in stride(from: 0, to: grid.pictures.count, by: across) {
            let row = start..<min(start + across, grid.pictures.count)
            if start > 0 { lines.append("") }
            let drawings = row.map { isSmall ? shaded(grid.pictures[$0]) : halves(grid.pictures[$0]) }
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
        if isSmall, grid.isSigned { lines += ["", "██ ▓▓ ▒▒ ░░ above 0, ·· -- == ## below"] }
        return lines
    }

    /// From here on a place is ink.
    private static let threshold: Float = 0.38

    private static func halves(_ picture: GreyPicture) -> [String] {
        stride(from: 0, to: picture.height, by: 2).map { row in
            String(
                (0..<picture.width).map { column -> Character in
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
