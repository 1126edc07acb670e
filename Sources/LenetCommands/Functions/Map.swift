import LenetCards

/// `map(list, f)`
package enum Map: BuiltInFunction {
    package static let card = Card(
        .function, "map", "What a function makes of each thing of a list.",
        [
            Parameter("list", .positional, .list(.value), "A list."),
            Parameter("function", .positional, .value, "A function of one thing."),
        ],
        examples: [Example("print map([1, 4, 9], sqrt)", "[1, 2, 3]")])

    package static func call(_ arguments: Arguments, in session: Session) throws -> Value {
        let function = try arguments.function(1)
        return try session.list(
            try arguments.list(0).map { try Evaluator(session).call(function, values: [$0], at: arguments.span) }, at: arguments.span)
    }
}
