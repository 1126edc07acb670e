import LenetCards

/// `number("41")`
package enum NumberOfText: BuiltInFunction {
    package static let card = Card(
        .function, "number", "The number that a text spells.",
        [Parameter("text", .positional, .value, "A text such as \"41\", \"1e-3\" or \"20%\".")],
        examples: [Example("print number(\"41\") + 1", "42")], otherSpellings: ["float", "int"])

    package static func call(_ arguments: Arguments, in session: Session) throws -> Value {
        if case .number = arguments.values[0] { return arguments.values[0] }
        var text = Substring(try arguments.text(0))
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        let isPercentage = text.last == "%"
        let digits = text.dropLast(isPercentage ? 1 : 0).filter { $0 != "_" }
        // Double's own reader takes "nan", "0x1p3" and the like, which no script writes.
        let allowed = digits.allSatisfy { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
        guard allowed, let x = Double(digits), x.isFinite else {
            throw Failure(.noNumber(try arguments.text(0)), at: arguments.span(0))
        }
        return .number(isPercentage ? x / 100 : x)
    }
}
