import LenetEngine
import LenetLab

/// What can be gone back to, in words and as values.
enum PastReport {
    // MARK: Branches

    static func showBranches(in session: Session) -> Value {
        let branches = session.allBranches
        guard !branches.isEmpty else {
            session.print("no branches yet: `branch NAME` keeps the point where the model stands")
            return .list([])
        }
        var table = TextTable([
            .init("branch", .left), .init("step"), .init("epoch"), .init("rule", .left), .init("loss"), .init("accuracy"), .init("weights", .left),
        ])
        var values: [Value] = []
        for branch in branches {
            let row = branch.state.history.last
            let rule = branch.paused?.contender.label ?? session.past.rule(of: branch)
            table.rows.append([
                (branch.name == session.branchName ? "* " : "  ") + branch.name, NumberText.grouped(branch.state.step), "\(row?.epoch ?? 0)",
                rule ?? "", row?.judged.map { NumberText.significant($0.loss, 4) } ?? "",
                row?.judged.map { NumberText.fixed($0.accuracy, decimals: 4) } ?? "", branch.state.network.fingerprint,
            ])
            values.append(
                .record(
                    Record(
                        kind: "branch",
                        fields: [
                            ("name", .text(branch.name)), ("step", .number(Double(branch.state.step))), ("epoch", .number(Double(row?.epoch ?? 0))),
                            ("rule", rule.map { .text($0) } ?? .nothing), ("loss", row?.judged.map { .number($0.loss) } ?? .nothing),
                            ("accuracy", row?.judged.map { .number($0.accuracy) } ?? .nothing),
                            ("fingerprint", .text(branch.state.network.fingerprint)), ("current", .boolean(branch.name == session.branchName)),
                        ])))
        }
        session.print(table.lines().joined(separator: "\n"))
        return .list(values)
    }

    // MARK: The past

    static func showPast(in session: Session) -> Value {
        let past = session.past
        guard let training = session.training, let line = past.line else {
            session.print(
                past.snapshots.budget == 0
                    ? "no past is kept: `set past 256` keeps it from the next training on" : "no past yet: it begins with the first training")
            return .nothing
        }
        var table = TextTable([
            .init("steps"), .init("epochs"), .init("rule", .left), .init("batch"), .init("data", .left), .init("snapshots"),
        ])
        for part in line.parts {
            guard let known = past.trainings[part.training], part.last > known.first else { continue }
            let ends = known.ends.filter { $0.step <= part.last }.map(\.epoch)
            table.rows.append([
                "\(NumberText.grouped(known.first + 1)) to \(NumberText.grouped(part.last))",
                ends.first.map { first in ends.count == 1 ? "\(first)" : "\(first) to \(ends[ends.count - 1])" } ?? "",
                known.contender.label, "\(known.batchSize)", known.data.name,
                "\(past.snapshots.steps(of: part.training).filter { $0 <= part.last }.count)",
            ])
        }
        let used = NumberText.fixed(Double(past.snapshots.bytes) / Double(1 << 20), decimals: 1)
        var lines = ["\(session.branchName) stands at step \(NumberText.grouped(training.step)) of \(NumberText.grouped(line.end)) known"]
        if !table.rows.isEmpty { lines += table.lines() }
        lines.append(
            "\(past.snapshots.count == 1 ? "1 snapshot" : "\(NumberText.grouped(past.snapshots.count)) snapshots"), "
                + "\(used) MB of \(past.snapshots.budget >> 20) MB (`set past MB`)")
        let longest = past.longestReplay
        lines.append(
            longest == 0
                ? "every step has its snapshot"
                : "going to a step makes \(longest == 1 ? "1 step" : "at most \(NumberText.grouped(longest)) steps") again")
        session.print(lines.joined(separator: "\n"))
        return .record(
            Record(
                kind: "past",
                fields: [
                    ("step", .number(Double(training.step))), ("first", .number(Double(line.root.state.step))), ("last", .number(Double(line.end))),
                    ("snapshots", .number(Double(past.snapshots.count))), ("bytes", .number(Double(past.snapshots.bytes))),
                    ("budget", .number(Double(past.snapshots.budget))), ("longest_replay", .number(Double(longest))),
                ]))
    }

    /// A line for `status`; nil where there is nothing that one would not expect.
    static func status(_ session: Session) -> String? {
        var parts: [String] = []
        if let state = session.training, let line = session.past.line, line.end > state.step {
            parts.append("step \(NumberText.grouped(line.end)) was reached: `goto step \(line.end)` goes there again")
        }
        if !session.branches.isEmpty { parts.append("on branch \(session.branchName); others: " + session.branches.map(\.name).joined(separator: ", ")) }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    // MARK: Conditions

    static func showWhen(in session: Session) -> Value {
        if session.watchers.isEmpty { session.print("no `when` yet: when loss > 2 * previous_loss { pause }") }
        for watcher in session.watchers {
            let count = watcher.count == 0 ? "not yet" : watcher.count == 1 ? "once" : "\(watcher.count) times"
            session.print("\(watcher.number)  \(watcher.text)  (\(count))")
        }
        return .list(
            session.watchers.map { watcher in
                .record(
                    Record(
                        kind: "when",
                        fields: [
                            ("number", .number(Double(watcher.number))), ("condition", .text(watcher.text)),
                            ("count", .number(Double(watcher.count))),
                        ]))
            })
    }
}

extension Past {
    /// The rule that a branch was trained with last.
    func rule(of branch: Branch) -> String? {
        branch.line?.parts.last.flatMap { trainings[$0.training]?.contender.label }
    }
}
