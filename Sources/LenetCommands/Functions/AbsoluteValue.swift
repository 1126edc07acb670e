import LenetCards

/// `abs(-3)`
package enum AbsoluteValue: BuiltInFunction {
    package static let card = Card(
        .function, "abs", "The number without its sign.", [Parameter("x", .positional, .number(.any), "A number.")],
        examples: [Example("print abs(-3)", "3")])

    package static func call(_ arguments: Arguments, in session: Session) throws -> Value {
        let x = try arguments.number(0)
        return .number(abs(x))
    }
}
