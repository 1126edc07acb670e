import LenetLab

/// A figure with a `ContourLayer` as an SVG file.
enum SVGMap {
    /// `window`: the name of the frame that cuts the paths off, one of its own in a page with other drawings.
    static func text(_ figure: Figure, _ layer: ContourLayer, window name: String = "window") -> String {
        let layout = MapLayout(figure, layer)
        var svg = SVGText()
        let size = "\(number(layout.width)) \(number(layout.height))"
        svg.open(
            "svg",
            [
                ("xmlns", "http://www.w3.org/2000/svg"), ("class", "lenet"), ("role", "img"), ("viewBox", "0 0 \(size)"),
                ("width", number(layout.width)), ("height", number(layout.height)),
            ])
        svg.element("title", [], figure.title)
        svg.element("desc", [], description(figure, layer))
        svg.element("style", [], SVGStyle.sheet + style)
        svg.empty("rect", [("class", "paper"), ("width", number(layout.width)), ("height", number(layout.height))])
        svg.open("clipPath", [("id", name)])
        let window = [
            ("x", number(layout.left)), ("y", number(layout.top)), ("width", number(layout.right - layout.left)),
            ("height", number(layout.bottom - layout.top)),
        ]
        svg.empty("rect", window)
        svg.close("clipPath")
        head(figure, layout, &svg)
        svg.open("g", [("clip-path", "url(#\(name))")])
        let contours = layer.contours(most: 12)
        lines(contours, layout, &svg)
        // All edges lie under all paths: where two go the same way, the one below shows between the dashes of the other.
        for series in figure.series { edge(series, layout, &svg) }
        for (index, series) in figure.series.enumerated() { path(series, index, layout, &svg) }
        svg.close("g")
        svg.empty("rect", [("class", "frame")] + window)
        labels(contours, figure, layer, layout, &svg)
        marks(figure, layer, layout, &svg)
        legend(figure, layer, contours, layout, &svg)
        svg.close("svg")
        return svg.text
    }

    private static func description(_ figure: Figure, _ layer: ContourLayer) -> String {
        let names = figure.series.map(\.label).joined(separator: ", ")
        return "Map of \(figure.x.title) and \(figure.y.title)"
            + (layer.heights.isEmpty ? "" : " with lines of equal height") + (names.isEmpty ? "" : " and the paths of \(names)")
    }

    private static func number(_ x: Double) -> String { SVGDrawing.number(x) }

    /// Lines of height are quiet; a path has an edge of the paper's colour, so that it stands out where lines are dense.
    private static let style: String = {
        func inks(_ paper: String, _ ink: String, _ line: String) -> String {
            "svg.lenet .height{stroke:\(line)}svg.lenet .written{fill:\(line);stroke:\(paper)}svg.lenet .edge{stroke:\(paper)}"
                + "svg.lenet .ring{fill:\(paper);stroke:\(ink)}svg.lenet .star{fill:\(ink);stroke:\(paper)}svg.lenet .end{stroke:\(paper)}"
                + "svg.lenet .frame{stroke:\(line)}"
        }
        return "svg.lenet .height{fill:none;stroke-width:1}svg.lenet .frame{fill:none;stroke-width:1}"
            + "svg.lenet .written{font-size:10px;stroke-width:4;stroke-linejoin:round;paint-order:stroke}"
            + "svg.lenet .edge{fill:none;stroke-width:5;stroke-linejoin:round}"
            + "svg.lenet .ring{stroke-width:2.5}svg.lenet .star{stroke-width:1.5;paint-order:stroke}svg.lenet .end{stroke-width:1.5}"
            + inks("#ffffff", "#1c1c1c", "#8a8f98") + "@media (prefers-color-scheme:dark){" + inks("#161616", "#f0f0f0", "#7d828a") + "}"
    }()

    // MARK: Round the map

