import LenetCards
import LenetEngine
import LenetFigures
import LenetLab

/// `plot panels of race`: study B's four figures, training and validation against epochs, one for each rule.
package enum PanelsPlot: PlotDefinition {
    package static let card = Card(
        .plot, "panels", "A small figure for each rule: training images beside those that it is judged by.",
        [
            Parameter("of", .option, .value, "A comparison, or a list of runs."),
            Parameter("measure", .option, .word(["accuracy", "loss"]), default: .name("accuracy"), "What is drawn.", otherSpellings: ["show"]),
        ],
        examples: [
            Example(
                "load digits train 600\nlet race = compare [sgd(lr: 0.1), adam, rmsprop, adagrad] epochs 2\nplot panels of race",
                "four rules, as in study B")
        ])

    package static func figure(_ call: SentenceCall, in session: Session) throws -> Figure {
        let runs = try runs(call.value("of") ?? .nothing, call)
        guard !runs.isEmpty else { throw Failure(.noHistory, at: call.span(of: "of")) }
        let isLoss = call.text("measure") == "loss"
        let labels = runs.reduce(into: [String]()) { if !$0.contains($1.label) { $0.append($1.label) } }
        let axis = isLoss ? Axis("loss") : Axis("accuracy", limits: 0...1)
        let judged = runs[0].measuredOn
        let figures = labels.map { label in
            let own = runs.filter { $0.label == label }.map(\.result.history)
            return Figure(
                title: label, x: Axis("epoch", isWhole: true), y: axis,
                series: [
                    series("training images", own) { isLoss ? $0.trainLoss : $0.trainAccuracy },
                    series("\(judged) images", own) { isLoss ? $0.judged?.loss : $0.judged?.accuracy },
                ])
        }
        let seeds = Set(runs.map(\.seed)).count
        let parts = [
            Set(runs.map(\.model)).sorted().joined(separator: ", "), seeds > 1 ? "\(seeds) seeds: means and ranges" : "seed \(runs[0].seed)",
        ]
        return Figure(
            title: isLoss ? "Loss of each rule" : "Accuracy of each rule", subtitle: parts.joined(separator: ", "),
            content: .panels(Panels(figures, sharesY: true)))
    }

    private static func runs(_ value: Value, _ call: SentenceCall) throws -> [Run] {
        switch value {
        case .comparison(let comparison): return comparison.runs
        case .run(let run): return [run]
        case .list(let values): return try values.flatMap { try runs($0, call) }
        default: throw Failure(.wrongKind(wanted: "a comparison or a list of runs", found: value.kind.phrase), at: call.span(of: "of"))
        }
    }

    /// The mean of some histories, epoch by epoch, in a band from the lowest to the highest.
    private static func series(_ label: String, _ histories: [[HistoryRow]], _ value: (HistoryRow) -> Double?) -> Series {
        var points: [Series.Point] = [], band: [Series.Spread] = []
        for index in 0..<(histories.map(\.count).max() ?? 0) {
            let rows = histories.compactMap { $0.indices.contains(index) ? $0[index] : nil }
            let values = rows.compactMap(value).filter(\.isFinite)
            guard let first = rows.first, let least = values.min(), let most = values.max() else { continue }
            points.append(.init(Double(first.epoch), Summary.mean(values)))
            if histories.count > 1 { band.append(.init(x: Double(first.epoch), lower: least, upper: most)) }
        }
        return Series(label, points, band: band, marksPoints: points.count <= 15)
    }
}
