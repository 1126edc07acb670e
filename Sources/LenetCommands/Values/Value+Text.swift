import LenetFigures
import LenetLab

extension Value {
    /// As a person would write it in a sentence: what `print` and `{…}` in a text show.
    package var text: String {
        switch self {
        case .nothing: "nothing"
        case .number(let x): NumberText.plain(x)
        case .boolean(let x): "\(x)"
        case .text(let text): text
        case .list(let values): Self.text(of: values)
        case .size(let height, let width): "\(height)x\(width)"
        case .function(let function): function.name
        case .run(let run):
            "\(run.label): accuracy \(NumberText.fixed(run.final.accuracy, decimals: 4)) on \(run.measuredOn) after "
                + (run.result.epochs == 1 ? "1 epoch" : "\(run.result.epochs) epochs") + ", \(NumberText.duration(run.result.seconds))"
        case .evaluation(let result):
            "accuracy \(NumberText.fixed(result.evaluation.accuracy, decimals: 4)) on \(result.split)"
        case .comparison(let comparison): "a comparison of " + comparison.entries.map(\.label).joined(separator: ", ")
        case .model(let model): "\(model.network.plan.name) with \(NumberText.grouped(model.network.plan.parameterCount)) parameters"
        case .dataset(let dataset): dataset.name
        case .split(let split): NumberText.counted(split.images.count, "\(split.name) image")
        case .image(let image): image.name + (image.truth.map { ", a \($0)" } ?? "")
        case .prediction(let prediction):
            "\(prediction.label) (\(NumberText.percent(Double(prediction.probabilities[prediction.label]), decimals: 1)))"
        case .rule(let choice), .schedule(let choice), .loss(let choice), .landscape(let choice): choice.written
        case .path(let path): "paths of \(path.tracks.map(\.label).joined(separator: ", ")) on \(PathReport.title(path))"
        case .architecture(let architecture): architecture.written
        case .named(_, let name): name
        case .record(let record): "{" + record.fields.map { "\($0.name) \($0.value.quoted)" }.joined(separator: ", ") + "}"
        case .table(let table): table.lines().joined(separator: "\n")
        case .figure(let figure): TerminalDrawing.lines(figure, width: 80).joined(separator: "\n")
        }
    }

    /// No one reads more than this, and lists that share what they hold can be far longer than they are large.
    private static let longestList = 10_000_000

    private static func text(of values: [Value]) -> String {
        var text = "["
        for (index, value) in values.enumerated() {
            if index > 0 { text += ", " }
            if text.utf8.count > longestList {
                text += "…"
                break
            }
            text += value.quoted
        }
        return text + "]"
    }

    /// Inside a list a text has its quotes.
    private var quoted: String {
        if case .text(let text) = self { return JSON.quoted(text) }
        return text
    }
}
