import LenetEngine
import LenetSyntax

/// A settled rule as values instead of names: every operation once, in the order in which it is written, equal ones shared.
///
/// Nothing is rearranged: an operation of the program is an operation of the text, so what runs is what one reads. Only what
/// cannot change a bit is done: constants are folded in Double, and an operation on the same values is not done twice.
struct RuleGraph {
    typealias Program = UpdateProgram

    enum Operand: Hashable {
        case vector(Int)
        case scalar(Int)
    }

    enum ScalarNode: Hashable {
        /// By bit pattern, so that -0 and 0 stay apart.
        case constant(UInt64)
        /// t, lr, a hyper-parameter, or a `scalar` name's value from the step before.
        case leaf(ScalarLeaf)
        case operation(Program.ScalarOperation, Int, Int, Int)
        case reduction(Program.Reduction.Kind, Int)
    }
    enum ScalarLeaf: Hashable {
        case step, rate
        case hyperparameter(Int)
        case kept(Int)
    }
    enum VectorNode: Hashable {
        /// w, g or a state as they are when the step begins: 0, 1, 2 + index.
        case leaf(Int)
        case operation(Program.VectorOperation, Operand, Operand, Operand)
        /// Of a vector as a matrix, with scalars; it can be had in the pass after the one that makes the vector.
        case matrix(Program.MatrixOperation, Int, [Int])

        var isOperation: Bool {
            if case .operation = self { return true }
            return false
        }
    }

    private(set) var scalars: [ScalarNode] = []
    private(set) var scalarLines: [Int] = []
    private(set) var vectors: [VectorNode] = []
    private(set) var vectorLines: [Int] = []
    private var scalarNumbers: [ScalarNode: Int] = [:]
    private var vectorNumbers: [VectorNode: Int] = [:]

    /// What each place of w and the states holds when the step ends: a vector node, by place; nil for what is not written.
    private(set) var finals: [Int: Int] = [:]
    /// The scalar node that each `scalar` name holds when the step ends.
    private(set) var keptFinals: [Int: Int] = [:]
    /// What `evaluate` names.
    private(set) var evaluation: Int?

    /// What a line made: its value, and by their places in the text the whole-array terms in it (`norm(g)`).
    struct Traced {
        var value: Operand
        var wholes: [Span: Operand] = [:]
    }
    /// One for each line, where that was asked for.
    private(set) var traced: [Traced] = []

    /// Everything the weights and evaluation need. A place of `liveVectorLeaves` is read as the step before left it.
    private(set) var live: Set<Operand> = []
    private(set) var liveVectorLeaves: Set<Int> = []
    private(set) var liveKept: Set<Int> = []
    private(set) var liveHyperparameters: Set<Int> = []

