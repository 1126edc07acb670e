import LenetEngine
import LenetSyntax

/// What `+`, `<`, `not` and their like mean for each kind of value.
package enum Operators {
    /// Places: of the whole expression, its left side, its right side.
    package typealias Places = (whole: Span, left: Span, right: Span)

    package static func apply(_ operation: UnaryOperator, _ value: Value, at span: Span) throws -> Value {
        switch (operation, value) {
        case (.negate, .number(let x)): return .number(-x)
        case (.not, .boolean(let x)): return .boolean(!x)
        case (.negate, _): throw Failure(.wrongKind(wanted: "a number", found: value.kind.phrase), at: span)
        case (.not, _): throw Failure(.conditionNotBoolean(found: value.kind.phrase), at: span)
        }
    }

    package static func apply(_ operation: BinaryOperator, _ a: Value, _ b: Value, at places: Places) throws -> Value {
        switch operation {
        case .equal: return .boolean(try equals(a, b, at: places))
        case .notEqual: return .boolean(!(try equals(a, b, at: places)))
        case .less, .lessOrEqual, .greater, .greaterOrEqual: return .boolean(try order(operation, a, b, at: places))
        case .and, .or:
            guard case .boolean(let x) = a else { throw Failure(.conditionNotBoolean(found: a.kind.phrase), at: places.left) }
            guard case .boolean(let y) = b else { throw Failure(.conditionNotBoolean(found: b.kind.phrase), at: places.right) }
            return .boolean(operation == .and ? x && y : x || y)
        case .add: if let joined = join(a, b) { return joined }
        default: break
        }
        guard case .number(let x) = a, case .number(let y) = b else {
            throw Failure(
                .operatorKinds(operation.rawValue, left: a.kind.phrase, right: b.kind.phrase), at: places.whole)
        }
        return .number(try arithmetic(operation, x, y, at: places))
    }

    /// `xs + [x]` and `"a" + "b"`.
    private static func join(_ a: Value, _ b: Value) -> Value? {
        switch (a, b) {
        case (.list(let x), .list(let y)): .list(x + y)
        case (.text(let x), .text(let y)): .text(x + y)
        default: nil
        }
    }

    private static func arithmetic(_ operation: BinaryOperator, _ x: Double, _ y: Double, at places: Places) throws -> Double {
        switch operation {
        case .add: return x + y
        case .subtract: return x - y
        case .multiply: return x * y
        case .divide:
            if y == 0 { throw Failure(.divisionByZero("/"), at: places.right) }
            return x / y
        case .modulo:
            if y == 0 { throw Failure(.divisionByZero("mod"), at: places.right) }
            // The sign of the divisor, as in mathematics: -1 mod 3 is 2.
            let rest = x.truncatingRemainder(dividingBy: y)
            return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest
        default:
            if x == 0, y < 0 { throw Failure(.divisionByZero("^"), at: places.whole) }
            let power = Mathematics.power(x, y)
            if power.isNaN, !x.isNaN, !y.isNaN { throw Failure(.rootOfNegative, at: places.whole) }
            return power
        }
    }

    private static func order(_ operation: BinaryOperator, _ a: Value, _ b: Value, at places: Places) throws -> Bool {
        switch (a, b) {
        case (.number(let x), .number(let y)): return compare(operation, x, y)
        case (.text(let x), .text(let y)): return compare(operation, x, y)
        default:
            throw Failure(
                .operatorKinds(operation.rawValue, left: a.kind.phrase, right: b.kind.phrase), at: places.whole)
        }
    }

    private static func compare<T: Comparable>(_ operation: BinaryOperator, _ x: T, _ y: T) -> Bool {
        switch operation {
        case .less: x < y
        case .lessOrEqual: x <= y
        case .greater: x > y
        default: x >= y
        }
    }

    /// A number is never equal to a text, so asking is a mistake: `args[0] == 41` wants `number(args[0])`.
    private static func equals(_ a: Value, _ b: Value, at places: Places) throws -> Bool {
        let plain: Set<ValueKind> = [.number, .text, .boolean, .list, .size]
        if a.kind != b.kind, plain.contains(a.kind), plain.contains(b.kind) {
            throw Failure(.neverEqual(left: a.kind.phrase, right: b.kind.phrase), at: places.whole)
        }
        return a.equals(b)
    }
}
