import LenetEngine
import LenetSyntax

/// Evaluates an expression over named Doubles: schedules, starts of states, defaults of parameters, conditions of `if` lines.
///
/// Conditions are 1 or 0. Everything is computed, so evaluating once finds every unknown name.
package struct ScalarEvaluator: Sendable {
    package var names: [String: Double]

    package init(names: [String: Double] = [:]) {
        self.names = names
    }

    package func value(_ expression: Expression) throws(RuleError) -> Double {
        switch expression.form {
        case .number(let number):
            return number
        case .boolean(let boolean):
            return boolean ? 1 : 0
        case .name(let name):
            if let value = names[name] { return value }
            if let value = Self.constants[name] { return value }
            throw RuleError(
                .unknownName(name, known: names.keys.sorted() + Self.constants.keys.sorted()), at: expression.span)
        case .unary(.negate, let operand):
            return -(try value(operand))
        case .unary(.not, let operand):
            return try value(operand) == 0 ? 1 : 0
        case .binary(let operation, let left, let right):
            return Self.apply(operation, try value(left), try value(right))
        case .call(let callee, let arguments):
            return try call(callee, arguments, expression.span)
        case .text, .size, .list, .index, .field, .range, .sources, .sentence, .block:
            throw RuleError(.notInSchedules(expression.form.description), at: expression.span)
        }
    }

    private func call(_ callee: Expression, _ arguments: [Argument], _ span: Span) throws(RuleError) -> Double {
        guard case .name(let name) = callee.form else {
            throw RuleError(.notInSchedules("a call of something that is no function's name"), at: callee.span)
        }
        guard let takes = Self.functions[name] else {
            throw RuleError(.unknownFunction(name, known: Self.functions.keys.sorted()), at: callee.span)
        }
        guard takes.contains(arguments.count) else {
            throw RuleError(.wrongArgumentCount(function: name, given: arguments.count, takes: takes), at: span)
        }
        var values: [Double] = []
        for argument in arguments {
            if let label = argument.label { throw RuleError(.labelledArgument(label.text, function: name), at: label.span) }
            values.append(try value(argument.value))
        }
        return Self.apply(name, values)
    }

    package static let constants: [String: Double] = ["pi": Double.pi, "infinity": Double.infinity]

    package static let functions: [String: ClosedRange<Int>] = [
        "abs": 1...1, "sign": 1...1, "sqrt": 1...1, "exp": 1...1, "log": 1...1, "floor": 1...1, "round": 1...1,
        "sin": 1...1, "cos": 1...1, "min": 2...8, "max": 2...8, "clamp": 3...3, "where": 3...3,
    ]

    private static func apply(_ function: String, _ values: [Double]) -> Double {
        let first = values[0]
        switch function {
        case "abs": return Swift.abs(first)
        case "sign": return first > 0 ? 1 : first < 0 ? -1 : first
        case "sqrt": return first.squareRoot()
        case "exp": return Mathematics.exp(first)
        case "log": return Mathematics.log(first)
        case "floor": return first.rounded(.down)
        case "round": return first.rounded(.toNearestOrAwayFromZero)
        case "sin": return Mathematics.sin(first)
        case "cos": return Mathematics.cos(first)
        case "min": return values.dropFirst().reduce(first) { $1 < $0 ? $1 : $0 }
        case "max": return values.dropFirst().reduce(first) { $1 > $0 ? $1 : $0 }
        case "clamp": return first < values[1] ? values[1] : first > values[2] ? values[2] : first
        case "where": return first != 0 ? values[1] : values[2]
        default: return .nan
        }
    }

    static func apply(_ operation: BinaryOperator, _ a: Double, _ b: Double) -> Double {
        switch operation {
        case .or: a != 0 || b != 0 ? 1 : 0
        case .and: a != 0 && b != 0 ? 1 : 0
        case .equal: a == b ? 1 : 0
        case .notEqual: a != b ? 1 : 0
        case .less: a < b ? 1 : 0
        case .lessOrEqual: a <= b ? 1 : 0
        case .greater: a > b ? 1 : 0
        case .greaterOrEqual: a >= b ? 1 : 0
        case .add: a + b
        case .subtract: a - b
        case .multiply: a * b
        case .divide: a / b
        case .modulo: a - b * (a / b).rounded(.down)
        case .power: Mathematics.power(a, b)
        }
    }
}

extension Expression.Form {
    /// What it is, for a sentence.
    var description: String {
        switch self {
        case .number: "a number"
        case .boolean: "true or false"
        case .text: "a text"
        case .size: "a size"
        case .name: "a name"
        case .list: "a list"
        case .call: "a call"
        case .index: "an index"
        case .field: "a field"
        case .unary, .binary: "an expression"
        case .range: "a range"
        case .sources: "a list of datasets"
        case .sentence: "a statement"
        case .block: "a block"
        }
    }
}