    /// `isTraced`: `traced` is filled. It adds no operation, so the rest is the same either way.
    init(_ rule: SettledRule, isTraced: Bool = false) {
        var environment: [RuleSymbol: Operand] = [:]
        environment[.weight] = .vector(vector(.leaf(Program.weightVector), line: -1))
        environment[.gradient] = .vector(vector(.leaf(Program.gradientVector), line: -1))
        for (index, state) in rule.states.enumerated() {
            environment[.state(state.name.text)] = .vector(vector(.leaf(Program.firstStateVector + index), line: -1))
        }
        environment[.step] = .scalar(scalar(.leaf(.step), line: -1))
        environment[.rate] = .scalar(scalar(.leaf(.rate), line: -1))
        environment[.rows] = .scalar(scalar(.operation(.rows, -1, -1, -1), line: -1))
        environment[.columns] = .scalar(scalar(.operation(.columns, -1, -1, -1), line: -1))
        for (index, name) in rule.hyperparameters.enumerated() {
            environment[.hyperparameter(name)] = .scalar(scalar(.leaf(.hyperparameter(index)), line: -1))
        }
        for (index, kept) in rule.scalars.enumerated() {
            environment[.scalar(kept.name.text)] = .scalar(scalar(.leaf(.kept(index)), line: -1))
        }

        var lastLine: [RuleSymbol: Int] = [:]
        for (line, assignment) in rule.lines.enumerated() {
            var value = operand(assignment.value, environment, line)
            switch assignment.target {
            case .weight, .gradient, .state:
                if case .scalar = value { value = .vector(vector(.operation(.copy, value, .scalar(0), .scalar(0)), line: line)) }
            default: break
            }
            if isTraced {
                var made = Traced(value: value)
                // Equal operations are shared: these are the nodes that the line has just been made of.
                for term in assignment.value.wholeArrayTerms { made.wholes[term.span] = operand(term, environment, line) }
                traced.append(made)
            }
            environment[assignment.target] = value
            lastLine[assignment.target] = line
        }
        if let term = rule.evaluation, case .vector(let node) = operand(term, environment, rule.lines.count) {
            evaluation = node
        }

        // What the step leaves in w and in what is kept, by name, before it is asked which of it is needed.
        var results: [Int: (node: Int, line: Int)] = [:]
        func record(_ symbol: RuleSymbol, _ place: Int) {
            guard case .vector(let node)? = environment[symbol] else { return }
            if case .leaf(place) = vectors[node] { return } // not written, or `w = w`
            results[place] = (node, lastLine[symbol] ?? -1)
        }
        record(.weight, Program.weightVector)
        for (index, state) in rule.states.enumerated() { record(.state(state.name.text), Program.firstStateVector + index) }
        var keptResults: [Int: Int] = [:]
        for (index, kept) in rule.scalars.enumerated() {
            guard case .scalar(let node)? = environment[.scalar(kept.name.text)], scalars[node] != .leaf(.kept(index)) else { continue }
            keptResults[index] = node
        }

        prune(results.mapValues(\.node), keptResults)
        // Each place gets an operation of its own that fills it, so that it can be written without asking who else reads it.
        var taken: Set<Int> = []
        for place in results.keys.sorted() where place == Program.weightVector || liveVectorLeaves.contains(place) {
            guard let (node, line) = results[place] else { continue }
            let own = !vectors[node].isOperation || taken.contains(node) ? freshCopy(of: node, line: line) : node
            taken.insert(own)
            finals[place] = own
        }
        keptFinals = keptResults.filter { liveKept.contains($0.key) }
    }

    /// Finds what the weights and evaluation need, in this step or a later one: a state whose value from the step before is
    /// never read is not kept.
    private mutating func prune(_ results: [Int: Int], _ keptResults: [Int: Int]) {
        var roots: [Operand] = []
        if let node = results[Program.weightVector] { roots.append(.vector(node)) }
        if let evaluation {
            roots.append(.vector(evaluation))
        }
        var seen: Set<Operand> = []
        while let next = roots.popLast() {
            guard seen.insert(next).inserted else { continue }
            switch next {
            case .vector(let number):
                if case .leaf(let place) = vectors[number] {
                    liveVectorLeaves.insert(place)
                    if let result = results[place] { roots.append(.vector(result)) }
                }
                roots += vectors[number].operands
            case .scalar(let number):
                switch scalars[number] {
                case .leaf(.kept(let index)):
                    liveKept.insert(index)
                    if let result = keptResults[index] { roots.append(.scalar(result)) }
                case .leaf(.hyperparameter(let index)):
                    liveHyperparameters.insert(index)
                case .reduction(_, let vector):
                    roots.append(.vector(vector))
                default:
                    roots += scalars[number].scalarOperands.map { .scalar($0) }
                }
            }
        }
        live = seen
    }

    // MARK: Building

    private mutating func scalar(_ node: ScalarNode, line: Int) -> Int {
        if let number = scalarNumbers[node] { return number }
        scalars.append(node)
        scalarLines.append(line)
        scalarNumbers[node] = scalars.count - 1
        return scalars.count - 1
    }

