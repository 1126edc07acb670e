import LenetCards
import LenetEngine

/// `exp(1)`
package enum Exponential: BuiltInFunction {
    package static let card = Card(
        .function, "exp", "e to the power of the number.", [Parameter("x", .positional, .number(.any), "A number.")],
        examples: [Example("print exp(1)", "2.71828182846")])

    package static func call(_ arguments: Arguments, in session: Session) throws -> Value {
        let x = try arguments.number(0)
        return .number(Mathematics.exp(x))
    }
}
