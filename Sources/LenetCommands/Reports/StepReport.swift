import LenetEngine
import LenetLab
import LenetRules

/// An update in words and numbers, for a terminal of 80 columns.
package enum StepReport {
    /// How numbers are written: six digits, or as many as tell any two apart, nine of a network's Floats.
    static func writer<Number: BinaryFloatingPoint>(isVerbose: Bool, of: Number.Type) -> (Double) -> String {
        if isVerbose, Number.self == Double.self { return { x in NumberText.exact(x) } }
        let digits = isVerbose ? 9 : 6
        return { x in NumberText.significant(x, digits) }
    }

    package static func lines(_ explanation: StepExplanation, isVerbose: Bool, width: Int) -> [String] {
        var lines = losses(explanation.losses)
        if !lines.isEmpty { lines.append("") }
        lines += head(explanation, isVerbose: isVerbose)
        lines += items(explanation.watched, isVerbose: isVerbose, number: writer(isVerbose: isVerbose, of: Float.self), width: width)
        lines += [""] + layers(explanation.account, isVerbose: isVerbose, plan: explanation.recipe.plan)
        if explanation.watched.isEmpty, let array = explanation.recipe.plan.arrays.first {
            lines += ["", "a weight's own numbers: watch \(array.name)[\(array.dimensions.map { _ in "0" }.joined(separator: ", "))]"]
        }
        return lines
    }

    /// Everything watched: two weights line by line, the others a row each; then what is one number.
    static func items(_ items: [StepExplanation.Item], isVerbose: Bool, number: @escaping (Double) -> String, width: Int) -> [String] {
        var lines: [String] = []
        var others: [[String]] = []
        var sentences: [String] = []
        var explained = 0
        let short = writer(isVerbose: false, of: Double.self)
        for item in items {
            switch item.what {
            case .weight(let trace?, _, _):
                // Two weights in full are a screen; of more, a row each.
                if isVerbose || explained < 2 {
                    explained += 1
                    lines += [""] + weight(item.text, trace, number, width: width)
                } else {
                    others.append([item.text, short(trace.before), short(trace.after), short(trace.change), short(trace.gradient)])
                }
            case .weight(nil, let gradient, let value):
                others.append([item.text, short(value), short(value), "0", short(gradient)])
            case .weights(let count, let weight, let gradient, let update):
                let share = weight > 0 ? percent(update / weight) : "-"
                sentences.append(
                    "\(item.text), \(NumberText.counted(count, "weight")): norm \(number(weight)), of its gradient \(number(gradient)), of its update \(number(update)) (\(share))")
            case .expression(let before, let after):
                let change = after - before
                sentences.append(
                    "\(item.text): \(number(before)) before, \(number(after)) after (\(change > 0 ? "+" : "")\(number(change)))")
            }
        }
        if !others.isEmpty {
            let table = TextTable([.init("weight", .left), .init("before"), .init("after"), .init("Δw"), .init("gradient")], others)
            lines += [""] + table.lines()
        }
        if !sentences.isEmpty { lines += [""] + sentences.flatMap { TextFolding.folded($0, width: width, hanging: 2) } }
        return lines
    }

    // MARK: The batch

    /// Where there were several updates: their losses, at most a dozen.
    private static func losses(_ losses: [(step: Int, loss: Double)]) -> [String] {
        guard losses.count > 1 else { return [] }
        let table = TextTable(
            [.init("step"), .init("loss of its batch")],
            aDozen(of: losses).map { ["\(NumberText.grouped($0.step))", NumberText.significant($0.loss, 5)] })
        return table.lines()
    }

    /// At most twelve of them, the first and the last included.
    static func aDozen<Element>(of list: [Element]) -> [Element] {
        list.count <= 12 ? list : (0..<12).map { list[$0 * (list.count - 1) / 11] }
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
        return lines + settings(rule, rate: account.rate, momentum: account.momentum, waiting: account.waiting, of: "batch", "batches")
    }

    /// What the schedule says of the update, and which gradients it is made of.
    static func settings(_ rule: RuleInUse, rate: Double, momentum: Double?, waiting: Int, of one: String, _ several: String) -> [String] {
        var lines: [String] = []
        if rule.schedule != nil {
            let name = rule.displayName.components(after: " schedule ")
            lines.append(
                "schedule \(name): lr \(NumberText.significant(rate, 6)) now, from \(NumberText.plain(rule.learningRate))"
                    + (momentum.map { ", \(rule.momentumName ?? "momentum") \(NumberText.significant($0, 6))" } ?? ""))
        }
        if rule.accumulate > 1 {
            lines.append(
                waiting > 0
                    ? "accumulate \(rule.accumulate): \(waiting == 1 ? "1 \(one)'s gradients wait" : "the gradients of \(waiting) \(several) wait"), no weight moves yet"
                    : "accumulate \(rule.accumulate): g is the mean of the gradients of \(rule.accumulate) \(several)")
        }
        return lines
    }

    // MARK: A weight

    static func weight(_ name: String, _ trace: WeightTrace, _ number: @escaping (Double) -> String, width: Int) -> [String] {
        var lines = ["\(name) by \(trace.rule), update \(NumberText.grouped(trace.t))"]
        lines.append("  g = \(number(trace.gradient))")
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
            let result = number(value)
            lines += folded(
                "\(margin)  = \(line.numbers == result ? "" : line.numbers + " = ")\(result)", margin: margin + "    ", width: width)
        }
        lines += change(trace, number)
        return lines
    }

    private static func change(_ trace: WeightTrace, _ number: (Double) -> String) -> [String] {
        var rows = [["w", number(trace.before), number(trace.after), "Δw \(number(trace.change))"]]
        let length = abs(trace.before)
        if length > 0 { rows[0][3] += ", \(percent(abs(trace.change) / length)) of |w|" }
        for kept in trace.kept {
            rows.append([kept.name, number(kept.before), number(kept.after), kept.isPerArray ? "of the whole array" : ""])
        }
        if let evaluated = trace.evaluated { rows.append(["evaluated", "", number(evaluated), "what evaluation and saving use"]) }
        var lines = TextTable([.init("", .left), .init("before"), .init("after"), .init("", .left)], rows).lines(indent: 2)
        let gradient = abs(trace.gradient)
        lines.append(
            gradient > 0
                ? "  effective rate |Δw| / |g| = \(number(abs(trace.change) / gradient))"
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

    /// `0.0123%`, three digits.
    private static func percent(_ share: Double) -> String { NumberText.percent(share, digits: 3) }
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
