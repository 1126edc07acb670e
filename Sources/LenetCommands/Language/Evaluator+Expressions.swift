import LenetCards
import LenetLab
import LenetSyntax

// Recursion through a script ends up here, so what is on the stack matters: everything but the choice of the case is in functions
// that are not inlined.

extension Evaluator {
    package func evaluate(_ expression: Expression) throws -> Value {
        if session.stack.isNearlyUsedUp { throw Failure(.tooDeep, at: expression.span) }
        switch expression.form {
        case .number(let x): return .number(x)
        case .boolean(let x): return .boolean(x)
        case .size(let height, let width): return .size(height: height, width: width)
        case .text(let pieces): return .text(try text(pieces, at: expression.span))
        case .name(let name): return try lookUp(name, at: expression.span)
        case .list(let elements): return try list(elements, at: expression.span)
        case .call(let callee, let arguments): return try call(callee, arguments, at: expression.span)
        case .index(let base, let indices): return try index(try evaluate(base), indices, at: expression.span)
        case .field(let base, let field): return try self.field(field, of: base)
        case .unary(let operation, let operand): return try unary(operation, operand)
        case .binary(.and, let left, let right): return .boolean(try truth(left) && truth(right))
        case .binary(.or, let left, let right): return .boolean(try truth(left) || truth(right))
        case .binary(let operation, let left, let right): return try binary(operation, left, right, at: expression.span)
        case .range(let range): return try self.range(range, at: expression.span)
        case .sources: throw Failure(.sourcesOutsideLoad, at: expression.span)
        // The parser reads one only where a statement takes it.
        case .block: return .nothing
        case .sentence(let sentence): return try perform(sentence, isPrinted: false)
        }
    }

    @inline(never)
    private func list(_ elements: [Expression], at span: Span) throws -> Value {
        try session.list(try elements.map { try evaluate($0) }, at: span)
    }

    @inline(never)
    private func field(_ field: Name, of base: Expression) throws -> Value {
        try Fields.get(field, of: try evaluate(base), session: session)
    }

    @inline(never)
    private func unary(_ operation: UnaryOperator, _ operand: Expression) throws -> Value {
        try Operators.apply(operation, try evaluate(operand), at: operand.span)
    }

    @inline(never)
    private func binary(_ operation: BinaryOperator, _ left: Expression, _ right: Expression, at span: Span) throws -> Value {
        let a = try evaluate(left)
        let b = try evaluate(right)
        return try apply(operation, a, b, at: (span, left.span, right.span))
    }

    /// An operator, where what it makes has room.
    func apply(_ operation: BinaryOperator, _ a: Value, _ b: Value, at places: Operators.Places) throws -> Value {
        if operation == .add {
            switch (a, b) {
            case (.list(let x), .list(let y)) where x.count + y.count > session.limits.listLength:
                throw Failure(.tooLong(what: "list", limit: session.limits.listLength), at: places.whole)
            case (.text(let x), .text(let y)) where x.utf8.count + y.utf8.count > session.limits.textLength:
                throw Failure(.tooLong(what: "text", limit: session.limits.textLength), at: places.whole)
            default: break
            }
        }
        return try Operators.apply(operation, a, b, at: places)
    }

    /// A condition must be true or false: 0, "" and [] are neither.
    @inline(never)
    package func truth(_ expression: Expression) throws -> Bool {
        let value = try evaluate(expression)
        guard case .boolean(let truth) = value else {
            throw Failure(.conditionNotBoolean(found: value.kind.phrase), at: expression.span)
        }
        return truth
    }

    package func number(_ expression: Expression) throws -> Double {
        let value = try evaluate(expression)
        guard case .number(let x) = value else {
            throw Failure(.wrongKind(wanted: "a number", found: value.kind.phrase), at: expression.span)
        }
        return x
    }

