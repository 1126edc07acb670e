import LenetEngine
import LenetSyntax

/// The formula of a landscape as a graph: each different subexpression once, and operands before what is made of them. So a
/// value is worked out in one sweep, and a slope is found by one rule for each node, however often a part is used.
///
/// A formula is kept as it was written; only what is made while differentiating is simplified (`LandscapeGraph+Simplify`).
struct LandscapeGraph: Sendable, Hashable {
    enum Function: String, Sendable, Hashable {
        case abs, sign, sqrt, exp, log, floor, round, sin, cos, min, max, clamp
        case select = "where"
    }

    enum Node: Sendable, Hashable {
        /// The bits of the number: 0 and -0 are two.
        case number(UInt64)
        /// A variable, or, behind those, a parameter.
        case place(Int)
        case negate(Int)
        case not(Int)
        case binary(BinaryOperator, Int, Int)
        case call(Function, [Int])
    }

    private(set) var nodes: [Node] = []
    private var known: [Node: Int] = [:]

    /// The node's number; a new one where there is none like it.
    mutating func add(_ node: Node) -> Int {
        if let index = known[node] { return index }
        nodes.append(node)
        known[node] = nodes.count - 1
        return nodes.count - 1
    }

    mutating func number(_ value: Double) -> Int { add(.number(value.bitPattern)) }

    func constant(_ index: Int) -> Double? {
        if case .number(let bits) = nodes[index] { return Double(bitPattern: bits) }
        return nil
    }

    // MARK: Values

    /// Works out the first `count` nodes. `places`: the variables, then the parameters. `results` has room for them all.
    func evaluate(_ count: Int, places: [Double], into results: inout [Double]) {
        for index in 0..<count {
            switch nodes[index] {
            case .number(let bits): results[index] = Double(bitPattern: bits)
            case .place(let place): results[index] = places[place]
            case .negate(let a): results[index] = -results[a]
            case .not(let a): results[index] = results[a] == 0 ? 1 : 0
            case .binary(let operation, let a, let b): results[index] = ScalarEvaluator.apply(operation, results[a], results[b])
            case .call(let function, let operands): results[index] = Self.apply(function, operands) { results[$0] }
            }
        }
    }

    /// As `ScalarEvaluator` does it, which the tests compare.
    static func apply(_ function: Function, _ operands: [Int], _ value: (Int) -> Double) -> Double {
        let first = value(operands[0])
        switch function {
        case .abs: return Swift.abs(first)
        case .sign: return first > 0 ? 1 : first < 0 ? -1 : first
        case .sqrt: return first.squareRoot()
        case .exp: return Mathematics.exp(first)
        case .log: return Mathematics.log(first)
        case .floor: return first.rounded(.down)
        case .round: return first.rounded(.toNearestOrAwayFromZero)
        case .sin: return Mathematics.sin(first)
        case .cos: return Mathematics.cos(first)
        case .min:
            return operands.dropFirst().reduce(first) { least, operand in
                let next = value(operand)
                return next < least ? next : least
            }
        case .max:
            return operands.dropFirst().reduce(first) { most, operand in
                let next = value(operand)
                return next > most ? next : most
            }
        case .clamp:
            let (lower, upper) = (value(operands[1]), value(operands[2]))
            return first < lower ? lower : first > upper ? upper : first
        case .select: return first != 0 ? value(operands[1]) : value(operands[2])
        }
    }

    // MARK: Back to what is written

    /// How many nodes the expression has when nothing is shared; no more than `most`.
    func size(_ index: Int, most: Int) -> Int {
        var sizes = [Int](repeating: 1, count: index + 1)
        for node in 0...index {
            let inner: Int
            switch nodes[node] {
            case .number, .place: inner = 0
            case .negate(let a), .not(let a): inner = sizes[a]
            case .binary(_, let a, let b): inner = sizes[a] + sizes[b]
            case .call(_, let operands): inner = operands.reduce(0) { $0 + sizes[$1] }
            }
            sizes[node] = Swift.min(most, inner + 1)
        }
        return sizes[index]
    }

    /// For `FormulaWriter`. `names`: of the places.
    func expression(_ index: Int, names: [String], _ span: Span) -> Expression {
        func made(_ form: Expression.Form) -> Expression { Expression(form, span) }
        func operand(_ index: Int) -> Expression { expression(index, names: names, span) }
        switch nodes[index] {
        case .number(let bits):
            let value = Double(bitPattern: bits)
            return value < 0 ? made(.unary(.negate, made(.number(-value)))) : made(.number(value))
        case .place(let place): return made(.name(names[place]))
        case .negate(let a): return made(.unary(.negate, operand(a)))
        case .not(let a): return made(.unary(.not, operand(a)))
        case .binary(let operation, let a, let b): return made(.binary(operation, operand(a), operand(b)))
        case .call(let function, let operands):
            return made(.call(made(.name(function.rawValue)), operands.map { Argument(label: nil, value: operand($0)) }))
        }
    }
}
