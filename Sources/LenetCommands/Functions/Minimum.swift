import LenetCards

/// `min(list)`, `min(a, b)`
package enum Minimum: BuiltInFunction {
    package static let card = Card(
        .function, "min", "The smallest of several numbers.",
        [Parameter("numbers", .positional, .values, "A list of numbers, or the numbers themselves.")],
        examples: [Example("print min(3, 1, 2)", "of numbers"), Example("print min([0.1, 0.7])", "of a list")])

    package static func call(_ arguments: Arguments, in session: Session) throws -> Value {
        let numbers = try arguments.numbers()
        // A number that is none must not be lost in the comparison.
        if let bad = numbers.first(where: \.isNaN) { return .number(bad) }
        return .number(numbers.min() ?? .nan)
    }
}