    package func wholeNumber(_ expression: Expression, atLeast minimum: Int) throws -> Int {
        let x = try number(expression)
        guard let whole = WholeNumber.from(x) else { throw Failure(.notWhole(x), at: expression.span) }
        guard whole >= minimum else {
            throw Failure(.outOfRange(name: nil, value: NumberText.plain(x), domain: "a whole number from \(minimum)"), at: expression.span)
        }
        return whole
    }

    /// What `for` walks through.
    func elements(_ expression: Expression) throws -> [Value] {
        let value = try evaluate(expression)
        switch value {
        case .list(let values): return values
        case .split(let split): return (0..<split.images.count).map { .image(ImageValue(split: split, index: $0)) }
        default: throw Failure(.wrongKind(wanted: "a list", found: value.kind.phrase), at: expression.span)
        }
    }

    @inline(never)
    private func text(_ pieces: [TextPiece], at span: Span) throws -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .literal(let literal): text += literal
            case .embedded(let expression, let format):
                let value = try evaluate(expression)
                if let format {
                    text += try FormatSpecification(format).apply(to: value, at: expression.span)
                } else {
                    text += value.text
                }
            }
            if text.utf8.count > session.limits.textLength {
                throw Failure(.tooLong(what: "text", limit: session.limits.textLength), at: span)
            }
        }
        return text
    }

    /// Variables first, then definitions, then the names that come with the language.
    @inline(never)
    package func lookUp(_ name: String, at span: Span) throws -> Value {
        if let value = session.scopes[name] { return value }
        if let value = try session.definedValue(name, at: span) { return value }
        throw Failure(.unknownName(name, nearest: Nearest.candidates(name, among: session.allNames)), at: span)
    }

    @inline(never)
    private func index(_ base: Value, _ indices: [Expression], at span: Span) throws -> Value {
        guard indices.count == 1, let place = indices.first else {
            // `confusion[2, 3]` is `confusion[2][3]`.
            var value = base
            for expression in indices { value = try index(value, [expression], at: span) }
            return value
        }
        let x = try number(place)
        guard let whole = WholeNumber.from(x) else { throw Failure(.notWhole(x), at: place.span) }
        func checked(_ count: Int, _ what: String) throws -> Int {
            guard whole >= 0, whole < count else {
                throw Failure(.indexOutOfRange(index: whole, count: count, what: what), at: place.span)
            }
            return whole
        }
        switch base {
        case .list(let values): return values[try checked(values.count, "list")]
        case .split(let split): return .image(ImageValue(split: split, index: try checked(split.images.count, "split")))
        case .text(let text):
            let at = try checked(text.count, "text")
            return .text(String(text[text.index(text.startIndex, offsetBy: at)]))
        default: throw Failure(.notIndexable(found: base.kind.phrase), at: span)
        }
    }

    @inline(never)
    private func range(_ range: Expression.Range, at span: Span) throws -> Value {
        let (lower, upper) = (try number(range.lower), try number(range.upper))
        guard let spacing = range.spacing, let countExpression = range.count else {
            guard let first = WholeNumber.from(lower) else { throw Failure(.notWhole(lower), at: range.lower.span) }
            guard let last = WholeNumber.from(upper) else { throw Failure(.notWhole(upper), at: range.upper.span) }
            guard first <= last else { return .list([]) }
            let (span_, overflow) = last.subtractingReportingOverflow(first)
            guard !overflow, span_ < session.limits.listLength else {
                throw Failure(.tooLong(what: "list", limit: session.limits.listLength), at: span)
            }
            return .list((first...last).map { .number(Double($0)) })
        }
        let count = try wholeNumber(countExpression, atLeast: 2)
        guard count <= session.limits.listLength else {
            throw Failure(.tooLong(what: "list", limit: session.limits.listLength), at: countExpression.span)
        }
        if spacing == .log {
            for (end, expression) in [(lower, range.lower), (upper, range.upper)] where !(end > 0) {
                throw Failure(.logRangeNeedsPositive(NumberText.plain(end)), at: expression.span)
            }
        }
        return .list(Ranges.points(from: lower, to: upper, count: count, logarithmic: spacing == .log).map { .number($0) })
    }
}
