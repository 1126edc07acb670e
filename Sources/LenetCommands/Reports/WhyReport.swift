import LenetLab

/// What `why` says: the findings with their evidence and a line to try each, then what was measured.
package enum WhyReport {
    package struct Account: Sendable {
        /// The training in a line; nil where there was none.
        package var subject: String?
        package var diagnosis: Diagnosis
        package var isComparison = false
        /// Of the network itself; empty where only a history was there to read.
        package var measured: [String] = []
    }

    /// The training in a line, without what differs from one machine to another.
    package static func subject(_ run: Run) -> String {
        let data = run.used.map { " on \($0.recipe.data.name)" } ?? ""
        let updates = run.result.steps == 1 ? "1 update" : "\(NumberText.grouped(run.result.steps)) updates"
        let epochs = run.result.epochs == 1 ? "1 epoch" : "\(run.result.epochs) epochs"
        return "\(run.label) (\(run.dialect.rawValue)), \(run.model)\(data), \(epochs), \(updates) of batch \(run.batchSize): "
            + "accuracy \(NumberText.fixed(run.final.accuracy, decimals: 4)) on \(run.measuredOn)"
    }

    /// `most`: findings; nil shows all, and what was looked at besides.
    package static func lines(_ account: Account, most: Int?, width: Int) -> [String] {
        let texts = account.diagnosis.texts
        let shown = texts.prefix(most ?? texts.count)
        var lines = account.subject.map { TextFolding.folded($0, width: width, hanging: 2) } ?? []
        for (index, item) in shown.enumerated() {
            if !lines.isEmpty { lines.append("") }
            let number = texts.count == 1 ? "" : "\(index + 1). "
            let margin = String(repeating: " ", count: number.count)
            lines += TextFolding.folded(number + item.text.sentence, width: width, hanging: number.count)
            for fact in item.text.evidence { lines += folded("- " + fact, margin: margin, width: width) }
            // A line to try stays whole, so that it can be copied.
            lines.append("\(margin)try: \(item.text.line)")
        }
        guard account.subject != nil else { return lines }
        lines.append("")
        if texts.isEmpty { lines += ["nothing is wrong with it as far as can be seen", ""] }
        if texts.count > shown.count {
            let rest = texts.dropFirst(shown.count).map { heading($0.finding) }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            lines += TextFolding.folded("also found: \(rest.joined(separator: ", ")) (`why verbose`)", width: width, hanging: 2)
        }
        if most == nil {
            if !account.diagnosis.fine.isEmpty {
                lines += TextFolding.folded("looked at and found fine: " + account.diagnosis.fine.map(phrase).joined(separator: "; "), width: width, hanging: 2)
            }
            if !account.diagnosis.unknown.isEmpty {
                lines += TextFolding.folded("not looked at: " + account.diagnosis.unknown.map(phrase).joined(separator: "; "), width: width, hanging: 2)
            }
        }
        lines += TextFolding.folded(basis(account), width: width, hanging: 2)
        return lines
    }

    private static func folded(_ text: String, margin: String, width: Int) -> [String] {
        TextFolding.folded(text, width: width - margin.count, hanging: 2).map { margin + $0 }
    }

    /// What all of it was read from.
    static func basis(_ account: Account) -> String {
        if account.isComparison { return "read from the histories of the runs and \(account.measured.joined(separator: ", ")); nothing was changed" }
        if account.measured.isEmpty {
            return "read from the run's history alone: its weights are no longer those of the model"
        }
        return "read from the history; measured: \(account.measured.joined(separator: ", ")); nothing was changed"
    }

    private static func heading(_ finding: Finding) -> String { String(finding.name.map { $0 == "_" ? " " : $0 }) }

    static func phrase(_ question: Diagnosis.Question) -> String {
        switch question {
        case .divergence: "all numbers stayed finite"
        case .risingLoss: "the loss does not rise"
        case .rate: "the rate is not too low"
        case .chance: "it tells classes apart"
        case .units: "units are alive and within their limits"
        case .updates: "updates are not too long"
        case .fewUpdates: "there were updates enough"
        case .neverSaid: "every class is said"
        case .overfitting: "no better on training images than on others, beyond luck"
        case .dip: "the last epoch is as good as the best"
        case .loss: "the loss gives gradients of a good length"
        case .gradients: "gradients reach all layers"
        case .memory: "the rule's steps have not shrunk away"
        case .pace: "it has come as far as these epochs take it"
        case .classes: "classes have about as many images each"
        case .interval: "images enough to judge by"
        case .validation: "judged by validation images"
        case .confusion: "which classes are mixed up"
        }
    }
}
