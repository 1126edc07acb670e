import LenetFigures
import LenetLab

/// How a value that stands alone is shown: a list of runs is a table, an image a picture, a rule what it was called with.
package enum ValueDrawing {
    package static func lines(_ value: Value, width: Int) -> [String] {
        switch value {
        case .list(let values): list(values, width: width)
        case .run(let run): RunReport.lines(run)
        case .evaluation(let result): EvaluationReport.lines(result)
        case .comparison(let comparison): ComparisonReport.lines(comparison, width: width)
        case .model(let model): ModelReport.lines(model.network)
        case .image(let image): Picture.lines([image], width: width)
        case .prediction(let prediction): PredictionReport.lines(prediction, width: width)
        case .record(let record): tuning(record, width: width) ?? fields(record)
        case .table(let table): table.lines()
        case .path(let path): PathReport.lines(path, width: width)
        case .figure(let figure): TerminalDrawing.lines(figure, width: width)
        default: [value.text]
        }
    }

    private static func list(_ values: [Value], width: Int) -> [String] {
        if let trials = TrialFields.trials(.list(values)) { return SweepReport.table(trials).lines() }
        let records = values.compactMap { if case .record(let record) = $0 { record } else { nil } }
        if !records.isEmpty, records.count == values.count { return table(records).lines() }
        let runs = values.compactMap { if case .run(let run) = $0 { run } else { nil } }
        if !runs.isEmpty, runs.count == values.count { return RunReport.table(runs).fitting(width, cutting: [("optimizer", 20)]).lines() }
        let evaluations = values.compactMap { if case .evaluation(let result) = $0 { result } else { nil } }
        if !evaluations.isEmpty, evaluations.count == values.count { return EvaluationReport.table(evaluations).lines() }
        let images = values.compactMap { if case .image(let image) = $0 { image } else { nil } }
        if !images.isEmpty, images.count == values.count, images.count <= 100 { return Picture.lines(images, width: width) }
        return [Value.list(values).text]
    }

    /// What `tune` gave, as it showed it.
    private static func tuning(_ record: Record, width: Int) -> [String]? {
        guard record.kind == "tuning", case .table(let table)? = record["table"], case .list(let verdicts)? = record["verdicts"] else { return nil }
        return TuningReport.lines(table, verdicts.map(\.text), width: width)
    }

    private static func fields(_ record: Record) -> [String] {
        let width = record.fields.map(\.name.count).max() ?? 0
        return record.fields.map { TextTable.padded($0.name, to: width, .left) + "  " + cell($0.value) }
    }

    static func table(_ records: [Record]) -> TextTable {
        let names = records[0].fields.map(\.name)
        // A column that says nothing in any row is left out: validation where there is none.
        let used = names.filter { name in records.contains { $0[name].map { $0.kind != .nothing } ?? false } }
        return TextTable(
            used.map { name in
                TextTable.Column(name, records.allSatisfy { $0[name]?.kind == .text } ? .left : .right)
            },
            records.map { record in used.map { cell(record[$0] ?? .nothing) } })
    }

    /// Short enough for a column.
    static func cell(_ value: Value) -> String {
        switch value {
        case .nothing: "-"
        case .number(let x): x.rounded() == x ? NumberText.plain(x) : NumberText.significant(x, 5)
        default: value.text
        }
    }
}
