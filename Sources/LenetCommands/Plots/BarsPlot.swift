import LenetCards
import LenetFigures
import LenetLab

/// `plot bars of race to "figure3.svg"`: study A's figure 3, with intervals.
package enum BarsPlot: PlotDefinition {
    private enum Measure: String, CaseIterable { case accuracy, loss, seconds }

    package static let card = Card(
        .plot, "bars", "A bar for each rule of a comparison, for each of several runs, or for each class of a prediction.",
        [
            Parameter("of", .option, .value, "A comparison, a run, a list of runs, or a prediction."),
            Parameter(
                "measure", .option, .word(Measure.allCases.map(\.rawValue)), default: .name("accuracy"), "What the bars are as long as.",
                otherSpellings: ["show"]),
        ],
        examples: [
            Example(
                "load digits train 600\nlet race = compare [sgd(lr: 0.1), adam] epochs 1 seeds 2\nplot bars of race",
                "accuracies with 95% intervals")
        ])

    package static func figure(_ call: SentenceCall, in session: Session) throws -> Figure {
        let measure = call.text("measure").flatMap(Measure.init(rawValue:)) ?? .accuracy
        switch call.value("of") {
        case .comparison(let comparison)?: return figure(comparison, measure)
        case .prediction(let prediction)?: return figure(prediction)
        case let value:
            let runs = try runs(value ?? .nothing, call)
            guard !runs.isEmpty else { throw Failure(.emptyList(function: "plot bars"), at: call.span(of: "of")) }
            return figure(runs, measure)
        }
    }

    private static func runs(_ value: Value, _ call: SentenceCall) throws -> [Run] {
        switch value {
        case .run(let run): return [run]
        case .list(let values): return try values.flatMap { try runs($0, call) }
        default:
            throw Failure(
                .wrongKind(wanted: "a comparison, a run, a list of runs or a prediction", found: value.kind.phrase), at: call.span(of: "of"))
        }
    }

    /// Of a comparison, as its report has them.
    static func accuracies(_ comparison: Comparison) -> Figure { figure(comparison, .accuracy) }

    private static func figure(_ comparison: Comparison, _ measure: Measure) -> Figure {
        let entries = comparison.entries.filter { !$0.runs.isEmpty }
        let several = comparison.seeds.count > 1
        // What all of them have in common.
        func common(_ texts: [String]) -> String? { Set(texts).count == 1 ? texts.first : nil }
        let subtitle = [
            comparison.dataset, common(entries.map(\.model)), common(entries.map { count($0.epochs, "epoch") }),
            common(entries.map { "batch \($0.batchSize)" }), common(entries.map { "loss \($0.loss)" }), count(comparison.seeds.count, "seed"),
        ].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")
        let bars = entries.map { entry -> Bar in
            switch measure {
            case .accuracy:
                let interval = entry.interval
                return bar(entry.label, entry.accuracy, measure, interval.lower...max(interval.lower, interval.upper))
            case .loss: return bar(entry.label, entry.meanLoss, measure, several ? range(entry.evaluations.map(\.loss)) : nil)
            case .seconds: return bar(entry.label, entry.seconds, measure, several ? range(entry.runs.map(\.result.seconds)) : nil)
            }
        }
        let mean = several ? "means over the seeds" : ""
        let lines =
            switch measure {
            case .accuracy: several ? "means over the seeds, with their 95% intervals" : "with 95% intervals"
            default: several ? mean + ", from the lowest to the highest" : ""
            }
        return Figure(
            title: title(measure, on: comparison.measuredOn), subtitle: lines.isEmpty ? subtitle : "\(subtitle): \(lines)",
            x: axis(measure), y: Axis(comparison.subject.rawValue), content: .bars(bars))
    }

    private static func figure(_ runs: [Run], _ measure: Measure) -> Figure {
        let bars = runs.map { run -> Bar in
            let label = runs.filter { $0.label == run.label }.count > 1 ? "\(run.label), seed \(run.seed)" : run.label
            switch measure {
            case .accuracy: return bar(label, run.final.accuracy, measure, nil)
            case .loss: return bar(label, run.final.loss, measure, nil)
            case .seconds: return bar(label, run.result.seconds, measure, nil)
            }
        }
        let places = Set(runs.map(\.measuredOn))
        return Figure(
            title: title(measure, on: places.count == 1 ? runs[0].measuredOn : "the runs' own"),
            subtitle: Set(runs.map(\.model)).sorted().joined(separator: ", "), x: axis(measure), y: Axis("run"), content: .bars(bars))
    }

    private static func figure(_ prediction: Prediction) -> Figure {
        Figure(
            title: "The network says \(prediction.label)",
            subtitle: prediction.image.name + (prediction.image.truth.map { ", which is a \($0)" } ?? ""),
            x: Axis("probability", limits: 0...1), y: Axis("class"),
            content: .bars(prediction.probabilities.enumerated().map { label, probability in
                Bar("\(label)", Double(probability), text: NumberText.percent(Double(probability), decimals: 1))
            }))
    }

    private static func title(_ measure: Measure, on split: String) -> String {
        switch measure {
        case .accuracy: "Accuracy on \(split) images"
        case .loss: "Loss on \(split) images"
        case .seconds: "Training time"
        }
    }

    private static func axis(_ measure: Measure) -> Axis {
        switch measure {
        case .accuracy: Axis("accuracy (share of images)", limits: 0...1)
        case .loss: Axis("loss")
        case .seconds: Axis("training time (seconds)")
        }
    }

    private static func bar(_ label: String, _ value: Double, _ measure: Measure, _ interval: ClosedRange<Double>?) -> Bar {
        let text =
            switch measure {
            case .accuracy: NumberText.fixed(value, decimals: 4)
            case .loss: NumberText.significant(value, 4)
            case .seconds: NumberText.duration(value)
            }
        return Bar(label, value, interval: interval, text: text)
    }

    private static func range(_ values: [Double]) -> ClosedRange<Double>? {
        guard let least = values.min(), let most = values.max(), least <= most else { return nil }
        return least...most
    }

    private static func count(_ number: Int, _ what: String) -> String { number == 1 ? "1 \(what)" : "\(number) \(what)s" }
}
