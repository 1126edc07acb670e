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
        var text = ""
        for (index, value) in try arguments.list(0).enumerated() {
            text += (index == 0 ? "" : between) + value.text
            if text.utf8.count > session.limits.textLength {
                throw Failure(.tooLong(what: "text", limit: session.limits.textLength), at: arguments.span)
            }
        }
        return .text(text)
    }
}
