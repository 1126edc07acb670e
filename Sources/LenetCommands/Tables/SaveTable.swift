import LenetCards
import LenetEngine
import LenetLab
import LenetSyntax

/// `save table of race to "race.csv"`, `save history to "history.jsonl"`
enum SaveTable {
    private static let formats = TableFormat.allCases.map { "." + $0.rawValue }.joined(separator: ", ")
    private static let to = Parameter(
        "to", .option, .path, "The file's name; its end says the format: \(formats).", otherSpellings: ["as", "in", "into"])

    static let topics: [Card] = [
        Card(
            .statement, "table", "A comparison, a run, a list of runs or of records, as a table.",
            [Parameter("of", .option, .value, "What the table is of."), to],
            notes: ["The formats .csv, .json and .jsonl hold numbers with all their digits, .md and .tex what a screen shows."]),
        Card(
            .statement, "history", "A row for each epoch, with losses and accuracies.",
            [
                Parameter(
                    "of", .option, .value, default: .absent("All that the model has gone through."),
                    "A run, a list of runs, a comparison, or model."), to,
            ]),
    ]

    static let examples = [
        Example(
            "load digits train 600\nmodel softmax_regression\nlet race = compare [sgd, adam]\nsave table of race to \"race.csv\"",
            "a comparison's table, for a spreadsheet"),
        Example("load digits train 600\nmodel softmax_regression\ntrain with adam\nsave history to \"history.jsonl\"", "a row an epoch"),
    ]

    /// Nil for the topics of others.
    static func run(_ call: SentenceCall, in session: Session) throws -> Value? {
        let table: DataTable
        switch call.topic {
        case "table":
            guard let value = call.value("of"), let found = DataTable(value) else {
                throw Failure(.record(.noTable(found: call.value("of")?.kind.phrase ?? "nothing")), at: call.span(of: "of"))
            }
            table = found
        case "history": table = try history(call, in: session)
        default: return nil
        }
        let name = call.text("to") ?? ""
        guard let format = TableFormat(path: name) else {
            throw Failure(.record(.tableFormat(TableFormat.ending(name), known: TableFormat.allCases.map(\.rawValue))), at: call.span(of: "to"))
        }
        let place = try session.writablePath(name, at: call.span(of: "to"))
        if let fault = TextFile.write(format.text(table), to: place) {
            throw Failure(.cannotWrite(name, reason: fault.reason), at: call.span(of: "to"))
        }
        session.say("\(name): \(table.rows.count == 1 ? "1 row" : "\(NumberText.grouped(table.rows.count)) rows")", for: call)
        return .text(name)
    }

    private static func history(_ call: SentenceCall, in session: Session) throws -> DataTable {
        let span = call.span(of: "of")
        let table: DataTable
        switch call.value("of") {
        case nil:
            guard let training = session.training else { throw Failure(.noModel, at: call.sentence.span) }
            table = DataTable(histories: [("", nil, training.history)])
        case .model(let model)?: table = DataTable(histories: [("", nil, model.history)])
        case let value?:
            table = DataTable(histories: try runs(value, at: span).map { ($0.label, $0.seed, $0.result.history) })
        }
        if table.rows.isEmpty { throw Failure(.noHistory, at: span) }
        return table
    }

    private static func runs(_ value: Value, at span: Span) throws -> [Run] {
        switch value {
        case .run(let run): return [run]
        case .comparison(let comparison): return comparison.runs
        case .list(let values) where !values.isEmpty: return try values.flatMap { try runs($0, at: span) }
        default: throw Failure(.wrongKind(wanted: "a run, a list of runs, a comparison or model", found: value.kind.phrase), at: span)
        }
    }
}
