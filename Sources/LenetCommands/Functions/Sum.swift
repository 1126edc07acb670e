import LenetCards

/// `sum(list)`
package enum Sum: BuiltInFunction {
    package static let card = Card(
        .function, "sum", "The sum of several numbers; 0 for an empty list.",
        [Parameter("numbers", .positional, .values, "A list of numbers, or the numbers themselves.")],
        examples: [Example("print sum(1..100)", "5050")])

    package static func call(_ arguments: Arguments, in session: Session) throws -> Value {
        if arguments.values.count == 1, case .list(let list) = arguments.values[0], list.isEmpty { return .number(0) }
        return .number(try arguments.numbers().reduce(0, +))
    }
}
