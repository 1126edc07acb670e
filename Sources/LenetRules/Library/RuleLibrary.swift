import LenetCards
import LenetEngine
import LenetSyntax

/// The optimizers, schedules and landscapes that can be named: the shipped paragraphs and the user's own. A value: a copy is a library of
/// its own.
package struct RuleLibrary: Sendable {
    /// What a name stands for in one dialect, or, where it names none, in all.
    struct Entry: Sendable {
        enum Content: Sendable {
            case rule(OptimizerDefinition)
            case alias(AliasDefinition)
            case schedule(ScheduleDefinition)

            var span: Span {
                switch self {
                case .rule(let definition): definition.span
                case .alias(let definition): definition.span
                case .schedule(let definition): definition.span
                }
            }
        }
        var content: Content
        var dialect: Dialect?
        var isUserDefined: Bool

        var isSchedule: Bool {
            if case .schedule = content { return true }
            return false
        }
    }

    private(set) var entries: [String: [Entry]] = [:]
    private var words = RuleWords()
    /// Lines round every rule, by dialect: the common options.
    private(set) var before: [Dialect: OptimizerDefinition] = [:]
    private(set) var after: OptimizerDefinition?
    /// Compiled, by name (`RuleLibrary+Landscapes`).
    var landscapes: [String: Landscape] = [:]

    package init() {}

    package var optimizerNames: [String] { words.optimizers.sorted() }
    package var scheduleNames: [String] { words.schedules.sorted() }
    package var optimizerNameSet: Set<String> { words.optimizers }
    package var scheduleNameSet: Set<String> { words.schedules }

    /// Flag words of all rules: the parser takes them without a value.
    package var flagWords: Set<String> { words.flags.union(Dialect.allCases.flatMap { commonFlags($0) }) }

    /// Flag words of all schedules that take no number in a rule: `staircase`.
    package var scheduleFlagWords: Set<String> { words.scheduleFlags.subtracting(words.numbers) }

    /// Every word that is a setting of some rule or schedule, or of all of them.
    package var settingWords: Set<String> { words.settings.union(Dialect.allCases.flatMap { commonFlags($0) }) }

    /// The dialects that have a version of their own of an optimizer or a schedule; empty where one version serves all.
    package func dialects(of name: String) -> [Dialect] {
        Dialect.allCases.filter { dialect in entries[name]?.contains { $0.dialect == dialect } ?? false }
    }

    // MARK: Defining

    /// Checks a definition of an optimizer, an alias, a schedule or a landscape and, where it is sound, adds it; a later one of the same name
    /// and dialect takes the earlier one's place. Other kinds of definitions are none of this room's and pass unchanged.
    package mutating func define(_ definition: Definition) -> [Diagnostic] {
        let errors: [RuleError]
        switch definition {
        case .optimizer(let rule): errors = check(rule)
        case .optimizerAlias(let alias): errors = check(alias)
        case .schedule(let schedule): errors = check(schedule)
        case .landscape(let landscape): return check(landscape).map(\.diagnostic)
        case .model, .function: return []
        }
        guard errors.isEmpty else { return errors.map(\.diagnostic) }
        var grown = self
        grown.add(definition, isUserDefined: true)
        if case .optimizer(let rule) = definition, let error = grown.errorOfOtherRule(rule) { return [error.diagnostic] }
        if case .optimizerAlias(let alias) = definition, grown.isCircle(alias) {
            return [RuleError(.aliasOfItself(alias.name.text), at: alias.target.span).diagnostic]
        }
        self = grown
        return []
    }

    /// Adds without checking: the shipped definitions, which the tests check.
    mutating func add(_ definition: Definition, isUserDefined: Bool) {
        let entry: Entry
        switch definition {
        case .optimizer(let rule):
            entry = Entry(content: .rule(rule), dialect: Self.dialect(rule.dialect), isUserDefined: isUserDefined)
        case .optimizerAlias(let alias):
            entry = Entry(content: .alias(alias), dialect: Self.dialect(alias.dialect), isUserDefined: isUserDefined)
        case .schedule(let schedule):
            entry = Entry(content: .schedule(schedule), dialect: Self.dialect(schedule.dialect), isUserDefined: isUserDefined)
        case .landscape(let landscape): return addShipped(landscape)
        case .model, .function: return
        }
        let name = definition.name.text
        let isNew = entries[name] == nil
        if entry.dialect == nil {
            entries[name] = [entry] // one's own for all dialects hides what was shipped for each
        } else {
            entries[name, default: []].removeAll { $0.dialect == entry.dialect }
            entries[name, default: []].append(entry)
        }
        if isNew { return words.read(name, entry) }
        // What only the replaced one said is no word any more.
        words = RuleWords()
        for (name, versions) in entries { for version in versions { words.read(name, version) } }
    }

    mutating func addCommon(_ definition: OptimizerDefinition) {
        if let dialect = Self.dialect(definition.dialect) { before[dialect] = definition } else { after = definition }
    }

    static func dialect(_ name: Name?) -> Dialect? { name.flatMap { Dialect(rawValue: $0.text) } }

    private func check(_ rule: OptimizerDefinition) -> [RuleError] {
        var errors = checkName(rule.name, asSchedule: false)
        errors += RuleChecker(rule).check()
        let parameters = RuleParameters(rule.parameters)
        for parameter in parameters.numbers {
            guard let expression = parameter.default, let value = try? ScalarEvaluator().value(expression) else { continue }
            let range = HyperparameterCatalogue.entry(parameter.name.text).range
            if value.isFinite, !range.contains(value), !HyperparameterCatalogue.common.contains(parameter.name.text) {
                errors.append(
                    RuleError(.outOfRange(parameter.name.text, value: value, range, of: rule.name.text), at: expression.span))
            }
        }
        // A word is a flag in every rule or in none, or the parser could not read `train with x word`.
        let flags = flagWords
        let numbers = words.numbers
        for parameter in parameters.numbers where flags.contains(parameter.name.text) && !isOnlyUse(of: parameter.name.text, rule) {
            errors.append(RuleError(.flagElsewhere(parameter.name.text), at: parameter.name.span))
        }
        for parameter in parameters.flags where numbers.contains(parameter.name.text) && !isOnlyUse(of: parameter.name.text, rule) {
            errors.append(RuleError(.numberElsewhere(parameter.name.text), at: parameter.name.span))
        }
        return errors.sortedByPlace()
    }

    /// Followed from name to name, it comes back to itself: `optimizer adam = amsgrad(…)`, where amsgrad is a form of adam.
    private func isCircle(_ alias: AliasDefinition) -> Bool {
        let dialects = Self.dialect(alias.dialect).map { [$0] } ?? Dialect.allCases
        return dialects.contains { optimizer(named: alias.name.text, dialect: $0) == nil }
    }

    /// What is wrong with the rule that an `only` line names, or with what it is told.
    private func errorOfOtherRule(_ rule: OptimizerDefinition) -> RuleError? {
        guard rule.body.contains(where: \.isOnly) else { return nil }
        let dialect = Self.dialect(rule.dialect) ?? .keras
        do {
            _ = try compile(rule.name, dialect: dialect, settings: [])
            return nil
        } catch {
            if case .missingSetting(_, rule.name.text) = error.fact { return nil } // asked for where it is used
            return RuleError(error.fact, at: error.place)
        }
    }

    /// Only the definition that is about to be replaced uses the word.
    private func isOnlyUse(of word: String, _ rule: OptimizerDefinition) -> Bool {
        if HyperparameterCatalogue.common.contains(word) { return false }
        return !entries.contains { name, entries in
            entries.contains { entry in
                guard case .rule(let other) = entry.content else { return false }
                let replaced = name == rule.name.text && (rule.dialect == nil || other.dialect?.text == rule.dialect?.text)
                return !replaced && other.parameters.contains { $0.name.text == word }
            }
        }
    }

    private func check(_ alias: AliasDefinition) -> [RuleError] {
        var errors = checkName(alias.name, asSchedule: false)
        if let dialect = alias.dialect, Dialect(rawValue: dialect.text) == nil {
            errors.append(RuleError(.unknownDialect(dialect.text), at: dialect.span))
        }
        do throws(RuleError) {
            let (target, settings) = try Self.target(of: alias)
            let dialect = Self.dialect(alias.dialect) ?? .keras
            guard target.text != alias.name.text, let resolved = optimizer(named: target.text, dialect: dialect) else {
                throw RuleError(.unknownAliasTarget(target.text, known: optimizerNames.filter { $0 != alias.name.text }), at: target.span)
            }
            _ = try values(of: resolved, dialect: dialect, settings: settings, areComplete: false)
        } catch {
            errors.append(error)
        }
        return errors
    }

    private func checkName(_ name: Name, asSchedule: Bool) -> [RuleError] {
        if let other = entries[name.text]?.first, other.isSchedule != asSchedule {
            return [RuleError(.nameTaken(name.text, by: other.isSchedule ? "a schedule" : "an optimizer"), at: name.span)]
        }
        return []
    }

    private func check(_ schedule: ScheduleDefinition) -> [RuleError] {
        checkName(schedule.name, asSchedule: true) + ScheduleChecker.check(schedule)
    }

    // MARK: Looking up

    /// The paragraph that runs for a name in a dialect; where the dialect has none, another dialect's, with a note that says so.
    package func optimizer(named name: String, dialect: Dialect) -> ResolvedRule? {
        optimizer(named: name, dialect: dialect, depth: 0)
    }

    private func optimizer(named name: String, dialect: Dialect, depth: Int) -> ResolvedRule? {
        guard depth < 16, let entry = entry(name, dialect, { !$0.isSchedule }) else { return nil }
        let note = Self.note("rule", name, asked: dialect, has: entry.dialect)
        switch entry.content {
        case .rule(let definition):
            return ResolvedRule(
                name: name, definition: definition, presets: [], dialect: entry.dialect, note: note,
                isUserDefined: entry.isUserDefined)
        case .alias(let alias):
            guard let (target, settings) = try? Self.target(of: alias),
                var resolved = optimizer(named: target.text, dialect: entry.dialect ?? dialect, depth: depth + 1)
            else { return nil }
            resolved.name = name
            resolved.presets = resolved.presets.filter { old in !settings.contains { $0.name.text == old.name.text } } + settings
            resolved.note = note ?? resolved.note
            resolved.isUserDefined = entry.isUserDefined || resolved.isUserDefined
            return resolved
        case .schedule:
            return nil
        }
    }

    /// The schedule that runs for a name in a dialect; where the dialect has none, another dialect's, with a note that says so.
    package func schedule(named name: String, dialect: Dialect) -> (definition: ScheduleDefinition, note: String?)? {
        guard let entry = entry(name, dialect, \.isSchedule), case .schedule(let definition) = entry.content else { return nil }
        return (definition, Self.note("schedule", name, asked: dialect, has: entry.dialect))
    }

    /// Whose version of a schedule runs; nil where one serves all dialects.
    package func dialect(ofSchedule name: String, asked dialect: Dialect) -> Dialect? { entry(name, dialect, \.isSchedule)?.dialect }

    func isUserDefined(schedule name: String, dialect: Dialect) -> Bool { entry(name, dialect, \.isSchedule)?.isUserDefined ?? false }

    func alias(named name: String, dialect: Dialect) -> AliasDefinition? {
        guard let entry = entry(name, dialect, { !$0.isSchedule }), case .alias(let alias) = entry.content else { return nil }
        return alias
    }

    /// The dialect's own, else the one for all, else the first of keras, torch, paper that there is.
    private func entry(_ name: String, _ dialect: Dialect, _ wanted: (Entry) -> Bool) -> Entry? {
        let candidates = (entries[name] ?? []).filter(wanted)
        if let own = candidates.first(where: { $0.dialect == dialect }) ?? candidates.first(where: { $0.dialect == nil }) { return own }
        for other in Dialect.allCases {
            if let found = candidates.first(where: { $0.dialect == other }) { return found }
        }
        return nil
    }

    private static func note(_ kind: String, _ name: String, asked: Dialect, has: Dialect?) -> String? {
        guard let has, has != asked else { return nil }
        return "\(asked.rawValue) has no \(kind) '\(name)': this is \(has.rawValue)'s"
    }

    /// `adam(amsgrad: true)` or `adam`.
    static func target(of alias: AliasDefinition) throws(RuleError) -> (Name, [RuleSetting]) {
        switch alias.target.form {
        case .name(let name):
            return (Name(name, alias.target.span), [])
        case .call(let callee, let arguments):
            guard case .name(let name) = callee.form else { break }
            var settings: [RuleSetting] = []
            for argument in arguments {
                guard let label = argument.label else { throw RuleError(.badAlias, at: argument.value.span) }
                if case .boolean(let value) = argument.value.form {
                    settings.append(RuleSetting(label, .flag(value), valueSpan: argument.value.span))
                } else {
                    settings.append(
                        RuleSetting(label, .number(try ScalarEvaluator().value(argument.value)), valueSpan: argument.value.span))
                }
            }
            return (Name(name, callee.span), settings)
        default: break
        }
        throw RuleError(.badAlias, at: alias.target.span)
    }
}
