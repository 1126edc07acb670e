import LenetCards
import LenetRules
import LenetSyntax

extension Evaluator {
    /// `best_of(runs)`, `sqrt(2)`, `adam(lr: 0.01)`, `small(width: 16)`.
    @inline(never)
    func call(_ callee: Expression, _ arguments: [Argument], at span: Span) throws -> Value {
        switch try evaluate(callee) {
        case .function(let function): return try call(function, arguments, at: span)
        case .rule(let rule): return .rule(try set(rule, arguments, at: span))
        case .schedule(let schedule): return .schedule(try set(schedule, arguments, at: span))
        case .loss(let loss): return .loss(try set(loss, arguments, at: span))
        case .landscape(let landscape): return try call(landscape, arguments, at: span)
        case .architecture(let architecture): return .architecture(try set(architecture, arguments, at: span))
        case let other: throw Failure(.notCallable(found: other.kind.phrase), at: callee.span)
        }
    }

    @inline(never)
    private func set(_ choice: RuleChoice, _ arguments: [Argument], at span: Span) throws -> RuleChoice {
        RuleChoice(
            name: choice.name, settings: try settings(arguments, over: choice.settings, of: choice.name), span: span)
    }

    /// `bowl(condition: 100)` is a landscape; `bowl(1, 2)` its height there.
    @inline(never)
    private func call(_ landscape: RuleChoice, _ arguments: [Argument], at span: Span) throws -> Value {
        guard arguments.contains(where: { $0.label == nil }) else { return .landscape(try set(landscape, arguments, at: span)) }
        let place = arguments.prefix { $0.label == nil }
        let settled = try session.landscape(try set(landscape, Array(arguments[place.count...]), at: span))
        guard place.count == settled.variables.count else {
            throw Failure(
                .argumentCount(
                    function: landscape.name, given: place.count, least: settled.variables.count, most: settled.variables.count), at: span)
        }
        return .number(settled.value(at: try place.map { try number($0.value) }))
    }

    @inline(never)
    private func set(_ architecture: Architecture, _ arguments: [Argument], at span: Span) throws -> Architecture {
        var settings = architecture.settings
        for argument in arguments {
            guard let label = argument.label else {
                throw Failure(.labelNeeded(of: architecture.name), at: argument.value.span)
            }
            settings.append((label, try evaluate(argument.value)))
        }
        return Architecture(name: architecture.name, settings: settings, span: span)
    }

    /// Labelled arguments of a rule or a schedule; a second word on the same thing is refused where the rule is used.
    private func settings(_ arguments: [Argument], over given: [RuleSetting], of rule: String) throws -> [RuleSetting] {
        try given
            + arguments.map { argument in
                guard let label = argument.label else { throw Failure(.labelNeeded(of: rule), at: argument.value.span) }
                return RuleSetting(label, try setting(try evaluate(argument.value), at: argument.value.span), valueSpan: argument.value.span)
            }
    }

    /// A hyper-parameter is a number or a flag; schedules take lists of numbers, too.
    func setting(_ value: Value, at span: Span) throws -> RuleSetting.Value {
        switch value {
        case .number(let x): .number(x)
        case .boolean(let x): .flag(x)
        case .list(let values):
            .list(try values.map { value in
                guard case .number(let x) = value else {
                    throw Failure(.wrongKind(wanted: "a list of numbers", found: value.kind.phrase), at: span)
                }
                return x
            })
        default: throw Failure(.wrongKind(wanted: "a number, or true or false", found: value.kind.phrase), at: span)
        }
    }

    @inline(never)
    private func call(_ function: FunctionValue, _ arguments: [Argument], at span: Span) throws -> Value {
        switch function {
        case .defined(let definition):
            return try call(definition, bind(arguments, of: definition, at: span), at: span)
        case .local(let definition, let around):
            return try call(definition, bind(arguments, of: definition, at: span), in: (function, around), at: span)
        case .builtIn(let name):
            return try callBuiltIn(name, try arguments.map { ($0.label, try evaluate($0.value), $0.value.span) }, at: span)
        }
    }

    /// From a built-in function such as `map`: every argument in its place.
    package func call(_ function: FunctionValue, values: [Value], at span: Span) throws -> Value {
        switch function {
        case .builtIn(let name): return try callBuiltIn(name, values.map { (nil, $0, span) }, at: span)
        case .defined(let definition): return try call(definition, checked(values, of: definition, at: span), at: span)
        case .local(let definition, let around):
            return try call(definition, checked(values, of: definition, at: span), in: (function, around), at: span)
        }
    }

