import LenetFigures

/// The fields of what `plot` returns.
package enum FigureFields {
    package static let all: [Field<Figure>] = [
        Field("title", "What the figure is called.") { .text($0.title) },
        Field("subtitle", "What it was made from.") { .text($0.subtitle) },
        Field("x", "What its x axis measures.") { .text($0.x.title) },
        Field("y", "What its y axis measures.") { .text($0.y.title) },
        Field("series", "A row for each curve: label, x, y.") {
            .list(
                $0.series.map { series in
                    .record(
                        Record(
                            kind: "series",
                            fields: [
                                ("label", .text(series.label)), ("x", .list(series.points.map { .number($0.x) })),
                                ("y", .list(series.points.map { .number($0.y) })),
                            ]))
                })
        },
        Field("svg", "The text of its SVG file.") { .text(SVGDrawing.text($0)) },
        Field("text", "Its drawing for a terminal of 80 columns.") { .text(TerminalDrawing.lines($0, width: 80).joined(separator: "\n")) },
    ]

    /// Without the drawings, which say nothing more.
    static func json(_ figure: Figure) -> JSON {
        .object(all.filter { $0.name != "svg" && $0.name != "text" }.map { ($0.name, $0.get(figure).json) })
    }
}
