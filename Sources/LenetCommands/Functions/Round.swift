import LenetCards
import LenetLab

/// `round(x, 2)`
package enum Round: BuiltInFunction {
    package static let card = Card(
        .function, "round", "The nearest whole number, or the nearest with so many decimals.",
        [
            Parameter("x", .positional, .number(.any), "A number."),
            Parameter("decimals", .positional, .integer(0...15), default: .number(0), "How many decimals to keep."),
        ],
        notes: ["Halves go away from zero: round(2.5) is 3."],
        examples: [Example("print round(3.14159, 2)", "3.14")])

    package static func call(_ arguments: Arguments, in session: Session) throws -> Value {
        let x = try arguments.number(0)
        let decimals = arguments.values.count > 1 ? try arguments.integer(1) : 0
        guard (0...15).contains(decimals) else {
            throw Failure(
                .outOfRange(name: "decimals", value: "\(decimals)", domain: "a whole number from 0 to 15"), at: arguments.span(1))
        }
        if decimals == 0 { return .number(x.rounded()) }
        // Through the decimal text, so that round(0.285, 2) is the double that `0.29` or `0.28` is.
        return .number(Double(NumberText.fixed(x, decimals: decimals)) ?? x)
    }
}
