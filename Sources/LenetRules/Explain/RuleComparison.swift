import LenetEngine
import LenetSyntax

/// Two rules side by side: which lines differ, which defaults, and how far each goes in its first step.
package struct RuleComparison: Sendable {
    package enum Line: Sendable, Hashable {
        case same(FormulaLine)
        /// The same name gets another value; one side is nil where only the other rule has such a line.
        case different(FormulaLine?, FormulaLine?)
    }
    package struct Default: Sendable, Hashable {
        package var name: String
        package var values: [String?]
    }
    /// Both update programs run for one step, on the same weights and gradients.
    package struct FirstStep: Sendable, Hashable {
        package var gradient: Double
        /// How far a weight moved, the mean over the array.
        package var lengths: [Double]
        /// The second's over the first's; nil where the first stood still.
        package var ratio: Double? { lengths[0] == 0 ? nil : lengths[1] / lengths[0] }
    }
    /// The first and the second.
    package var rules: [RuleExplanation]
    package var lines: [Line]
    /// Settings in force that are not the same; nil where the rule has none of that name.
    package var defaults: [Default]
    package var firstSteps: [FirstStep]
}

extension RuleLibrary {
    package struct Side: Sendable {
        package var name: Name
        package var dialect: Dialect
        package var settings: [RuleSetting]
        package init(name: Name, dialect: Dialect, settings: [RuleSetting]) {
            self.name = name
            self.dialect = dialect
            self.settings = settings
        }
    }

    package func compare(_ first: Side, _ second: Side) throws(RuleError) -> RuleComparison {
        var rules: [RuleExplanation] = [], steps: [[Double]] = []
        for side in [first, second] {
            rules.append(try explain(side.name, dialect: side.dialect, settings: side.settings))
            steps.append(try Self.firstSteps(try compile(side.name, dialect: side.dialect, settings: side.settings)))
        }
        return RuleComparison(
            rules: rules, lines: RuleComparison.aligned(rules[0].formula, rules[1].formula),
            defaults: RuleComparison.differences(rules[0], rules[1]),
            firstSteps: RuleComparison.gradients.enumerated().map { index, gradient in
                .init(gradient: gradient, lengths: steps.map { $0[index] })
            })
    }

    private static func firstSteps(_ rule: CompiledRule) throws(RuleError) -> [Double] {
        RuleComparison.gradients.map { gradient in
            // An array that a rule for matrices takes as one.
            let count = 16
            let runner = UpdateRunner<Double>(
                program: rule.program, hyperparameters: rule.hyperparameters, otherwise: rule.otherwise?.rule, arrays: [[4, 4]])
            var weights = [Double](repeating: 1, count: count)
            let gradients = [Double](repeating: gradient, count: count)
            runner.step(weights: &weights, gradients: gradients, rate: rule.learningRate)
            return weights.reduce(0) { $0 + abs($1 - 1) } / Double(count)
        }
    }
}

extension RuleComparison {
    /// Small, usual, large.
    static let gradients = [0.0001, 0.01, 1]

    /// The longest run of names that both give a value in the same order stays together; the rest is one rule's own.
    static func aligned(_ a: [FormulaLine], _ b: [FormulaLine]) -> [Line] {
        func key(_ line: FormulaLine) -> String { "\(line.role) \(line.role == .remark ? line.text : line.target)" }
        // common[i][j]: how much a[i...] and b[j...] have in common; equal lines count more than equal names.
        var common = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
        func worth(_ i: Int, _ j: Int) -> Int { a[i].text == b[j].text ? 3 : key(a[i]) == key(b[j]) ? 2 : 0 }
        for i in a.indices.reversed() {
            for j in b.indices.reversed() {
                let match = worth(i, j)
                common[i][j] = max(common[i + 1][j], common[i][j + 1], match > 0 ? common[i + 1][j + 1] + match : 0)
            }
        }
        var lines: [Line] = []
        var i = 0, j = 0
        while i < a.count || j < b.count {
            if i < a.count, j < b.count, worth(i, j) > 0, common[i][j] == common[i + 1][j + 1] + worth(i, j) {
                lines.append(a[i].text == b[j].text ? .same(a[i]) : .different(a[i], b[j]))
                i += 1
                j += 1
            } else if j == b.count || i < a.count && common[i + 1][j] >= common[i][j + 1] {
                lines.append(.different(a[i], nil))
                i += 1
            } else {
                lines.append(.different(nil, b[j]))
                j += 1
            }
        }
        return lines
    }

    static func differences(_ a: RuleExplanation, _ b: RuleExplanation) -> [Default] {
        func values(_ rule: RuleExplanation) -> [(String, String)] {
            rule.symbols.compactMap { symbol in symbol.value.map { (symbol.name, $0) } }
        }
        let first = values(a), second = values(b)
        let names = first.map(\.0) + second.map(\.0).filter { name in !first.contains { $0.0 == name } }
        return names.compactMap { name in
            let pair = [first, second].map { list in list.first { $0.0 == name }?.1 }
            return pair[0] == pair[1] ? nil : Default(name: name, values: pair)
        }
    }
}
