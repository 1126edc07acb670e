/// Pictures as shapes: for each of ten strengths of ink one path over the runs of places that have it. So they stay sharp at any size
/// and follow light and dark, and no picture has to be packed into the file.
enum SVGPictures {
    private static let levels = 10
    private static let gap = 12.0

    static func part(_ grid: PictureGrid) -> SVGPart {
        let pictures = grid.pictures
        let across = min(pictures.count, perRow(pictures.count))
        let room = (SVGPart.width - 32 - gap * Double(across - 1)) / Double(max(1, across))
        let pixels = pictures.map { pixel($0, in: min(room, 150)) }
        let columns = Int(exactly: (room / 6.1).rounded(.down)) ?? 10
        let captions = pictures.map { picture in
            picture.caption.split(separator: "\n").flatMap { Layout.folded(String($0), columns: max(6, columns)) }
        }
        let lines = captions.map(\.count).max() ?? 0
        let highest = zip(pictures, pixels).map { Double($0.height) * $1 }.max() ?? 0
        let tall = highest + Double(lines) * 14 + 20
        let rows = across == 0 ? 0 : (pictures.count + across - 1) / across
        let keyHeight = grid.key.isEmpty ? 0.0 : 20
        return SVGPart(height: Double(rows) * tall + keyHeight, sheet: sheet) { top, svg in
            for (index, picture) in pictures.enumerated() {
                let column = Double(index % across), line = Double(index / across)
                let x = (16 + column * (room + gap)).rounded()
                let y = (top + 8 + line * tall).rounded()
                draw(picture, x, y, pixels[index], &svg)
                let under: Double = y + pixels[index] * Double(picture.height) + 14
                for (line, words) in captions[index].enumerated() { svg.text("caption", x, under + Double(line) * 14, "start", words) }
            }
            if !grid.key.isEmpty { svg.text("quiet", 16, top + Double(rows) * tall + 12, "start", grid.key) }
        }
    }

    /// Points for a place of a picture that fills a tile: whole ones where that can be, so that no seams are seen.
    private static func pixel(_ picture: GreyPicture, in side: Double) -> Double {
        let exact = side / Double(max(1, picture.width, picture.height))
        return exact >= 1 ? exact.rounded(.down) : exact
    }

    /// As wide as looks full, with a last row that is not much shorter.
    private static func perRow(_ count: Int) -> Int {
        if count <= 6 { return max(1, count) }
        return [6, 8, 10].min { (($0 - count % $0) % $0, -$0) < (($1 - count % $1) % $1, -$1) } ?? 8
    }

    private static func draw(_ picture: GreyPicture, _ x: Double, _ y: Double, _ pixel: Double, _ svg: inout SVGText) {
        svg.open(
            "g",
            [("transform", "translate(\(SVGDrawing.number(x)) \(SVGDrawing.number(y))) scale(\(short(pixel)))"), ("class", "picture")])
        svg.empty("rect", [("class", "tile"), ("width", "\(picture.width)"), ("height", "\(picture.height)")])
        var paths: [Int: String] = [:]
        for row in 0..<picture.height {
            var column = 0
            while column < picture.width {
                let level = Self.level(picture[row, column])
                var end = column + 1
                while end < picture.width, Self.level(picture[row, end]) == level { end += 1 }
                if level != 0 { paths[level, default: ""] += "M\(column) \(row)h\(end - column)v1h-\(end - column)z" }
                column = end
            }
        }
        for level in paths.keys.sorted() {
            svg.empty("path", [("class", (level < 0 ? "n" : "i") + "\(abs(level))"), ("d", paths[level] ?? "")])
        }
        svg.close("g")
    }

    private static func level(_ ink: Float) -> Int {
        ink.isFinite ? WholeDots.nearest(Double(min(1, max(-1, ink))) * Double(levels)) : 0
    }

    private static func short(_ x: Double) -> String {
        x == x.rounded() ? SVGDrawing.number(x) : "\((x * 1000).rounded() / 1000)"
    }

    private static let sheet: String = {
        let strengths = (1...levels).map {
            "svg.lenet .i\($0),svg.lenet .n\($0){fill-opacity:\($0 == levels ? "1" : "0.\($0)")}"
        }.joined()
        let both = (1...levels).map { "svg.lenet .n\($0)" }.joined(separator: ",")
        return "svg.lenet .caption{font-size:11px;fill:#3a3a3a}svg.lenet .picture path{shape-rendering:crispEdges;fill:#1c1c1c}"
            + "svg.lenet .tile{fill:#f1f1f1}svg.lenet .picture{shape-rendering:crispEdges}" + strengths
            + both.replacing(fill: "#d55e00")
            + "@media (prefers-color-scheme:dark){svg.lenet .caption{fill:#d0d0d0}svg.lenet .picture path{fill:#f4f4f4}svg.lenet .tile{fill:#2a2a2a}"
            + both.replacing(fill: "#ff9a57") + "}"
    }()
}

extension String {
    /// A rule of style for a list of selectors, a little stronger than one for all paths.
    fileprivate func replacing(fill: String) -> String {
        split(separator: ",").map { "svg.lenet .picture path" + $0.dropFirst("svg.lenet ".count) }.joined(separator: ",") + "{fill:\(fill)}"
    }
}
