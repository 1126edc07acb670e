import LenetEngine
import LenetSyntax

/// Turns a schedule into a program of scalar instructions, and finds what is wrong with its definition on the way.
///
/// Unlike in a rule, `if` is asked each time, for it may ask what was measured; one that asks parameters alone is settled here.
/// Conditions are the numbers 1 and 0. Lists have lengths that are known, so what is done to them is written out.
struct ScheduleCompiler {
    /// What a use says, by name. A flag is 1 or 0.
    struct Given {
        var numbers: [String: Double] = [:]
        var lists: [String: [Double]] = [:]
    }

    typealias Place = ScheduleProgram.Place
    typealias Instruction = UpdateProgram.ScalarInstruction
    typealias Operation = UpdateProgram.ScalarOperation

    enum Value {
        case number(Int)
        case list([Int])
    }

    static let builtIn: [String: (place: Int, meaning: String)] = [
        "lr": (Place.rate, "the base rate"), "momentum": (Place.momentum, "the momentum of the rule"),
        "step": (Place.step, "the batches done so far"), "epoch": (Place.epoch, "the epochs done so far"),
        "steps": (Place.steps, "the batches of this training"), "epochs": (Place.epochs, "the epochs of this training"),
        "metric": (Place.metric, "the loss after an epoch"), "accuracy": (Place.accuracy, "the accuracy after an epoch"),
    ]
    static let functions = ScalarEvaluator.functions.merging(["sum": 1...1, "length": 1...1]) { first, _ in first }

    let definition: ScheduleDefinition
    private let parameters: RuleParameters
    private let given: Given
    /// A definition that is only read: what is unused matters, and both branches of every `if` do.
    private let isCheck: Bool

    var errors: [RuleError] = []
    var values: [String: Value] = [:]
    /// Parameters whose value is known now.
    private var settled = ScalarEvaluator()
    private var kept: [String: Span] = [:]
    var temporaries: [String: Int] = [:]
    var assigned: Set<String> = []
    var read: Set<String> = []
    private var written: Set<String> = []
    var constants: [UInt64: Int] = [:]
    var next = Place.firstFree
    var code: [Instruction] = []

    static func compile(_ definition: ScheduleDefinition, _ given: Given) throws(RuleError) -> ScheduleProgram {
        var compiler = ScheduleCompiler(definition, given, isCheck: false)
        let program = compiler.run()
        if let error = compiler.errors.first { throw error }
        return program
    }

    static func check(_ definition: ScheduleDefinition) -> [RuleError] {
        var given = Given()
        let parameters = RuleParameters(definition.parameters)
        for number in parameters.numbers where number.default == nil { given.numbers[number.name.text] = 1 }
        for list in parameters.lists { given.lists[list.name.text] = [1] }
        var compiler = ScheduleCompiler(definition, given, isCheck: true)
        _ = compiler.run()
        return compiler.errors
    }

    private init(_ definition: ScheduleDefinition, _ given: Given, isCheck: Bool) {
        self.definition = definition
        self.given = given
        self.isCheck = isCheck
        parameters = RuleParameters(definition.parameters)
    }

    private mutating func run() -> ScheduleProgram {
        declareParameters()
        let prefix = takeCode()
        var start: [ScheduleProgram.Line] = prefix.isEmpty ? [] : [.compute(prefix)]
        var lines = start
        switch definition.body {
        case .formula(let formula):
            assign(Name("lr", formula.span), formula)
            lines.append(.compute(takeCode()))
        case .block(let body):
            start += declareKept(body)
            lines += compile(body.filter { if case .scalar = $0.form { false } else { true } })
        }
        if isCheck, errors.isEmpty { checkUse() }
        return ScheduleProgram(
            start: start, lines: lines,
            constants: constants.sorted { $0.value < $1.value }.map { .init(place: $0.value, value: Double(bitPattern: $0.key)) },
            placeCount: next, readsMetric: !read.isDisjoint(with: ["metric", "accuracy"]), setsMomentum: written.contains("momentum"))
    }

    // MARK: Names

    private mutating func declareParameters() {
        for parameter in definition.parameters {
            let name = parameter.name.text
            if values[name] != nil {
                let first = definition.parameters.first { $0.name.text == name }?.name.span ?? parameter.name.span
                errors.append(RuleError(.duplicateName(name, first: first), at: parameter.name.span))
            } else {
                checkName(parameter.name)
            }
            if let numbers = given.lists[name] {
                values[name] = .list(numbers.map { constant($0) })
            } else if case .list(let elements)? = parameter.default?.form {
                values[name] = .list(elements.map { number($0) })
            } else if let value = given.numbers[name] {
                values[name] = .number(constant(value))
                settled.names[name] = value
            } else if let value = parameter.default {
                values[name] = .number(number(value))
                if let known = try? settled.value(value) { settled.names[name] = known }
            }
        }
    }