    @inline(never)
    private func checked(_ values: [Value], of definition: FunctionDefinition, at span: Span) throws -> [Value?] {
        let required = definition.parameters.count { $0.default == nil }
        guard required...max(required, definition.parameters.count) ~= values.count else {
            throw Failure(
                .argumentCount(function: definition.name.text, given: values.count, least: required, most: definition.parameters.count),
                at: span)
        }
        return values
    }

    /// Positional arguments first, then labelled ones, each parameter once; nil where the default holds.
    @inline(never)
    private func bind(_ arguments: [Argument], of definition: FunctionDefinition, at span: Span) throws -> [Value?] {
        let names = definition.parameters.map(\.name.text)
        var values = [Value?](repeating: nil, count: names.count)
        for (position, argument) in arguments.enumerated() {
            var index = position
            if let label = argument.label {
                guard let found = names.firstIndex(of: label.text) else {
                    throw Failure(
                        .unknownParameter(label.text, of: definition.name.text, nearest: Nearest.candidates(label.text, among: names), all: names),
                        at: label.span)
                }
                index = found
            }
            guard index < names.count else {
                throw Failure(
                    .argumentCount(
                        function: definition.name.text, given: arguments.count,
                        least: definition.parameters.count { $0.default == nil }, most: names.count), at: span)
            }
            if values[index] != nil { throw Failure(.givenTwice(names[index]), at: argument.label?.span ?? argument.value.span) }
            values[index] = try evaluate(argument.value)
        }
        for (index, parameter) in definition.parameters.enumerated() where values[index] == nil && parameter.default == nil {
            throw Failure(.missingArgument(parameter.name.text, of: definition.name.text), at: span)
        }
        return values
    }

    /// `place`: of a function inside a block, itself and what is round it.
    @inline(never)
    private func call(
        _ definition: FunctionDefinition, _ values: [Value?], in place: (itself: FunctionValue, around: Surroundings)? = nil, at span: Span
    ) throws -> Value {
        guard session.callDepth < session.limits.calls else { throw Failure(.tooManyCalls(limit: session.limits.calls), at: span) }
        session.callDepth += 1
        let outer = session.scopes.openFunction()
        defer {
            session.scopes.closeFunction(outer)
            session.callDepth -= 1
        }
        if let place { session.scopes.openSurroundings(of: place.itself, place.around) }
        do {
            for (index, parameter) in definition.parameters.enumerated() {
                // A default may use the parameters before it.
                let given = values.indices.contains(index) ? values[index] : nil
                let value = try given ?? parameter.default.map { try evaluate($0) } ?? .nothing
                session.scopes.declare(parameter.name.text, value)
            }
            switch try execute(definition.body) {
            case .leaveFunction(let value, _): return value
            case .leaveLoop(let span): throw Failure(.outsideLoop("break"), at: span)
            case .nextRound(let span): throw Failure(.outsideLoop("continue"), at: span)
            case .next: return .nothing
            }
        } catch var failure as Failure {
            failure.calls.append(.init(function: definition.name.text, span: span))
            throw failure
        }
    }

    @inline(never)
    private func callBuiltIn(_ name: String, _ arguments: [(label: Name?, value: Value, span: Span)], at span: Span) throws -> Value {
        guard let function = FunctionCatalogue.named(name) else { preconditionFailure("a built-in function is in the catalogue") }
        let parameters = function.card.parameters
        let isOpen = parameters.contains { $0.domain == .values }
        let least = parameters.count { $0.default == .required }
        guard arguments.count >= least, isOpen || arguments.count <= parameters.count else {
            throw Failure(
                .argumentCount(function: name, given: arguments.count, least: least, most: isOpen ? nil : parameters.count), at: span)
        }
        for (index, argument) in arguments.enumerated() {
            guard let label = argument.label else { continue }
            // Built-in functions take their few arguments in order; a label may only say what stands there anyway.
            guard parameters.indices.contains(index), parameters[index].name == label.text else {
                throw Failure(
                    .unknownParameter(label.text, of: name, nearest: [], all: parameters.map(\.name)), at: label.span)
            }
        }
        return try function.call(
            Arguments(function: name, values: arguments.map(\.value), spans: arguments.map(\.span), span: span), in: session)
    }
}
