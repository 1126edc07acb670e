import LenetCards

/// `length(list)`
package enum Length: BuiltInFunction {
    package static let card = Card(
        .function, "length", "How many things a list has, characters a text, images a split.",
        [Parameter("of", .positional, .value, "A list, a text, or training, validation or test.")],
        examples: [Example("print length([1, 2, 3])", "3"), Example("print length(\"lenet\")", "5")],
        otherSpellings: ["len", "count", "size"])

    package static func call(_ arguments: Arguments, in session: Session) throws -> Value {
        switch arguments.values[0] {
        case .list(let values): return .number(Double(values.count))
        case .text(let text): return .number(Double(text.count))
        case .split(let split): return .number(Double(split.images.count))
        default: throw arguments.wrongKind(0, wanted: "a list or a text")
        }
    }
}
