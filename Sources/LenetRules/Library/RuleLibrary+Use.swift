import LenetCards
import LenetEngine
import LenetSyntax

/// Numbers and flags of a use, defaults filled in.
struct RuleValues: Sendable {
    var numbers: [String: Double] = [:]
    var flags: [String: Bool] = [:]
    /// What was said for this use (not by an alias or a default), by name.
    var given: [String: RuleSetting] = [:]

    var evaluator: ScalarEvaluator { ScalarEvaluator(names: numbers) }

    /// The answer to an `if` of the definition.
    func holds(_ condition: Expression) -> Bool {
        if case .name(let name) = condition.form, let flag = flags[name] { return flag }
        return ((try? evaluator.value(condition)) ?? 0) != 0
    }
}

/// A rule as it is used, one step before `RuleInUse`: what `step` and `explain` show comes from here.
package struct CompiledRule: Sendable {
    package var resolved: ResolvedRule
    /// The assignments that run, common options' among them; instructions' `line` counts them from 0.
    package var settled: SettledRule
    /// Where the results of those lines are, in a program that was asked to keep them.
    package var trace: RuleTrace?
    package var program: UpdateProgram
    /// Of the program's hyper-parameters, in its order.
    package var hyperparameters: [Double]
    /// The lines of the arrays that are no matrices, and their program; nil where the rule has no `only`.
    package var otherwise: (settled: SettledRule, rule: RuleInUse.Otherwise, trace: RuleTrace?)?
    package var learningRate: Double
    /// How many batches' gradients make an update.
    package var accumulate: Int
    /// Numbers and flags in force, as `name value` or `name`, in the order of the definition: what runs and records show.
    package var settings: [String]
}

extension RuleLibrary {
    /// The rule that a training uses: flags settled, settings checked, compiled, its schedule attached.
    ///
    /// Nothing given is ignored: a setting that the rule does not know, or that changes nothing with the others as they are, is
    /// an error.
    package func use(
        _ name: Name, dialect: Dialect, settings: [RuleSetting], schedule: ScheduleUse? = nil
    ) throws(RuleError) -> RuleInUse {
        try inUse(name, dialect: dialect, settings: settings, schedule: schedule, isTraced: false).rule
    }

    /// The same, with what it was made of. `isTraced`: its programs keep what their lines make.
    func inUse(
        _ name: Name, dialect: Dialect, settings: [RuleSetting], schedule: ScheduleUse?, isTraced: Bool
    ) throws(RuleError) -> (rule: RuleInUse, compiled: CompiledRule) {
        var settings = settings
        var momentumName: String?
        if let schedule, try setsMomentum(schedule, dialect: dialect) {
            momentumName = try momentum(of: name, under: schedule, dialect: dialect, &settings)
        }
        let compiled = try compile(name, dialect: dialect, settings: settings, isTraced: isTraced)
        var display = compiled.displayName
        var notes = [compiled.resolved.note].compactMap { $0 }
        var program: ScheduleProgram?
        var scheduleName: String?
        if let schedule {
            guard compiled.usesRate || momentumName != nil else {
                throw RuleError(.wouldChangeNothing("schedule", of: name.text), at: schedule.name.span)
            }
            let inUse = try scheduleInUse(schedule, dialect: dialect, rate: compiled.learningRate)
            program = inUse.program
            scheduleName = inUse.displayName
            display += " schedule \(inUse.displayName)"
            if let note = self.schedule(named: schedule.name.text, dialect: dialect)?.note { notes.append(note) }
        }
        let rule = RuleInUse(
            program: compiled.program, hyperparameters: compiled.hyperparameters, otherwise: compiled.otherwise?.rule,
            learningRate: compiled.learningRate, schedule: program, momentumName: momentumName, accumulate: compiled.accumulate,
            displayName: display, settings: compiled.settings, scheduleName: scheduleName, identity: compiled.identity, notes: notes)
        return (rule, compiled)
    }

    /// The hyper-parameter that takes a schedule's momentum: `momentum`, else `beta1`, as in PyTorch. A momentum that is off would
    /// leave the rule without its lines, so the schedule's first value turns it on.
    private func momentum(
        of name: Name, under schedule: ScheduleUse, dialect: Dialect, _ settings: inout [RuleSetting]
    ) throws(RuleError) -> String? {
        guard let resolved = optimizer(named: name.text, dialect: dialect) else { return nil }
        let parameters = RuleParameters(resolved.definition.parameters)
        guard parameters.isNumber("momentum") else {
            guard parameters.isNumber("beta1") else {
                throw RuleError(.scheduleNeedsMomentum(schedule.name.text, rule: name.text), at: schedule.name.span)
            }
            return "beta1"
        }
        let values = try self.values(of: resolved, dialect: dialect, settings: settings, areComplete: false)
        if values.numbers["momentum"] == 0 {
            let first = try scheduleInUse(schedule, dialect: dialect, rate: values.numbers["lr"] ?? 1).firstMomentum
            settings.removeAll { $0.name.text == "momentum" }
            settings.append(RuleSetting(Name("momentum", schedule.name.span), .number(first ?? 0)))
        }
        return "momentum"
    }

