extension SyntaxErrorWriter {
    func message(_ mistake: ExpressionMistake) -> Message {
        switch mistake {
        case .tooDeep(let limit):
            return Message(
                116, "nested more than \(limit) deep", "give a part of it a name", notes: ["let part = …  and then use part"])
        case .tooLong(let limit):
            return Message(
                116, "more than \(limit) operators in one value", "give a part of it a name",
                notes: ["let part = …  and then use part; the sum of a list is sum(list)"])
        case .foreignComment(let word):
            return Message(
                117, "'\(word)' begins no comment", "comments begin with #", notes: ["Division has one /; floor(a / b) rounds down."],
                replacement: "#")
        case .foreignOperator(let found, let meant):
            let notes = found == "%" ? ["7 mod 3 is 1. After a number, % makes a percentage: 20% is 0.2."] : []
            return Message(118, "'\(found)' is written '\(meant)'", "write \(meant)", notes: notes, replacement: meant)
        case .chainedComparison(let suggestion, _):
            return Message(
                119, "comparisons do not chain", "compare two at a time, joined by 'and'", notes: ["write: \(shortened(suggestion))"])
        case .rangeOfRange:
            return Message(120, "a range has two ends", "this would be the third", notes: ["1..10 is the whole numbers from 1 to 10."])
        case .missingPointCount(let word):
            return Message(
                120, "'\(word)' wants the number of points", "such as: \(word) 9",
                notes: ["1e-4..1 log 9 is nine numbers, evenly spaced by their ratio; linear 9 by their difference."])
        case .unaryPlus:
            return Message(121, "a number needs no +", "leave it out", replacement: "")
        case .looseNot:
            return Message(122, "'not' behind an operator needs parentheses", "write (not …)", notes: ["'not' is looser than comparisons: not a == b is not (a == b)."])
        case .callOfNumber(let number):
            return Message(123, "a number is no function", "write \(number) * (…) for a product")
        case .singleQuotes(let content):
            let inner = content.replacingQuotes
            return Message(
                109, "text stands in double quotes", "write \"\(shortened(inner, to: 30))\"",
                notes: content.isPlainWord ? ["The name of a rule or a dataset needs none: train with adam"] : [], replacement: "\"\(inner)\"")
        case .keywordAsValue(let word):
            return Message(124, "'\(word)' cannot stand here", "a value was expected", notes: ["'\(word)' is a word of the language."])
        case .unknownSymbol(let symbol):
            let meant: String? =
                switch symbol {
                case "&": "and"
                case "|": "or"
                case "<-": "="
                default: nil
                }
            return Message(
                118, "'\(symbol)' has no meaning here", meant.map { "write \($0)" } ?? "",
                notes: meant == nil ? ["Operators: + - * / ^ mod  == != < <= > >=  and or not  .."] : [], replacement: meant)
        case .braceAsValue:
            return Message(124, "a block cannot be a value", "a value was expected", notes: ["A list is written with brackets: [1, 2, 3]"])
        case .emptyParentheses:
            return Message(124, "nothing stands between the parentheses", "a value was expected")
        case .missingValue(let found, let after):
            let place = after.map { "after '\(shortened($0, to: 20))'" } ?? "here"
            return Message(124, "a value is missing \(place)", found == .endOfLine || found == .endOfText ? "a value was expected" : "found \(inWords(found))")
        case .foreignLiteral(let found, let meant):
            return Message(125, "'\(found)' is written '\(meant)'", "write \(meant)", replacement: meant)
        case .fieldOfVerb(let verb):
            return Message(
                126, "'\(verb)' is a verb and has no fields", "put the statement in parentheses: (\(verb) …).field",
                notes: ["Its value can be kept too: let result = \(verb) …  and then result.field"])
        case .verbAsValue(let verb):
            return Message(
                126, "'\(verb)' is a verb", "for its value write it in parentheses: (\(verb) …)",
                notes: ["A statement may also stand right behind '=': let result = \(verb) …", "Verbs cannot be names of variables."])
        case .commaInParentheses:
            return Message(
                127, "parentheses hold one value", "a list is written [a, b]",
                notes: ["After a verb no parentheses are needed: print a, b"])
        case .wrongCloser(let open, let found, let opener):
            let closer = open == "(" ? ")" : "]"
            return Message(
                128, "'\(found)' cannot close '\(open)'", "write \(closer)", replacement: closer,
                secondary: [.init(opener, "opened here")])
        case .expectedCloser(let open, let found, let opener):
            let closer = open == "(" ? ")" : "]"
            return Message(
                128, "found \(inWords(found)) where ',' or '\(closer)' was expected", "the '\(open)' is still open",
                secondary: [.init(opener, "opened here")])
        case .missingComma:
            return Message(129, "a comma is missing", "write , between values", replacement: ",")
        case .missingField(let found, let base):
            let isIndex: Bool
            if case .token(let text) = found { isIndex = text.utf8.first?.isDigit == true } else { isIndex = false }
            return Message(
                130, "the name of a field is missing after the point",
                isIndex ? "an element is written \(shortened(base, to: 20))[0]" : "found \(inWords(found))",
                notes: ["help run lists the fields of a run."])
        case .foreignMethod(let found, let meant):
            let (label, notes) = sentence(for: meant)
            return Message(131, "there is no '\(shortened(found, to: 40))(…)' here", label, notes: notes)
        case .slice:
            return Message(132, "lists are not cut with a colon", "take elements one by one, or filter the list", notes: ["xs[0] is the first element."])
        case .emptyIndex:
            return Message(132, "the place in the list is missing", "the first element is [0]")
        case .labelWithEquals(let word):
            return Message(
                133, "in a call an option has a colon", "write \(word): …", notes: ["train with adam lr 0.01 and adam(lr: 0.01) say the same."],
                replacement: ":")
        case .labelWithoutColon(let word):
            return Message(
                133, "in a call an option has a colon", "write \(word): …", notes: ["train with adam lr 0.01 and adam(lr: 0.01) say the same."])
        case .emptyEmbed:
            return Message(107, "nothing stands between the braces", "put a value here, or write {{}} for braces")
        case .emptyFormat:
            return Message(134, "the format is missing after the colon", "such as :.2 for two decimals or :% for a percentage")
        case .unexpectedInEmbed(let found):
            return Message(
                107, "found \(inWords(found)) where '}' was expected", "one value stands between the braces",
                notes: ["{x:.2} has two decimals, {x:%} is a percentage."])
        }
    }
}

extension String {
    /// Letters, digits and `_` only.
    var isPlainWord: Bool { !isEmpty && utf8.allSatisfy(\.isWordByte) }

    fileprivate var replacingQuotes: String {
        var result = ""
        for character in self { result += character == "\"" ? "\\\"" : String(character) }
        return result
    }
}
