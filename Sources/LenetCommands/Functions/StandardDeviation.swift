import LenetCards
import LenetLab

/// `std(list)`
package enum StandardDeviation: BuiltInFunction {
    package static let card = Card(
        .function, "std", "The standard deviation of several numbers: how far they lie from their mean.",
        [Parameter("numbers", .positional, .values, "A list of numbers, or the numbers themselves.")],
        notes: ["Of a sample: divided by n - 1. Of one number it is 0."],
        examples: [Example("print std([1, 2, 3])", "1")])

    package static func call(_ arguments: Arguments, in session: Session) throws -> Value {
        .number(Summary.deviation(try arguments.numbers()))
    }
}
