import LenetEngine
import LenetSyntax

extension RuleLibrary {
    /// An optimizer with settings, in words and formulas. Settings are checked as for a training: what would change nothing is
    /// an error here, too.
    package func explain(_ name: Name, dialect: Dialect, settings: [RuleSetting]) throws(RuleError) -> RuleExplanation {
        let compiled = try compile(name, dialect: dialect, settings: settings)
        let resolved = compiled.resolved
        let definition = composed(resolved, dialect: dialect)
        let values = try self.values(of: resolved, dialect: dialect, settings: settings, areComplete: true)
        let names = RuleChecker(definition).names
        let parameters = Set(definition.parameters.map(\.name.text)).union(["lr"])

        let body = Self.settled(definition.body, option: nil, holds: values.holds)
        let kept = Set(compiled.program.states.map(\.name) + compiled.program.arrayScalars.map(\.name))
        var lines = FormulaLines(kept: kept, parameters: parameters, names: names)
        let own = resolved.definition.span
        let options = Dictionary(body.map { ($0.line.span, $0.option) }, uniquingKeysWith: { first, _ in first })
        lines.add(body.map(\.line)) { line in
            line.span.source == own.source && own.start <= line.span.start && line.span.end <= own.end
                ? nil : options[line.span] ?? nil
        }
        if compiled.accumulate > 1 { lines.addAccumulation(of: compiled.accumulate) }
        let documentation = documentation(ofOptimizer: resolved.name, dialect: dialect, resolved)
        let defaults = self.defaults(ofOptimizer: resolved.name)
        return RuleExplanation(
            name: resolved.name, dialect: resolved.dialect, note: resolved.note, displayName: compiled.displayName,
            documentation: documentation,
            formula: lines.lines.filter { $0.role == .start } + lines.lines.filter { $0.role != .start },
            symbols: symbols(body.map(\.line), definition, values, kept, names, documentation),
            defaultColumns: defaults.columns, defaults: defaults.rows)
    }

    /// The lines that run, each with the common option whose question let it in.
    static func settled(
        _ lines: [RuleLine], option: String?, holds: (Expression) -> Bool
    ) -> [(line: RuleLine, option: String?)] {
        lines.flatMap { line -> [(line: RuleLine, option: String?)] in
            guard case .conditional(let condition, let then, let otherwise) = line.form else { return [(line, option)] }
            var first: String?
            condition.forEachName { name, _ in first = first ?? name }
            let isTrue = RuleCondition.holds(condition) { holds($0.expression) }
            return settled(isTrue ? then : otherwise, option: option ?? first, holds: holds)
        }
    }

    // MARK: Prose

    /// The definition's own; what it leaves out, from the same rule in the other dialects; of an alias, from its target.
    package func documentation(ofOptimizer name: String, dialect: Dialect) -> RuleDocumentation? {
        optimizer(named: name, dialect: dialect).map { documentation(ofOptimizer: name, dialect: dialect, $0) }
    }

    private func documentation(ofOptimizer name: String, dialect: Dialect, _ resolved: ResolvedRule) -> RuleDocumentation {
        let versions = (entries[name] ?? []) + (entries[resolved.definition.name.text] ?? [])
        let own = alias(named: name, dialect: dialect)?.documentation ?? resolved.definition.documentation
        // What another dialect's version says of its names must not be taken for prose here.
        let names = versions.reduce(into: RuleChecker(resolved.definition).names) { names, version in
            if case .rule(let definition) = version.content { names.formUnion(RuleChecker(definition).names) }
        }
        return Self.documentation([own] + versions.map(\.documentation), names)
    }

    /// The description in this dialect's own paragraph, without what it shares with the others.
    package func ownProse(ofOptimizer name: String, dialect: Dialect) -> String? {
        guard let resolved = optimizer(named: name, dialect: dialect) else { return nil }
        let text = alias(named: name, dialect: dialect)?.documentation ?? resolved.definition.documentation
        let prose = RuleDocumentation(text, names: RuleChecker(resolved.definition).names).prose
        return prose.isEmpty ? nil : prose
    }

    package func documentation(ofSchedule name: String, dialect: Dialect) -> RuleDocumentation? {
        guard let (definition, _) = schedule(named: name, dialect: dialect) else { return nil }
        let versions = entries[name] ?? []
        let names = versions.reduce(into: Set(definition.parameters.map(\.name.text))) { names, version in
            if case .schedule(let other) = version.content { names.formUnion(other.parameters.map(\.name.text)) }
        }
        return Self.documentation([definition.documentation] + versions.map(\.documentation), names)
    }

    private static func documentation(_ texts: [String], _ names: Set<String>) -> RuleDocumentation {
        var documentation = RuleDocumentation(texts.first ?? "", names: names)
        for text in texts.dropFirst() { documentation.complete(from: RuleDocumentation(text, names: names)) }
        return documentation
    }

