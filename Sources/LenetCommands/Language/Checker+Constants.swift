import LenetSyntax

/// Values that are written out: `1 / 0`, `1 + "a"`, `[1, 2][5]`, `if 3 { }`. They are worked out, and what is wrong with them is wrong
/// whenever their line runs.
extension Checker {
    /// True where the value was one, whose mistakes are now reported.
    func checkConstant(_ value: Expression) -> Bool {
        guard isComposed(value), isConstant(value) else { return false }
        reportFailure { _ = try Evaluator(session).evaluate(value) }
        return true
    }

    func condition(_ value: Expression) {
        guard isConstant(value) else { return expression(value) }
        reportFailure { _ = try Evaluator(session).truth(value) }
    }

    func rounds(_ value: Expression) {
        guard isConstant(value) else { return expression(value) }
        reportFailure { _ = try Evaluator(session).wholeNumber(value, atLeast: 0) }
    }

    func elements(_ value: Expression) {
        guard isConstant(value) else { return expression(value) }
        reportFailure { _ = try Evaluator(session).elements(value) }
    }

    private func reportFailure(_ body: () throws -> Void) {
        do { try body() } catch { report(error) }
    }

    private func isComposed(_ value: Expression) -> Bool {
        switch value.form {
        case .unary, .binary, .index, .call: true
        default: false
        }
    }

    /// Made of nothing that a script could change, and quickly worked out: no ranges, no functions handed over.
    private func isConstant(_ value: Expression) -> Bool {
        switch value.form {
        case .number, .boolean, .size: true
        case .text(let pieces): pieces.allSatisfy { if case .literal = $0 { true } else { false } }
        case .list(let elements): elements.allSatisfy(isConstant)
        case .unary(_, let operand): isConstant(operand)
        case .binary(_, let left, let right): isConstant(left) && isConstant(right)
        case .index(let base, let indices): isConstant(base) && indices.allSatisfy(isConstant)
        case .call(let callee, let arguments):
            if case .name(let name) = callee.form {
                FunctionCatalogue.named(name) != nil && !isVariable(name) && arguments.allSatisfy { isConstant($0.value) }
            } else {
                false
            }
        default: false
        }
    }
}
