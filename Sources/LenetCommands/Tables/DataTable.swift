import LenetEngine
import LenetLab

/// Named columns of values: what `save table` writes. The formats for programs take the values as they are, those for people the
/// texts that a screen shows.
package struct DataTable: Sendable {
    package var columns: [String]
    package var rows: [[Value]]
    /// As a screen shows it, where that is another table.
    package var shown: TextTable?

    package init(columns: [String], rows: [[Value]], shown: TextTable? = nil) {
        self.columns = columns
        self.rows = rows
        self.shown = shown
    }

    /// Of a comparison its rules, of runs one each, of a list of records their fields; nil for what is no table.
    package init?(_ value: Value) {
        switch value {
        case .comparison(let comparison):
            guard case .list(let rules)? = ComparisonFields.all.first(where: { $0.name == "rules" })?.get(comparison) else { return nil }
            self.init(records: rules)
            shown = comparison.table
        case .run(let run): self.init([run])
        case .evaluation(let result): self.init(records: [Self.record(EvaluationFields.all, result)])
        case .table(let table):
            self.init(
                columns: table.columns.map(\.title),
                rows: table.rows.map { row in table.columns.indices.map { row.indices.contains($0) ? .text(row[$0]) : .nothing } }, shown: table)
        case .record: self.init(records: [value])
        case .list(let values) where !values.isEmpty:
            let runs = values.compactMap { if case .run(let run) = $0 { run } else { nil } }
            if runs.count == values.count {
                self.init(runs)
                return
            }
            self.init(
                records: values.compactMap { value in
                    switch value {
                    case .record: value
                    case .evaluation(let result): Self.record(EvaluationFields.all, result)
                    default: nil
                    }
                })
            if rows.count != values.count { return nil }
        default: return nil
        }
    }

    private init(_ runs: [Run]) {
        self.init(records: runs.map { Self.record(RunFields.all, $0) })
        shown = RunReport.table(runs)
    }

    /// Columns in the order in which the records name them first. What is in no row, and what is itself a list, has none.
    private init(records: [Value]) {
        let records = records.compactMap { if case .record(let record) = $0 { record } else { nil } }
        var columns: [String] = []
        for record in records {
            for field in record.fields where !columns.contains(field.name) {
                switch field.value {
                case .nothing, .list, .record: break
                default: columns.append(field.name)
                }
            }
        }
        // In the order of the first record, whatever another one lacks.
        let order = records.first?.fields.map(\.name) ?? []
        columns.sort { (order.firstIndex(of: $0) ?? .max) < (order.firstIndex(of: $1) ?? .max) }
        self.columns = columns
        rows = records.map { record in columns.map { record[$0] ?? .nothing } }
    }

    private static func record<Subject>(_ fields: [Field<Subject>], _ subject: Subject) -> Value {
        .record(Record(kind: "row", fields: fields.map { ($0.name, $0.get(subject)) }))
    }

    /// A row for each epoch; of several runs one below the other, with a column that counts them and their rules and seeds.
    package init(histories runs: [(label: String, seed: UInt64?, rows: [HistoryRow])]) {
        var records: [Value] = []
        for (index, run) in runs.enumerated() {
            for row in run.rows {
                var fields: [(name: String, value: Value)] = []
                if runs.count > 1 {
                    fields = [("run", .number(Double(index + 1))), ("rule", .text(run.label))]
                    if let seed = run.seed { fields.append(("seed", .number(Double(seed)))) }
                }
                records.append(.record(Record(kind: "row", fields: fields + HistoryFields.all.map { ($0.name, $0.get(row)) })))
            }
        }
        self.init(records: records)
    }

    /// For people: few digits, numbers to the right.
    package var texts: TextTable {
        if let shown { return shown }
        return TextTable(
            columns.indices.map { column in
                TextTable.Column(columns[column], rows.allSatisfy { [.text, .nothing].contains($0[column].kind) } ? .left : .right)
            },
            rows.map { $0.map(ValueDrawing.cell) })
    }
}