    /// The rule settled and compiled, without a schedule.
    package func compile(
        _ name: Name, dialect: Dialect, settings: [RuleSetting], isTraced: Bool = false
    ) throws(RuleError) -> CompiledRule {
        guard let resolved = optimizer(named: name.text, dialect: dialect) else {
            throw RuleError(.unknownOptimizer(name.text, known: optimizerNames), at: name.span)
        }
        do {
            return try compile(resolved, dialect: dialect, settings: settings, isTraced: isTraced)
        } catch {
            // An error inside a definition that was found sound shows where it was used, too.
            if let place = error.place, place.source != name.span.source {
                throw RuleError(error.fact, at: error.place, related: error.related + [.init(name.span, "used here")])
            }
            throw error
        }
    }

    func compile(
        _ resolved: ResolvedRule, dialect: Dialect, settings: [RuleSetting], isTraced: Bool = false
    ) throws(RuleError) -> CompiledRule {
        let values = try self.values(of: resolved, dialect: dialect, settings: settings, areComplete: true)
        let definition = composed(resolved, dialect: dialect)
        let checker = RuleChecker(definition)
        let settled = try checker.settled { values.holds($0) }
        let result = try RuleCompiler.compile(settled, isTraced: isTraced, starting: values)
        let other = try otherwise(of: settled, resolved, values, dialect: dialect, isTraced: isTraced)

        // Which settings matter: those in the program, in starts, and in the questions of `if` lines.
        var used = Set(result.hyperparameters).union(other?.result.hyperparameters ?? []).union(["accumulate"])
        if result.program.usesRate || other?.result.program.usesRate == true { used.insert("lr") }
        for kept in result.states + result.scalars {
            if case .value(let expression) = kept.start { expression.forEachName { name, _ in used.insert(name) } }
        }
        for argument in settled.otherwise?.arguments ?? [] {
            if case .number(let expression, _) = argument.value { expression.forEachName { name, _ in used.insert(name) } }
        }
        let asked = checker.questions { values.holds($0) }.union(other?.asked ?? [])
        used.formUnion(asked)
        for (name, setting) in values.given {
            let matters: Bool
            if let flag = values.flags[name] {
                var toggled = values
                toggled.flags[name] = !flag
                let otherLines = try checker.settled { toggled.holds($0) }.lines
                matters = !flag || settled.lines != otherLines
            } else {
                matters = used.contains(name)
            }
            if !matters { throw RuleError(.wouldChangeNothing(name, of: resolved.name), at: setting.name.span) }
        }

        let accumulate = values.numbers["accumulate"] ?? 0
        var shown: [String] = []
        var live = Set(result.hyperparameters).union(used.subtracting(asked)).union(["lr"])
        if accumulate <= 1 { live.remove("accumulate") }
        for parameter in definition.parameters {
            let name = parameter.name.text
            if let flag = values.flags[name] {
                if flag { shown.append(name) }
            } else if live.contains(name), let value = values.numbers[name] {
                shown.append("\(name) \(RuleNumber.text(value))")
            }
        }
        var program = result.program
        program.name = resolved.name
        return CompiledRule(
            resolved: resolved, settled: settled, trace: result.trace, program: program,
            hyperparameters: result.hyperparameters.map { values.numbers[$0] ?? .nan },
            otherwise: other.map { other in
                (
                    other.settled,
                    RuleInUse.Otherwise(
                        program: other.result.program, hyperparameters: other.result.hyperparameters.map { values.numbers[$0] ?? .nan }),
                    other.result.trace
                )
            },
            learningRate: values.numbers["lr"] ?? 1, accumulate: max(1, Int(accumulate)), settings: shown)
    }

    /// The common options' lines before and after the rule's own. A word that the rule uses for something of its own, as a
    /// parameter or otherwise, is the rule's.
    func composed(_ resolved: ResolvedRule, dialect: Dialect) -> OptimizerDefinition {
        var definition = resolved.definition
        let own = RuleChecker(definition).ownNames
        func lines(_ option: OptimizerDefinition?) -> [RuleLine] {
            (option?.body ?? []).filter { line in
                guard case .conditional(let condition, _, _) = line.form else { return true }
                var isOwn = false
                condition.forEachName { name, _ in isOwn = isOwn || own.contains(name) }
                return !isOwn
            }
        }
        let around = before[resolved.dialect ?? dialect]
        definition.body = lines(around) + definition.body + lines(after)
        for option in [around, after].compactMap({ $0 }) {
            let there = Set(definition.parameters.map(\.name.text)).union(own).union(["lr"])
            definition.parameters += option.parameters.filter { !there.contains($0.name.text) }
        }
        return definition
    }

