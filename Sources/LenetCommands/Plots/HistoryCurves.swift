import LenetCards
import LenetEngine
import LenetFigures
import LenetLab

/// What the plots of a history share: whose histories, on which images, against what.
struct HistoryCurves {
    enum Split: String, CaseIterable { case training, validation, test }
    private enum Across: String, CaseIterable {
        case epochs, steps, seconds

        /// `by epochs`, `by epoch`
        static let words = allCases.map(\.rawValue) + allCases.map { String($0.rawValue.dropLast()) }
        init?(word: String) { self.init(rawValue: word.hasSuffix("s") ? word : word + "s") }
    }

    /// One curve's runs: more than one where only their seeds differ.
    private struct Group {
        var label: String
        var histories: [[HistoryRow]]
        /// Nil where the length of an epoch is not known.
        var stepsPerEpoch: Int?
    }

    static let parameters = [
        Parameter("of", .option, .value, "A run, a list of runs, a comparison, a branch or several, or model for all that it has gone through."),
        Parameter(
            "on", .option, .word(Split.allCases.map(\.rawValue)),
            default: .absent("All that was measured for one training; for several the validation images, or test where there are none."),
            "Which images it was measured on."),
        Parameter(
            "by", .option, .word(Across.words), default: .name("epochs"), "What the curve is drawn against.",
            otherSpellings: ["against", "over"]),
    ]

    private let groups: [Group]
    private let subtitle: String
    private let split: Split?
    private let across: Across

    init(_ call: SentenceCall) throws {
        split = call.text("on").flatMap(Split.init(rawValue:))
        across = call.text("by").flatMap(Across.init(word:)) ?? .epochs
        guard let value = call.value("of") else { preconditionFailure("the card declares of") }
        let models = Self.models(value)
        let runs = try Self.runs(value, call)
        groups = models.map { Group(label: $0.label, histories: [$0.history], stepsPerEpoch: nil) } + Self.groups(runs)
        subtitle = runs.isEmpty ? Self.subtitle(models) : Self.subtitle(runs)
        let what = call.span(of: "of")
        if groups.allSatisfy({ $0.histories.allSatisfy(\.isEmpty) }) { throw Failure(.noHistory, at: what) }
        if across == .steps, groups.contains(where: { $0.stepsPerEpoch == nil }) { throw Failure(.stepsUnknown, at: call.span(of: "by")) }
        if split == .validation, !groups.contains(where: { $0.histories.joined().contains { $0.validationLoss != nil } }) {
            throw Failure(.notMeasured("validation"), at: call.span(of: "on"))
        }
    }

    /// Of runs that a report shows.
    init(_ runs: [Run], on split: Split? = nil) {
        groups = Self.groups(runs)
        subtitle = Self.subtitle(runs)
        self.split = split
        across = .epochs
    }

    private static func runs(_ value: Value, _ call: SentenceCall) throws -> [Run] {
        switch value {
        case .run(let run): return [run]
        case .model: return []
        case .comparison(let comparison): return comparison.runs
        case .list(let values) where !values.isEmpty: return try values.flatMap { try runs($0, call) }
        default:
            throw Failure(
                .wrongKind(wanted: "a run, a list of runs, a comparison, a branch or model", found: value.kind.phrase), at: call.span(of: "of"))
        }
    }

    /// Branches, and the model as it stands.
    private static func models(_ value: Value) -> [ModelValue] {
        switch value {
        case .model(let model): [model]
        case .list(let values): values.flatMap(models)
        default: []
        }
    }

    private static func subtitle(_ models: [ModelValue]) -> String {
        let names = Set(models.map(\.network.plan.name)).sorted().joined(separator: ", ")
        return models.count == 1 ? "all trainings of \(names)" : "branches of \(names), from its beginning"
    }

    /// Runs of one rule that differ in their seeds are one curve with a band; the same seed twice is two curves.
    private static func groups(_ runs: [Run]) -> [Group] {
        var labels: [String] = []
        for run in runs where !labels.contains(run.label) { labels.append(run.label) }
        return labels.flatMap { label -> [Group] in
            let own = runs.filter { $0.label == label }
            func group(_ label: String, _ runs: [Run]) -> Group {
                let lengths = Set(runs.map { $0.result.epochs > 0 && $0.result.steps % $0.result.epochs == 0 ? $0.result.steps / $0.result.epochs : 0 })
                let length = lengths.count == 1 ? lengths.first : nil
                return Group(label: label, histories: runs.map(\.result.history), stepsPerEpoch: length == 0 ? nil : length)
            }
            if Set(own.map(\.seed)).count == own.count { return [group(label, own)] }
            return own.enumerated().map { group("\(label), \($0.offset + 1)", [$0.element]) }
        }
    }

    /// What all runs have in common.
    private static func subtitle(_ runs: [Run]) -> String {
        func common(_ texts: [String]) -> String? { Set(texts).count == 1 ? texts.first : nil }
        let seeds = Set(runs.map(\.seed))
        let parts = [
            common(runs.map(\.model)), common(runs.map { "batch \($0.batchSize)" }), common(runs.map { "loss \($0.loss)" }),
            common(runs.map(\.dialect.rawValue)),
            seeds.count == 1 ? seeds.first.map { "seed \($0)" } : "\(seeds.count) seeds: means and ranges",
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    // MARK: The figure

    func figure(of what: String, _ axis: Axis, value: (HistoryRow, Split) -> Double?) -> Figure {
        let rows = groups.flatMap { $0.histories.joined() }
        let measured = Split.allCases.filter { split in rows.contains { value($0, split) != nil } }
        let shown: [Split]
        if let split { shown = [split] } else if groups.count == 1 { shown = measured } else {
            shown = [measured.contains(.validation) ? .validation : measured.contains(.test) ? .test : .training]
        }
        let curves = groups.flatMap { group in
            shown.map { split in
                series(groups.count == 1 ? "\(split.rawValue) images" : group.label, group) { value($0, split) }
            }
        }
        var title = groups.count == 1 ? "\(what) of \(groups[0].label)" : what
        if shown.count == 1 { title += " on \(shown[0].rawValue) images" }
        let x: Axis =
            switch across {
            case .epochs: Axis("epoch", isWhole: true)
            case .steps: Axis("step", isWhole: true)
            case .seconds: Axis("training time (seconds)")
            }
        return Figure(title: title, subtitle: subtitle, x: x, y: axis, series: curves)
    }

    private func series(_ label: String, _ group: Group, _ value: (HistoryRow) -> Double?) -> Series {
        var points: [Series.Point] = [], band: [Series.Spread] = []
        for index in 0..<(group.histories.map(\.count).max() ?? 0) {
            let rows = group.histories.compactMap { $0.indices.contains(index) ? $0[index] : nil }
            let values = rows.map { value($0) ?? .nan }
            let x = Summary.mean(rows.map { place($0, group) })
            let isWhole = values.allSatisfy(\.isFinite)
            points.append(.init(x, isWhole ? Summary.mean(values) : .nan))
            if group.histories.count > 1, isWhole, let least = values.min(), let most = values.max() {
                band.append(.init(x: x, lower: least, upper: most))
            }
        }
        return Series(label, points, band: band, marksPoints: true)
    }

    private func place(_ row: HistoryRow, _ group: Group) -> Double {
        switch across {
        case .epochs: Double(row.epoch)
        case .steps: Double(row.epoch) * Double(group.stepsPerEpoch ?? 0)
        case .seconds: row.seconds
        }
    }
}

extension ModelValue {
    fileprivate var label: String { branch ?? network.plan.name }
}
