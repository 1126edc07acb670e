import LenetCards
import LenetEngine
import LenetSyntax

/// A schedule with its settings, compiled.
struct ScheduleInUse: Sendable {
    var program: ScheduleProgram
    /// `cosine lowest 0.1`
    var displayName: String
    /// What it first sets the momentum to, where it does.
    var firstMomentum: Double?

    /// A training of some length, to try schedules on.
    static let sample = ScheduleMoment(step: 0, epoch: 0, steps: 1000, epochs: 10)
}

extension RuleLibrary {
    /// A schedule looked up, its settings checked, compiled and tried once.
    func scheduleInUse(_ use: ScheduleUse, dialect: Dialect, rate: Double) throws(RuleError) -> ScheduleInUse {
        let (program, words) = try compile(use, dialect: dialect)
        var run = ScheduleRun(program, learningRate: rate, momentum: 0)
        run.advance(to: ScheduleInUse.sample)
        if program.readsMetric { run.report(metric: 1, accuracy: 0.5, at: ScheduleInUse.sample) }
        guard run.rate.isFinite, run.momentum?.isFinite != false else {
            throw RuleError(.scheduleNotFinite(use.name.text), at: use.settings.first?.valueSpan ?? use.name.span)
        }
        guard run.rate >= 0 else {
            throw RuleError(.scheduleNegative(use.name.text, rate: run.rate), at: use.settings.first?.valueSpan ?? use.name.span)
        }
        return ScheduleInUse(program: program, displayName: ([use.name.text] + words).joined(separator: " "), firstMomentum: run.momentum)
    }

    func setsMomentum(_ use: ScheduleUse, dialect: Dialect) throws(RuleError) -> Bool {
        try compile(use, dialect: dialect).program.setsMomentum
    }

    private func compile(_ use: ScheduleUse, dialect: Dialect) throws(RuleError) -> (program: ScheduleProgram, words: [String]) {
        guard let (definition, _) = schedule(named: use.name.text, dialect: dialect) else {
            throw RuleError(.unknownSchedule(use.name.text, known: scheduleNames), at: use.name.span)
        }
        let parameters = RuleParameters(definition.parameters)
        let isUserDefined = isUserDefined(schedule: use.name.text, dialect: dialect)
        var given = ScheduleCompiler.Given()
        var seen: [String: Span] = [:]
        var words: [String] = []
        for setting in use.settings {
            let name = setting.name.text
            let place = setting.valueSpan ?? setting.name.span
            if let first = seen[name] { throw RuleError(.givenTwice(name, first: first), at: setting.name.span) }
            seen[name] = setting.name.span
            switch setting.value {
            case .flag(let value) where parameters.isFlag(name):
                given.numbers[name] = value ? 1 : 0
                words.append(value ? name : "\(name) false")
            case .number(let value) where parameters.isNumber(name):
                let range = isUserDefined ? .any : HyperparameterCatalogue.scheduleRange(name, of: use.name.text)
                guard value.isFinite, range.contains(value) else {
                    throw RuleError(.outOfRange(name, value: value, range, of: use.name.text), at: place)
                }
                given.numbers[name] = value
                words.append("\(name) \(RuleNumber.text(value))")
            case .list(let values) where parameters.isList(name):
                let range = isUserDefined ? .any : HyperparameterCatalogue.scheduleRange(name, of: use.name.text)
                if let wrong = values.first(where: { !$0.isFinite || !range.contains($0) }) {
                    throw RuleError(.outOfRange(name, value: wrong, range, of: use.name.text), at: place)
                }
                if !isUserDefined, name == "milestones", let (before, after) = zip(values, values.dropFirst()).first(where: { $0 > $1 }) {
                    throw RuleError(.milestonesUnsorted(of: use.name.text, before: before, after: after), at: place)
                }
                given.lists[name] = values
                words.append("\(name) [\(values.map(RuleNumber.text).joined(separator: ", "))]")
            default:
                if parameters.isFlag(name) { throw RuleError(.wantsFlag(name, of: use.name.text), at: place) }
                if parameters.isNumber(name) { throw RuleError(.wantsNumber(name, of: use.name.text), at: place) }
                if parameters.isList(name) { throw RuleError(.wantsList(name, of: use.name.text), at: place) }
                throw RuleError(
                    .unknownSetting(name, of: definition.name.text, known: definition.parameters.map(\.name.text), word: nil),
                    at: setting.name.span)
            }
        }
        for parameter in definition.parameters {
            let name = parameter.name.text
            if case .list(let elements) = parameter.default?.form, elements.isEmpty, given.lists[name] == nil {
                throw RuleError(.missingSetting(name, of: use.name.text), at: use.name.span)
            }
            if parameter.default == nil, given.numbers[name] == nil {
                throw RuleError(.missingSetting(name, of: use.name.text), at: use.name.span)
            }
        }
        if !isUserDefined, let milestones = given.lists["milestones"], let values = given.lists["values"], values.count != milestones.count + 1 {
            throw RuleError(
                .valuesForMilestones(of: use.name.text, values: values.count, milestones: milestones.count),
                at: use.settings.first { $0.name.text == "values" }?.valueSpan ?? use.name.span)
        }
        return (try ScheduleCompiler.compile(definition, given), words)
    }
}

/// Checks a schedule when it is read: compiled as it stands, with 1 for what must be given.
enum ScheduleChecker {
    static func check(_ schedule: ScheduleDefinition) -> [RuleError] {
        var errors: [RuleError] = []
        if let dialect = schedule.dialect, Dialect(rawValue: dialect.text) == nil {
            errors.append(RuleError(.unknownDialect(dialect.text), at: dialect.span))
        }
        return (errors + ScheduleCompiler.check(schedule)).sortedByPlace()
    }
}
