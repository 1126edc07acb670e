import LenetEngine
import LenetSyntax

/// Checks the straight line of assignments that is left when a rule's `if` lines are settled, and resolves its names.
struct LineChecker {
    let ruleName: String
    let parameters: RuleParameters
    /// Every name that any line of the definition assigns: a name that is known but has no value yet is another mistake than an
    /// unknown one.
    let assignedAnywhere: Set<String>

    /// At a use, a common option's average takes the place of what the rule names for evaluation.
    private let takesLastEvaluation: Bool

    private(set) var errors: [RuleError] = []
    private(set) var settled: SettledRule
    private(set) var usage = Usage()

    /// What was read and written, to be put together over all ways in which the `if` lines can fall.
    struct Usage {
        var parameters: Set<String> = []
        var keptRead: Set<String> = []
        var keptWritten: Set<String> = []
        var writesWeights = false
        /// Places of assignments to temporaries, and those whose value is read.
        var temporaries: [Span: String] = [:]
        var temporariesRead: Set<Span> = []
    }

    private enum Meaning {
        case state, scalar
        case temporary(isPerWeight: Bool, isCondition: Bool, assigned: Span)
    }
    private var meanings: [String: Meaning] = [:]

    init(ruleName: String, parameters: RuleParameters, assignedAnywhere: Set<String>, takesLastEvaluation: Bool = false) {
        self.takesLastEvaluation = takesLastEvaluation
        self.ruleName = ruleName
        self.parameters = parameters
        self.assignedAnywhere = assignedAnywhere
        settled = SettledRule(
            name: ruleName, hyperparameters: parameters.numbers.map(\.name.text).filter { $0 != "lr" }, states: [], scalars: [],
            lines: [])
    }

    mutating func check(_ lines: [RuleLine]) {
        for line in lines { check(line) }
    }

    private mutating func check(_ line: RuleLine) {
        switch line.form {
        case .state(let bindings):
            for binding in bindings { declare(binding, kind: .state) }
        case .scalar(let bindings):
            for binding in bindings { declare(binding, kind: .scalar) }
        case .assign(let target, let value):
            assign(target, value, line.span)
        case .evaluate(let value):
            guard let term = number(value) else { return }
            if !term.isPerWeight {
                errors.append(RuleError(.wholeArrayOfScalar(function: "evaluate"), at: value.span))
            } else if let first = settled.evaluation, !takesLastEvaluation {
                errors.append(RuleError(.evaluatedTwice(first: first.span), at: value.span))
            } else {
                settled.evaluation = term
            }
        case .only(let what, let otherwise):
            only(what, otherwise, line.span)
        case .conditional:
            break // settled before
        }
    }

    /// `only matrices, else adamw(lr: lr, epsilon: epsilon)`: what the other rule is told is arithmetic on parameters.
    private mutating func only(_ what: Name, _ otherwise: Expression, _ span: Span) {
        guard what.text == "matrices" else {
            errors.append(RuleError(.onlyOf(what.text), at: what.span))
            return
        }
        if let first = settled.otherwise {
            errors.append(RuleError(.onlyTwice(first: first.span), at: span))
            return
        }
        var target = otherwise
        var given: [Argument] = []
        if case .call(let callee, let arguments) = otherwise.form { (target, given) = (callee, arguments) }
        guard case .name(let name) = target.form else {
            errors.append(RuleError(.badOtherwise, at: otherwise.span))
            return
        }
        var arguments: [SettledRule.Otherwise.Argument] = []
        for argument in given {
            guard let label = argument.label else {
                errors.append(RuleError(.badOtherwise, at: argument.value.span))
                continue
            }
            if case .boolean(let flag) = argument.value.form {
                arguments.append(.init(name: label, value: .flag(flag)))
                continue
            }
            let before = errors.count
            argument.value.forEachName { name, span in
                if !parameters.isNumber(name), !parameters.isFlag(name), meanings[name] != nil || RuleNames.builtIn[name] != nil, name != "lr" {
                    errors.append(RuleError(.otherwiseNotSettled(name), at: span))
                }
            }
            guard errors.count == before, let term = number(argument.value) else { continue }
            if term.isPerWeight {
                errors.append(RuleError(.otherwiseNotSettled(label.text), at: argument.value.span))
            } else {
                arguments.append(.init(name: label, value: .number(argument.value, term)))
            }
        }
        settled.otherwise = SettledRule.Otherwise(target: Name(name, target.span), arguments: arguments, span: span)
    }

