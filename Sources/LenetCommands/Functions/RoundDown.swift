import LenetCards

/// `floor(2.7)`
package enum RoundDown: BuiltInFunction {
    package static let card = Card(
        .function, "floor", "The largest whole number that is not above the number.", [Parameter("x", .positional, .number(.any), "A number.")],
        examples: [Example("print floor(2.7)", "2")])

    package static func call(_ arguments: Arguments, in session: Session) throws -> Value {
        let x = try arguments.number(0)
        return .number(x.rounded(.down))
    }
}
