import LenetEngine
import LenetLab
import LenetRules

/// An update in words and numbers, for a terminal of 80 columns.
package enum StepReport {
    package static func lines(_ explanation: StepExplanation, isVerbose: Bool, width: Int) -> [String] {
        var lines = losses(explanation.losses)
        if !lines.isEmpty { lines.append("") }
        lines += head(explanation, isVerbose: isVerbose)
        let digits = isVerbose ? 9 : 6
        var others: [[String]] = []
        var sentences: [String] = []
        var explained = 0
        for item in explanation.watched {
            switch item.what {
            case .weight(let trace?, _, _):
                // Two weights in full are a screen; of more, a row each.
                if isVerbose || explained < 2 {
                    explained += 1
                    lines += [""] + weight(item.text, trace, digits: digits, width: width)
                } else {
                    others.append([item.text, number(trace.before, 6), number(trace.after, 6), number(trace.change, 6), number(trace.gradient, 6)])
                }
            case .weight(nil, let gradient, let value):
                others.append([item.text, number(value, 6), number(value, 6), "0", number(gradient, 6)])
            case .weights(let count, let weight, let gradient, let update):
                let share = weight > 0 ? percent(update / weight) : "-"
                sentences.append(
                    "\(item.text), \(NumberText.grouped(count)) weights: norm \(number(weight, digits)), of its gradient \(number(gradient, digits)), of its update \(number(update, digits)) (\(share))")
            case .expression(let before, let after):
                let change = after - before
                sentences.append(
                    "\(item.text): \(number(before, digits)) before, \(number(after, digits)) after (\(change > 0 ? "+" : "")\(number(change, digits)))")
            }
        }
        if !others.isEmpty {
            let table = TextTable([.init("weight", .left), .init("before"), .init("after"), .init("Δw"), .init("gradient")], others)
            lines += [""] + table.lines()
        }
        if !sentences.isEmpty { lines += [""] + sentences.flatMap { TextFolding.folded($0, width: width, hanging: 2) } }
        lines += [""] + layers(explanation.account, isVerbose: isVerbose, plan: explanation.recipe.plan)
        if explanation.watched.isEmpty, let array = explanation.recipe.plan.arrays.first {
            lines += ["", "a weight's own numbers: watch \(array.name)[\(array.dimensions.map { _ in "0" }.joined(separator: ", "))]"]
        }
        return lines
    }

    // MARK: The batch

    /// Where there were several updates: their losses, at most a dozen.
    private static func losses(_ losses: [(step: Int, loss: Double)]) -> [String] {
        guard losses.count > 1 else { return [] }
        let rows = losses.count <= 12 ? Array(losses.indices) : (0..<12).map { $0 * (losses.count - 1) / 11 }
        let table = TextTable(
            [.init("step"), .init("loss of its batch")], rows.map { ["\(NumberText.grouped(losses[$0].step))", NumberText.significant(losses[$0].loss, 5)] })
        return table.lines()
    }

    private static func head(_ explanation: StepExplanation, isVerbose: Bool) -> [String] {
        let account = explanation.account
        let rule = explanation.contender.rule
        var lines = [
            "step \(NumberText.grouped(account.step)) of \(NumberText.grouped(account.steps))"
                + (account.epochs > 1 ? ", epoch \(account.epoch) of \(account.epochs)" : "") + ": images "
                + "\(NumberText.grouped(account.places.lowerBound + 1)) to \(NumberText.grouped(account.places.upperBound)) of the "
                + "\(NumberText.grouped(account.imagesOfPass)) of pass \(account.pass)"
        ]
        let change = account.lossAfter - account.lossBefore
        lines.append(
            "loss of this batch \(NumberText.significant(account.lossBefore, 6)) before, \(NumberText.significant(account.lossAfter, 6)) after "
                + "(\(change > 0 ? "+" : "")\(NumberText.significant(change, 4)))")
        if rule.schedule != nil {
            let name = rule.displayName.components(after: " schedule ")
            lines.append(
                "schedule \(name): lr \(NumberText.significant(account.rate, 6)) now, from \(NumberText.plain(rule.learningRate))"
                    + (account.momentum.map { ", \(rule.momentumName ?? "momentum") \(NumberText.significant($0, 6))" } ?? ""))
        }
        if rule.accumulate > 1 {
            lines.append(
                account.waiting > 0
                    ? "accumulate \(rule.accumulate): \(account.waiting == 1 ? "1 batch's gradients wait" : "the gradients of \(account.waiting) batches wait"), no weight moves yet"
                    : "accumulate \(rule.accumulate): g is the mean of the gradients of \(rule.accumulate) batches")
        }
        return lines
    }

    // MARK: A weight

    static func weight(_ name: String, _ trace: WeightTrace, digits: Int, width: Int) -> [String] {
        var lines = ["\(name) by \(trace.rule), update \(NumberText.grouped(trace.t))"]
        lines.append("  g = \(number(trace.gradient, digits))")
        var option: String?
        for line in trace.lines {
            if line.option != option, let next = line.option { lines.append("  \(next)") }
            option = line.option
            let margin = line.option == nil ? "  " : "    "
            lines += folded("\(margin)\(line.target) = \(line.formula)", margin: margin + "    ", width: width)
            guard let value = line.value else {
                lines.append("\(margin)  (not needed, so not run)")
                continue
            }
            let result = number(value, digits)
            lines += folded(
                "\(margin)  = \(line.numbers == result ? "" : line.numbers + " = ")\(result)", margin: margin + "    ", width: width)
        }
        lines += change(trace, digits: digits)
        return lines
    }

    private static func change(_ trace: WeightTrace, digits: Int) -> [String] {
        var rows = [["w", number(trace.before, digits), number(trace.after, digits), "Δw \(number(trace.change, digits))"]]
        let length = abs(Double(trace.before))
        if length > 0 { rows[0][3] += ", \(percent(abs(trace.change) / length)) of |w|" }
        for kept in trace.kept {
            rows.append([kept.name, number(kept.before, digits), number(kept.after, digits), kept.isPerArray ? "of the whole array" : ""])
        }
        if let evaluated = trace.evaluated { rows.append(["evaluated", "", number(evaluated, digits), "what evaluation and saving use"]) }
        var lines = TextTable([.init("", .left), .init("before"), .init("after"), .init("", .left)], rows).lines(indent: 2)
        let gradient = abs(Double(trace.gradient))
        lines.append(
            gradient > 0
                ? "  effective rate |Δw| / |g| = \(number(abs(trace.change) / gradient, digits))"
                : "  effective rate |Δw| / |g|: none, its gradient is 0")
        return lines
    }

    /// Folded before operators, so that a line ends with a number.
    private static func folded(_ text: String, margin: String, width: Int) -> [String] {
        let indent = text.prefix { $0 == " " }.count
        var lines: [String] = []
        var line = String(repeating: " ", count: indent)
        var words = text.dropFirst(indent).split(separator: " ")[...]
        while let word = words.popFirst() {
            // An operator stays with what follows it.
            var piece = String(word)
            if ["+", "-", "*", "/", "=", "<", ">"].contains(piece), let next = words.popFirst() { piece += " " + next }
            if line.allSatisfy({ $0 == " " }) {
                line += piece
            } else if line.count + 1 + piece.count <= width {
                line += " " + piece
            } else {
                lines.append(line)
                line = margin + piece
            }
        }
        lines.append(line)
        return lines
    }

    // MARK: Layers

    private static func layers(_ account: StepAccount, isVerbose: Bool, plan: NetworkPlan) -> [String] {
        let digits = isVerbose ? 6 : 4
        func row(_ name: String, _ weights: Int, _ norms: (weight: Double, gradient: Double, update: Double), _ dead: String) -> [String] {
            guard weights > 0 else { return [name, "", "", "", "", "", dead] }
            return [
                name, NumberText.grouped(weights), NumberText.significant(norms.weight, digits), NumberText.significant(norms.gradient, digits),
                NumberText.significant(norms.update, digits), norms.weight > 0 ? percent(norms.update / norms.weight) : "-", dead,
            ]
        }
        var rows: [[String]] = []
        for layer in account.layers {
            let dead = layer.units.flatMap { units in layer.dead.map { "\(percent(Double($0) / Double(max(1, units)))) of \(NumberText.grouped(units))" } } ?? ""
            rows.append(row(layer.name, layer.weights, (layer.weightNorm, layer.gradientNorm, layer.updateNorm), dead))
            guard isVerbose else { continue }
            for array in plan.arrays where array.name.hasPrefix(layer.name + ".") { rows.append(row("  " + array.name.dropFirst(layer.name.count), array.count, account.norms(array.range), "")) }
        }
        return TextTable(
            [
                .init("layer", .left), .init("weights"), .init("‖w‖"), .init("‖gradient‖"), .init("‖update‖"), .init("update/w"), .init("dead units"),
            ], rows
        ).lines()
    }

    private static func number(_ x: Double, _ digits: Int) -> String { NumberText.significant(x, digits) }
    private static func number(_ x: Float, _ digits: Int) -> String { NumberText.significant(Double(x), digits) }

    /// `0.0123%`, three digits.
    private static func percent(_ share: Double) -> String { NumberText.significant(share * 100, 3) + "%" }
}

extension String {
    /// What stands behind the last of a word; all of it where the word is not in it.
    fileprivate func components(after word: String) -> String {
        var rest = self[...]
        while !rest.isEmpty {
            if rest.hasPrefix(word) { return String(rest.dropFirst(word.count)) }
            rest = rest.dropFirst()
        }
        return self
    }
}