    private mutating func declare(_ binding: RuleBinding, kind: RuleFact.Keeping) {
        // Known from here on, whatever is wrong with its start: one mistake is told once.
        meanings[binding.name.text] = kind == .state ? .state : .scalar
        let start: SettledRule.Start
        if case .name("w") = binding.value.form, kind == .state {
            start = .weights
        } else {
            guard checkStart(binding.value, kind: kind) else { return }
            start = .value(binding.value)
        }
        let kept = SettledRule.Kept(name: binding.name, start: start)
        if kind == .state { settled.states.append(kept) } else { settled.scalars.append(kept) }
    }

    /// A start is arithmetic on numbers and number parameters.
    private mutating func checkStart(_ expression: Expression, kind: RuleFact.Keeping) -> Bool {
        var names: [String: Double] = [:]
        for parameter in parameters.numbers { names[parameter.name.text] = 1 }
        do {
            _ = try ScalarEvaluator(names: names).value(expression)
        } catch {
            switch error.fact {
            case .unknownName(let name, _) where meanings[name] != nil || RuleNames.builtIn[name] != nil:
                errors.append(RuleError(.startNotSettled(name, kind: kind), at: error.place))
            case .unknownName(let name, _):
                errors.append(RuleError(.unknownName(name, known: knownNames), at: error.place))
            default:
                errors.append(error)
            }
            return false
        }
        expression.forEachName { name, _ in usage.parameters.insert(name) }
        return true
    }

    private mutating func assign(_ target: Name, _ value: Expression, _ span: Span) {
        let symbol: RuleSymbol
        switch target.text {
        case "w": symbol = .weight
        case "g": symbol = .gradient
        case "t": return refuse(target, .step)
        case "lr": return refuse(target, .rate)
        case "rows", "columns": return refuse(target, .shape)
        case let name where parameters.isNumber(name) || parameters.isFlag(name): return refuse(target, .parameter)
        case let name:
            switch meanings[name] {
            case .state: symbol = .state(name)
            case .scalar: symbol = .scalar(name)
            default: symbol = .temporary(name)
            }
        }
        guard let term = self.term(value) else {
            // The name is known from here on, so that one mistake is told once.
            if case .temporary(let name) = symbol {
                meanings[name] = .temporary(isPerWeight: true, isCondition: false, assigned: target.span)
            }
            if symbol == .weight { usage.writesWeights = true }
            return
        }
        switch symbol {
        case .temporary(let name):
            meanings[name] = .temporary(
                isPerWeight: term.isPerWeight, isCondition: term.isCondition, assigned: target.span)
            usage.temporaries[target.span] = name
        case .scalar(let name):
            if term.isPerWeight { errors.append(RuleError(.perWeightIntoScalar(name), at: value.span)) }
            if term.isCondition { errors.append(RuleError(.conditionAsNumber, at: value.span)) }
            usage.keptWritten.insert(name)
        default:
            if term.isCondition { errors.append(RuleError(.conditionAsNumber, at: value.span)) }
            if case .state(let name) = symbol { usage.keptWritten.insert(name) }
            if symbol == .weight { usage.writesWeights = true }
        }
        settled.lines.append(SettledRule.Line(target: symbol, targetSpan: target.span, value: term, span: span))
    }

    private mutating func refuse(_ target: Name, _ reason: RuleFact.NotAssignable) {
        errors.append(RuleError(.notAssignable(target.text, reason), at: target.span))
    }

    var knownNames: [String] {
        RuleNames.builtIn.keys.filter { $0 != "lr" || parameters.hasRate }.sorted()
            + parameters.numbers.map(\.name.text).filter { $0 != "lr" } + meanings.keys.sorted()
    }

