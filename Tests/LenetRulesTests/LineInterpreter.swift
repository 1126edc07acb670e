import Foundation
import LenetEngine
import LenetRules
import LenetSyntax

/// Carries out the lines of a settled rule as they stand: names in a dictionary, one value for each weight, no passes, no places.
struct LineInterpreter {
    let rule: SettledRule
    let rows: Int, columns: Int
    private var kept: [RuleSymbol: [Double]] = [:]
    private var t = 0
    private let rate: Double
    private(set) var evaluated: [Double]?
    private var count: Int { rows * columns }

    private let hyperparameters: [Double]

    /// `hyperparameters`: in the order of the rule's.
    init(_ rule: SettledRule, rows: Int, columns: Int, rate: Double, hyperparameters: [Double]) {
        self.rule = rule
        self.hyperparameters = hyperparameters
        self.rows = rows
        self.columns = columns
        self.rate = rate
    }

    mutating func step(weights: inout [Double], gradients: [Double], rate: Double) {
        if t == 0 {
            let evaluator = ScalarEvaluator(names: ["lr": self.rate])
            for state in rule.states {
                switch state.start {
                case .weights: kept[.state(state.name.text)] = weights
                case .value(let value): kept[.state(state.name.text)] = spread((try? evaluator.value(value)) ?? .nan)
                }
            }
            for scalar in rule.scalars {
                if case .value(let value) = scalar.start { kept[.scalar(scalar.name.text)] = spread((try? evaluator.value(value)) ?? .nan) }
            }
        }
        t += 1
        var names = kept
        names[.weight] = weights
        names[.gradient] = gradients
        names[.step] = spread(Double(t))
        names[.rate] = spread(rate)
        for (name, value) in zip(rule.hyperparameters, hyperparameters) { names[.hyperparameter(name)] = spread(value) }
        names[.rows] = spread(Double(rows))
        names[.columns] = spread(Double(columns))
        for line in rule.lines { names[line.target] = value(line.value, names) }
        for name in kept.keys { kept[name] = names[name] }
        weights = names[.weight] ?? []
        evaluated = rule.evaluation.map { value($0, names) }
    }

    private func spread(_ value: Double) -> [Double] { Array(repeating: value, count: count) }

    private func value(_ term: RuleTerm, _ names: [RuleSymbol: [Double]]) -> [Double] {
        switch term.form {
        case .number(let number): return spread(number)
        case .name(let name): return names[name] ?? spread(.nan)
        case .reduce(let kind, let inner):
            let values = value(inner, names)
            switch kind {
            case .sum: return spread(values.reduce(0, +))
            case .mean: return spread(values.reduce(0, +) / Double(count))
            case .norm, .globalNorm: return spread(values.map { $0 * $0 }.reduce(0, +).squareRoot())
            }
        case .matrix(let operation, let inner, let numbers):
            let values = value(inner, names)
            let scalars = numbers.map { value($0, names)[0] }
            return SlowMatrices.apply(operation, values, rows: rows, columns: columns, scalars)
        case .apply(let operation, let terms):
            let values = terms.map { value($0, names) }
            return (0..<count).map { i in apply(operation, values.map { $0[i] }) }
        }
    }

    private func apply(_ operation: RuleOperation, _ x: [Double]) -> Double {
        func truth(_ value: Bool) -> Double { value ? 1 : 0 }
        switch operation {
        case .negate: return -x[0]
        case .add: return x[0] + x[1]
        case .subtract: return x[0] - x[1]
        case .multiply: return x[0] * x[1]
        case .divide: return x[0] / x[1]
        case .modulo: return x[0] - x[1] * Foundation.floor(x[0] / x[1])
        case .power: return Foundation.pow(x[0], x[1])
        case .abs: return Swift.abs(x[0])
        case .sign: return x[0] > 0 ? 1 : x[0] < 0 ? -1 : 0
        case .sqrt: return x[0].squareRoot()
        case .exp: return Foundation.exp(x[0])
        case .log: return Foundation.log(x[0])
        case .floor: return Foundation.floor(x[0])
        case .min: return x.min() ?? .nan
        case .max: return x.max() ?? .nan
        case .clamp: return Swift.min(Swift.max(x[0], x[1]), x[2])
        case .less: return truth(x[0] < x[1])
        case .lessOrEqual: return truth(x[0] <= x[1])
        case .greater: return truth(x[0] > x[1])
        case .greaterOrEqual: return truth(x[0] >= x[1])
        case .equal: return truth(x[0] == x[1])
        case .notEqual: return truth(x[0] != x[1])
        case .and: return truth(x[0] != 0 && x[1] != 0)
        case .or: return truth(x[0] != 0 || x[1] != 0)
        case .not: return truth(x[0] == 0)
        case .select: return x[0] != 0 ? x[1] : x[2]
        }
    }
}
