extension SyntaxErrorWriter {
    func message(_ mistake: LexicalMistake) -> Message {
        switch mistake {
        case .leadingPoint(let text):
            Message(
                101, "a number begins with a digit", "write 0\(text)", notes: ["A point alone asks for a field, as in run.loss."],
                replacement: "0\(text)")
        case .trailingPoint(let digits):
            Message(
                102, "no digit follows the point", "write \(digits) or \(digits).0",
                notes: ["Two points make a range: \(digits)..10"], replacement: digits)
        case .numberTooLong(let limit):
            Message(103, "this number has more than \(limit) characters", "a number keeps about 16 digits")
        case .numberTooLarge(let text):
            Message(
                103, "\(shortened(text, to: 30)) is too large for a number", "beyond every 64-bit float",
                notes: ["The largest number is about 1.8e308."])
        case .numberTooSmall(let text):
            Message(
                103, "\(shortened(text, to: 30)) is too small for a number", "this would be 0",
                notes: ["The smallest number above 0 is about 5e-324."])
        case .numberRunsIntoWord(let number, let word):
            Message(
                104, "'\(shortened(word, to: 30))' follows the number without a space",
                "write \(number) * \(shortened(word, to: 30)) for a product", notes: ["A name begins with a letter, and a number has no unit."])
        case .malformedSize(let text):
            Message(
                105, "'\(shortened(text, to: 30))' is no size", "a size is height x width, as in 5x5",
                notes: ["Sizes are two whole numbers; the number of channels is a value of its own: conv 8 5x5"])
        case .sizeOutOfRange(let text):
            Message(
                105, "the size \(shortened(text, to: 30)) is out of range", "both sides are whole numbers from 1 to 1000000",
                notes: ["Numbers are decimal: 0x10 is no number here but a size of height 0."])
        case .unterminatedText:
            Message(
                106, "this text has no closing quote", "close it with \" on the same line",
                notes: ["A new line within text is written \\n, a quote \\\"."])
        case .loneBraceInText:
            Message(
                107, "a '}' in text that closes nothing", "write }} for a brace", notes: ["{expression} puts a value into the text."],
                replacement: "}}")
        case .unknownEscape(let text):
            Message(
                108, "'\(text)' means nothing in text", "write \\\\ for a backslash",
                notes: ["There are \\n (new line), \\t (tab), \\\" and \\\\; a brace is doubled: {{"], replacement: "\\" + text)
        case .unclosedEmbed:
            Message(
                107, "this '{' in text is never closed", "close it with } or write {{ for a brace",
                notes: ["{expression} puts a value into the text: \"accuracy {run.accuracy:%}\""], replacement: nil)
        case .strayQuote:
            Message(109, "a single quote begins nothing", "text stands in double quotes, as in \"five.safetensors\"")
        case .curlyQuotes:
            Message(
                109, "these are typographic quotes", "text stands in straight quotes: \"…\"",
                notes: ["Word processors and web pages turn \" into “ and ”."])
        case .unusualName(let name, let meant):
            Message(
                110, "the name '\(name)' has letters outside a to z",
                meant.map { "write \($0)" } ?? "names are made of a to z, A to Z, digits and _",
                notes: ["In texts and comments every letter may stand."], replacement: meant)
        case .unusualOperator(let found, let meant):
            Message(111, "'\(found)' is written '\(meant)'", "write \(meant)", replacement: meant)
        case .invisibleCharacter(let value):
            Message(
                112, "a character that cannot be seen", "delete it: U+\(hexadecimal(value))",
                notes: ["Such characters come with text that was copied from elsewhere."], replacement: "")
        case .unexpectedCharacter(let character):
            Message(112, "'\(character)' has no meaning here", "only in text and comments")
        case .strayBackslash:
            Message(
                113, "a '\\' in the middle of a line", "it continues the line only at its very end",
                notes: ["Nothing, not even a comment, may follow it."])
        case .ellipsis:
            Message(114, "a range has two points", "write ..", notes: ["1..10 is the whole numbers from 1 to 10."], replacement: "..")
        case .halfOpenRange:
            Message(
                114, "ranges always include their last number", "write .. and the last number",
                notes: ["1..10 is the whole numbers from 1 to 10."], replacement: "..")
        case .sourceTooLong(let bytes, let limit):
            Message(115, "this text has \(bytes) bytes", "a script may have \(limit)")
        }
    }

    private func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
