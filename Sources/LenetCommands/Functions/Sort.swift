import LenetCards

/// `sort(list)`, `sort(list, key)`
package enum Sort: BuiltInFunction {
    package static let card = Card(
        .function, "sort", "A list in ascending order: numbers by size, texts by the alphabet, anything by a function of it.",
        [
            Parameter("list", .positional, .list(.value), "A list."),
            Parameter(
                "key", .positional, .value, default: .absent("The things themselves are compared."),
                "A function of one thing that returns the number or text to sort by."),
        ],
        notes: ["Equal things keep their order."],
        examples: [Example("print sort([3, 1, 2])", "[1, 2, 3]"), Example("print sort([-3, 1, 2], abs)", "[1, 2, -3]")])

    package static func call(_ arguments: Arguments, in session: Session) throws -> Value {
        let list = try arguments.list(0)
        var keys = list
        if arguments.values.count > 1 {
            let function = try arguments.function(1)
            keys = try list.map { try Evaluator(session).call(function, values: [$0], at: arguments.span) }
        }
        let numbers = keys.compactMap { if case .number(let x) = $0 { x } else { nil } }
        let texts = keys.compactMap { if case .text(let text) = $0 { text } else { nil } }
        let order: [Int]
        if numbers.count == list.count {
            // Numbers that are none go last, so that the order is one.
            order = list.indices.sorted { a, b in
                let (x, y) = (numbers[a], numbers[b])
                if x.isNaN || y.isNaN { return x.isNaN == y.isNaN ? a < b : y.isNaN }
                return x == y ? a < b : x < y
            }
        } else if texts.count == list.count {
            order = list.indices.sorted { texts[$0] == texts[$1] ? $0 < $1 : texts[$0] < texts[$1] }
        } else {
            throw Failure(.unsortable, at: arguments.span(arguments.values.count - 1))
        }
        return .list(order.map { list[$0] })
    }
}
