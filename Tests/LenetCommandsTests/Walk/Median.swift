import LenetCards
import LenetCommands

/// `median([3, 1, 2])`
package enum Median: BuiltInFunction {
    package static let card = Card(
        .function, "median", "The middle one of some numbers; of an even count, the mean of the two in the middle.",
        [Parameter("numbers", .positional, .values, "A list of numbers, or the numbers.")],
        examples: [Example("expect median([3, 1, 2]) == 2", "three numbers")])

    package static func call(_ arguments: Arguments, in session: Session) throws -> Value {
        let sorted = try arguments.numbers().sorted()
        let middle = sorted.count / 2
        return .number(sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2)
    }
}
