import LenetCards

/// `text(0.5)`
package enum TextOfValue: BuiltInFunction {
    package static let card = Card(
        .function, "text", "Any value as a text, as `print` would show it.", [Parameter("value", .positional, .value, "A value.")],
        examples: [Example("print length(text(61706))", "5")], otherSpellings: ["str", "string"])

    package static func call(_ arguments: Arguments, in session: Session) throws -> Value { .text(arguments.values[0].text) }
}
