import LenetCards
import LenetLab

/// `mean(list)`
package enum Mean: BuiltInFunction {
    package static let card = Card(
        .function, "mean", "The mean of several numbers.",
        [Parameter("numbers", .positional, .values, "A list of numbers, or the numbers themselves.")],
        examples: [Example("print mean([0.98, 0.99])", "0.985")])

    package static func call(_ arguments: Arguments, in session: Session) throws -> Value {
        .number(Summary.mean(try arguments.numbers()))
    }
}
