import LenetEngine
import LenetFigures
import LenetLab

// What a result was made with, and how it is made again.

extension ReportPage {
    /// All that was in force, defaults included.
    func facts(_ subjects: [Subject]) -> [(name: String, value: String)] {
        let runs = Self.runs(subjects)
        var facts: [(name: String, value: String)] = []
        func say(_ name: String, _ values: [String]) {
            let values = Self.distinct(values)
            if !values.isEmpty { facts.append((name, values.joined(separator: ", "))) }
        }
        let plans = runs.compactMap(\.asked?.recipe.plan)
        say("model", runs.map { run in
            let count = plans.first { $0.name == run.model }.map { ", \(NumberText.grouped($0.parameterCount)) parameters" } ?? ""
            return run.model + count
        })
        let data = runs.compactMap(\.asked?.recipe.data)
        if let data = data.first ?? (runs.isEmpty ? nil : session.dataset) {
            facts.append(("data", DataReport.line(data)))
            say("data, SHA-256", data.checksums)
        }
        say("loss", runs.map(\.loss))
        say("batch", runs.map { "\($0.batchSize)" })
        say("epochs", runs.map { "\($0.result.epochs)" })
        say("seeds", runs.map { "\($0.seed)" })
        say("dialect", runs.isEmpty ? [] : runs.map(\.dialect.rawValue))
        facts.append(("lenet", "\(lenetVersion), numerics \(numericsVersion)"))
        let processor = session.processorName
        facts.append(
            ("machine", (processor.isEmpty ? "" : processor + ", ") + "kernels \(Kernels.chosen.name), threads \(session.settings.threads)"))
        facts.append(("written", CalendarTime.now.universal))
        return facts
    }

    /// Every rule with all its hyper-parameters, for those that took part.
    func rules(_ subjects: [Subject]) -> [HTMLReport.Block] {
        var rows: [[String]] = []
        for run in Self.runs(subjects) where !rows.contains([run.label, run.rule]) { rows.append([run.label, run.rule]) }
        guard !rows.isEmpty else { return [] }
        return [.table(TextTable([.init("as it was named", .left), .init("with all its settings", .left)], rows), caption: "The rules, defaults included.")]
    }

    /// The script and the commands.
    func again(_ subjects: [Subject]) -> [HTMLReport.Block] {
        var script = session.script
        if let running = session.recording.statement {
            let text = session.text(of: running)
            if session.transcript.statements.last != text { script += text + "\n" }
        }
        var blocks: [HTMLReport.Block] = [
            .paragraph("Put this script into a file, script.lenet, and run it:"),
            .code("lenet run script.lenet" + (session.settings.arguments.isEmpty ? "" : " -- " + session.settings.arguments.map(Self.quoted).joined(separator: " "))),
            .code(script),
        ]
        if !session.transcript.isExact {
            blocks.append(.paragraph("A statement failed half-way or was cut short, so that this script does not do quite the same: its comments say which."))
        }
        if !Self.runs(subjects).isEmpty {
            blocks.append(
                .paragraph(
                    "With numerics \(numericsVersion) (`lenet --version` shows it) the fingerprints are the same on any machine, with any number of threads. Times are not."))
        }
        return blocks
    }

    static func runs(_ subjects: [Subject]) -> [Run] {
        subjects.flatMap { subject -> [Run] in
            switch subject {
            case .comparison(let comparison): comparison.runs
            case .runs(let runs): runs
            default: []
            }
        }
    }

    private static func distinct(_ texts: [String]) -> [String] {
        var seen: [String] = []
        for text in texts where !text.isEmpty && !seen.contains(text) { seen.append(text) }
        return seen
    }

    /// For a shell.
    private static func quoted(_ word: String) -> String {
        let isPlain = !word.isEmpty && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-/=+:,".contains($0)) }
        return isPlain ? word : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
