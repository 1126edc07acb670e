import LenetSyntax

/// The `if` lines of a rule, settled before it is compiled: flags, and comparisons of parameters with numbers, joined by
/// `and`, `or`, `not`.
enum RuleCondition {
    /// A question that an `if` asks and that is true or false on its own: a flag's name, or a comparison as it is written.
    struct Atom: Hashable {
        var text: String
        var expression: Expression
        static func == (a: Atom, b: Atom) -> Bool { a.text == b.text }
        func hash(into hasher: inout Hasher) { hasher.combine(text) }
    }

    /// Checks a condition and lists what it asks; nil where it is no condition that can be settled.
    static func atoms(
        of condition: Expression, parameters: RuleParameters, errors: inout [RuleError], used: inout Set<String>
    ) -> [Atom]? {
        switch condition.form {
        case .boolean:
            return []
        case .name(let name) where parameters.isFlag(name):
            used.insert(name)
            return [Atom(text: name, expression: condition)]
        case .unary(.not, let operand):
            return atoms(of: operand, parameters: parameters, errors: &errors, used: &used)
        case .binary(.and, let left, let right), .binary(.or, let left, let right):
            guard let a = atoms(of: left, parameters: parameters, errors: &errors, used: &used),
                let b = atoms(of: right, parameters: parameters, errors: &errors, used: &used)
            else { return nil }
            return a + b
        case .binary(let operation, let left, let right):
            guard let operation = RuleNames.operations[operation], operation.isComparison,
                isConstant(left, parameters: parameters, errors: &errors, used: &used),
                isConstant(right, parameters: parameters, errors: &errors, used: &used)
            else { break }
            return [Atom(text: condition.canonicalText, expression: condition)]
        default:
            break
        }
        if errors.last?.place != condition.span { errors.append(RuleError(.conditionNotSettled, at: condition.span)) }
        return nil
    }

    /// Arithmetic on numbers and on parameters other than the rate, which the schedule changes.
    private static func isConstant(
        _ expression: Expression, parameters: RuleParameters, errors: inout [RuleError], used: inout Set<String>
    ) -> Bool {
        switch expression.form {
        case .number:
            return true
        case .name(let name) where name != "lr" && parameters.isNumber(name):
            used.insert(name)
            return true
        case .unary(.negate, let operand):
            return isConstant(operand, parameters: parameters, errors: &errors, used: &used)
        case .binary(let operation, let left, let right):
            switch operation {
            case .add, .subtract, .multiply, .divide, .power, .modulo:
                return isConstant(left, parameters: parameters, errors: &errors, used: &used)
                    && isConstant(right, parameters: parameters, errors: &errors, used: &used)
            default: return false
            }
        default:
            return false
        }
    }

    /// The value of a condition that `atoms` accepted, from the answers to its questions.
    static func holds(_ condition: Expression, _ answer: (Atom) -> Bool) -> Bool {
        switch condition.form {
        case .boolean(let value): value
        case .unary(.not, let operand): !holds(operand, answer)
        case .binary(.and, let left, let right): holds(left, answer) && holds(right, answer)
        case .binary(.or, let left, let right): holds(left, answer) || holds(right, answer)
        default: answer(Atom(text: condition.canonicalText, expression: condition))
        }
    }
}

extension Expression {
    /// One text for equal expressions, fully bracketed; for keys and short sentences.
    var canonicalText: String {
        switch form {
        case .number(let number): RuleNumber.text(number)
        case .boolean(let value): value ? "true" : "false"
        case .name(let name): name
        case .unary(.negate, let operand): "-" + operand.bracketedText
        case .unary(.not, let operand): "not " + operand.bracketedText
        case .binary(let operation, let left, let right):
            "\(left.bracketedText) \(operation.rawValue) \(right.bracketedText)"
        case .call(let callee, let arguments):
            "\(callee.canonicalText)(\(arguments.map { ($0.label.map { $0.text + ": " } ?? "") + $0.value.canonicalText }.joined(separator: ", ")))"
        default: "…"
        }
    }

    private var bracketedText: String {
        if case .binary = form { return "(\(canonicalText))" }
        return canonicalText
    }
}

/// Numbers as people write them: `0.001`, `1e-7`, `5`.
package enum RuleNumber {
    package static func text(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return "\(Int(value))" }
        let text = "\(value)"
        guard let e = text.firstIndex(of: "e") else { return text }
        let mantissa = text[..<e]
        var exponent = text[text.index(after: e)...]
        var sign = ""
        if exponent.first == "-" { sign = "-"; exponent.removeFirst() } else if exponent.first == "+" { exponent.removeFirst() }
        while exponent.count > 1, exponent.first == "0" { exponent.removeFirst() }
        let short = mantissa.hasSuffix(".0") ? mantissa.dropLast(2) : mantissa
        return "\(short)e\(sign)\(exponent)"
    }
}
