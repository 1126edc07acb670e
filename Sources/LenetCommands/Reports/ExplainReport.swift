import LenetLab
import LenetRules

/// A rule explained, for a terminal.
package enum ExplainReport {
    package static func lines(_ explained: Explained, width: Int) -> [String] {
        let explanation = explained.explanation
        let documentation = explanation.documentation
        var lines = TextFolding.folded(explanation.displayName, width: width, hanging: 2)
        if !documentation.prose.isEmpty { lines += [""] + TextFolding.folded(documentation.prose, width: width) }
        lines += section("definition", explained.definition.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 })
        lines += section("formula", formula(explanation.formula, width: width))
        lines += section("symbols", symbols(explanation.symbols, width: width))
        lines += section("defaults", defaults(explanation).lines(indent: 2))
        for (head, text) in [("good at", documentation.goodAt), ("fails", documentation.fails), ("source", documentation.source)] {
            lines += section(head, TextFolding.folded(text, width: width - 2).map { "  " + $0 })
        }
        return lines + section("LaTeX", explanation.latex.split(separator: "\n").map { "  " + $0 })
    }

    private static func section(_ head: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["", head] + lines
    }

    /// Starts on one line; a common option's lines with its name before them.
    static func formula(_ lines: [FormulaLine], width: Int) -> [String] {
        let column = lines.compactMap(\.option?.count).max().map { $0 + 2 } ?? 0
        var shown: [(option: String?, text: String)] = []
        for line in lines {
            if line.role == .start, shown.count == 1, lines[0].role == .start, shown[0].option == line.option {
                shown[shown.count - 1].text += ",  " + line.text
            } else {
                shown.append((line.option, line.text))
            }
        }
        var before: String?
        return shown.flatMap { option, text -> [String] in
            let label = option == before ? "" : option ?? ""
            before = option
            let indent = text.prefix { $0 == " " }.count
            let folded = TextFolding.folded(String(text.dropFirst(indent)), width: max(30, width - 2 - column - indent), hanging: 4)
            return folded.enumerated().map { index, line in
                "  " + TextTable.padded(index == 0 ? label : "", to: column, .left) + String(repeating: " ", count: indent) + line
            }
        }
    }

    static func symbols(_ symbols: [RuleExplanation.Symbol], width: Int) -> [String] {
        let widths = [symbols.map(\.text.count).max() ?? 0, symbols.map(\.name.count).max() ?? 0, symbols.map { $0.value?.count ?? 0 }.max() ?? 0]
        return symbols.flatMap { symbol -> [String] in
            var head = "  "
            for (text, column) in zip([symbol.text, symbol.name, symbol.value ?? ""], widths) where column > 0 {
                head += TextTable.padded(text, to: column + 2, .left)
            }
            let folded = TextFolding.folded(symbol.meaning, width: max(30, width - head.count))
            return folded.enumerated().map { index, line in
                (index == 0 ? head : String(repeating: " ", count: head.count)) + line
            }
        }
    }

    static func defaults(_ explanation: RuleExplanation) -> TextTable {
        guard !explanation.defaults.isEmpty else { return TextTable([]) }
        return TextTable(
            [.init("", .left)] + explanation.defaultColumns.map { TextTable.Column($0) },
            explanation.defaults.map { row in [row.name] + row.values.map { $0 ?? "-" } })
    }
}

/// Two rules side by side, for a terminal.
package enum ContrastReport {
    package static func lines(_ comparison: RuleComparison, width: Int) -> [String] {
        let names = names(comparison)
        let column = (names + ["both"]).map(\.count).max().map { $0 + 2 } ?? 0
        func entry(_ head: String, _ text: String) -> [String] {
            TextFolding.folded(text, width: max(30, width - 2 - column), hanging: 4).enumerated().map { index, line in
                "  " + TextTable.padded(index == 0 ? head : "", to: column, .left) + line
            }
        }
        var lines = comparison.rules.flatMap { TextFolding.folded($0.displayName, width: width, hanging: 2) }
        lines += ["", "formula"]
        var before: RuleComparison.Line?
        for line in comparison.lines {
            switch line {
            case .same(let same):
                var head = "both"
                if case .same? = before { head = "" }
                lines += entry(head, same.text)
            case .different(let first, let second):
                if let first { lines += entry(names[0], first.text) }
                if let second { lines += entry(names[1], second.text) }
            }
            before = line
        }
        if !comparison.defaults.isEmpty {
            lines += ["", "settings that differ"]
            lines += TextTable(
                [.init("", .left)] + names.map { TextTable.Column($0) },
                comparison.defaults.map { row in [row.name] + row.values.map { $0 ?? "-" } }
            ).lines(indent: 2)
        }
        lines += ["", "first step, measured from weights of 1"]
        lines += TextTable(
            [.init("gradient")] + names.map { TextTable.Column($0) } + [.init("ratio")],
            comparison.firstSteps.map { step in
                [NumberText.plain(step.gradient)] + step.lengths.map { NumberText.significant($0, 4) }
                    + [step.ratio.map(ratio) ?? "-"]
            }
        ).lines(indent: 2)
        return lines + [""] + TextFolding.folded(verdict(comparison, names), width: width)
    }

    /// The rules' names; with their dialects or settings where the names are the same.
    static func names(_ comparison: RuleComparison) -> [String] {
        let rules = comparison.rules
        if rules[0].name != rules[1].name { return rules.map(\.name) }
        if let a = rules[0].dialect, let b = rules[1].dialect, a != b { return [a.rawValue, b.rawValue] }
        return ["first", "second"]
    }

    /// Three digits, and no exponent where the number is still one that people say: 2,150.
    private static func ratio(_ x: Double) -> String {
        let text = NumberText.significant(x, 3)
        guard text.contains("e"), abs(x) >= 1000, abs(x) < 1e9, let rounded = Double(text) else { return text }
        return NumberText.grouped(NumberText.plain(rounded))
    }

    private static func verdict(_ comparison: RuleComparison, _ names: [String]) -> String {
        guard let step = comparison.firstSteps.first(where: { $0.gradient == 0.01 }), let ratio = step.ratio, ratio.isFinite else {
            return "One of them does not move at all in its first step."
        }
        let name = "With a gradient of 0.01, \(names[1])"
        if abs(ratio - 1) < 0.005 { return "\(name) goes as far in its first step as \(names[0])." }
        return ratio > 1
            ? "\(name) goes \(Self.ratio(ratio)) times as far in its first step as \(names[0])."
            : "\(name) goes 1/\(Self.ratio(1 / ratio)) as far in its first step as \(names[0])."
    }
}
