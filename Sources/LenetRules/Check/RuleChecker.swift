import LenetEngine
import LenetSyntax

/// Checks a definition when it is read, in every way its `if` lines can fall, and settles it when it is used.
package struct RuleChecker {
    let definition: OptimizerDefinition
    let parameters: RuleParameters

    package init(_ definition: OptimizerDefinition) {
        self.definition = definition
        parameters = RuleParameters(definition.parameters)
    }

    /// More `if` questions than this would make too many ways to check.
    static let greatestAtomCount = 8

    /// All that is wrong with the definition, in the order of the text. `isOption`: one of the shipped paragraphs round every
    /// rule, which need not write `w`.
    package func check(isOption: Bool = false) -> [RuleError] {
        var errors = checkDeclarations()
        var used: Set<String> = []
        let atoms = self.atoms(&errors, &used)
        if atoms.count > Self.greatestAtomCount {
            errors.append(RuleError(.tooManyFlags(Self.greatestAtomCount), at: definition.name.span))
        }
        guard errors.isEmpty else { return errors.sortedByPlace() }

        var usage = LineChecker.Usage()
        var influential: Set<String> = []
        var withoutWeights: (answers: [RuleCondition.Atom: Bool], ways: Int)?
        let ways = 1 << atoms.count
        for way in 0..<ways {
            var answers: [RuleCondition.Atom: Bool] = [:]
            for (index, atom) in atoms.enumerated() { answers[atom] = way >> index & 1 == 1 }
            var checker = LineChecker(
                ruleName: definition.name.text, parameters: parameters, assignedAnywhere: assignedNames(definition.body))
            checker.check(Self.settle(definition.body) { answers[$0] ?? false })
            for error in checker.errors where !errors.contains(error) { errors.append(error) }
            usage.add(checker.usage)
            for symbol in checker.settled.influentialNames {
                if case .state(let name) = symbol { influential.insert(name) }
                if case .scalar(let name) = symbol { influential.insert(name) }
            }
            if !checker.usage.writesWeights { withoutWeights = (withoutWeights?.answers ?? answers, (withoutWeights?.ways ?? 0) + 1) }
        }
        // A mistyped name leaves others unused: what is unused is told when nothing else is wrong.
        guard errors.isEmpty else { return errors.sortedByPlace() }
        if let withoutWeights, !isOption {
            let when = withoutWeights.ways == ways ? nil : Self.sentence(atoms, withoutWeights.answers)
            errors.append(
                RuleError(.weightsNeverWritten(rule: definition.name.text, when: when), at: definition.name.span))
            if when == nil { return errors }
        }
        used.formUnion(usage.parameters)
        for parameter in definition.parameters
        where !used.contains(parameter.name.text) && !HyperparameterCatalogue.common.contains(parameter.name.text)
            && !(isOption && parameter.name.text == "lr")
        {
            errors.append(RuleError(.parameterNeverUsed(parameter.name.text), at: parameter.name.span))
        }
        for (kind, binding) in keptNames(definition.body) {
            let name = binding.name
            if !usage.keptRead.contains(name.text) || !(influential.contains(name.text) || isOption) {
                errors.append(RuleError(.stateNeverUsed(name.text, kind: kind), at: name.span))
            } else if !usage.keptWritten.contains(name.text) {
                errors.append(RuleError(.stateNeverWritten(name.text, kind: kind), at: name.span))
            }
        }
        for (span, name) in usage.temporaries where !usage.temporariesRead.contains(span) {
            errors.append(RuleError(.temporaryNeverUsed(name), at: span))
        }
        return errors.sortedByPlace()
    }

    /// The lines that run for given values of flags and numbers. The definition must have been found sound.
    func settled(_ holds: (Expression) -> Bool) throws(RuleError) -> SettledRule {
        var checker = LineChecker(
            ruleName: definition.name.text, parameters: parameters, assignedAnywhere: assignedNames(definition.body),
            takesLastEvaluation: true)
        checker.check(Self.settle(definition.body) { holds($0.expression) })
        if let error = checker.errors.first { throw error }
        return checker.settled
    }

    /// The parameters that the `if` lines on the way ask for.
    func questions(_ holds: (Expression) -> Bool) -> Set<String> {
        var asked: Set<String> = []
        func visit(_ lines: [RuleLine]) {
            for line in lines {
                guard case .conditional(let condition, let then, let otherwise) = line.form else { continue }
                condition.forEachName { name, _ in asked.insert(name) }
                visit(RuleCondition.holds(condition) { holds($0.expression) } ? then : otherwise)
            }
        }
        visit(definition.body)
        return asked
    }

    /// Every name that the definition gives a meaning: parameters, what is kept, temporaries.
    var names: Set<String> {
        assignedNames(definition.body).union(keptNames(definition.body).map(\.1.name.text))
            .union(definition.parameters.map(\.name.text))
    }

    /// `names` without the common options of which the definition sets the default alone: `decay = 0.1` among the parameters of a
    /// rule whose lines do not speak of `decay`.
    var ownNames: Set<String> {
        var read: Set<String> = assignedNames(definition.body).union(keptNames(definition.body).map(\.1.name.text))
        func visit(_ lines: [RuleLine]) {
            for line in lines {
                switch line.form {
                case .state(let bindings), .scalar(let bindings):
                    for binding in bindings { binding.value.forEachName { name, _ in read.insert(name) } }
                case .assign(_, let value), .evaluate(let value), .only(_, let value):
                    value.forEachName { name, _ in read.insert(name) }
                case .conditional(let condition, let then, let otherwise):
                    condition.forEachName { name, _ in read.insert(name) }
                    visit(then)
                    visit(otherwise)
                }
            }
        }
        visit(definition.body)
        return names.filter { read.contains($0) || !HyperparameterCatalogue.common.contains($0) }
    }

    // MARK: Pieces

    private static func settle(_ lines: [RuleLine], _ answer: (RuleCondition.Atom) -> Bool) -> [RuleLine] {
        lines.flatMap { line in
            guard case .conditional(let condition, let then, let otherwise) = line.form else { return [line] }
            return settle(RuleCondition.holds(condition, answer) ? then : otherwise, answer)
        }
    }

    /// What the `if` lines ask, each question once.
    private func atoms(_ errors: inout [RuleError], _ used: inout Set<String>) -> [RuleCondition.Atom] {
        var atoms: [RuleCondition.Atom] = []
        let known = Set(parameters.numbers.map(\.name.text) + parameters.flags.map(\.name.text))
        let anywhere = assignedNames(definition.body).union(keptNames(definition.body).map(\.1.name.text)).union(RuleNames.builtIn.keys)
        func visit(_ lines: [RuleLine]) {
            for line in lines {
                guard case .conditional(let condition, let then, let otherwise) = line.form else { continue }
                let before = errors.count
                condition.forEachName { name, span in
                    if !known.contains(name), !anywhere.contains(name) {
                        errors.append(RuleError(.unknownName(name, known: known.sorted()), at: span))
                    }
                }
                if errors.count == before {
                    for atom in RuleCondition.atoms(of: condition, parameters: parameters, errors: &errors, used: &used) ?? []
                    where !atoms.contains(atom) {
                        atoms.append(atom)
                    }
                }
                visit(then)
                visit(otherwise)
            }
        }
        visit(definition.body)
        return atoms
    }

    /// Names declared twice, or that are the language's own; defaults that are no constants; an unknown dialect.
    private func checkDeclarations() -> [RuleError] {
        var errors: [RuleError] = []
        if let dialect = definition.dialect, Dialect(rawValue: dialect.text) == nil {
            errors.append(RuleError(.unknownDialect(dialect.text), at: dialect.span))
        }
        var declared: [String: Span] = [:]
        func declare(_ name: Name, isParameter: Bool) {
            if let first = declared[name.text] {
                errors.append(RuleError(.duplicateName(name.text, first: first), at: name.span))
            } else if let meaning = RuleNames.builtIn[name.text], !(isParameter && name.text == "lr") {
                errors.append(RuleError(.builtInName(name.text, meaning: meaning), at: name.span))
            } else if RuleNames.isFunction(name.text) {
                errors.append(RuleError(.builtInName(name.text, meaning: "a function"), at: name.span))
            } else {
                declared[name.text] = name.span
            }
        }
        for parameter in definition.parameters {
            declare(parameter.name, isParameter: true)
            if parameters.isList(parameter.name.text) {
                errors.append(RuleError(.badDefault(parameter.name.text), at: parameter.default?.span))
            }
            if let value = parameter.default, parameters.isNumber(parameter.name.text) {
                let evaluated = try? ScalarEvaluator().value(value)
                if evaluated?.isFinite != true { errors.append(RuleError(.badDefault(parameter.name.text), at: value.span)) }
            }
        }
        for (_, binding) in keptNames(definition.body) { declare(binding.name, isParameter: false) }
        forEachAssignment(definition.body) { target in
            if RuleNames.isFunction(target.text) {
                errors.append(RuleError(.builtInName(target.text, meaning: "a function"), at: target.span))
            }
        }
        return errors
    }

    private func keptNames(_ lines: [RuleLine]) -> [(RuleFact.Keeping, RuleBinding)] {
        lines.flatMap { line -> [(RuleFact.Keeping, RuleBinding)] in
            switch line.form {
            case .state(let bindings): bindings.map { (.state, $0) }
            case .scalar(let bindings): bindings.map { (.scalar, $0) }
            case .conditional(_, let then, let otherwise): keptNames(then) + keptNames(otherwise)
            default: []
            }
        }
    }

    private func forEachAssignment(_ lines: [RuleLine], _ body: (Name) -> Void) {
        for line in lines {
            switch line.form {
            case .assign(let target, _): body(target)
            case .conditional(_, let then, let otherwise):
                forEachAssignment(then, body)
                forEachAssignment(otherwise, body)
            default: break
            }
        }
    }

    private func assignedNames(_ lines: [RuleLine]) -> Set<String> {
        var names: Set<String> = []
        forEachAssignment(lines) { names.insert($0.text) }
        return names
    }

    /// `nesterov and not momentum > 0`
    private static func sentence(_ atoms: [RuleCondition.Atom], _ answers: [RuleCondition.Atom: Bool]) -> String {
        atoms.map { answers[$0] == true ? $0.text : "not " + $0.text }.joined(separator: " and ")
    }
}

extension LineChecker.Usage {
    mutating func add(_ other: LineChecker.Usage) {
        parameters.formUnion(other.parameters)
        keptRead.formUnion(other.keptRead)
        keptWritten.formUnion(other.keptWritten)
        temporaries.merge(other.temporaries) { first, _ in first }
        temporariesRead.formUnion(other.temporariesRead)
    }
}

extension [RuleError] {
    func sortedByPlace() -> [RuleError] {
        sorted { ($0.place?.start ?? 0, $0.place?.end ?? 0) < ($1.place?.start ?? 0, $1.place?.end ?? 0) }
    }
}
