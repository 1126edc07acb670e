import LenetSyntax

extension DiagnosticRecord {
    /// What is not known is left out.
    package var json: JSON {
        var fields: [(String, JSON)] = [("severity", .text(severity))]
        func add(_ name: String, _ value: JSON?) {
            if let value { fields.append((name, value)) }
        }
        add("code", code.map { .text($0) })
        add("title", .text(title))
        add("file", file.map { .text($0) })
        add("line", line.map { .number(Double($0)) })
        add("column", column.map { .number(Double($0)) })
        add("endLine", endLine.map { .number(Double($0)) })
        add("endColumn", endColumn.map { .number(Double($0)) })
        add("label", label.map { .text($0) })
        add("related", .list(related.map(\.json)))
        add("notes", .list(notes.map { .text($0) }))
        add("replacement", replacement.map { .text($0) })
        return .object(fields)
    }
}

extension DiagnosticRecord.Place {
    fileprivate var json: JSON {
        .object([
            ("file", .text(file)), ("line", .number(Double(line))), ("column", .number(Double(column))),
            ("endLine", .number(Double(endLine))), ("endColumn", .number(Double(endColumn))), ("label", .text(label)),
        ])
    }
}