    /// Every setting looked up, checked and completed by defaults.
    func values(
        of resolved: ResolvedRule, dialect: Dialect, settings: [RuleSetting], areComplete: Bool
    ) throws(RuleError) -> RuleValues {
        let parameters = RuleParameters(composed(resolved, dialect: dialect).parameters)
        let own = RuleChecker(resolved.definition).ownNames
        var values = RuleValues()
        for flag in parameters.flags { values.flags[flag.name.text] = parameters.defaultFlag(flag.name.text) }
        for number in parameters.numbers {
            if let expression = number.default { values.numbers[number.name.text] = try ScalarEvaluator().value(expression) }
        }
        for preset in resolved.presets { try set(preset, of: resolved, parameters, own, &values) }
        var seen: [String: Span] = [:]
        for setting in settings {
            if let first = seen[setting.name.text] {
                throw RuleError(.givenTwice(setting.name.text, first: first), at: setting.name.span)
            }
            seen[setting.name.text] = setting.name.span
            try set(setting, of: resolved, parameters, own, &values)
            values.given[setting.name.text] = setting
        }
        if areComplete, let missing = parameters.numbers.first(where: { values.numbers[$0.name.text] == nil }) {
            throw RuleError(.missingSetting(missing.name.text, of: resolved.name), at: settings.last?.name.span ?? missing.name.span)
        }
        return values
    }

    private func set(
        _ setting: RuleSetting, of resolved: ResolvedRule, _ parameters: RuleParameters, _ own: Set<String>, _ values: inout RuleValues
    ) throws(RuleError) {
        let name = setting.name.text
        let place = setting.valueSpan ?? setting.name.span
        if parameters.isFlag(name) {
            guard case .flag(let value) = setting.value else { throw RuleError(.wantsFlag(name, of: resolved.name), at: place) }
            values.flags[name] = value
        } else if parameters.isNumber(name) {
            guard case .number(let value) = setting.value else { throw RuleError(.wantsNumber(name, of: resolved.name), at: place) }
            let range = HyperparameterCatalogue.entry(name).range
            guard value.isFinite, range.contains(value) else {
                throw RuleError(.outOfRange(name, value: value, range, of: resolved.name), at: place)
            }
            if HyperparameterCatalogue.entry(name).isWhole, value != value.rounded() {
                throw RuleError(.wantsWholeNumber(name, of: resolved.name), at: place)
            }
            values.numbers[name] = value
        } else {
            let declared = resolved.definition.parameters.map(\.name.text).filter { own.contains($0) }
            let known = declared + HyperparameterCatalogue.common.filter { !own.contains($0) } + commonFlags(resolved.dialect)
            let preferred = name == "weight_decay" && resolved.dialect == .torch ? "l2" : nil
            throw RuleError(
                .unknownSetting(
                    name, of: resolved.name, known: known,
                    word: preferred ?? HyperparameterCatalogue.translation(of: name, among: known)),
                at: setting.name.span)
        }
    }
}

extension CompiledRule {
    /// `adam (keras) lr 0.001 beta1 0.9 beta2 0.999 epsilon 1e-7`
    var displayName: String {
        ([resolved.name] + (resolved.dialect.map { ["(\($0.rawValue))"] } ?? []) + settings).joined(separator: " ")
    }

    /// The rule's own name and dialect, what it keeps, and, for a user's own, what its text says: two of one identity may go on
    /// with each other's state.
    var identity: String {
        let programs = [program] + (otherwise.map { [$0.rule.program] } ?? [])
        let kept = programs.map { ($0.states.map(\.name) + $0.arrayScalars.map(\.name)).joined(separator: ",") }
        var text = "\(resolved.definition.name.text)/\(resolved.dialect?.rawValue ?? "own")/\(kept.joined(separator: ";"))"
        if resolved.isUserDefined { text += "/" + resolved.definition.fingerprint }
        return text
    }

    var usesRate: Bool { program.usesRate || otherwise?.rule.program.usesRate == true }
}

extension UpdateProgram {
    /// The learning rate reaches the weights or a state.
    package var usesRate: Bool {
        passes.contains { pass in
            pass.scalars.contains { instruction in
                switch instruction.operation {
                case .rows, .columns, .count: false
                case .copy, .negate, .abs, .sign, .sqrt, .exp, .log, .floor, .round, .sin, .cos, .not: instruction.a == Self.rateScalar
                case .select: [instruction.a, instruction.b, instruction.c].contains(Self.rateScalar)
                default: [instruction.a, instruction.b].contains(Self.rateScalar)
                }
            }
                || pass.vectors.contains { instruction in
                    switch instruction.operation {
                    case .copy, .negate, .abs, .sign, .sqrt, .square, .exp, .log, .not: instruction.a == .scalar(Self.rateScalar)
                    case .select: [instruction.a, instruction.b, instruction.c].contains(.scalar(Self.rateScalar))
                    default: [instruction.a, instruction.b].contains(.scalar(Self.rateScalar))
                    }
                }
                || pass.matrices.contains { $0.scalars.contains(Self.rateScalar) }
        }
    }
}