    private static func head(_ figure: Figure, _ layout: MapLayout, _ svg: inout SVGText) {
        SVGFrame.head(figure, subtitle: layout.subtitle, top: layout.top, &svg)
        for tick in layout.y.ticks {
            guard let share = layout.y.position(tick.value) else { continue }
            let y = layout.bottom - share * (layout.bottom - layout.top)
            svg.empty(
                "line", [("class", "axis"), ("x1", number(layout.left - 5)), ("x2", number(layout.left)), ("y1", number(y)), ("y2", number(y))])
            svg.element(
                "text", [("class", "tick"), ("x", number(layout.left - 8)), ("y", number(y + 4)), ("text-anchor", "end")], tick.label)
        }
        SVGFrame.foot(figure, layout.x.ticks.map { ($0.value, $0.label) }, left: layout.left, right: layout.right, bottom: layout.bottom, &svg) {
            layout.x.position($0).map { layout.left + $0 * (layout.right - layout.left) }
        }
    }

    private static func legend(
        _ figure: Figure, _ layer: ContourLayer, _ contours: [ContourLayer.Contour], _ layout: MapLayout, _ svg: inout SVGText
    ) {
        let from = layout.right + 18, to = layout.right + 46, words = layout.right + 54
        for (index, entry) in layout.legend.enumerated() {
            svg.empty(
                "line", [("class", SVGStyle.curve(index)), ("x1", number(from)), ("x2", number(to)), ("y1", number(entry.y)), ("y2", number(entry.y))])
            for (row, line) in entry.lines.enumerated() {
                svg.element("text", [("class", "label"), ("x", number(words)), ("y", number(entry.y + 4 + Double(row) * 15))], line)
            }
        }
        var y = layout.marksTop
        let middle = (from + to) / 2
        func say(_ meaning: String) {
            svg.element("text", [("class", "label"), ("x", number(words)), ("y", number(y + 4))], meaning)
            y += 22
        }
        if layer.start != nil {
            ring(middle, y, &svg)
            say("start")
        }
        if !figure.series.isEmpty {
            svg.empty("circle", [("class", "end \(SVGStyle.mark(0))"), ("cx", number(middle)), ("cy", number(y)), ("r", "5")])
            say("end of a path")
        }
        if !layer.minima.isEmpty {
            star(middle, y, &svg)
            say(layer.minima.count == 1 ? "minimum" : "minima")
        }
        if !contours.isEmpty {
            svg.empty("line", [("class", "height"), ("x1", number(from)), ("x2", number(to)), ("y1", number(y)), ("y2", number(y))])
            say("equal height")
        }
    }

    // MARK: The map

    private static func lines(_ contours: [ContourLayer.Contour], _ layout: MapLayout, _ svg: inout SVGText) {
        for (index, contour) in contours.enumerated() {
            var path = ""
            for line in contour.lines { path += (path.isEmpty ? "" : " ") + written(line.compactMap(layout.place)) }
            guard !path.isEmpty else { continue }
            // Low lines are darker, so that the eye sees where down is.
            let strength = 0.95 - 0.5 * Double(index) / Double(max(1, contours.count - 1))
            svg.empty("path", [("class", "height"), ("opacity", NumberText.fixed(strength, decimals: 2)), ("d", path)])
        }
    }

    /// Steps of less than a third of a point are not seen.
    private static func written(_ places: [(x: Double, y: Double)]) -> String {
        var text = ""
        var last: (x: Double, y: Double)?
        for (index, place) in places.enumerated() {
            if let last, index + 1 < places.count, abs(place.x - last.x) + abs(place.y - last.y) < 0.4 { continue }
            text += (text.isEmpty ? "M" : "L") + "\(number(place.x)) \(number(place.y))"
            last = place
        }
        return text
    }

    private static func edge(_ series: Series, _ layout: MapLayout, _ svg: inout SVGText) {
        let places = series.points.compactMap(layout.place)
        if places.count > 1 { svg.empty("path", [("class", "edge"), ("d", written(places))]) }
    }

    private static func path(_ series: Series, _ index: Int, _ layout: MapLayout, _ svg: inout SVGText) {
        let places = series.points.compactMap(layout.place)
        guard places.count > 1 else { return }
        svg.empty("path", [("class", SVGStyle.curve(index)), ("d", written(places))])
        // Few steps can be counted.
        guard places.count <= 61 else { return }
        for place in places.dropFirst().dropLast() {
            svg.empty("circle", [("class", SVGStyle.mark(index)), ("cx", number(place.x)), ("cy", number(place.y)), ("r", "2.2")])
        }
    }

