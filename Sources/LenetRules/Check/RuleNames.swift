import LenetCards
import LenetEngine
import LenetSyntax

/// The words that rules come with.
enum RuleNames {
    /// What no parameter, state or temporary may be called.
    static let builtIn: [String: String] = [
        "w": "the weights",
        "g": "the gradient",
        "t": "the number of the step, from 1",
        "lr": "the learning rate after the schedule",
        "rows": "the number of rows of the array",
        "columns": "the number of columns of the array",
    ]

    struct Function {
        var operation: RuleOperation
        var arguments: ClosedRange<Int>
    }

    /// Element-wise.
    static let functions: [String: Function] = [
        "abs": Function(operation: .abs, arguments: 1...1),
        "sign": Function(operation: .sign, arguments: 1...1),
        "sqrt": Function(operation: .sqrt, arguments: 1...1),
        "exp": Function(operation: .exp, arguments: 1...1),
        "log": Function(operation: .log, arguments: 1...1),
        "floor": Function(operation: .floor, arguments: 1...1),
        "min": Function(operation: .min, arguments: 2...8),
        "max": Function(operation: .max, arguments: 2...8),
        "clamp": Function(operation: .clamp, arguments: 3...3),
        "where": Function(operation: .select, arguments: 3...3),
    ]

    /// Of the whole array; `global_norm` of all arrays together.
    static let reductions: [String: UpdateProgram.Reduction.Kind] = [
        "norm": .norm, "sum": .sum, "mean": .mean, "global_norm": .globalNorm,
    ]

    struct MatrixFunction {
        var operation: UpdateProgram.MatrixOperation
        /// How many values it may be given.
        var arguments: Set<Int>
    }

    /// Of the array as a matrix of its last two dimensions.
    static let matrixFunctions: [String: MatrixFunction] = [
        "row_mean": MatrixFunction(operation: .rowMean, arguments: [1]),
        "column_mean": MatrixFunction(operation: .columnMean, arguments: [1]),
        // (m, rounds): of m / norm(m), with Keller Jordan's coefficients; (x, rounds, a, b, c): of x as it stands.
        "orthogonalize": MatrixFunction(operation: .orthogonalize, arguments: [2, 5]),
    ]

    /// Keller Jordan (2024): steepest at 0, so that few rounds lift small singular values.
    static let orthogonalizeCoefficients = [3.4445, -4.775, 2.0315]
    /// Keeps `orthogonalize(m, rounds)` from dividing by 0.
    static let smallestNorm = 1e-7

    static var functionNames: [String] { functions.keys.sorted() + reductions.keys.sorted() + matrixFunctions.keys.sorted() }

    static func isFunction(_ name: String) -> Bool {
        functions[name] != nil || reductions[name] != nil || matrixFunctions[name] != nil
    }

    static let operations: [BinaryOperator: RuleOperation] = [
        .add: .add, .subtract: .subtract, .multiply: .multiply, .divide: .divide, .modulo: .modulo, .power: .power,
        .less: .less, .lessOrEqual: .lessOrEqual, .greater: .greater, .greaterOrEqual: .greaterOrEqual,
        .equal: .equal, .notEqual: .notEqual, .and: .and, .or: .or,
    ]
}

extension RuleOperation {
    var isComparison: Bool {
        switch self {
        case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: true
        default: false
        }
    }
    var isLogic: Bool { self == .and || self == .or || self == .not }
}
