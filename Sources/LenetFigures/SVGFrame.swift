import LenetLab

/// What stands round the curves of a figure and round a map alike: the title above, the axis below.
enum SVGFrame {
    private static func number(_ x: Double) -> String { SVGDrawing.number(x) }

    /// Title, subtitle in lines, and the vertical axis' title over its top.
    static func head(_ figure: Figure, subtitle: [String], top: Double, _ svg: inout SVGText) {
        titles(figure, subtitle: subtitle, &svg)
        svg.element("text", [("class", "quiet"), ("x", "16"), ("y", number(top - 12))], figure.y.title)
    }

    /// Title and subtitle in lines.
    static func titles(_ figure: Figure, subtitle: [String], _ svg: inout SVGText) {
        for (index, line) in title(figure).enumerated() {
            svg.element("text", [("class", "title"), ("x", "16"), ("y", number(28 + Double(index) * 20))], line)
        }
        for (index, line) in subtitle.enumerated() {
            svg.element("text", [("class", "quiet"), ("x", "16"), ("y", number(46 + moreTitle(figure) + Double(index) * 16))], line)
        }
    }

    /// The names of rules with many settings make titles that are wider than the paper.
    private static func title(_ figure: Figure) -> [String] {
        let lines = Layout.folded(figure.title, columns: 72)
        return lines.count > 1 ? lines : [figure.title]
    }

    /// What a title of several lines needs besides the room for one.
    static func moreTitle(_ figure: Figure) -> Double { Double(title(figure).count - 1) * 20 }

    /// The ticks of the horizontal axis, `place` giving where each stands, and its title.
    static func foot(
        _ figure: Figure, _ ticks: [(value: Double, label: String)], left: Double, right: Double, bottom: Double, _ svg: inout SVGText,
        place: (Double) -> Double?
    ) {
        for tick in ticks {
            guard let x = place(tick.value) else { continue }
            svg.empty("line", [("class", "axis"), ("x1", number(x)), ("x2", number(x)), ("y1", number(bottom)), ("y2", number(bottom + 5))])
            svg.element("text", [("class", "tick"), ("x", number(x)), ("y", number(bottom + 20)), ("text-anchor", "middle")], tick.label)
        }
        svg.element(
            "text",
            [("class", "quiet"), ("x", number((left + right) / 2)), ("y", number(bottom + 40)), ("text-anchor", "middle")], figure.x.title)
    }
}
