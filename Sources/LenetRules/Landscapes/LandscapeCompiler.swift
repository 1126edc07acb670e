import LenetSyntax

/// Reads the definition of a landscape: checks it and makes its graph, slopes included. All mistakes are collected.
struct LandscapeCompiler {
    let definition: LandscapeDefinition
    private(set) var errors: [RuleError] = []
    private var graph = LandscapeGraph()
    private var places: [String: Int] = [:]
    private var used: Set<String> = []

    static let mostVariables = 256
    /// Nodes of a formula, and of a formula with its slopes.
    private static let longest = 4_000, longestWithSlopes = 400_000

    init(_ definition: LandscapeDefinition) { self.definition = definition }

    /// nil where something is wrong.
    static func compile(_ definition: LandscapeDefinition) -> (landscape: Landscape?, errors: [RuleError]) {
        var compiler = LandscapeCompiler(definition)
        let landscape = compiler.compile()
        let errors = compiler.errors.sortedByPlace()
        return (errors.isEmpty ? landscape : nil, errors)
    }

    private mutating func report(_ fact: RuleFact, at span: Span) { errors.append(RuleError(fact, at: span)) }

    private mutating func compile() -> Landscape? {
        let variables = definition.parameters.filter { $0.default == nil }.map(\.name.text)
        let defaults = declare()
        if variables.isEmpty { report(.landscape(.noVariables(definition.name.text)), at: definition.name.span) }
        if variables.count > Self.mostVariables {
            report(.landscape(.tooManyVariables(most: Self.mostVariables)), at: definition.name.span)
        }
        guard let value = number(definition.formula) else { return nil }
        for parameter in definition.parameters where !used.contains(parameter.name.text) {
            let name = parameter.name
            report(parameter.default == nil ? .landscape(.variableNeverUsed(name.text)) : .parameterNeverUsed(name.text), at: name.span)
        }
        let formulaCount = graph.nodes.count
        guard formulaCount <= Self.longest else {
            report(.landscape(.tooLong), at: definition.formula.span)
            return nil
        }
        guard errors.isEmpty else { return nil }
        var slopes: [Int] = []
        for place in variables.indices {
            slopes.append(graph.derivative(of: value, along: place))
            guard graph.nodes.count <= Self.longestWithSlopes else {
                report(.landscape(.tooLong), at: definition.formula.span)
                return nil
            }
        }
        let names = Set(definition.parameters.map(\.name.text))
        let remarks = LandscapeRemarks(definition.documentation, names: names, variables: variables.count)
        for line in remarks.wrong { report(.landscape(.badRemark(line, variables: variables)), at: definition.name.span) }
        return Landscape(
            definition: definition, variables: variables, parameters: defaults, graph: graph, valueNode: value,
            formulaCount: formulaCount, slopeNodes: slopes, remarks: remarks)
    }

    /// Variables first, then parameters with their defaults.
    private mutating func declare() -> [(name: String, value: Double)] {
        var defaults: [(String, Double)] = []
        var first: [String: Span] = [:]
        let variables = definition.parameters.filter { $0.default == nil }.count
        for parameter in definition.parameters {
            let name = parameter.name
            if let before = first[name.text] {
                report(.duplicateName(name.text, first: before), at: name.span)
                continue
            }
            first[name.text] = name.span
            if ScalarEvaluator.constants[name.text] != nil || ScalarEvaluator.functions[name.text] != nil {
                report(.landscape(.nameOfTheLanguage(name.text)), at: name.span)
            }
            guard let expression = parameter.default else {
                if !defaults.isEmpty { report(.landscape(.variableAfterParameter(name.text)), at: name.span) }
                places[name.text] = places.count - defaults.count
                continue
            }
            if case .boolean = expression.form {
                report(.landscape(.notANumber(name.text)), at: expression.span)
                continue
            }
            do {
                let value = try ScalarEvaluator().value(expression)
                if !value.isFinite { report(.landscape(.notANumber(name.text)), at: expression.span) }
                places[name.text] = variables + defaults.count
                defaults.append((name.text, value))
            } catch {
                errors.append(error)
            }
        }
        return defaults
    }

    // MARK: Expressions

    /// nil where something is wrong, which is told already.
    private mutating func number(_ expression: Expression) -> Int? {
        switch expression.form {
        case .number(let value): return graph.number(value)
        case .name(let name): return self.name(name, expression.span)
        case .unary(.negate, let operand): return number(operand).map { graph.add(.negate($0)) }
        case .binary(let operation, let left, let right):
            if Self.isCondition(operation) { break }
            let (a, b) = (number(left), number(right))
            guard let a, let b else { return nil }
            return graph.add(.binary(operation, a, b))
        case .call(let callee, let arguments): return call(callee, arguments, expression.span)
        case .boolean, .unary(.not, _): break
        case .text, .size, .list, .index, .field, .range, .sources, .sentence, .block:
            report(.landscape(.notInLandscapes(expression.form.description)), at: expression.span)
            return nil
        }
        report(.conditionAsNumber, at: expression.span)
        return nil
    }

    private mutating func condition(_ expression: Expression) -> Int? {
        switch expression.form {
        case .boolean(let value): return graph.number(value ? 1 : 0)
        case .unary(.not, let operand): return condition(operand).map { graph.add(.not($0)) }
        case .binary(let operation, let left, let right) where Self.isCondition(operation):
            let joins = operation == .and || operation == .or
            let (a, b) = joins ? (condition(left), condition(right)) : (number(left), number(right))
            guard let a, let b else { return nil }
            return graph.add(.binary(operation, a, b))
        default:
            report(.numberAsCondition, at: expression.span)
            return nil
        }
    }

    private static func isCondition(_ operation: BinaryOperator) -> Bool {
        switch operation {
        case .or, .and, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
        case .add, .subtract, .multiply, .divide, .modulo, .power: false
        }
    }

    private mutating func name(_ name: String, _ span: Span) -> Int? {
        if let place = places[name] {
            used.insert(name)
            return graph.add(.place(place))
        }
        if let value = ScalarEvaluator.constants[name] { return graph.number(value) }
        let known = definition.parameters.map(\.name.text) + ScalarEvaluator.constants.keys.sorted()
        if !known.contains(name) { report(.unknownName(name, known: known), at: span) }
        return nil
    }

    private mutating func call(_ callee: Expression, _ arguments: [Argument], _ span: Span) -> Int? {
        guard case .name(let name) = callee.form else {
            report(.landscape(.notInLandscapes("a call of something that is no function's name")), at: callee.span)
            return nil
        }
        guard let takes = ScalarEvaluator.functions[name], let function = LandscapeGraph.Function(rawValue: name) else {
            report(.unknownFunction(name, known: ScalarEvaluator.functions.keys.sorted()), at: callee.span)
            return nil
        }
        guard takes.contains(arguments.count) else {
            report(.wrongArgumentCount(function: name, given: arguments.count, takes: takes), at: span)
            return nil
        }
        if let label = arguments.lazy.compactMap(\.label).first {
            report(.labelledArgument(label.text, function: name), at: label.span)
            return nil
        }
        let operands = arguments.enumerated().map { index, argument in
            function == .select && index == 0 ? condition(argument.value) : number(argument.value)
        }
        guard operands.allSatisfy({ $0 != nil }) else { return nil }
        return graph.add(.call(function, operands.compactMap(\.self)))
    }
}
