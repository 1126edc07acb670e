import LenetLab

/// What a sweep shows: a row for each combination, then what can be said of the best.
enum SweepReport {
    static func lines(_ grid: SweepGrid, _ comparison: Comparison, _ rows: [Value], width: Int) -> [String] {
        guard let trials = TrialFields.trials(.list(rows)) else { return [] }
        return table(trials).lines() + sentences(grid, comparison).flatMap { TextFolding.folded("- " + $0, width: width, hanging: 2) }
    }

    /// A list of trials as it is printed; columns that would say nothing are left out.
    static func table(_ trials: [Record]) -> TextTable {
        let options = trials.first.map(TrialFields.options) ?? []
        var columns: [(column: TextTable.Column, cell: (Record) -> String)] = []
        for name in options {
            let isText = trials.contains { $0[name]?.kind == .text }
            columns.append((TextTable.Column(name, isText ? .left : .right), { ValueDrawing.cell($0[name] ?? .nothing) }))
        }
        func add(_ title: String, _ name: String, _ alignment: TextTable.Alignment = .right, _ text: @escaping (Value) -> String) {
            let isUsed = trials.contains { ($0[name] ?? .nothing).kind != .nothing }
            if isUsed { columns.append((TextTable.Column(title, alignment), { text($0[name] ?? .nothing) })) }
        }
        func fixed(_ value: Value) -> String { number(value).map { NumberText.fixed($0, decimals: 4) } ?? "-" }
        add("accuracy", "accuracy", .right, fixed)
        add("95% interval", "interval", .left) { value in
            guard case .list(let ends) = value, ends.count == 2 else { return "-" }
            return fixed(ends[0]) + "-" + fixed(ends[1])
        }
        add("spread", "spread", .right, fixed)
        add("loss", "loss") { number($0).map { NumberText.significant($0, 4) } ?? "-" }
        add("best", "best_epoch") { ValueDrawing.cell($0) }
        if trials.contains(where: { number($0["diverged"] ?? .nothing) ?? 0 > 0 }) { add("diverged", "diverged") { ValueDrawing.cell($0) } }
        add("time", "seconds") { number($0).map(NumberText.duration) ?? "-" }
        return TextTable(columns.map(\.column), trials.map { trial in columns.map { $0.cell(trial) } })
    }

    private static func number(_ value: Value) -> Double? {
        if case .number(let x) = value { return x }
        return nil
    }

    static func sentences(_ grid: SweepGrid, _ comparison: Comparison) -> [String] {
        guard let standing = comparison.standing, grid.points.indices.contains(standing.best) else { return [] }
        let best = comparison.entries[standing.best]
        var sentences = ["best on \(comparison.measuredOn) images: \(best.label) (\(NumberText.fixed(best.accuracy, decimals: 4)))"]
        if standing.others > 0 { sentences.append(likeness(standing, comparison)) }
        for (axis, index) in zip(grid.axes, grid.points[standing.best]) {
            if let edge = edge(axis, index) { sentences.append(edge) }
        }
        let runs = comparison.runs
        let diverged = runs.count { $0.divergence != nil }
        if diverged > 0 {
            sentences.append("\(NumberText.grouped(diverged)) of \(NumberText.counted(runs.count, "run")) diverged; the accuracy is then that of the last finite weights")
        }
        return sentences
    }

    private static func likeness(_ standing: Comparison.Standing, _ comparison: Comparison) -> String {
        let test = comparison.seeds.count == 1 ? "McNemar's test on the same images" : "Student's paired test over \(comparison.seeds.count) seeds"
        let others = standing.others == 1 ? "the other one" : "the other \(NumberText.grouped(standing.others))"
        let count = switch standing.alike.count {
        case 0: standing.others == 1 ? "\(others) is worse by more than luck" : "all of \(others) are worse by more than luck"
        case standing.others: standing.others == 1 ? "\(others) is indistinguishable from it here" : "all of \(others) are indistinguishable from it here"
        case 1: "1 of \(others) is indistinguishable from it here"
        default: "\(NumberText.grouped(standing.alike.count)) of \(others) are indistinguishable from it here"
        }
        return "\(count) (\(test), corrected for all pairs)"
    }

    /// Said of numbers only: words have no beyond.
    private static func edge(_ axis: SweepGrid.Axis, _ index: Int) -> String? {
        let numbers = axis.values.compactMap(number)
        guard numbers.count == axis.values.count, let least = numbers.min(), let most = numbers.max(), least < most else { return nil }
        let value = numbers[index]
        guard value == least || value == most else { return nil }
        return "its \(axis.phrase(index)) is the \(value == least ? "smallest" : "largest") that was tried: a better one may lie beyond"
    }
}
