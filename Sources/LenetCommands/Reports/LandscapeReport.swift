import LenetLab
import LenetRules

/// A landscape explained, for a terminal.
package enum LandscapeReport {
    package static func lines(_ explanation: LandscapeExplanation, definition: String, width: Int) -> [String] {
        let landscape = explanation.landscape
        let documentation = landscape.remarks.documentation
        var lines = [landscape.displayName]
        if !documentation.prose.isEmpty { lines += [""] + TextFolding.folded(documentation.prose, width: width) }
        func section(_ head: String, _ content: [String]) {
            if !content.isEmpty { lines += ["", head] + content }
        }
        func folded(_ text: String) -> [String] { TextFolding.folded(text, width: width - 2, hanging: 4).map { "  " + $0 } }
        section("definition", definition.split(separator: "\n").map { "  " + $0 })
        section("formula", folded(explanation.formula.text))
        section("gradient", explanation.slopes.flatMap { folded($0.text) })
        section(
            "parameters",
            landscape.parameters.flatMap { parameter in
                folded("\(parameter.name) = \(NumberText.plain(parameter.value))" + (documentation.symbols[parameter.name].map { "  " + $0 } ?? ""))
            })
        section(
            landscape.minima.count == 1 ? "minimum" : "minima",
            landscape.minima.map { "  \(PathReport.point($0)), height \(NumberText.significant(landscape.value(at: $0), 4))" })
        if let start = landscape.remarks.start { section("start", ["  " + PathReport.point(start)]) }
        if landscape.remarks.noise > 0 { section("noise", ["  \(NumberText.plain(landscape.remarks.noise)) on every slope, unless a path says otherwise"]) }
        section("source", folded(documentation.source))
        section("LaTeX", explanation.latex.split(separator: "\n").map { "  " + $0 })
        return lines
    }

    /// `show landscapes`
    package static func table(_ landscapes: [Landscape], width: Int) -> [String] {
        let column = (landscapes.map { head($0).count }.max() ?? 0) + 2
        return landscapes.flatMap { landscape -> [String] in
            let summary = landscape.remarks.documentation.prose.firstSentence
            let folded = TextFolding.folded(summary.isEmpty ? "(yours)" : summary, width: max(20, width - column))
            return folded.enumerated().map { TextTable.padded($0.offset == 0 ? head(landscape) : "", to: column, .left) + $0.element }
        }
    }

    /// `bowl(x, y, condition = 10)`
    static func head(_ landscape: Landscape) -> String {
        let parameters = landscape.parameters.map { "\($0.name) = \(NumberText.plain($0.value))" }
        let variables = landscape.variables.count > 6 ? Array(landscape.variables.prefix(5)) + ["…"] : landscape.variables
        return "\(landscape.name)(\((variables + parameters).joined(separator: ", ")))"
    }
}

/// The fields of what `explain rosenbrock` returns.
package enum LandscapeFields {
    package static let all: [Field<(explanation: LandscapeExplanation, definition: String)>] = [
        Field("name", "The landscape as it was named.") { .text($0.explanation.landscape.name) },
        Field("settings", "With the settings in force.") { .text($0.explanation.landscape.displayName) },
        Field("summary", "What it shows, in words.") { .text($0.explanation.landscape.remarks.documentation.prose) },
        Field("definition", "The line that runs.") { .text($0.definition) },
        Field("variables", "The names of its variables.") { .list($0.explanation.landscape.variables.map { .text($0) }) },
        Field("formula", "Its formula, for a terminal.") { .text($0.explanation.formula.text) },
        Field("gradient", "The formulas of its slopes, one for each variable.") { .list($0.explanation.slopes.map { .text($0.text) }) },
        Field("latex", "Formula and gradient as one block for LaTeX.") { .text($0.explanation.latex) },
        Field("minima", "The points where it is lowest, where its definition says them.") {
            .list($0.explanation.landscape.minima.map { .list($0.map { .number($0) }) })
        },
        Field("start", "Where paths begin unless they are told; nothing where that must be said.") {
            $0.explanation.landscape.remarks.start.map { .list($0.map { .number($0) }) } ?? .nothing
        },
        Field("source", "Where it comes from.") { .text($0.explanation.landscape.remarks.documentation.source) },
    ]

    package static func record(_ explanation: LandscapeExplanation, definition: String) -> Value {
        .record(Record(kind: "landscape", fields: all.map { ($0.name, $0.get((explanation, definition))) }))
    }
}
