import LenetCards
import LenetFigures
import LenetSyntax

/// `report race to "report.html"`
package enum Report: StatementDefinition {
    package static let card = Card(
        .statement, "report", "Writes a page for a browser: what came of it, tables, figures that answer to pointer and keys, and how to do it again.",
        [
            Parameter("result", .positional, .value, "A comparison, a run, an evaluation, a path, a figure or a table, or a list of such."),
            Parameter("to", .option, .path, "The file: a name that ends in .html.", otherSpellings: ["file", "into", "as", "save"]),
            Parameter("title", .option, .text, default: .absent("What the result is."), "The heading of the page.", otherSpellings: ["heading", "called"]),
            Parameter(
                "steps", .option, .integer(0...2000), default: .number(60), unit: "updates",
                "How many of the first updates the slider shows of a weight; 0 leaves it out.", otherSpellings: ["updates"]),
            Parameter(
                "weight", .option, .text, default: .absent("Those that `watch` named; else that of the first layer with the greatest gradient in the first batch."),
                "Which weight the slider shows: \"conv1.weight[0, 0, 2, 2]\".", otherSpellings: ["watch"]),
        ],
        notes: [
            "The page is one file that loads nothing from elsewhere. It has the script so far, all settings, the machine, seeds and fingerprints.",
            "For the slider over a weight the first updates are made once more, on a copy: the model stays as it is. The slider of a path "
                + "walks over its map.",
        ],
        examples: [
            Example(
                "load digits train 600\nmodel softmax_regression\nlet race = compare [sgd(lr: 0.1), adam] epochs 2\nreport race to \"race.html\"",
                "two rules"),
            Example("load digits train 600\nmodel softmax_regression\nlet run = train with adam epochs 2\nreport run to \"run.html\" title \"Adam on digits\"", "one training"),
            Example("report (path of [sgd(lr: 0.001), adam(lr: 0.1)] on rosenbrock) to \"paths.html\"", "a map with a slider"),
        ], otherSpellings: ["html", "page"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let value = call.value("result") else { preconditionFailure("the card declares result") }
        let path = call.text("to") ?? ""
        try checkEnding(path, call)
        let place = try session.writablePath(path, at: call.span(of: "to"))
        let report = try ReportPage(call: call, session: session).report(of: value)
        let text = HTMLDrawing.text(report)
        if let fault = TextFile.write(text, to: place) {
            throw Failure(.cannotWrite(path, reason: fault.reason), at: call.span(of: "to"))
        }
        let figures = report.figureCount
        session.say("\(report.title): \(path), \(figures == 1 ? "1 figure" : "\(figures) figures")", for: call)
        return .record(
            Record(
                kind: "report",
                fields: [
                    ("file", .text(path)), ("title", .text(report.title)), ("figures", .number(Double(figures))),
                    ("bytes", .number(Double(text.utf8.count))),
                ]))
    }

    private static func checkEnding(_ path: String, _ call: SentenceCall) throws {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let ending = name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) }
        guard let known = ending?.lowercased(), ["html", "htm"].contains(known) else {
            throw Failure(.report(.wrongFormat(ending)), at: call.span(of: "to"))
        }
    }
}
