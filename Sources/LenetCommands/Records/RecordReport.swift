import LenetEngine
import LenetLab

/// Recorded runs for people.
enum RecordReport {
    /// Lines of at most `width` columns: long rules and names of models are cut, whole in `show run N`.
    static func lines(_ runs: [Run], width: Int) -> [String] {
        table(runs).fitting(width, cutting: [("rule", 18), ("model", 12)], without: ["bits", "time", "data"]).lines()
    }

    /// A row a run, the newest last.
    static func table(_ runs: [Run]) -> TextTable {
        let tellsEnd = runs.contains { $0.facts != nil && $0.end != "finished" }
        var columns: [TextTable.Column] = [
            .init("run"), .init("when", .left), .init("model", .left), .init("data", .left), .init("rule", .left), .init("epochs"),
            .init("accuracy"), .init("time"), .init("bits", .left),
        ]
        if tellsEnd { columns.append(.init("ended", .left)) }
        return TextTable(
            columns,
            runs.map { run in
                let cells = [
                    run.facts?.number.map { "\($0)" } ?? "-", run.facts.map { CalendarTime(record: $0.time)?.short ?? $0.time } ?? "-", run.model,
                    run.facts?.data.name ?? "-", run.label, "\(run.result.epochs)", NumberText.fixed(run.final.accuracy, decimals: 4),
                    NumberText.duration(run.result.seconds), String(run.result.fingerprint.prefix(8)),
                ]
                return tellsEnd ? cells + [run.end] : cells
            })
    }

    /// All that is known of a run.
    static func lines(_ run: Run) -> [String] {
        let groups = RecordFacts.all(run)
        let width = groups.joined().map(\.name.count).max() ?? 0
        var lines = groups.joined().filter { $0.text != nil }.map { TextTable.padded($0.name, to: width, .left) + "  " + ($0.text ?? "") }
        if let first = run.result.history.first {
            lines += ["", RunReport.rowHeading(first)] + run.result.history.map(RunReport.row)
        }
        if let origin = run.facts?.origin, !origin.script.isEmpty {
            lines += ["", "The script that does it again" + (origin.isExact ? ":" : ", though not all of it:")]
            var script = origin.script
            while script.last == "\n" { script.removeLast() }
            lines += script.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
        }
        return lines
    }
}

extension Run {
    /// In a word or two.
    var end: String {
        switch result.stop {
        case .finished: "finished"
        case .until: "until"
        case .interrupted: "interrupted"
        case .diverged: "diverged"
        }
    }
}

/// What is known of a recorded run, in three groups: what decided it, where it was done, what came of it.
enum RecordFacts {
    struct Fact {
        var name: String
        /// Nil where there is nothing to say.
        var text: String?
        /// What two runs are compared by, where that is more than what is shown.
        var whole: String?
        init(_ name: String, _ text: String?, whole: String? = nil) {
            self.name = name
            self.text = text
            self.whole = whole ?? text
        }
    }

    static func all(_ run: Run) -> [[Fact]] { [asked(run), place(run), result(run)] }

    static func asked(_ run: Run) -> [Fact] {
        let facts = run.facts
        var list = [
            Fact("run", facts?.number.map { "\($0)" }), Fact("when", facts.map { CalendarTime(record: $0.time)?.local ?? $0.time }),
            Fact("statement", facts?.statement), Fact("comparison", facts?.comparison), Fact("model", run.model),
            Fact("layers", facts.map { $0.layers.joined(separator: "; ") }), Fact("parameters", facts.map { NumberText.grouped($0.parameters) }),
            Fact("data", facts?.data.name), Fact("source", facts?.data.source),
            Fact("images", facts.map { images($0.data) }), Fact("checksum", facts.map { String($0.data.checksum.prefix(16)) }, whole: facts?.data.checksum),
            Fact("optimizer", run.optimizer), Fact("dialect", run.dialect.rawValue),
        ]
        list += run.namedSettings.map { Fact($0.name, $0.value.map { NumberText.plain($0) } ?? "on") }
        list += [
            Fact("schedule", run.schedule), Fact("loss_name", run.loss), Fact("batch", "\(run.batchSize)"),
            Fact("epochs_asked", facts.map { "\($0.epochsAsked)" }), Fact("until", facts?.until), Fact("seed", "\(run.seed)"),
        ]
        return list
    }

    static func place(_ run: Run) -> [Fact] {
        guard let place = run.facts?.place else { return [] }
        return [
            Fact("lenet", place.lenet), Fact("numerics", "\(place.numerics)"), Fact("threads", "\(place.threads)"),
            Fact("processor", place.processor), Fact("kernels", place.kernels),
        ]
    }

    static func result(_ run: Run) -> [Fact] {
        [
            Fact("ended", run.reason), Fact("epochs", "\(run.result.epochs)"), Fact("steps", NumberText.grouped(run.result.steps)),
            Fact("accuracy", NumberText.fixed(run.final.accuracy, decimals: 4) + " on \(run.measuredOn)"),
            Fact("loss", NumberText.significant(run.final.loss, 5)), Fact("seconds", NumberText.duration(run.result.seconds)),
            Fact("images_per_second", NumberText.grouped(NumberText.fixed(run.result.imagesPerSecond, decimals: 0))),
            Fact("fingerprint", run.result.fingerprint),
        ]
    }

    private static func images(_ data: RunFacts.Data) -> String {
        var parts = ["\(NumberText.grouped(data.training)) training"]
        if let validation = data.validation { parts.append("\(NumberText.grouped(validation)) validation") }
        parts.append("\(NumberText.grouped(data.test)) test")
        return parts.joined(separator: ", ")
    }
}
