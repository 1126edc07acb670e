import LenetLab

extension Value {
    package var json: JSON {
        func object<Subject>(_ fields: [Field<Subject>], _ subject: Subject) -> JSON {
            .object(fields.map { ($0.name, $0.get(subject).json) })
        }
        switch self {
        case .nothing: return .null
        case .number(let x): return .number(x)
        case .boolean(let x): return .boolean(x)
        case .text(let text): return .text(text)
        case .list(let values): return .list(values.map(\.json))
        case .size(let height, let width): return .list([.number(Double(height)), .number(Double(width))])
        case .run(let run): return object(RunFields.all, run)
        case .evaluation(let result): return object(EvaluationFields.all, result)
        case .model(let model): return object(ModelFields.all, model)
        case .image(let image): return object(ImageFields.all, image)
        case .prediction(let prediction): return object(PredictionFields.all, prediction)
        case .record(let record): return .object(record.fields.map { ($0.name, $0.value.json) })
        case .comparison(let comparison):
            return .object([
                ("rules", ComparisonFields.all.first { $0.name == "rules" }?.get(comparison).json ?? .null),
                ("runs", .list(comparison.runs.map { Value.run($0).json })),
                ("verdicts", .list(comparison.verdicts.map { .text($0) })), ("measured_on", .text(comparison.measuredOn)),
            ])
        case .dataset(let dataset):
            var fields: [(String, JSON)] = [
                ("name", .text(dataset.name)), ("source", .text(dataset.source)),
                ("checksums", .list(dataset.checksums.map { .text($0) })), ("training", .number(Double(dataset.training.count))),
            ]
            if let validation = dataset.validation { fields.append(("validation", .number(Double(validation.count)))) }
            fields += [("test", .number(Double(dataset.test.count))), ("unused", .number(Double(dataset.unusedCount)))]
            return .object(fields)
        case .split(let split): return .object([("name", .text(split.name)), ("count", .number(Double(split.images.count)))])
        case .table(let table):
            return .list(
                table.rows.map { row in
                    .object(zip(table.columns, row).map { ($0.title, .text($1)) })
                })
        case .figure(let figure): return FigureFields.json(figure)
        case .path(let path): return PathFields.json(path)
        case .function, .rule, .schedule, .loss, .landscape, .architecture, .named: return .text(text)
        }
    }
}
