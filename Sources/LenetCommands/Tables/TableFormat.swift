import LenetLab

/// How a table is written into a file, by the end of the file's name.
package enum TableFormat: String, CaseIterable, Sendable {
    case csv, json, jsonl, md, tex

    /// nil where the name has no end, or another.
    package init?(path: String) {
        guard let ending = Self.ending(path), let format = Self(rawValue: ending) else { return nil }
        self = format
    }

    package static func ending(_ path: String) -> String? {
        let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
        let ending = name[name.index(after: dot)...].lowercased()
        return ending.isEmpty ? nil : ending
    }

    package func text(_ table: DataTable) -> String {
        switch self {
        case .csv: Self.csv(table)
        case .json: "[\n" + Self.objects(table).map { "  " + $0 }.joined(separator: ",\n") + "\n]\n"
        case .jsonl: Self.objects(table).map { $0 + "\n" }.joined()
        case .md: Self.markdown(table.texts)
        case .tex: Self.latex(table.texts)
        }
    }

    private static func objects(_ table: DataTable) -> [String] {
        table.rows.map { row in JSON.object(zip(table.columns, row).map { ($0, $1.json) }).text }
    }

    // MARK: CSV, RFC 4180

    private static func csv(_ table: DataTable) -> String {
        let lines = [table.columns.map(quoted)] + table.rows.map { $0.map { quoted(plain($0)) } }
        return lines.map { $0.joined(separator: ",") + "\r\n" }.joined()
    }

    private static func plain(_ value: Value) -> String {
        switch value {
        case .nothing: ""
        case .number(let x): NumberText.exact(x)
        case .text(let text): text
        case .boolean(let flag): "\(flag)"
        case .list, .record: value.json.text
        default: value.text
        }
    }

    private static func quoted(_ field: String) -> String {
        let needsQuotes = field.unicodeScalars.contains { [",", "\"", "\r", "\n"].contains($0) } || field.first == " " || field.last == " "
        return needsQuotes ? "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" : field
    }

    // MARK: Markdown, as on GitHub

    private static func markdown(_ table: TextTable) -> String {
        func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
        let rule = table.columns.map { $0.alignment == .right ? "---:" : "---" }
        let rows = table.rows.map { row in table.columns.indices.map { row.indices.contains($0) ? row[$0] : "" } }
        return line(table.columns.map { markdown($0.title) }) + line(rule) + rows.map { line($0.map(markdown)) }.joined()
    }

    private static func markdown(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "\\", "|", "*", "_", "`", "[", "]", "~": escaped += "\\\(scalar)"
            case "<": escaped += "&lt;"
            case "&": escaped += "&amp;"
            case "\n": escaped += "<br>"
            case "\r": break
            default: escaped.unicodeScalars.append(scalar)
            }
        }
    }

    // MARK: LaTeX, without any package

    private static func latex(_ table: TextTable) -> String {
        func line(_ cells: [String]) -> String { "  " + cells.map(latex).joined(separator: " & ") + " \\\\\n" }
        let columns = table.columns.map { $0.alignment == .right ? "r" : "l" }.joined()
        let rows = table.rows.map { row in line(table.columns.indices.map { row.indices.contains($0) ? row[$0] : "" }) }
        return "\\begin{tabular}{\(columns)}\n  \\hline\n" + line(table.columns.map(\.title)) + "  \\hline\n" + rows.joined()
            + "  \\hline\n\\end{tabular}\n"
    }

    private static func latex(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "&", "%", "$", "#", "_", "{", "}": escaped += "\\\(scalar)"
            case "\\": escaped += "\\textbackslash{}"
            case "~": escaped += "\\textasciitilde{}"
            case "^": escaped += "\\textasciicircum{}"
            case "<": escaped += "\\textless{}"
            case ">": escaped += "\\textgreater{}"
            case "|": escaped += "\\textbar{}"
            case "\n", "\r": escaped += " "
            default: escaped.unicodeScalars.append(scalar)
            }
        }
    }
}
