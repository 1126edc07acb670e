import LenetCards

/// `join(list, ", ")`
package enum Join: BuiltInFunction {
    package static let card = Card(
        .function, "join", "The things of a list in one text.",
        [
            Parameter("list", .positional, .list(.value), "A list."),
            Parameter("between", .positional, .text, default: .text(", "), "What stands between two of them."),
        ],
        examples: [Example("print join([1, 2, 3], \" - \")", "1 - 2 - 3")])

    package static func call(_ arguments: Arguments, in session: Session) throws -> Value {
        let between = arguments.values.count > 1 ? try arguments.text(1) : ", "
        return .text(try arguments.list(0).map(\.text).joined(separator: between))
    }
}