    private mutating func vector(_ node: VectorNode, line: Int) -> Int {
        if let number = vectorNumbers[node] { return number }
        vectors.append(node)
        vectorLines.append(line)
        vectorNumbers[node] = vectors.count - 1
        return vectors.count - 1
    }

    mutating func freshCopy(of node: Int, line: Int) -> Int {
        vectors.append(.operation(.copy, .vector(node), .scalar(0), .scalar(0)))
        vectorLines.append(line)
        return vectors.count - 1
    }

    /// A node that a place of its own can be filled by: the operation itself, or a copy of a place's old value.
    mutating func ownNode(for node: Int, line: Int) -> Int {
        vectors[node].isOperation ? node : freshCopy(of: node, line: line)
    }

    private mutating func constant(_ value: Double) -> Int { scalar(.constant(value.bitPattern), line: -1) }

    private func constantValue(_ node: Int) -> Double? {
        guard case .constant(let bits) = scalars[node] else { return nil }
        return Double(bitPattern: bits)
    }

    private mutating func operand(_ term: RuleTerm, _ environment: [RuleSymbol: Operand], _ line: Int) -> Operand {
        switch term.form {
        case .number(let value):
            return .scalar(constant(value))
        case .name(let symbol):
            // The checker has seen to it that every name has a value.
            return environment[symbol] ?? .scalar(constant(.nan))
        case .reduce(let kind, let inner):
            return reduce(kind, operand(inner, environment, line), line)
        case .matrix(let operation, let inner, let numbers):
            var matrix = operand(inner, environment, line)
            var scalars = numbers.map { number -> Int in
                guard case .scalar(let node) = operand(number, environment, line) else { return constant(.nan) }
                return node
            }
            if operation == .orthogonalize, scalars.count == 1 {
                let norm = reduce(.norm, matrix, line)
                let divisor = binary(.max, .max, norm, .scalar(constant(RuleNames.smallestNorm)), line)
                matrix = binary(.divide, .divide, matrix, divisor, line)
                scalars += RuleNames.orthogonalizeCoefficients.map { constant($0) }
            }
            return .vector(vector(.matrix(operation, spread(matrix, line), scalars), line: line))
        case .apply(let operation, let terms):
            return apply(operation, terms.map { operand($0, environment, line) }, line)
        }
    }

    private mutating func reduce(_ kind: Program.Reduction.Kind, _ operand: Operand, _ line: Int) -> Operand {
        .scalar(scalar(.reduction(kind, spread(operand, line)), line: line))
    }

    /// A vector as it is; one number as a vector of copies.
    private mutating func spread(_ operand: Operand, _ line: Int) -> Int {
        switch operand {
        case .vector(let node): node
        case .scalar: vector(.operation(.copy, operand, .scalar(0), .scalar(0)), line: line)
        }
    }

