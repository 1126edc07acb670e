import LenetCards
import LenetSyntax

/// `expect run.accuracy > 0.97, "adam should learn this"`
package enum Expect: StatementDefinition {
    package static let card = Card(
        .statement, "expect", "Ends the script with exit code 3 where a condition is false, and shows what was compared.",
        [
            Parameter("condition", .positional, .condition, "What must be true."),
            Parameter("reason", .positional, .value, default: .absent("None."), "Behind a comma: why it should be."),
        ],
        examples: [Example("expect 1 + 1 == 2, \"arithmetic should work\"", "nothing happens: it is true")],
        otherSpellings: ["assert", "require"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let condition = call.conditions["condition"] else { preconditionFailure("the card requires a condition") }
        let evaluator = Evaluator(session)
        let answer = try Self.answer(condition, evaluator)
        if answer.isTrue { return .boolean(true) }
        throw Failure(.expectationFailed(reason: call.value("reason")?.text, compared: answer.compared), at: answer.span)
    }

    /// Whether a condition holds, and the two sides of the comparison that decided it.
    private static func answer(
        _ expression: Expression, _ evaluator: Evaluator
    ) throws -> (isTrue: Bool, compared: [String], span: Span) {
        switch expression.form {
        case .binary(.and, let left, let right):
            let first = try answer(left, evaluator)
            return first.isTrue ? try answer(right, evaluator) : first
        case .binary(let operation, let left, let right) where comparisons.contains(operation):
            let (a, b) = (try evaluator.evaluate(left), try evaluator.evaluate(right))
            let value = try Operators.apply(operation, a, b, at: (expression.span, left.span, right.span))
            let isTrue = value.equals(.boolean(true))
            var compared: [String] = []
            for (side, value) in [(left, a), (right, b)] where !isLiteral(side) {
                compared.append("\(evaluator.session.written(side.span)) is \(text(of: value, unlike: side == left ? b : a))")
            }
            return (isTrue, compared, expression.span)
        default: return (try evaluator.truth(expression), [], expression.span)
        }
    }

    /// With as many digits as tell it from what it was compared with.
    private static func text(of value: Value, unlike other: Value) -> String {
        guard case .number(let x) = value, case .number(let y) = other, x != y, value.text == other.text else { return value.text }
        return "\(x)"
    }

    private static let comparisons: Set<BinaryOperator> = [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual]

    private static func isLiteral(_ expression: Expression) -> Bool {
        switch expression.form {
        case .number, .boolean, .size: true
        case .text(let pieces): pieces.allSatisfy { if case .literal = $0 { true } else { false } }
        default: false
        }
    }
}
