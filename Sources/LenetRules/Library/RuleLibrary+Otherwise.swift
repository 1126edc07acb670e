import LenetEngine
import LenetSyntax

/// `only matrices, else adamw(lr: lr)`: the other rule's lines with this rule's parameters in the places of its own.
extension RuleLibrary {
    struct OtherRule {
        var settled: SettledRule
        var result: RuleCompiler.Result
        /// What its `if` lines ask, by this rule's names.
        var asked: Set<String>
    }

    /// The other rule takes what the line tells it, then the common options that this rule was told, then its own defaults.
    func otherwise(
        of settled: SettledRule, _ resolved: ResolvedRule, _ values: RuleValues, dialect: Dialect, isTraced: Bool
    ) throws(RuleError) -> OtherRule? {
        guard let line = settled.otherwise else { return nil }
        let known = optimizerNames.filter { $0 != resolved.name }
        guard let target = optimizer(named: line.target.text, dialect: resolved.dialect ?? dialect),
            target.definition.name.text != resolved.definition.name.text
        else { throw RuleError(.unknownAliasTarget(line.target.text, known: known), at: line.target.span) }
        let definition = composed(target, dialect: dialect)
        guard !definition.body.contains(where: \.isOnly) else { throw RuleError(.otherwiseNested(target.name), at: line.target.span) }
        let parameters = RuleParameters(definition.parameters)
        let own = RuleChecker(target.definition).ownNames

        var inner = try self.values(of: target, dialect: dialect, settings: [], areComplete: false)
        var terms: [String: RuleTerm] = [:]
        let told = Set(values.given.keys).union(resolved.presets.map(\.name.text))
        let options = Set(HyperparameterCatalogue.common + commonFlags(resolved.dialect))
        for name in told.sorted() where options.contains(name) && !own.contains(name) {
            if let value = values.numbers[name], parameters.isNumber(name) {
                inner.numbers[name] = value
                terms[name] = RuleTerm(.name(.hyperparameter(name)), isPerWeight: false, span: line.span)
            } else if let flag = values.flags[name], parameters.isFlag(name) {
                inner.flags[name] = flag
            }
        }
        for argument in line.arguments {
            let name = argument.name.text
            switch argument.value {
            case .flag(let flag) where parameters.isFlag(name): inner.flags[name] = flag
            case .number(let expression, let term) where parameters.isNumber(name):
                inner.numbers[name] = try values.evaluator.value(expression)
                terms[name] = term
            case .flag where parameters.isNumber(name): throw RuleError(.wantsNumber(name, of: target.name), at: argument.name.span)
            case .number where parameters.isFlag(name): throw RuleError(.wantsFlag(name, of: target.name), at: argument.name.span)
            default:
                let names = definition.parameters.map(\.name.text)
                throw RuleError(
                    .unknownSetting(
                        name, of: target.name, known: names, word: HyperparameterCatalogue.translation(of: name, among: names)),
                    at: argument.name.span)
            }
        }
        if let missing = parameters.numbers.first(where: { inner.numbers[$0.name.text] == nil }) {
            throw RuleError(.missingSetting(missing.name.text, of: target.name), at: line.target.span)
        }

        let checker = RuleChecker(definition)
        var lines = try checker.settled { inner.holds($0) }
        lines.name = target.name
        lines.hyperparameters = settled.hyperparameters
        let numbers = inner.numbers
        func replacement(_ symbol: RuleSymbol) -> RuleTerm? {
            let name: String
            switch symbol {
            case .rate: name = "lr"
            case .hyperparameter(let parameter): name = parameter
            default: return nil
            }
            return terms[name] ?? numbers[name].map { RuleTerm(.number($0), isPerWeight: false, span: line.span) }
        }
        lines.lines = lines.lines.map { assignment in
            var result = assignment
            result.value = assignment.value.replacing(replacement)
            return result
        }
        lines.evaluation = lines.evaluation?.replacing(replacement)
        let asked = checker.questions { inner.holds($0) }.intersection(options)
        return OtherRule(settled: lines, result: try RuleCompiler.compile(lines, isTraced: isTraced, starting: inner), asked: asked)
    }

    /// The flags among the common options of a dialect, `maximize`.
    func commonFlags(_ dialect: Dialect?) -> [String] {
        guard let dialect, let option = before[dialect] else { return [] }
        return RuleParameters(option.parameters).flags.map(\.name.text)
    }
}

extension RuleCompiler {
    static func compile(_ rule: SettledRule, isTraced: Bool = false, starting values: RuleValues) throws(RuleError) -> Result {
        try compile(rule, isTraced: isTraced) { kept throws(RuleError) in
            switch kept.start {
            case .weights: .weights
            case .value(let expression): .constant(try values.evaluator.value(expression))
            }
        }
    }
}

extension RuleLine {
    /// An `only` line, or an `if` with one in it.
    var isOnly: Bool {
        switch form {
        case .only: true
        case .conditional(_, let then, let otherwise): (then + otherwise).contains(where: \.isOnly)
        default: false
        }
    }
}