    private mutating func checkName(_ name: Name) {
        if let meaning = Self.builtIn[name.text]?.meaning {
            errors.append(RuleError(.builtInName(name.text, meaning: meaning), at: name.span))
        } else if Self.functions[name.text] != nil || ScalarEvaluator.constants[name.text] != nil {
            errors.append(RuleError(.builtInName(name.text, meaning: "a function or a constant"), at: name.span))
        }
    }

    /// `scalar rate = lr, best = infinity`: once, at the first moment.
    private mutating func declareKept(_ body: [RuleLine]) -> [ScheduleProgram.Line] {
        for line in body {
            guard case .scalar(let bindings) = line.form else { continue }
            for binding in bindings {
                let name = binding.name.text
                if let first = kept[name] {
                    errors.append(RuleError(.duplicateName(name, first: first), at: binding.name.span))
                } else if let first = definition.parameters.first(where: { $0.name.text == name }) {
                    errors.append(RuleError(.duplicateName(name, first: first.name.span), at: binding.name.span))
                } else {
                    checkName(binding.name)
                }
                let place = take()
                code.append(Instruction(.copy, result: place, a: number(binding.value)))
                kept[name] = binding.name.span
                values[name] = .number(place)
            }
        }
        return [.compute(takeCode())]
    }

    private mutating func checkUse() {
        if !written.contains("lr") { errors.append(RuleError(.rateNeverSet(schedule: definition.name.text), at: definition.name.span)) }
        for parameter in definition.parameters where !read.contains(parameter.name.text) {
            errors.append(RuleError(.parameterNeverUsed(parameter.name.text), at: parameter.name.span))
        }
        for (name, span) in kept {
            if !read.contains(name) {
                errors.append(RuleError(.stateNeverUsed(name, kind: .scalar), at: span))
            } else if !written.contains(name) {
                errors.append(RuleError(.stateNeverWritten(name, kind: .scalar), at: span))
            }
        }
    }

    // MARK: Lines

    private mutating func compile(_ body: [RuleLine]) -> [ScheduleProgram.Line] {
        var lines: [ScheduleProgram.Line] = []
        for line in body {
            switch line.form {
            case .assign(let target, let value):
                assign(target, value)
            case .conditional(let condition, let then, let otherwise):
                if !isCheck, let known = try? settled.value(condition) {
                    flush(into: &lines)
                    lines += compile(known != 0 ? then : otherwise)
                    continue
                }
                let place = number(condition)
                flush(into: &lines)
                let before = assigned
                let first = compile(then)
                let afterFirst = assigned
                assigned = before
                let second = compile(otherwise)
                // A condition that a use settles takes one branch; what it leaves unassigned is found where it is used.
                assigned = isSettled(condition) ? afterFirst.union(assigned) : afterFirst.intersection(assigned)
                lines.append(.choose(place: place, then: first, otherwise: second))
            case .state: errors.append(RuleError(.notInSchedules("a `state` line"), at: line.span))
            case .scalar: errors.append(RuleError(.notInSchedules("a `scalar` line inside an `if`"), at: line.span))
            case .only: errors.append(RuleError(.notInSchedules("an `only` line"), at: line.span))
            case .evaluate: errors.append(RuleError(.notInSchedules("an `evaluate` line"), at: line.span))
            }
        }
        flush(into: &lines)
        return lines
    }

    /// Of an expression of numbers and settled parameters alone.
    func knownNumber(_ expression: Expression) -> Double? { try? settled.value(expression) }

    private func isSettled(_ condition: Expression) -> Bool {
        var names: Set<String> = []
        condition.forEachName { name, _ in names.insert(name) }
        return names.allSatisfy { settled.names[$0] != nil || ScalarEvaluator.constants[$0] != nil }
    }

    private mutating func flush(into lines: inout [ScheduleProgram.Line]) {
        let code = takeCode()
        if !code.isEmpty { lines.append(.compute(code)) }
    }

    private mutating func takeCode() -> [Instruction] {
        defer { code = [] }
        return code
    }

    private mutating func assign(_ target: Name, _ value: Expression) {
        let name = target.text
        let result = number(value)
        let place: Int
        switch name {
        case "lr", "momentum": place = Self.builtIn[name]?.place ?? 0
        case _ where Self.builtIn[name] != nil || ScalarEvaluator.constants[name] != nil || Self.functions[name] != nil:
            errors.append(RuleError(.notAssignable(name, .moment), at: target.span))
            return
        case _ where kept[name] != nil:
            guard case .number(let own)? = values[name] else { return }
            place = own
        case _ where definition.parameters.contains { $0.name.text == name }:
            errors.append(RuleError(.notAssignable(name, .parameter), at: target.span))
            return
        default:
            place = temporaries[name] ?? take()
            temporaries[name] = place
        }
        code.append(Instruction(.copy, result: place, a: result))
        written.insert(name)
        assigned.insert(name)
    }
}
