import Foundation
import LenetSyntax

/// A value and its slope along one variable, carried through an expression as it stands: an independent derivative, which knows
/// nothing of graphs, of simplifying or of the project's own functions.
struct DualNumber {
    var value: Double
    var slope: Double

    static func of(_ expression: LenetSyntax.Expression, _ names: [String: DualNumber]) -> DualNumber {
        func constant(_ x: Double) -> DualNumber { DualNumber(value: x, slope: 0) }
        switch expression.form {
        case .number(let x): return constant(x)
        case .boolean(let x): return constant(x ? 1 : 0)
        case .name(let name): return names[name] ?? (name == "pi" ? constant(.pi) : constant(.infinity))
        case .unary(.negate, let operand):
            let a = of(operand, names)
            return DualNumber(value: -a.value, slope: -a.slope)
        case .unary(.not, let operand): return constant(of(operand, names).value == 0 ? 1 : 0)
        case .binary(let operation, let left, let right): return binary(operation, of(left, names), of(right, names))
        case .call(let callee, let arguments):
            guard case .name(let name) = callee.form else { return constant(.nan) }
            return call(name, arguments.map { of($0.value, names) })
        default: return constant(.nan)
        }
    }

    private static func binary(_ operation: BinaryOperator, _ a: DualNumber, _ b: DualNumber) -> DualNumber {
        func truth(_ x: Bool) -> DualNumber { DualNumber(value: x ? 1 : 0, slope: 0) }
        switch operation {
        case .add: return DualNumber(value: a.value + b.value, slope: a.slope + b.slope)
        case .subtract: return DualNumber(value: a.value - b.value, slope: a.slope - b.slope)
        case .multiply: return DualNumber(value: a.value * b.value, slope: a.slope * b.value + a.value * b.slope)
        case .divide:
            return DualNumber(value: a.value / b.value, slope: (a.slope * b.value - a.value * b.slope) / (b.value * b.value))
        case .power:
            let value = pow(a.value, b.value)
            let base = a.slope == 0 ? 0 : b.value * pow(a.value, b.value - 1) * a.slope
            let exponent = b.slope == 0 ? 0 : value * log(a.value) * b.slope
            return DualNumber(value: value, slope: base + exponent)
        case .modulo:
            let whole = floor(a.value / b.value)
            return DualNumber(value: a.value - b.value * whole, slope: a.slope - b.slope * whole)
        case .less: return truth(a.value < b.value)
        case .lessOrEqual: return truth(a.value <= b.value)
        case .greater: return truth(a.value > b.value)
        case .greaterOrEqual: return truth(a.value >= b.value)
        case .equal: return truth(a.value == b.value)
        case .notEqual: return truth(a.value != b.value)
        case .and: return truth(a.value != 0 && b.value != 0)
        case .or: return truth(a.value != 0 || b.value != 0)
        }
    }

    private static func call(_ name: String, _ operands: [DualNumber]) -> DualNumber {
        let a = operands[0]
        func made(_ value: Double, _ factor: Double) -> DualNumber { DualNumber(value: value, slope: factor * a.slope) }
        switch name {
        case "abs": return made(abs(a.value), a.value < 0 ? -1 : a.value > 0 ? 1 : 0)
        case "sign": return made(a.value > 0 ? 1 : a.value < 0 ? -1 : 0, 0)
        case "sqrt": return made(sqrt(a.value), 0.5 / sqrt(a.value))
        case "exp": return made(exp(a.value), exp(a.value))
        case "log": return made(log(a.value), 1 / a.value)
        case "sin": return made(sin(a.value), cos(a.value))
        case "cos": return made(cos(a.value), -sin(a.value))
        case "floor": return made(floor(a.value), 0)
        case "round": return made(a.value.rounded(.toNearestOrAwayFromZero), 0)
        case "min": return operands.dropFirst().reduce(a) { $1.value < $0.value ? $1 : $0 }
        case "max": return operands.dropFirst().reduce(a) { $1.value > $0.value ? $1 : $0 }
        case "clamp": return a.value < operands[1].value ? operands[1] : a.value > operands[2].value ? operands[2] : a
        case "where": return a.value != 0 ? operands[1] : operands[2]
        default: return DualNumber(value: .nan, slope: .nan)
        }
    }
}
