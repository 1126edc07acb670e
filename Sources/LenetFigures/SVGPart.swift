import LenetLab

/// What stands on the paper under a figure's title: how high it is, the rules of style that it needs besides, how it is drawn from a
/// height on. Nil for curves, which `SVGDrawing` draws itself.
struct SVGPart {
    static let width = 720.0
    let height: Double
    var sheet = ""
    let draw: (_ top: Double, _ svg: inout SVGText) -> Void

    init?(_ figure: Figure) {
        switch figure.content {
        case .curves: return nil
        case .bars(let bars): self = SVGBars.part(figure, bars)
        case .counts(let table): self = SVGCounts.part(figure, table)
        case .pictures(let grid): self = SVGPictures.part(grid)
        case .stages(let stages): self = SVGStages.part(stages)
        case .panels(let panels): self = SVGPanels.part(panels)
        }
    }

    init(height: Double, sheet: String = "", draw: @escaping (_ top: Double, _ svg: inout SVGText) -> Void) {
        self.height = height
        self.sheet = sheet
        self.draw = draw
    }

    func page(_ figure: Figure) -> String {
        let subtitle = Layout.folded(figure.subtitle, columns: 98)
        let top = 44 + Double(subtitle.count) * 16 + SVGFrame.moreTitle(figure)
        let total = SVGDrawing.number(top + height + 16)
        var svg = SVGText()
        svg.open(
            "svg",
            [
                ("xmlns", "http://www.w3.org/2000/svg"), ("class", "lenet"), ("role", "img"),
                ("viewBox", "0 0 \(SVGDrawing.number(Self.width)) \(total)"), ("width", SVGDrawing.number(Self.width)), ("height", total),
            ])
        svg.element("title", [], figure.title)
        svg.element("desc", [], figure.subtitle.isEmpty ? figure.title : figure.subtitle)
        svg.element("style", [], SVGStyle.sheet + sheet)
        svg.empty("rect", [("class", "paper"), ("width", SVGDrawing.number(Self.width)), ("height", total)])
        SVGFrame.titles(figure, subtitle: subtitle, &svg)
        draw(top, &svg)
        svg.close("svg")
        return svg.text
    }
}

extension SVGText {
    /// A word or a number at a place.
    mutating func text(_ style: String, _ x: Double, _ y: Double, _ anchor: String, _ words: String) {
        element(
            "text",
            [("class", style), ("x", SVGDrawing.number(x)), ("y", SVGDrawing.number(y))] + (anchor == "start" ? [] : [("text-anchor", anchor)]),
            words)
    }

    mutating func line(_ style: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
        empty(
            "line",
            [
                ("class", style), ("x1", SVGDrawing.number(x1)), ("x2", SVGDrawing.number(x2)), ("y1", SVGDrawing.number(y1)),
                ("y2", SVGDrawing.number(y2)),
            ])
    }

    /// A figure's `guide`.
    mutating func guide(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
        empty(
            "line",
            [
                ("class", "axis"), ("x1", SVGDrawing.number(x1)), ("x2", SVGDrawing.number(x2)), ("y1", SVGDrawing.number(y1)),
                ("y2", SVGDrawing.number(y2)), ("style", "stroke-width:1.5;stroke-dasharray:1.5 3.5"),
            ])
    }

    mutating func rectangle(_ style: String, _ x: Double, _ y: Double, _ width: Double, _ height: Double) {
        empty(
            "rect",
            [
                ("class", style), ("x", SVGDrawing.number(x)), ("y", SVGDrawing.number(y)), ("width", SVGDrawing.number(width)),
                ("height", SVGDrawing.number(height)),
            ])
    }
}
