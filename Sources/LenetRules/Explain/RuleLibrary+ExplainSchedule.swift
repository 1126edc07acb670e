import LenetEngine
import LenetSyntax

extension Expression {
    /// `[]` is a list that must be given.
    fileprivate var defaultText: String {
        if case .list(let elements) = form { return elements.isEmpty ? "required" : "[\(elements.map(\.canonicalText).joined(separator: ", "))]" }
        return canonicalText
    }
}

extension RuleLibrary {
    /// The program of a schedule with its settings, and what it is called: for what wants its rates without a training.
    package func scheduleProgram(_ use: ScheduleUse, dialect: Dialect, rate: Double) throws(RuleError) -> (ScheduleProgram, String) {
        let inUse = try scheduleInUse(use, dialect: dialect, rate: rate)
        return (inUse.program, inUse.displayName)
    }

    /// A schedule in words and formulas, with the settings in force.
    package func explain(_ use: ScheduleUse, dialect: Dialect) throws(RuleError) -> RuleExplanation {
        guard let (definition, note) = schedule(named: use.name.text, dialect: dialect),
            let documentation = documentation(ofSchedule: use.name.text, dialect: dialect)
        else { throw RuleError(.unknownSchedule(use.name.text, known: scheduleNames), at: use.name.span) }
        // Checks the settings.
        let inUse = try scheduleInUse(use, dialect: dialect, rate: 1)
        let names = Set(definition.parameters.map(\.name.text)).union(ScheduleCompiler.builtIn.keys)
        var lines = FormulaLines(kept: Self.keptNames(definition), parameters: names, names: names, hasSteps: false)
        var formula: [FormulaLine] = []
        switch definition.body {
        case .formula(let expression):
            let piece = FormulaWriter { FormulaSymbol($0, taken: names) }.write(expression)
            let rate = FormulaSymbol("lr", taken: names).at(.current)
            formula = [
                FormulaLine(
                    role: .assignment, target: "lr", text: "\(rate.text) = \(piece.text)", latex: "\(rate.latex) = \(piece.latex)")
            ]
        case .block(let body):
            lines.add(body) { _ in nil }
            formula = lines.lines
        }
        let defaults = self.defaults(ofSchedule: use.name.text)
        return RuleExplanation(
            name: use.name.text, dialect: Dialect.allCases.first { $0.rawValue == definition.dialect?.text }, note: note,
            displayName: inUse.displayName, documentation: documentation, formula: formula,
            symbols: symbols(definition, names, documentation, use), defaultColumns: defaults.columns, defaults: defaults.rows,
            isSchedule: true)
    }

    private static func keptNames(_ definition: ScheduleDefinition) -> Set<String> {
        guard case .block(let body) = definition.body else { return [] }
        return Set(body.flatMap { line -> [String] in
            switch line.form {
            case .state(let bindings), .scalar(let bindings): bindings.map(\.name.text)
            default: []
            }
        })
    }

    private func symbols(
        _ definition: ScheduleDefinition, _ names: Set<String>, _ documentation: RuleDocumentation, _ use: ScheduleUse
    ) -> [RuleExplanation.Symbol] {
        var used: Set<String> = []
        switch definition.body {
        case .formula(let expression): expression.forEachName { name, _ in used.insert(name) }
        case .block(let body): Self.forEachName(body) { used.insert($0) }
        }
        for parameter in definition.parameters { parameter.default?.forEachName { name, _ in used.insert(name) } }
        let builtIn = ["lr", "momentum", "step", "epoch", "steps", "epochs", "metric", "accuracy"].filter(used.contains).map { name in
            let symbol = FormulaSymbol(name, taken: names)
            return RuleExplanation.Symbol(
                text: symbol.text, latex: symbol.latex, name: name, value: nil,
                meaning: Self.sentence(ScheduleCompiler.builtIn[name]?.meaning ?? ""))
        }
        return builtIn + definition.parameters.map { parameter in
            let name = parameter.name.text
            let symbol = FormulaSymbol(name, taken: names)
            let given = use.settings.first { $0.name.text == name }.map { setting in
                switch setting.value {
                case .number(let x): RuleNumber.text(x)
                case .flag(let flag): "\(flag)"
                case .list(let values): "[\(values.map(RuleNumber.text).joined(separator: ", "))]"
                }
            }
            return RuleExplanation.Symbol(
                text: symbol.text, latex: symbol.latex, name: name, value: given ?? parameter.default?.defaultText,
                meaning: documentation.symbols[name] ?? HyperparameterCatalogue.scheduleSummary(name) ?? "A setting of this schedule.")
        }
    }

    private static func forEachName(_ body: [RuleLine], _ visit: (String) -> Void) {
        for line in body {
            switch line.form {
            case .state(let bindings), .scalar(let bindings):
                for binding in bindings { binding.value.forEachName { name, _ in visit(name) } }
            case .assign(_, let value), .evaluate(let value), .only(_, let value): value.forEachName { name, _ in visit(name) }
            case .conditional(let condition, let then, let otherwise):
                condition.forEachName { name, _ in visit(name) }
                forEachName(then, visit)
                forEachName(otherwise, visit)
            }
        }
    }

    private func defaults(ofSchedule name: String) -> (columns: [String], rows: [RuleExplanation.Default]) {
        let own = dialects(of: name)
        let columns: [(String, Dialect)] = own.isEmpty ? [("default", .keras)] : own.map { ($0.rawValue, $0) }
        var rows: [RuleExplanation.Default] = []
        for (index, column) in columns.enumerated() {
            guard let (definition, _) = schedule(named: name, dialect: column.1) else { continue }
            for parameter in definition.parameters {
                let text = parameter.default?.defaultText ?? "required"
                if let row = rows.firstIndex(where: { $0.name == parameter.name.text }) {
                    rows[row].values[index] = text
                } else {
                    var values = [String?](repeating: nil, count: columns.count)
                    values[index] = text
                    rows.append(.init(name: parameter.name.text, values: values))
                }
            }
        }
        return (columns.map(\.0), rows)
    }

    private static func sentence(_ words: String) -> String { words.prefix(1).uppercased() + words.dropFirst() + "." }
}