    // MARK: Expressions

    private mutating func number(_ expression: Expression) -> RuleTerm? {
        guard let term = term(expression) else { return nil }
        if term.isCondition {
            errors.append(RuleError(.conditionAsNumber, at: expression.span))
            return nil
        }
        return term
    }

    private mutating func condition(_ expression: Expression) -> RuleTerm? {
        guard let term = term(expression) else { return nil }
        if !term.isCondition {
            errors.append(RuleError(.numberAsCondition, at: expression.span))
            return nil
        }
        return term
    }

    private mutating func term(_ expression: Expression) -> RuleTerm? {
        let span = expression.span
        switch expression.form {
        case .number(let value):
            return RuleTerm(.number(value), isPerWeight: false, span: span)
        case .name(let name):
            return self.name(name, span)
        case .unary(.negate, let operand):
            guard let a = number(operand) else { return nil }
            return RuleTerm(.apply(.negate, [a]), isPerWeight: a.isPerWeight, span: span)
        case .unary(.not, let operand):
            guard let a = condition(operand) else { return nil }
            return RuleTerm(.apply(.not, [a]), isPerWeight: a.isPerWeight, isCondition: true, span: span)
        case .binary(let binary, let left, let right):
            guard let operation = RuleNames.operations[binary] else { return nil }
            let a = operation.isLogic ? condition(left) : number(left)
            let b = operation.isLogic ? condition(right) : number(right)
            guard let a, let b else { return nil }
            let isPerWeight = a.isPerWeight || b.isPerWeight
            if operation == .modulo, isPerWeight {
                errors.append(RuleError(.onlyOfScalars("mod"), at: span))
                return nil
            }
            return RuleTerm(
                .apply(operation, [a, b]), isPerWeight: isPerWeight, isCondition: operation.isComparison || operation.isLogic,
                span: span)
        case .call(let callee, let arguments):
            return call(callee, arguments, span)
        case .boolean, .text, .size, .list, .index, .field, .range, .sources, .sentence, .block:
            errors.append(RuleError(.notInRules(expression.form.description), at: span))
            return nil
        }
    }

    private mutating func name(_ name: String, _ span: Span) -> RuleTerm? {
        switch name {
        case "w": return RuleTerm(.name(.weight), isPerWeight: true, span: span)
        case "g": return RuleTerm(.name(.gradient), isPerWeight: true, span: span)
        case "t": return RuleTerm(.name(.step), isPerWeight: false, span: span)
        case "rows": return RuleTerm(.name(.rows), isPerWeight: false, span: span)
        case "columns": return RuleTerm(.name(.columns), isPerWeight: false, span: span)
        case "lr":
            usage.parameters.insert(name)
            guard parameters.hasRate else {
                errors.append(RuleError(.rateNotDeclared(rule: ruleName), at: span))
                return nil
            }
            return RuleTerm(.name(.rate), isPerWeight: false, span: span)
        default:
            break
        }
        if parameters.isFlag(name) {
            usage.parameters.insert(name)
            errors.append(RuleError(.flagAsNumber(name), at: span))
            return nil
        }
        if parameters.isNumber(name) {
            usage.parameters.insert(name)
            return RuleTerm(.name(.hyperparameter(name)), isPerWeight: false, span: span)
        }
        switch meanings[name] {
        case .state:
            usage.keptRead.insert(name)
            return RuleTerm(.name(.state(name)), isPerWeight: true, span: span)
        case .scalar:
            usage.keptRead.insert(name)
            return RuleTerm(.name(.scalar(name)), isPerWeight: false, span: span)
        case .temporary(let isPerWeight, let isCondition, let assigned):
            usage.temporariesRead.insert(assigned)
            return RuleTerm(.name(.temporary(name)), isPerWeight: isPerWeight, isCondition: isCondition, span: span)
        case nil:
            if RuleNames.isFunction(name) {
                errors.append(RuleError(.notInRules("the function '\(name)' without its arguments"), at: span))
            } else if assignedAnywhere.contains(name) {
                errors.append(RuleError(.noValueYet(name), at: span))
            } else {
                errors.append(RuleError(.unknownName(name, known: knownNames), at: span))
            }
            return nil
        }
    }

