import LenetCommands
import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax

/// What `lenet bench rules` prints: what a step costs by each rule, on LeNet-5's weights.
struct RuleBenchTable {
    private let rows: [Row]
    private let weights: Int

    private struct Row {
        var name: String
        var dialect: Dialect
        var states: Int
        var microseconds: Double
    }

    /// Every shipped rule with its defaults, in Keras' dialect or the first that has it.
    init(_ library: RuleLibrary) throws {
        guard let lines = Presets.lines("lenet5") else { preconditionFailure("lenet5 is shipped") }
        let plan = try NetworkPlan(name: "lenet5", lines: lines, input: Shape(channels: 1, height: 28, width: 28), classes: 10)
        weights = plan.parameterCount
        rows = try library.optimizerNames.map { name in
            let place = Span(source: SourceID(index: 0), start: 0, end: 0)
            let dialect = library.optimizer(named: name, dialect: .keras)?.dialect ?? .keras
            let rule = try library.use(Name(name, place), dialect: dialect, settings: [])
            return Row(
                name: name, dialect: dialect, states: rule.program.states.count,
                microseconds: RuleBench.microseconds(of: rule, on: plan))
        }
    }

    var lines: [String] {
        var table = TextTable([.init("rule", .left), .init("dialect", .left), .init("numbers kept a weight"), .init("us a step")])
        table.rows = rows.map { [$0.name, $0.dialect.rawValue, "\($0.states)", NumberText.fixed($0.microseconds, decimals: 0)] }
        return ["one update of lenet5's \(NumberText.grouped(weights)) weights, one thread, median of 15"] + table.lines()
    }

    var json: JSON {
        .list(
            rows.map {
                .object([
                    ("rule", .text($0.name)), ("dialect", .text($0.dialect.rawValue)), ("states", .number(Double($0.states))),
                    ("microseconds", .number($0.microseconds)),
                ])
            })
    }
}