    private mutating func apply(_ operation: RuleOperation, _ operands: [Operand], _ line: Int) -> Operand {
        switch operation {
        case .min, .max:
            return operands.dropFirst().reduce(operands[0]) { result, next in
                binary(operation == .min ? .min : .max, operation == .min ? .min : .max, result, next, line)
            }
        case .clamp:
            let raised = binary(.max, .max, operands[0], operands[1], line)
            return binary(.min, .min, raised, operands[2], line)
        case .modulo: // of scalars: a - b * floor(a / b)
            let quotient = binary(.divide, .divide, operands[0], operands[1], line)
            let whole = unary(.floor, .copy, quotient, line)
            return binary(.subtract, .subtract, operands[0], binary(.multiply, .multiply, operands[1], whole, line), line)
        case .power:
            if case .scalar(let exponent) = operands[1], constantValue(exponent) == 2, case .vector = operands[0] {
                return unary(.copy, .square, operands[0], line)
            }
            return binary(.power, .power, operands[0], operands[1], line)
        case .select:
            return ternary(operands, line)
        case .negate: return unary(.negate, .negate, operands[0], line)
        case .abs: return unary(.abs, .abs, operands[0], line)
        case .sign: return unary(.sign, .sign, operands[0], line)
        case .sqrt: return unary(.sqrt, .sqrt, operands[0], line)
        case .exp: return unary(.exp, .exp, operands[0], line)
        case .log: return unary(.log, .log, operands[0], line)
        case .floor: return unary(.floor, .copy, operands[0], line)
        case .not: return unary(.not, .not, operands[0], line)
        case .add: return binary(.add, .add, operands[0], operands[1], line)
        case .subtract: return binary(.subtract, .subtract, operands[0], operands[1], line)
        case .multiply: return binary(.multiply, .multiply, operands[0], operands[1], line)
        case .divide: return binary(.divide, .divide, operands[0], operands[1], line)
        case .less: return binary(.less, .less, operands[0], operands[1], line)
        case .lessOrEqual: return binary(.lessOrEqual, .lessOrEqual, operands[0], operands[1], line)
        case .greater: return binary(.greater, .greater, operands[0], operands[1], line)
        case .greaterOrEqual: return binary(.greaterOrEqual, .greaterOrEqual, operands[0], operands[1], line)
        case .equal: return binary(.equal, .equal, operands[0], operands[1], line)
        case .notEqual: return binary(.notEqual, .notEqual, operands[0], operands[1], line)
        case .and: return binary(.and, .and, operands[0], operands[1], line)
        case .or: return binary(.or, .or, operands[0], operands[1], line)
        }
    }

    private mutating func unary(_ s: Program.ScalarOperation, _ v: Program.VectorOperation, _ a: Operand, _ line: Int) -> Operand {
        switch a {
        case .vector: return .vector(vector(.operation(v, a, .scalar(0), .scalar(0)), line: line))
        case .scalar(let x):
            if s == .negate, let value = constantValue(x) { return .scalar(constant(-value)) }
            if s == .sqrt, let value = constantValue(x) { return .scalar(constant(value.squareRoot())) }
            return .scalar(scalar(.operation(s, x, -1, -1), line: line))
        }
    }

    private mutating func binary(
        _ s: Program.ScalarOperation, _ v: Program.VectorOperation, _ a: Operand, _ b: Operand, _ line: Int
    ) -> Operand {
        guard case .scalar(let x) = a, case .scalar(let y) = b else {
            return .vector(vector(.operation(v, a, b, .scalar(0)), line: line))
        }
        if let p = constantValue(x), let q = constantValue(y) {
            switch s {
            case .add: return .scalar(constant(p + q))
            case .subtract: return .scalar(constant(p - q))
            case .multiply: return .scalar(constant(p * q))
            case .divide: return .scalar(constant(p / q))
            default: break
            }
        }
        return .scalar(scalar(.operation(s, x, y, -1), line: line))
    }

    private mutating func ternary(_ operands: [Operand], _ line: Int) -> Operand {
        if case .scalar(let a) = operands[0], case .scalar(let b) = operands[1], case .scalar(let c) = operands[2] {
            return .scalar(scalar(.operation(.select, a, b, c), line: line))
        }
        return .vector(vector(.operation(.select, operands[0], operands[1], operands[2]), line: line))
    }
}

extension RuleGraph.VectorNode {
    /// The operands it reads; unused ones are left out.
    var operands: [RuleGraph.Operand] {
        if case .matrix(_, let vector, let scalars) = self { return [.vector(vector)] + scalars.map { .scalar($0) } }
        guard case .operation(let operation, let a, let b, let c) = self else { return [] }
        switch operation {
        case .copy, .negate, .abs, .sign, .sqrt, .square, .exp, .log, .not: return [a]
        case .select: return [a, b, c]
        default: return [a, b]
        }
    }
}

extension RuleGraph.ScalarNode {
    var scalarOperands: [Int] {
        guard case .operation(_, let a, let b, let c) = self else { return [] }
        return [a, b, c].filter { $0 >= 0 }
    }
}
