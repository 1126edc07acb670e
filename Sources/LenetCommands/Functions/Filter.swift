import LenetCards

/// `filter(list, f)`
package enum Filter: BuiltInFunction {
    package static let card = Card(
        .function, "filter", "The things of a list for which a function says true.",
        [
            Parameter("list", .positional, .list(.value), "A list."),
            Parameter("function", .positional, .value, "A function of one thing that returns true or false."),
        ],
        examples: [Example("def big(x) { return x > 1 }\nprint filter([1, 2, 3], big)", "[2, 3]")])

    package static func call(_ arguments: Arguments, in session: Session) throws -> Value {
        let function = try arguments.function(1)
        return .list(
            try arguments.list(0).filter { element in
                let answer = try Evaluator(session).call(function, values: [element], at: arguments.span)
                guard case .boolean(let keeps) = answer else {
                    throw Failure(.conditionNotBoolean(found: answer.kind.phrase), at: arguments.span(1))
                }
                return keeps
            })
    }
}
