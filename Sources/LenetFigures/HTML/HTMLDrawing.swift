import LenetLab

/// A report as one file: style, script, figures and their data are in it, and nothing is loaded from elsewhere. It is HTML that is
/// well-formed XML too. Without its script everything can still be read; with it figures answer to pointer and keys, and sliders
/// move.
package enum HTMLDrawing {
    package static func text(_ report: HTMLReport) -> String {
        var html = HTMLText()
        var numbering = Numbering()
        html.markup("<!DOCTYPE html>")
        html.open("html", [("lang", "en"), ("xmlns", "http://www.w3.org/1999/xhtml")])
        html.open("head")
        html.empty("meta", [("charset", "utf-8")])
        html.empty("meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")])
        html.empty("meta", [("name", "generator"), ("content", "lenet")])
        html.empty("meta", [("name", "color-scheme"), ("content", "light dark")])
        html.element("title", [], report.title)
        html.verbatim("style", [], ReportStyle.sheet)
        html.close("head")
        html.open("body")
        html.element("a", [("class", "skip"), ("href", "#report")], "to the report")
        html.open("header")
        html.element("h1", [], report.title)
        for line in report.lead { html.element("p", [], line) }
        html.close("header")
        if report.sections.count > 2 { contents(report, &html) }
        html.open("main", [("id", "report")])
        for (index, section) in report.sections.enumerated() {
            html.open("section", [("id", "section-\(index + 1)"), ("aria-labelledby", "heading-\(index + 1)")])
            html.element("h2", [("id", "heading-\(index + 1)")], section.heading)
            for block in section.blocks { draw(block, &numbering, &html) }
            html.close("section")
        }
        html.close("main")
        if !report.foot.isEmpty {
            html.open("footer")
            html.element("p", [], report.foot)
            html.close("footer")
        }
        html.verbatim("script", [], ReportScript.text)
        html.close("body")
        html.close("html")
        return html.text
    }

    private struct Numbering {
        var figures = 0
        mutating func next() -> Int {
            figures += 1
            return figures
        }
    }

    private static func contents(_ report: HTMLReport, _ html: inout HTMLText) {
        html.open("nav", [("aria-label", "Contents")])
        html.open("ol")
        for (index, section) in report.sections.enumerated() {
            html.open("li")
            html.element("a", [("href", "#section-\(index + 1)")], section.heading)
            html.close("li")
        }
        html.close("ol")
        html.close("nav")
    }

    private static func draw(_ block: HTMLReport.Block, _ numbering: inout Numbering, _ html: inout HTMLText) {
        switch block {
        case .paragraph(let text): html.element("p", [], text)
        case .list(let items):
            html.open("ul")
            for item in items { html.element("li", [], item) }
            html.close("ul")
        case .code(let text):
            html.open("div", scrolling("Script"))
            // An empty line right after <pre> would be swallowed.
            html.markup("<pre><code>" + SVGText.escaped(text) + "</code></pre>")
            html.close("div")
        case .table(let table, let caption): draw(table, caption: caption, &html)
        case .facts(let facts):
            html.open("dl")
            for fact in facts {
                html.open("div")
                html.element("dt", [], fact.name)
                html.element("dd", [], fact.value)
                html.close("div")
            }
            html.close("dl")
        case .figure(let figure, let caption): draw(figure, caption, numbering.next(), &html)
        case .stepped(let stepped, let caption): draw(stepped, caption, numbering.next(), &html)
        case .confusion(let counts, let caption): draw(counts, caption, &html)
        case .folded(let summary, let blocks):
            html.open("details")
            html.element("summary", [], summary)
            for block in blocks { draw(block, &numbering, &html) }
            html.close("details")
        }
    }

    /// Wide things scroll by themselves, by the keyboard too.
    private static func scrolling(_ label: String) -> [(String, String)] {
        [("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", label)]
    }

    // MARK: Tables

    private static func draw(_ table: TextTable, caption: String, _ html: inout HTMLText) {
        html.open("div", scrolling(caption))
        html.open("table")
        html.element("caption", [], caption)
        html.open("thead")
        html.open("tr")
        for column in table.columns { html.element("th", [("scope", "col"), ("class", place(column))], column.title) }
        html.close("tr")
        html.close("thead")
        html.open("tbody")
        for (index, row) in table.rows.enumerated() {
            html.open("tr", table.hasTotals && index == table.rows.count - 1 ? [("class", "total")] : [])
            for (place, column) in table.columns.enumerated() {
                let cell = row.indices.contains(place) ? row[place] : ""
                if place == 0 {
                    html.element("th", [("scope", "row"), ("class", self.place(column))], cell)
                } else {
                    html.element("td", [("class", self.place(column))], cell)
                }
            }
            html.close("tr")
        }
        html.close("tbody")
        html.close("table")
        html.close("div")
    }

    private static func place(_ column: TextTable.Column) -> String { column.alignment == .left ? "words" : "number" }

    private static func draw(_ counts: [[Int]], _ caption: String, _ html: inout HTMLText) {
        let mistakes = counts.enumerated().flatMap { row, counts in counts.enumerated().filter { $0.offset != row }.map(\.element) }
        let most = max(1, mistakes.max() ?? 1)
        html.open("div", scrolling(caption))
        html.open("table", [("class", "confusion")])
        html.element("caption", [], caption)
        html.open("thead")
        html.open("tr")
        html.element("th", [("scope", "col")], "is \u{2193}  said \u{2192}")
        for label in counts.indices { html.element("th", [("scope", "col")], "\(label)") }
        html.close("tr")
        html.close("thead")
        html.open("tbody")
        for (label, row) in counts.enumerated() {
            html.open("tr")
            html.element("th", [("scope", "row")], "\(label)")
            for (said, count) in row.enumerated() {
                let style = said == label ? "right" : count == 0 ? "none" : "wrong-\((4 * count + most - 1) / most)"
                html.element("td", [("class", style)], count == 0 ? "\u{B7}" : NumberText.grouped(count))
            }
            html.close("tr")
        }
        html.close("tbody")
        html.close("table")
        html.close("div")
    }

    // MARK: Figures

    private static func draw(_ figure: Figure, _ caption: String, _ number: Int, _ html: inout HTMLText) {
        let points = FigurePoints(figure)
        let answers = points.series.contains { !$0.isEmpty }
        html.open("figure", [("class", answers ? "chart" : "picture"), ("id", "figure-\(number)")])
        html.open("div", [("class", "sheet")])
        html.open("div", [("class", "paper-room")] + (answers ? keys(figure) : []))
        html.markup(SVGDrawing.text(figure, number: number))
        if answers { html.element("output", [("class", "tip"), ("aria-live", "polite")], "") }
        html.close("div")
        html.close("div")
        html.open("figcaption")
        html.element("strong", [], "Figure \(number).")
        html.element("span", [], caption)
        if answers {
            html.element("span", [("class", "hint")], "Point at a curve, or focus the figure and walk along it with the arrow keys.")
        }
        html.close("figcaption")
        if let table = FigurePoints.table(figure), !table.rows.isEmpty {
            // On paper a column of numbers that fills pages helps nobody.
            html.open("details", table.rows.count > 30 ? [("class", "long")] : [])
            html.element("summary", [], "The numbers of figure \(number)")
            draw(table, caption: "\(figure.title): \(figure.y.title)", &html)
            html.close("details")
        }
        if answers { html.data(points.data) }
        html.close("figure")
    }

    private static func keys(_ figure: Figure) -> [(String, String)] {
        [("tabindex", "0"), ("role", "application"), ("aria-label", "\(figure.title). Arrow keys walk along the curves.")]
    }

    private static func draw(_ stepped: SteppedFigure, _ caption: String, _ number: Int, _ html: inout HTMLText) {
        let last = stepped.last
        html.open("figure", [("class", "stepped"), ("id", "figure-\(number)")])
        html.open("div", [("class", "sheet")])
        html.open("div", [("class", "paper-room")])
        html.markup(SVGDrawing.text(stepped.figure, number: number))
        html.close("div")
        html.close("div")
        html.open("div", [("class", "controls")])
        html.element("label", [("for", "step-\(number)")], "Step")
        html.empty(
            "input",
            [
                ("type", "range"), ("id", "step-\(number)"), ("class", "slider"), ("min", "0"), ("max", "\(last)"), ("step", "1"),
                ("value", "\(last)"), ("autocomplete", "off"),
            ])
        html.element("output", [("for", "step-\(number)"), ("class", "at")], "\(last * stepped.every)")
        html.element("button", [("type", "button"), ("class", "play")], "Play")
        html.close("div")
        html.open("div", scrolling("\(stepped.figure.title): values"))
        html.open("table", [("class", "values")])
        html.open("caption")
        html.element("span", [], "After step")
        html.element("span", [("class", "now")], "\(last * stepped.every)")
        html.close("caption")
        html.open("thead")
        html.open("tr")
        html.element("th", [("scope", "col"), ("class", "words")], "rule")
        for column in stepped.columns { html.element("th", [("scope", "col"), ("class", "number")], column) }
        html.close("tr")
        html.close("thead")
        html.open("tbody")
        for track in stepped.tracks {
            html.open("tr")
            html.element("th", [("scope", "row"), ("class", "words")], track.label)
            for column in stepped.columns.indices {
                let row = track.rows.last ?? []
                html.element("td", [("class", "number")], row.indices.contains(column) ? row[column] : "-")
            }
            html.close("tr")
        }
        html.close("tbody")
        html.close("table")
        html.close("div")
        html.open("figcaption")
        html.element("strong", [], "Figure \(number).")
        html.element("span", [], caption)
        html.element("span", [("class", "hint")], "The slider takes arrow keys, Home and End.")
        html.close("figcaption")
        html.data(FigurePoints(stepped.figure).data(stepped))
        html.close("figure")
    }
}

extension SVGDrawing {
    /// In a page with other figures, names that the drawing refers to must be its own.
    static func text(_ figure: Figure, number: Int) -> String {
        guard let layer = figure.contours else { return text(figure) }
        return SVGMap.text(figure, layer, window: "window-\(number)")
    }
}
