import LenetEngine
import LenetSyntax

/// Expressions become instructions on numbers in places. A list is as many places; what is done to it is done to each.
extension ScheduleCompiler {
    mutating func take() -> Int {
        defer { next += 1 }
        return next
    }

    mutating func constant(_ value: Double) -> Int {
        if let place = constants[value.bitPattern] { return place }
        let place = take()
        constants[value.bitPattern] = place
        return place
    }

    mutating func emit(_ operation: Operation, _ a: Int, _ b: Int = 0, _ c: Int = 0) -> Int {
        let result = take()
        code.append(Instruction(operation, result: result, a: a, b: b, c: c))
        return result
    }

    mutating func number(_ expression: Expression) -> Int {
        switch value(expression) {
        case .number(let place): return place
        case .list:
            errors.append(RuleError(.listAsNumber, at: expression.span))
            return Place.rate
        case nil: return Place.rate
        }
    }

    mutating func list(_ expression: Expression, of function: String) -> [Int] {
        switch value(expression) {
        case .list(let places): return places
        case .number:
            errors.append(RuleError(.numberAsList(function: function), at: expression.span))
            return []
        case nil: return []
        }
    }

    /// nil where something is wrong, which is told already.
    mutating func value(_ expression: Expression) -> Value? {
        switch expression.form {
        case .number(let value): return .number(constant(value))
        case .boolean(let value): return .number(constant(value ? 1 : 0))
        case .name(let name): return self.name(name, expression.span)
        case .unary(let operation, let operand):
            guard let operand = value(operand) else { return nil }
            return each(operand) { compiler, place in compiler.emit(operation == .negate ? .negate : .not, place) }
        case .binary(let operation, let left, let right):
            guard let a = value(left), let b = value(right) else { return nil }
            return binary(operation, a, b, expression.span)
        case .call(let callee, let arguments): return call(callee, arguments, expression.span)
        case .list(let elements): return .list(elements.map { number($0) })
        case .index(let base, let indices):
            guard indices.count == 1, let only = indices.first else {
                errors.append(RuleError(.notInSchedules("an index of several numbers"), at: expression.span))
                return nil
            }
            let places = list(base, of: "[ ]")
            if let known = knownNumber(only), known < 0 || known != known.rounded() {
                errors.append(RuleError(.noSuchPlace(known), at: only.span))
                return nil
            }
            let index = number(only)
            // The last one stands for all that lie behind it.
            guard var result = places.last else { return nil }
            for (position, place) in places.enumerated().reversed().dropFirst() {
                let isHere = emit(.lessOrEqual, index, constant(Double(position)))
                result = emit(.select, isHere, place, result)
            }
            return .number(result)
        case .text, .size, .field, .range, .sources, .sentence, .block:
            errors.append(RuleError(.notInSchedules(expression.form.description), at: expression.span))
            return nil
        }
    }

    private mutating func name(_ name: String, _ span: Span) -> Value? {
        read.insert(name)
        if let value = values[name] { return value }
        if let place = Self.builtIn[name]?.place { return .number(place) }
        if let value = ScalarEvaluator.constants[name] { return .number(constant(value)) }
        if let place = temporaries[name] {
            if assigned.contains(name) { return .number(place) }
            errors.append(RuleError(.noValueYet(name), at: span))
            return nil
        }
        let known = values.keys.sorted() + Self.builtIn.keys.sorted() + temporaries.keys.sorted() + ScalarEvaluator.constants.keys.sorted()
        errors.append(RuleError(assignsSomewhere(name) ? .noValueYet(name) : .unknownName(name, known: known), at: span))
        return nil
    }

    private func assignsSomewhere(_ name: String) -> Bool {
        func assigns(_ lines: [RuleLine]) -> Bool {
            lines.contains { line in
                switch line.form {
                case .assign(let target, _): target.text == name
                case .conditional(_, let then, let otherwise): assigns(then) || assigns(otherwise)
                default: false
                }
            }
        }
        guard case .block(let body) = definition.body else { return false }
        return assigns(body)
    }

