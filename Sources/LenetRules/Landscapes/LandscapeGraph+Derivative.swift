import LenetSyntax

/// A rule of differentiation for each kind of node. Where a formula has a corner (`abs` at 0, `max` of two that are equal) the
/// slope of one side is taken; what only jumps (`sign`, `floor`, `round`, conditions) has slope 0.
extension LandscapeGraph {
    /// The slope of a node along a place. Linear in the nodes: operands come first, so their slopes are there already.
    mutating func derivative(of root: Int, along place: Int) -> Int {
        let zero = number(0)
        var slopes = [Int](repeating: zero, count: root + 1)
        for index in 0...root { slopes[index] = slope(nodes[index], index, place, slopes, zero) }
        return slopes[root]
    }

    private mutating func slope(_ node: Node, _ index: Int, _ place: Int, _ slopes: [Int], _ zero: Int) -> Int {
        switch node {
        case .number, .not: return zero
        case .place(let own): return own == place ? number(1) : zero
        case .negate(let a): return negation(slopes[a])
        case .binary(let operation, let a, let b): return slope(operation, a, b, index, slopes[a], slopes[b], zero)
        case .call(let function, let operands): return slope(function, operands, index, slopes, zero)
        }
    }

    private mutating func slope(
        _ operation: BinaryOperator, _ a: Int, _ b: Int, _ whole: Int, _ da: Int, _ db: Int, _ zero: Int
    ) -> Int {
        switch operation {
        case .add: return sum(da, db)
        case .subtract: return difference(da, db)
        case .multiply: return sum(product(da, b), product(a, db))
        case .divide:
            if db == zero { return quotient(da, b) }
            return difference(quotient(da, b), quotient(product(a, db), power(b, number(2))))
        case .power:
            // What does not move adds nothing, and its part would be none where the base is not above 0.
            var terms = zero
            if da != zero { terms = product([b, power(a, difference(b, number(1))), da]) }
            if db != zero { terms = sum(terms, product([whole, call(.log, [a]), db])) }
            return terms
        case .modulo:
            if db == zero { return da }
            return difference(da, product(db, call(.floor, [quotient(a, b)])))
        case .or, .and, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: return zero
        }
    }

    private mutating func slope(_ function: Function, _ operands: [Int], _ whole: Int, _ slopes: [Int], _ zero: Int) -> Int {
        let a = operands[0], da = slopes[a]
        switch function {
        case .sign, .floor, .round: return zero
        case .abs: return da == zero ? zero : product(call(.sign, [a]), da)
        case .sqrt: return da == zero ? zero : quotient(da, product(number(2), whole))
        case .exp: return product(whole, da)
        case .log: return quotient(da, a)
        case .sin: return da == zero ? zero : product(call(.cos, [a]), da)
        case .cos: return da == zero ? zero : negation(product(call(.sin, [a]), da))
        case .min, .max:
            // As the value is found: the first that no later one goes beyond.
            var (best, slope) = (a, da)
            for (count, operand) in operands.enumerated().dropFirst() {
                let isBeyond = add(.binary(function == .min ? .less : .greater, operand, best))
                slope = call(.select, [isBeyond, slopes[operand], slope])
                best = add(.call(function, Array(operands[...count])))
            }
            return slope
        case .clamp:
            let (lower, upper) = (operands[1], operands[2])
            let above = call(.select, [add(.binary(.greater, a, upper)), slopes[upper], da])
            return call(.select, [add(.binary(.less, a, lower)), slopes[lower], above])
        case .select: return call(.select, [a, slopes[operands[1]], slopes[operands[2]]])
        }
    }
}
