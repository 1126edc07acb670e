import LenetCards

/// `split("a,b", ",")`
package enum SplitText: BuiltInFunction {
    package static let card = Card(
        .function, "split", "A text cut into a list of texts.",
        [
            Parameter("text", .positional, .text, "A text."),
            Parameter("at", .positional, .text, default: .text(" "), "What to cut at; it is left out."),
        ],
        examples: [Example("print split(\"sgd,adam\", \",\")", "[\"sgd\", \"adam\"]")])

    package static func call(_ arguments: Arguments, in session: Session) throws -> Value {
        let text = Array(try arguments.text(0))
        let mark = Array(arguments.values.count > 1 ? try arguments.text(1) : " ")
        if mark.isEmpty { return .list(text.map { .text(String($0)) }) }
        var parts: [Value] = []
        var part: [Character] = []
        var place = 0
        while place < text.count {
            if text.count - place >= mark.count, text[place..<place + mark.count].elementsEqual(mark) {
                parts.append(.text(String(part)))
                part = []
                place += mark.count
            } else {
                part.append(text[place])
                place += 1
            }
        }
        return .list(parts + [.text(String(part))])
    }
}
