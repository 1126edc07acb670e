// Values: operators by their precedence, then what operators stand between.

/// How tightly an operator holds what stands beside it, loosest first.
enum Precedence: Int, Comparable {
    case lowest, or, and, not, comparison, range, sum, product, sign, power

    static func < (first: Precedence, second: Precedence) -> Bool { first.rawValue < second.rawValue }
    var tighter: Precedence { Precedence(rawValue: rawValue + 1) ?? .power }
}

extension Parser {
    mutating func expression(_ minimum: Precedence = .lowest) throws(Panic) -> Expression {
        try enter()
        defer { depth -= 1 }
        var left = try prefix(minimum)
        while let (operation, precedence) = try infix(), precedence >= minimum {
            let tallest = height
            switch operation {
            case nil:
                left = try range(from: left)
            case .power:
                advance()
                left = join(left, .power, try expression(.power))
            case let operation?:
                passOperator(operation)
                let right = try expression(precedence.tighter)
                left =
                    precedence == .comparison
                    ? try comparison(left, operation, right) : join(left, operation, right)
            }
            try grow(max(tallest, height))
        }
        return left
    }

    func join(_ left: Expression, _ operation: BinaryOperator, _ right: Expression) -> Expression {
        Expression(.binary(operation, left, right), left.span.through(right.span))
    }

    /// The operator that stands here; nil in place of it for `..`. Operators of other languages are reported and taken as ours.
    private mutating func infix() throws(Panic) -> (BinaryOperator?, Precedence)? {
        let token = current
        switch token.kind {
        case .keyword:
            switch token.keyword {
            case .or: return (.or, .or)
            case .and: return (.and, .and)
            case .mod: return (.modulo, .product)
            default: return nil
            }
        case .equal: return (.equal, .comparison)
        case .notEqual: return (.notEqual, .comparison)
        case .less: return (.less, .comparison)
        case .lessOrEqual: return (.lessOrEqual, .comparison)
        case .greater: return (.greater, .comparison)
        case .greaterOrEqual: return (.greaterOrEqual, .comparison)
        case .range: return (nil, .range)
        case .plus: return (.add, .sum)
        case .minus: return (.subtract, .sum)
        case .star: return (.multiply, .product)
        case .slash: return (.divide, .product)
        case .caret: return (.power, .power)
        case .foreign: return try foreignInfix(token)
        default: return percentAsRemainder(token) ? (.modulo, .product) : nil
        }
    }

    /// `a && b`: says how it is written here, and reads on.
    private mutating func foreignInfix(_ token: Token) throws(Panic) -> (BinaryOperator?, Precedence)? {
        let word = text(token)
        guard let meant = ForeignWords.operators[word] else {
            if word == "//" || word == "/*" { throw fail(.expression(.foreignComment(word)), token) }
            return nil
        }
        // Asked twice for the same token where the precedence is too loose; it is reported once.
        if errors.last?.span != span(token) {
            report(.expression(.foreignOperator(found: word, meant: meant.operation.rawWord)), token)
        }
        return (meant.operation, meant.precedence)
    }

    /// `7%3`: the lexer read `7%`, and a value follows without a space.
    private mutating func percentAsRemainder(_ token: Token) -> Bool {
        guard index > 0, previous.kind == .number, bytes[Int(previous.end) - 1] == UInt8(ascii: "%"),
            touches(previous, token), token.kind == .number || token.kind == .name || token.kind == .leftParenthesis
        else { return false }
        let sign = Span(source: source, start: previous.end - 1, end: previous.end)
        if errors.last?.span != sign { report(.expression(.foreignOperator(found: "%", meant: "mod")), sign) }
        return true
    }

    private mutating func passOperator(_ operation: BinaryOperator) {
        // In `7%3` the sign belongs to the number's token.
        if operation == .modulo, current.kind != .foreign, current.keyword != .mod { return }
        advance()
    }

    /// `a < b`, and an error that teaches for `a < b < c`.
    private mutating func comparison(
        _ left: Expression, _ operation: BinaryOperator, _ right: Expression
    ) throws(Panic) -> Expression {
        let first = join(left, operation, right)
        guard let (next, precedence) = try infix(), precedence == .comparison, let next else { return first }
        let place = current
        advance()
        let third = try expression(.range)
        let suggestion =
            "\(text(left.span)) \(operation.rawWord) \(text(right.span)) and "
            + "\(text(right.span)) \(next.rawWord) \(text(third.span))"
        report(.expression(.chainedComparison(suggestion: suggestion, whole: first.span.through(third.span))), place)
        if let (_, precedence) = try infix(), precedence == .comparison { throw Panic() }
        return join(first, .and, join(right, next, third))
    }

    /// `1..10`, `1e-4..1 log 9`, standing at the `..`.
    private mutating func range(from lower: Expression) throws(Panic) -> Expression {
        if case .range = lower.form { throw fail(.expression(.rangeOfRange), current) }
        let tallest = height
        advance()
        let upper = try expression(.sum)
        var range = Expression.Range(lower: lower, upper: upper, spacing: nil, count: nil)
        var end = upper.span
        if current.kind == .name, !startsLine {
            let spacing: Expression.Range.Spacing? =
                isName("log", current) ? .log : isName("linear", current) ? .linear : nil
            if let spacing {
                let word = current
                advance()
                guard startsValue(current), current.kind != .minus else {
                    throw failMissing(.expression(.missingPointCount(text(word))))
                }
                let upperHeight = height
                let count = try postfix()
                height = max(height, upperHeight)
                range.spacing = spacing
                range.count = count
                end = count.span
            }
        }
        height = max(tallest, height)
        return Expression(.range(range), lower.span.through(end))
    }

    private mutating func prefix(_ minimum: Precedence) throws(Panic) -> Expression {
        let token = current
        switch token.kind {
        case .minus:
            advance()
            return try unary(.negate, token, .sign)
        case .plus:
            report(.expression(.unaryPlus), token)
            advance()
            return try expression(.sign)
        case .keyword where token.keyword == .not:
            if minimum > .not { report(.expression(.looseNot), token) }
            advance()
            return try unary(.not, token, .not)
        case .foreign where text(token) == "!":
            report(.expression(.foreignOperator(found: "!", meant: "not")), token)
            advance()
            return try unary(.not, token, .sign)
        default:
            return try postfix()
        }
    }

    private mutating func unary(_ operation: UnaryOperator, _ token: Token, _ precedence: Precedence) throws(Panic) -> Expression {
        let operand = try expression(precedence)
        try grow(height)
        return Expression(.unary(operation, operand), span(token).through(operand.span))
    }
}

extension BinaryOperator {
    /// As it is written: `mod` for the remainder.
    package var rawWord: String { self == .modulo ? "mod" : rawValue }
}