    private mutating func call(_ callee: Expression, _ arguments: [Argument], _ span: Span) -> RuleTerm? {
        guard case .name(let name) = callee.form else {
            errors.append(RuleError(.notInRules("a call of something that is no function's name"), at: callee.span))
            return nil
        }
        if let label = arguments.lazy.compactMap(\.label).first {
            errors.append(RuleError(.labelledArgument(label.text, function: name), at: label.span))
            return nil
        }
        var takes = RuleNames.functions[name]?.arguments ?? 1...1
        if let matrix = RuleNames.matrixFunctions[name]?.arguments, let least = matrix.min(), let most = matrix.max() {
            takes = matrix.contains(arguments.count) ? arguments.count...arguments.count : least...(matrix.count > 1 ? most : least)
            guard matrix.contains(arguments.count) else {
                errors.append(RuleError(.wrongArgumentCount(function: name, given: arguments.count, takes: takes), at: span))
                return nil
            }
        }
        guard RuleNames.isFunction(name) else {
            errors.append(RuleError(.unknownFunction(name, known: RuleNames.functionNames), at: callee.span))
            return nil
        }
        guard takes.contains(arguments.count) else {
            errors.append(RuleError(.wrongArgumentCount(function: name, given: arguments.count, takes: takes), at: span))
            return nil
        }
        var terms: [RuleTerm] = []
        for (index, argument) in arguments.enumerated() {
            let wantsCondition = name == "where" && index == 0
            guard let term = wantsCondition ? condition(argument.value) : number(argument.value) else { continue }
            terms.append(term)
        }
        guard terms.count == arguments.count else { return nil }
        let isPerWeight = terms.contains { $0.isPerWeight }
        if let kind = RuleNames.reductions[name] {
            guard isPerWeight else {
                errors.append(RuleError(.wholeArrayOfScalar(function: name), at: span))
                return nil
            }
            return RuleTerm(.reduce(kind, terms[0]), isPerWeight: false, span: span)
        }
        if let matrix = RuleNames.matrixFunctions[name] {
            guard terms[0].isPerWeight else {
                errors.append(RuleError(.wholeArrayOfScalar(function: name), at: arguments[0].value.span))
                return nil
            }
            if let wrong = terms.indices.dropFirst().first(where: { terms[$0].isPerWeight }) {
                errors.append(RuleError(.perWeightArgument(function: name), at: arguments[wrong].value.span))
                return nil
            }
            if matrix.operation == .orthogonalize { checkRounds(arguments[1].value) }
            return RuleTerm(.matrix(matrix.operation, terms[0], Array(terms.dropFirst())), isPerWeight: true, span: span)
        }
        guard let function = RuleNames.functions[name] else { return nil }
        if function.operation == .floor, isPerWeight {
            errors.append(RuleError(.onlyOfScalars("floor"), at: span))
            return nil
        }
        return RuleTerm(.apply(function.operation, terms), isPerWeight: isPerWeight, span: span)
    }

    /// Rounds that are written out; the range of a parameter is that of its name.
    private mutating func checkRounds(_ rounds: Expression) {
        guard let value = try? ScalarEvaluator().value(rounds) else { return }
        let range = HyperparameterCatalogue.entry("rounds").range
        if !range.contains(value) {
            errors.append(RuleError(.outOfRange("rounds", value: value, range, of: "orthogonalize"), at: rounds.span))
        } else if value != value.rounded() {
            errors.append(RuleError(.wantsWholeNumber("rounds", of: "orthogonalize"), at: rounds.span))
        }
    }
}

extension Expression {
    /// Every name in it that is not a function's, with its place.
    package func forEachName(_ body: (String, Span) -> Void) {
        switch form {
        case .name(let name): body(name, span)
        case .unary(_, let operand): operand.forEachName(body)
        case .binary(_, let left, let right):
            left.forEachName(body)
            right.forEachName(body)
        case .call(_, let arguments): for argument in arguments { argument.value.forEachName(body) }
        default: break
        }
    }
}
