import LenetCards

/// `max(list)`, `max(a, b)`
package enum Maximum: BuiltInFunction {
    package static let card = Card(
        .function, "max", "The largest of several numbers.",
        [Parameter("numbers", .positional, .values, "A list of numbers, or the numbers themselves.")],
        examples: [Example("print max(3, 1, 2)", "of numbers"), Example("print max([0.1, 0.7])", "of a list")])

    package static func call(_ arguments: Arguments, in session: Session) throws -> Value {
        let numbers = try arguments.numbers()
        // A number that is none must not be lost in the comparison.
        if let bad = numbers.first(where: \.isNaN) { return .number(bad) }
        return .number(numbers.max() ?? .nan)
    }
}