    // MARK: Symbols

    private func symbols(
        _ lines: [RuleLine], _ definition: OptimizerDefinition, _ values: RuleValues, _ kept: Set<String>, _ names: Set<String>,
        _ documentation: RuleDocumentation
    ) -> [RuleExplanation.Symbol] {
        // `accumulate` stands in no line: it says when there is an update.
        var order = values.numbers["accumulate"].map { $0 > 1 } ?? false ? ["accumulate"] : []
        func meet(_ name: String) { if !order.contains(name) { order.append(name) } }
        for line in lines {
            switch line.form {
            case .assign(let target, let value):
                meet(target.text)
                value.forEachName { name, _ in meet(name) }
            case .state(let bindings), .scalar(let bindings):
                for binding in bindings where kept.contains(binding.name.text) { binding.value.forEachName { name, _ in meet(name) } }
            case .evaluate(let value), .only(_, let value): value.forEachName { name, _ in meet(name) }
            case .conditional: break
            }
        }
        let perArray = Set(lines.flatMap { line -> [String] in
            guard case .scalar(let bindings) = line.form else { return [] }
            return bindings.map(\.name.text)
        })
        let first = ["w", "g", "t", "lr"].filter(order.contains)
        return (first + order.filter { !first.contains($0) }).compactMap { name in
            guard names.contains(name) || RuleNames.builtIn[name] != nil else { return nil }
            if isCopy(name, lines, kept) { return nil }
            let symbol = FormulaSymbol(name, taken: names)
            let value = name == "lr" || definition.parameters.contains { $0.name.text == name } ? values.numbers[name] : nil
            return RuleExplanation.Symbol(
                text: symbol.text, latex: symbol.latex, name: name, value: value.map(RuleNumber.text),
                meaning: documentation.symbols[name] ?? Self.meaning(name, kept: kept, perArray: perArray, isParameter: value != nil))
        }
    }

    /// `top = v`, which the formula writes as v.
    private func isCopy(_ name: String, _ lines: [RuleLine], _ kept: Set<String>) -> Bool {
        let values = lines.compactMap { line -> Expression? in
            guard case .assign(let target, let value) = line.form, target.text == name else { return nil }
            return value
        }
        guard values.count == 1, !kept.contains(name), name != "w", name != "g", case .name = values[0].form else { return false }
        return true
    }

    private static func meaning(_ name: String, kept: Set<String>, perArray: Set<String>, isParameter: Bool) -> String {
        switch name {
        case "w": "A weight."
        case "g": "Its gradient."
        case "t": "The number of the step, from 1."
        case "rows": "The rows of the weight array."
        case "columns": "The columns of the weight array."
        case _ where isParameter || name == "lr": HyperparameterCatalogue.entry(name).summary
        case _ where perArray.contains(name): "Kept from step to step, one number for each weight array."
        case _ where kept.contains(name): "Kept from step to step, one number for each weight."
        default: "Worked out in each step."
        }
    }

    // MARK: Defaults

    /// A column for each dialect that has a version of its own, or one for a rule that serves all.
    func defaults(ofOptimizer name: String) -> (columns: [String], rows: [RuleExplanation.Default]) {
        let own = dialects(of: name)
        let versions: [(String, Dialect)] = own.isEmpty ? [("default", .keras)] : own.map { ($0.rawValue, $0) }
        // An alias for all dialects takes its target's defaults in each.
        let columns: [(String, Dialect)] =
            own.isEmpty && alias(named: name, dialect: .keras) != nil
            ? dialects(of: optimizer(named: name, dialect: .keras)?.definition.name.text ?? name).map { ($0.rawValue, $0) } : versions
        var rows: [RuleExplanation.Default] = []
        for (index, column) in columns.enumerated() {
            guard let resolved = optimizer(named: name, dialect: column.1),
                let values = try? values(of: resolved, dialect: column.1, settings: [], areComplete: false)
            else { continue }
            let presets = resolved.presets.map(\.name.text).filter { preset in !resolved.definition.parameters.contains { $0.name.text == preset } }
            for parameter in resolved.definition.parameters.map(\.name.text) + presets {
                let text = values.flags[parameter].map { "\($0)" } ?? values.numbers[parameter].map(RuleNumber.text) ?? "required"
                if let row = rows.firstIndex(where: { $0.name == parameter }) {
                    rows[row].values[index] = text
                } else {
                    var values = [String?](repeating: nil, count: columns.count)
                    values[index] = text
                    rows.append(.init(name: parameter, values: values))
                }
            }
        }
        return (columns.map(\.0), rows)
    }
}

extension RuleLibrary.Entry {
    var documentation: String {
        switch content {
        case .rule(let definition): definition.documentation
        case .alias(let alias): alias.documentation
        case .schedule(let schedule): schedule.documentation
        }
    }
}
