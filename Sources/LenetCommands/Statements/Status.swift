import LenetCards
import LenetLab
import LenetSyntax

/// `status`
package enum Status: StatementDefinition {
    package static let card = Card(
        .statement, "status", "Says where things stand: data, model, training, rule, settings and the names you gave.",
        examples: [Example("load digits train 600\nmodel softmax_regression\ntrain with adam\nstatus", "after a training")],
        otherSpellings: ["state", "where"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        let text = lines(session).joined(separator: "\n")
        session.print(text)
        return .text(text)
    }

    private static func lines(_ session: Session) -> [String] {
        var entries: [(String, String)] = [("data", session.dataset.map(DataReport.line) ?? "none yet: load mnist or digits")]
        if let state = session.training {
            let plan = state.network.plan
            entries.append(("model", "\(plan.name): \(NumberText.grouped(plan.parameterCount)) parameters, seed \(state.seed)"))
            let epochs = state.history.last?.epoch ?? 0
            var trained = "\(epochs == 1 ? "1 epoch" : "\(epochs) epochs"), \(NumberText.counted(state.step, "step"))"
            if state.position > 0 {
                let images = session.dataset?.training.count
                trained += "; \(NumberText.grouped(state.position))" + (images.map { " of \(NumberText.grouped($0))" } ?? "") + " images of a pass used"
            }
            entries.append(("trained", trained))
            if let row = state.history.last, let measure = row.judged, row.epoch > 0 {
                let loss = NumberText.significant(measure.loss, 4)
                let split = row.validationLoss == nil ? "test" : "validation"
                entries.append(("", "accuracy \(NumberText.fixed(measure.accuracy, decimals: 4)), loss \(loss) on \(split) after epoch \(row.epoch)"))
            }
        } else {
            entries.append(("model", "none yet: model lenet5"))
        }
        if let past = PastReport.status(session) { entries.append(("past", past)) }
        if let paused = session.paused { entries.append(("paused", paused.summary + "; `resume` goes on")) }
        if let standing = session.walk {
            let walk = standing.walk
            entries.append(
                ("walk", "\(walk.landscape.displayName) with \(walk.stretch.label): \(WalkStepping.place(of: walk)); `step\(standing.isNext ? "" : " on \(walk.landscape.name)")` goes on"))
        }
        if let rule = session.lastRule { entries.append(("rule", "\(rule.rule.displayName), loss \(session.lossInUse.name)")) }
        entries.append(("autosave", session.autosaveState + (session.autosave == nil ? "" : "; `autosave off` ends it")))
        if !session.watched.isEmpty { entries.append(("watched", session.watched.map(\.text).joined(separator: ", "))) }
        entries.append(
            ("settings", "dialect \(session.dialect.rawValue), seed \(session.settings.seed), threads \(session.settings.threads)"))
        let names = session.scopes.globals.filter { $0.key != "args" }.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value.kind.phrase))" }
        if !names.isEmpty { entries.append(("names", names.joined(separator: ", "))) }
        entries.append(("folder", session.settings.workingDirectory))
        return entries.flatMap { entry in
            TextFolding.folded(TextTable.padded(entry.0, to: 10, .left).replacingSpaces() + entry.1, width: session.output.width, hanging: 10)
                .map { $0.restoringSpaces() }
        }
    }
}

extension String {
    /// The first column's blanks survive the folding, which splits at spaces.
    fileprivate func replacingSpaces() -> String { String(map { $0 == " " ? "\u{A0}" : $0 }) }
    fileprivate func restoringSpaces() -> String { String(map { $0 == "\u{A0}" ? " " : $0 }) }
}
