import LenetCards
import LenetEngine
import LenetSyntax

/// A schedule with its settings: a formula over `lr` (the base rate), `step`, `epoch`, `steps`, `epochs` and its parameters.
///
/// A parameter's default may use all of those and the parameters before it: `over = steps`.
package struct ScheduleInUse: Sendable {
    let name: String
    let parameters: [ParameterDeclaration]
    let formula: Expression
    let given: [String: Double]
    let base: Double
    /// `cosine lowest 0.1`
    package let displayName: String

    /// The rate of the update about to be made; NaN where the formula has no value there.
    package func rate(at moment: ScheduleMoment) -> Double {
        (try? value(at: moment)) ?? .nan
    }

    func value(at moment: ScheduleMoment) throws(RuleError) -> Double {
        var evaluator = ScalarEvaluator(names: [
            "lr": base, "step": Double(moment.step), "epoch": Double(moment.epoch), "steps": Double(moment.steps),
            "epochs": Double(moment.epochs),
        ])
        for parameter in parameters {
            if let value = given[parameter.name.text] {
                evaluator.names[parameter.name.text] = value
            } else if let value = parameter.default {
                evaluator.names[parameter.name.text] = try evaluator.value(value)
            }
        }
        return try evaluator.value(formula)
    }
}

extension ScheduleInUse {
    /// A training of some length, to try formulas on.
    static let sample = ScheduleMoment(step: 0, epoch: 0, steps: 1000, epochs: 10)
}

/// Checks a schedule when it is read.
enum ScheduleChecker {
    static let builtIn: [String: String] = [
        "lr": "the base rate", "step": "the updates done so far", "epoch": "the epochs done so far",
        "steps": "the updates of this training", "epochs": "the epochs of this training",
    ]

    static func check(_ schedule: ScheduleDefinition) -> [RuleError] {
        var errors: [RuleError] = []
        if let dialect = schedule.dialect, Dialect(rawValue: dialect.text) == nil {
            errors.append(RuleError(.unknownDialect(dialect.text), at: dialect.span))
        }
        guard case .formula(let formula) = schedule.body else {
            return errors + [RuleError(.notYet("schedule … { }"), at: schedule.span)]
        }
        var declared: [String: Span] = [:]
        var used: Set<String> = []
        var evaluator = ScalarEvaluator(names: builtIn.mapValues { _ in 1 })
        for parameter in schedule.parameters {
            let name = parameter.name
            if let first = declared[name.text] {
                errors.append(RuleError(.duplicateName(name.text, first: first), at: name.span))
            } else if let meaning = builtIn[name.text] {
                errors.append(RuleError(.builtInName(name.text, meaning: meaning), at: name.span))
            } else if ScalarEvaluator.functions[name.text] != nil || ScalarEvaluator.constants[name.text] != nil {
                errors.append(RuleError(.builtInName(name.text, meaning: "a function or a constant"), at: name.span))
            }
            declared[name.text] = name.span
            if let value = parameter.default {
                attempt(value, evaluator, &errors)
                value.forEachName { name, _ in used.insert(name) }
            }
            evaluator.names[name.text] = 1
        }
        attempt(formula, evaluator, &errors)
        guard errors.isEmpty else { return errors.sortedByPlace() }
        formula.forEachName { name, _ in used.insert(name) }
        for parameter in schedule.parameters where !used.contains(parameter.name.text) {
            errors.append(RuleError(.parameterNeverUsed(parameter.name.text), at: parameter.name.span))
        }
        return errors.sortedByPlace()
    }

    private static func attempt(_ expression: Expression, _ evaluator: ScalarEvaluator, _ errors: inout [RuleError]) {
        do { _ = try evaluator.value(expression) } catch { errors.append(error) }
    }
}

extension RuleLibrary {
    /// A schedule looked up, its settings checked.
    package func scheduleInUse(_ use: ScheduleUse, dialect: Dialect, rate: Double) throws(RuleError) -> ScheduleInUse {
        guard let (definition, _) = schedule(named: use.name.text, dialect: dialect), case .formula(let formula) = definition.body else {
            throw RuleError(.unknownSchedule(use.name.text, known: scheduleNames), at: use.name.span)
        }
        let parameters = RuleParameters(definition.parameters)
        var given: [String: Double] = [:]
        var seen: [String: Span] = [:]
        var words: [String] = []
        for setting in use.settings {
            let name = setting.name.text
            let place = setting.valueSpan ?? setting.name.span
            if let first = seen[name] { throw RuleError(.givenTwice(name, first: first), at: setting.name.span) }
            seen[name] = setting.name.span
            switch setting.value {
            case .flag(let value):
                guard parameters.isFlag(name) else {
                    if parameters.isNumber(name) { throw RuleError(.wantsNumber(name, of: use.name.text), at: place) }
                    throw unknown(setting, definition)
                }
                given[name] = value ? 1 : 0
                words.append(value ? name : "\(name) false")
            case .number(let value):
                guard parameters.isNumber(name) else {
                    if parameters.isFlag(name) { throw RuleError(.wantsFlag(name, of: use.name.text), at: place) }
                    throw unknown(setting, definition)
                }
                guard value.isFinite else {
                    throw RuleError(.outOfRange(name, value: value, .any, of: use.name.text), at: place)
                }
                given[name] = value
                words.append("\(name) \(RuleNumber.text(value))")
            }
        }
        for parameter in definition.parameters where parameter.default == nil && given[parameter.name.text] == nil {
            throw RuleError(.missingSetting(parameter.name.text, of: use.name.text), at: use.name.span)
        }
        let inUse = ScheduleInUse(
            name: use.name.text, parameters: definition.parameters, formula: formula, given: given, base: rate,
            displayName: ([use.name.text] + words).joined(separator: " "))
        guard try inUse.value(at: ScheduleInUse.sample).isFinite else {
            throw RuleError(.scheduleNotFinite(use.name.text), at: use.settings.first?.valueSpan ?? use.name.span)
        }
        return inUse
    }

    private func unknown(_ setting: RuleSetting, _ definition: ScheduleDefinition) -> RuleError {
        RuleError(
            .unknownSetting(
                setting.name.text, of: definition.name.text, known: definition.parameters.map(\.name.text), word: nil),
            at: setting.name.span)
    }
}