    private static func marks(_ figure: Figure, _ layer: ContourLayer, _ layout: MapLayout, _ svg: inout SVGText) {
        for minimum in layer.minima where layer.contains(minimum) {
            guard let place = layout.place(minimum) else { continue }
            star(place.x, place.y, &svg)
        }
        for (index, series) in figure.series.enumerated() {
            guard let end = series.points.last, layer.contains(end), let place = layout.place(end) else { continue }
            svg.empty("circle", [("class", "end \(SVGStyle.mark(index))"), ("cx", number(place.x)), ("cy", number(place.y)), ("r", "5")])
        }
        if let start = layer.start, layer.contains(start), let place = layout.place(start) { ring(place.x, place.y, &svg) }
    }

    private static func ring(_ x: Double, _ y: Double, _ svg: inout SVGText) {
        svg.empty("circle", [("class", "ring"), ("cx", number(x)), ("cy", number(y)), ("r", "5")])
    }

    /// Five points; one that ends there does not hide it, being smaller.
    private static func star(_ x: Double, _ y: Double, _ svg: inout SVGText) {
        let corners: [(Double, Double)] = [
            (0, -10), (2.4, -3.2), (9.5, -3.1), (3.8, 1.2), (5.9, 8.1), (0, 4), (-5.9, 8.1), (-3.8, 1.2), (-9.5, -3.1), (-2.4, -3.2),
        ]
        svg.empty(
            "polygon", [("class", "star"), ("points", corners.map { "\(number(x + $0.0)),\(number(y + $0.1))" }.joined(separator: " "))])
    }

    // MARK: Heights in numbers

    /// One number to each height, on its longest line, where it is farthest from the paths, the marks and the other numbers.
    private static func labels(
        _ contours: [ContourLayer.Contour], _ figure: Figure, _ layer: ContourLayer, _ layout: MapLayout, _ svg: inout SVGText
    ) {
        var taken = figure.series.flatMap { $0.points.compactMap(layout.place) } + layer.minima.compactMap(layout.place)
        if taken.count > 4000 { taken = taken.enumerated().filter { $0.offset % (taken.count / 4000 + 1) == 0 }.map(\.element) }
        for contour in contours {
            guard let line = contour.lines.map({ $0.compactMap(layout.place) }).max(by: { length($0) < length($1) }), length(line) > 90 else { continue }
            let text = NumberText.plain(contour.height)
            let label = text.count > 8 ? NumberText.significant(contour.height, 3) : text
            let half = Double(label.count) * 3 + 4
            var best: (place: (x: Double, y: Double), angle: Double, room: Double)?
            for part in 1...15 {
                let index = line.count * part / 16
                guard line.indices.contains(index) else { continue }
                let place = line[index]
                guard place.x > layout.left + half, place.x < layout.right - half, place.y > layout.top + 10, place.y < layout.bottom - 10 else { continue }
                let room = taken.map { abs($0.x - place.x) + abs($0.y - place.y) }.min() ?? 1000
                let before = line[max(0, index - 3)], after = line[min(line.count - 1, index + 3)]
                if room > (best?.room ?? 24) { best = (place, angle(before, after), room) }
            }
            guard let best else { continue }
            taken.append(best.place)
            svg.element(
                "text",
                [
                    ("class", "written"), ("text-anchor", "middle"),
                    ("transform", "translate(\(number(best.place.x)) \(number(best.place.y))) rotate(\(number(best.angle)))"), ("dy", "3.5"),
                ], label)
        }
    }

    private static func length(_ line: [(x: Double, y: Double)]) -> Double {
        zip(line, line.dropFirst()).reduce(0) { $0 + abs($1.0.x - $1.1.x) + abs($1.0.y - $1.1.y) }
    }

    /// In degrees, so that no number stands on its head. The tangent's angle by its series in a sixteenth of a turn, to a degree:
    /// a tilt that no one reads more exactly.
    private static func angle(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double)) -> Double {
        var (x, y) = (b.x - a.x, b.y - a.y)
        if x < 0 { (x, y) = (-x, -y) }
        guard x != 0 || y != 0 else { return 0 }
        let steep = abs(y) > x
        let slope = steep ? x / abs(y) : abs(y) / x
        // arctan on [0, 1], within a quarter of a degree.
        let angle = slope * (45 + 15.64 * (1 - slope))
        return (y < 0 ? -1 : 1) * (steep ? 90 - angle : angle)
    }
}
