import LenetCards
import LenetEngine
import LenetSyntax

extension RuleLibrary {
    /// What may be said to a rule, in the order of help: its own parameters with the dialect's defaults, then the common options.
    package func hyperparameters(of name: String, dialect: Dialect = .keras) -> [Parameter] {
        guard let resolved = optimizer(named: name, dialect: dialect),
            let values = try? values(of: resolved, dialect: dialect, settings: [], areComplete: false)
        else { return [] }
        let names = RuleChecker(resolved.definition).ownNames
        let own = resolved.definition.parameters.filter { names.contains($0.name.text) }.map { parameter in
            let name = parameter.name.text
            if let flag = values.flags[name] { return HyperparameterCatalogue.parameter(name, isFlag: true, default: .flag(flag)) }
            return HyperparameterCatalogue.parameter(
                name, isFlag: false, default: values.numbers[name].map { .number($0) } ?? .required)
        }
        let taken = Set(own.map(\.name))
        let common = HyperparameterCatalogue.common.filter { !taken.contains($0) }.map {
            let value = values.numbers[$0] ?? 0
            return HyperparameterCatalogue.parameter($0, isFlag: false, default: value == 0 ? .absent("not done") : .number(value))
        }
        let flags = commonFlags(resolved.dialect).filter { !taken.contains($0) }.map {
            HyperparameterCatalogue.parameter($0, isFlag: true, default: .flag(values.flags[$0] ?? false))
        }
        return own + common + flags
    }

    /// A rule as help and completion show it.
    package func card(ofOptimizer name: String, dialect: Dialect = .keras) -> Card? {
        guard let resolved = optimizer(named: name, dialect: dialect) else { return nil }
        let documentation = documentation(ofOptimizer: name, dialect: dialect)?.prose ?? resolved.definition.documentation
        return Card(
            .optimizer, name, documentation.firstSentence, hyperparameters(of: name, dialect: dialect),
            notes: documentation.afterFirstSentence.map { [$0] } ?? [],
            examples: [Example("train with \(name)", "one epoch with the defaults")])
    }

    package func card(ofSchedule name: String, dialect: Dialect = .keras) -> Card? {
        guard let (definition, _) = schedule(named: name, dialect: dialect) else { return nil }
        let documentation = documentation(ofSchedule: name, dialect: dialect)
        let isUserDefined = isUserDefined(schedule: name, dialect: dialect)
        let prose = documentation?.prose ?? ""
        let parameters = definition.parameters.map { parameter in
            let fallback: Parameter.Default
            switch parameter.default?.form {
            case nil: fallback = .required
            case .boolean(let value): fallback = .flag(value)
            case .number(let value): fallback = .number(value)
            case .list: fallback = .required
            default: fallback = .absent(parameter.default?.canonicalText ?? "")
            }
            let isFlag: Bool
            if case .flag = fallback { isFlag = true } else { isFlag = false }
            let name = parameter.name.text
            let summary = documentation?.symbols[name] ?? HyperparameterCatalogue.scheduleSummary(name) ?? "See the schedule's lines."
            let range = isUserDefined ? .any : HyperparameterCatalogue.scheduleRange(name, of: definition.name.text)
            if case .list = parameter.default?.form { return Parameter(name, .option, .list(.number(range)), default: fallback, summary) }
            return Parameter(name, isFlag ? .flag : .option, isFlag ? .flag : .number(range), default: fallback, summary)
        }
        return Card(
            .schedule, name, prose.firstSentence, parameters,
            notes: prose.afterFirstSentence.map { [$0] } ?? [],
            examples: [Example("train with sgd schedule \(name)\(Self.exampleLists(definition))", "one epoch under this schedule")])
    }

    /// Lists must be told: two milestones, and the values before, between and behind them.
    private static func exampleLists(_ definition: ScheduleDefinition) -> String {
        var names = definition.parameters.filter { if case .list? = $0.default?.form { true } else { false } }.map(\.name.text)
        guard !names.isEmpty else { return "" }
        let first = names.removeFirst()
        return "(" + (["\(first): [2, 4]"] + names.map { "\($0): [0.1, 0.05, 0.01]" }).joined(separator: ", ") + ")"
    }

    /// The paragraph that runs, as written; of an alias, its line and then its target's paragraph.
    package func source(of name: String, dialect: Dialect, in sources: SourceTable) -> String? {
        if let resolved = optimizer(named: name, dialect: dialect) {
            guard let rule = sources.text(resolved.definition.span) else { return nil }
            // Down the chain of names to the rule itself, which is never far: `optimizer(named:)` has followed it.
            var texts: [String] = []
            var next = name
            while let alias = alias(named: next, dialect: dialect), let line = sources.text(alias.span) {
                texts.append(line)
                guard let target = try? Self.target(of: alias).0.text, target != next else { break }
                next = target
            }
            return (texts + [rule]).joined(separator: "\n\n")
        }
        return schedule(named: name, dialect: dialect).flatMap { sources.text($0.definition.span) }
    }
}

extension SourceTable {
    func text(_ span: Span) -> String? {
        guard sources.indices.contains(Int(span.source.index)) else { return nil }
        let bytes = Array(self[span.source].text.utf8)
        let start = Int(span.start), end = Int(span.end)
        guard 0 <= start, start <= end, end <= bytes.count else { return nil }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}

extension String {
    /// Up to the first full stop that ends a sentence.
    package var firstSentence: String { sentences.first }
    package var afterFirstSentence: String? { sentences.rest.isEmpty ? nil : sentences.rest }

    private var sentences: (first: String, rest: String) {
        let flat = split(whereSeparator: \.isNewline).joined(separator: " ")
        var index = flat.startIndex
        while index < flat.endIndex {
            let next = flat.index(after: index)
            if flat[index] == ".", next == flat.endIndex || flat[next] == " " {
                let rest = next == flat.endIndex ? "" : String(flat[flat.index(after: next)...])
                return (String(flat[...index]), rest)
            }
            index = next
        }
        return (flat, "")
    }
}
