import LenetEngine
import LenetLab

/// An update on a landscape in words and numbers: `StepReport` with a point in place of a batch.
extension StepReport {
    package static func lines(_ explanation: WalkExplanation, isVerbose: Bool, width: Int) -> [String] {
        let number = writer(isVerbose: isVerbose, of: Double.self)
        let update = explanation.update
        var table = passed(explanation)
        if !table.isEmpty { table.append("") }
        var lines: [String] = []
        lines.append("step \(NumberText.grouped(update.step)): \(point(update.pointBefore, number)) to \(point(update.pointAfter, number))")
        let change = update.valueAfter - update.valueBefore
        lines.append(
            "height \(number(update.valueBefore)) before, \(number(update.valueAfter)) after (\(change > 0 ? "+" : "")\(NumberText.significant(change, 4)))")
        let norm = update.gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let noise = explanation.stretch.noise.size > 0 ? ", noise included" : ""
        lines.append("gradient \(point(update.gradient, number)), \(number(norm)) long\(noise)")
        if update.pointBefore != update.weightsBefore {
            lines.append("taken at \(point(update.weightsBefore, number)), where the weights are; the points are what the rule evaluates")
        }
        lines = table + lines.flatMap { TextFolding.folded($0, width: width, hanging: 2) }
        lines += settings(
            explanation.rule, rate: update.rate, momentum: update.momentum, waiting: update.waiting, of: "step", "steps")
        lines += items(explanation.items, isVerbose: isVerbose, number: number, width: width)
        let landscape = explanation.landscape
        if let before = landscape.distanceToMinimum(from: update.pointBefore), let after = landscape.distanceToMinimum(from: update.pointAfter) {
            let which = landscape.minima.count == 1 ? "the minimum" : "the nearest minimum"
            lines += ["", "distance from \(which): \(number(before)) before, \(number(after)) after"]
        }
        return lines
    }

    /// Where a walk begins, and with which rule.
    static func header(_ walk: SteppedWalk, _ contender: Contender) -> [String] {
        let noise = walk.stretch.noise
        var parts = [contender.rule.displayName, "on \(walk.landscape.displayName) from \(PathReport.point(walk.start))"]
        if contender.rule.schedule != nil {
            parts.append("steps \(NumberText.grouped(walk.stretch.steps))" + (walk.stretch.epochs > 1 ? " in \(NumberText.grouped(walk.stretch.epochs)) epochs" : ""))
        }
        if noise.size > 0 { parts.append("noise \(NumberText.plain(noise.size)), seed \(noise.seed)") }
        return RunReport.folded(parts)
    }

    /// Where there were several updates: their points, at most a dozen.
    private static func passed(_ explanation: WalkExplanation) -> [String] {
        guard explanation.passed.count > 1 else { return [] }
        let showsPoint = explanation.landscape.variables.count <= 3
        return TextTable(
            [.init("step")] + (showsPoint ? explanation.landscape.variables.map { .init($0) } : []) + [.init("height")],
            aDozen(of: explanation.passed).map { row in
                [NumberText.grouped(row.step)] + (showsPoint ? row.point.map { NumberText.significant($0, 5) } : []) + [NumberText.significant(row.value, 5)]
            }
        ).lines()
    }

    /// `(-1.5, 2)`; long ones are cut.
    private static func point(_ numbers: [Double], _ number: (Double) -> String) -> String {
        "(" + numbers.prefix(6).map(number).joined(separator: ", ") + (numbers.count > 6 ? ", …" : "") + ")"
    }
}
