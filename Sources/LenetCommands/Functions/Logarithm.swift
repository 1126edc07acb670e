import LenetCards
import LenetEngine

/// `log(10) / log(2)`
package enum Logarithm: BuiltInFunction {
    package static let card = Card(
        .function, "log", "The natural logarithm.", [Parameter("x", .positional, .number(.positive), "A number above 0.")],
        examples: [Example("print log(10) / log(2)", "the logarithm to base 2")])

    package static func call(_ arguments: Arguments, in session: Session) throws -> Value {
        let x = try arguments.number(0)
        if x <= 0 { throw Failure(.outsideDomain(function: "log", takes: "a number above 0", found: x), at: arguments.span(0)) }
        return .number(Mathematics.log(x))
    }
}
