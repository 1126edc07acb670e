import LenetEngine
import LenetSyntax

/// What differentiating makes, without what adds nothing: no `0 * x`, no `x + 0`; one number, at its beginning, to each product.
/// What is simplified is what runs, so that the formula that `explain` shows is the one whose numbers move the weights.
extension LandscapeGraph {
    mutating func sum(_ a: Int, _ b: Int) -> Int {
        switch (constant(a), constant(b)) {
        case (let x?, let y?): return number(x + y)
        case (0?, _): return b
        case (_, 0?): return a
        default: break
        }
        if a == b { return product([number(2), a]) }
        // a + -3 * b is a - 3 * b.
        if let positive = negated(b) { return difference(a, positive) }
        if let positive = negated(a), negated(b) == nil { return difference(b, positive) }
        return add(.binary(.add, a, b))
    }

    mutating func difference(_ a: Int, _ b: Int) -> Int {
        switch (constant(a), constant(b)) {
        case (let x?, let y?): return number(x - y)
        case (0?, _): return negation(b)
        case (_, 0?): return a
        default: break
        }
        if a == b { return number(0) }
        if let positive = negated(b) { return sum(a, positive) }
        return add(.binary(.subtract, a, b))
    }

    mutating func negation(_ a: Int) -> Int {
        if let positive = negated(a) { return positive }
        if let x = constant(a) { return number(-x) }
        switch nodes[a] {
        case .binary(.multiply, _, _) where coefficient(a) != 1: return product([number(-1), a])
        case .binary(.divide, let above, let below) where constant(below) == nil && coefficient(above) != 1:
            return quotient(negation(above), below)
        default: return add(.negate(a))
        }
    }

    /// What `a` is the negative of, where it is written as one.
    private mutating func negated(_ a: Int) -> Int? {
        if let x = constant(a) { return x < 0 ? number(-x) : nil }
        if case .negate(let inner) = nodes[a] { return inner }
        guard case .binary(.multiply, _, _) = nodes[a], coefficient(a) < 0 else { return nil }
        return product([number(-1), a])
    }

    mutating func product(_ a: Int, _ b: Int) -> Int { product([a, b]) }

    /// 3 * a * b: from left to right, its one number first.
    mutating func product(_ operands: [Int]) -> Int {
        var number = 1.0
        var factors: [Int] = []
        func collect(_ operand: Int) {
            var behind: [Int] = []
            var rest = operand
            while true {
                switch nodes[rest] {
                case .number(let bits): number *= Double(bitPattern: bits)
                case .negate(let inner):
                    number = -number
                    rest = inner
                    continue
                case .binary(.multiply, let left, let right):
                    behind.append(right)
                    rest = left
                    continue
                default: factors.append(rest)
                }
                break
            }
            for factor in behind.reversed() {
                if let x = constant(factor) { number *= x } else { factors.append(factor) }
            }
        }
        for operand in operands { collect(operand) }
        if number == 0 { return self.number(0) }
        guard var result = factors.first else { return self.number(number) }
        if Swift.abs(number) != 1 { result = add(.binary(.multiply, self.number(number), result)) }
        for factor in factors.dropFirst() { result = add(.binary(.multiply, result, factor)) }
        return number == -1 ? add(.negate(result)) : result
    }

    /// The number at the beginning of a product; 1 where there is none.
    private func coefficient(_ index: Int) -> Double {
        var rest = index
        while case .binary(.multiply, let left, _) = nodes[rest] { rest = left }
        return constant(rest) ?? 1
    }

    /// The product without it.
    private mutating func withoutCoefficient(_ index: Int) -> Int {
        var factors: [Int] = []
        var rest = index
        while case .binary(.multiply, let left, let right) = nodes[rest] {
            factors.append(right)
            rest = left
        }
        if constant(rest) == nil { factors.append(rest) }
        return product(Array(factors.reversed()))
    }

    mutating func quotient(_ a: Int, _ b: Int) -> Int {
        switch (constant(a), constant(b)) {
        case (let x?, let y?): return number(x / y)
        case (0?, _): return a
        case (_, 1?): return a
        case (_, let y?) where y != 0:
            // 4 * a / 2 is 2 * a; so it is with each term of a sum.
            if coefficient(a) != 1, case .binary(.multiply, _, _) = nodes[a] {
                return product([number(coefficient(a) / y), withoutCoefficient(a)])
            }
            if case .binary(let operation, let left, let right) = nodes[a], operation == .add || operation == .subtract,
                [left, right].allSatisfy({ coefficient($0) != 1 && constant($0) == nil })
            {
                let (first, second) = (quotient(left, b), quotient(right, b))
                return operation == .add ? sum(first, second) : difference(first, second)
            }
        default: break
        }
        if case .negate(let inner) = nodes[a] { return negation(quotient(inner, b)) }
        return add(.binary(.divide, a, b))
    }

    mutating func power(_ a: Int, _ b: Int) -> Int {
        if let y = constant(b) {
            if y == 1 { return a }
            if y == 0 { return number(1) }
            if let x = constant(a) { return number(Mathematics.power(x, y)) }
        }
        return add(.binary(.power, a, b))
    }

    mutating func call(_ function: Function, _ operands: [Int]) -> Int {
        if operands.allSatisfy({ constant($0) != nil }) {
            let value = Self.apply(function, operands) { constant($0) ?? .nan }
            return number(value)
        }
        if function == .select {
            if operands[1] == operands[2] { return operands[1] }
            if let condition = constant(operands[0]) { return condition != 0 ? operands[1] : operands[2] }
        }
        return add(.call(function, operands))
    }
}
