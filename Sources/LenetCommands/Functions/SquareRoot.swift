import LenetCards

/// `sqrt(2)`
package enum SquareRoot: BuiltInFunction {
    package static let card = Card(
        .function, "sqrt", "The square root.", [Parameter("x", .positional, .number(.nonNegative), "A number that is not negative.")],
        examples: [Example("print sqrt(2)", "1.41421356237")])

    package static func call(_ arguments: Arguments, in session: Session) throws -> Value {
        let x = try arguments.number(0)
        if x < 0 { throw Failure(.outsideDomain(function: "sqrt", takes: "a number from 0", found: x), at: arguments.span(0)) }
        return .number(x.squareRoot())
    }
}