    private mutating func each(_ value: Value, _ body: (inout ScheduleCompiler, Int) -> Int) -> Value {
        switch value {
        case .number(let place): return .number(body(&self, place))
        case .list(let places): return .list(places.map { body(&self, $0) })
        }
    }

    private mutating func binary(_ operation: BinaryOperator, _ a: Value, _ b: Value, _ span: Span) -> Value? {
        switch (a, b) {
        case (.number(let x), .number(let y)): return .number(binary(operation, x, y))
        case (.list(let places), .number(let y)): return .list(places.map { binary(operation, $0, y) })
        case (.number(let x), .list(let places)): return .list(places.map { binary(operation, x, $0) })
        case (.list, .list):
            errors.append(RuleError(.listAsNumber, at: span))
            return nil
        }
    }

    private mutating func binary(_ operation: BinaryOperator, _ a: Int, _ b: Int) -> Int {
        switch operation {
        case .add: return emit(.add, a, b)
        case .subtract: return emit(.subtract, a, b)
        case .multiply: return emit(.multiply, a, b)
        case .divide: return emit(.divide, a, b)
        case .power: return emit(.power, a, b)
        case .modulo: // a - b * floor(a / b)
            let whole = emit(.floor, emit(.divide, a, b))
            return emit(.subtract, a, emit(.multiply, b, whole))
        case .less: return emit(.less, a, b)
        case .lessOrEqual: return emit(.lessOrEqual, a, b)
        case .greater: return emit(.greater, a, b)
        case .greaterOrEqual: return emit(.greaterOrEqual, a, b)
        case .equal: return emit(.equal, a, b)
        case .notEqual: return emit(.notEqual, a, b)
        case .and: return emit(.and, a, b)
        case .or: return emit(.or, a, b)
        }
    }

    private static let unary: [String: Operation] = [
        "abs": .abs, "sign": .sign, "sqrt": .sqrt, "exp": .exp, "log": .log, "floor": .floor, "round": .round, "sin": .sin, "cos": .cos,
    ]

    private mutating func call(_ callee: Expression, _ arguments: [Argument], _ span: Span) -> Value? {
        guard case .name(let name) = callee.form else {
            errors.append(RuleError(.notInSchedules("a call of something that is no function's name"), at: callee.span))
            return nil
        }
        guard let takes = Self.functions[name] else {
            errors.append(RuleError(.unknownFunction(name, known: Self.functions.keys.sorted()), at: callee.span))
            return nil
        }
        guard takes.contains(arguments.count) else {
            errors.append(RuleError(.wrongArgumentCount(function: name, given: arguments.count, takes: takes), at: span))
            return nil
        }
        if let label = arguments.lazy.compactMap(\.label).first {
            errors.append(RuleError(.labelledArgument(label.text, function: name), at: label.span))
            return nil
        }
        if name == "sum" || name == "length" {
            let places = list(arguments[0].value, of: name)
            if name == "length" { return .number(constant(Double(places.count))) }
            return .number(places.dropFirst().reduce(places.first ?? constant(0)) { emit(.add, $0, $1) })
        }
        let before = errors.count
        if let operation = Self.unary[name] {
            guard let operand = value(arguments[0].value) else { return nil }
            return each(operand) { compiler, place in compiler.emit(operation, place) }
        }
        let places = arguments.map { number($0.value) }
        guard errors.count == before else { return nil }
        switch name {
        case "min": return .number(places.dropFirst().reduce(places[0]) { emit(.min, $0, $1) })
        case "max": return .number(places.dropFirst().reduce(places[0]) { emit(.max, $0, $1) })
        case "clamp": return .number(emit(.min, emit(.max, places[0], places[1]), places[2]))
        default: return .number(emit(.select, places[0], places[1], places[2])) // where
        }
    }
}
