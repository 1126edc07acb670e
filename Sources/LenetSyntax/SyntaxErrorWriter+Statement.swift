extension SyntaxErrorWriter {
    func message(_ mistake: StatementMistake) -> Message {
        switch mistake {
        case .surplusCloser(let closer):
            return Message(128, "this '\(closer)' closes nothing", "delete it, or open it before", replacement: "")
        case .unclosed(let open):
            let closer = open == "(" ? ")" : open == "[" ? "]" : "}"
            return Message(128, "this '\(open)' is never closed", "the matching '\(closer)' is missing")
        case .continuationAtEnd:
            return Message(135, "the last line ends in '\\'", "the line that should follow is missing")
        case .unknownStatement(let word, let verbs):
            let near = suggestion(word, among: verbs + Self.beginnings, else: "no statement begins like this")
            return Message(
                136, "'\(shortened(word, to: 30))' is no statement", near.label, notes: ["statements: \(listed(verbs))  (help)"],
                replacement: near.best)
        case .foreignStatement(let found, let meant):
            return Message(137, "'\(found)' is called '\(meant)' here", "write \(meant)", replacement: meant)
        case .foreignForm(let found, let meant):
            let (label, notes) = sentence(for: meant)
            return Message(137, "there is no '\(found)'", label, notes: notes)
        case .walrus(let name):
            return Message(138, "':=' is written =", "write let \(name) = …", notes: ["Later \(name) = … changes it."])
        case .increment(let name, let sign):
            return Message(138, "there is no '\(sign)\(sign)'", "write \(name) \(sign)= 1")
        case .layerOutsideModel(let word):
            return Message(
                136, "'\(word)' is a layer and stands in a model", "such as: model small { \(word) … }",
                notes: ["model small { conv 8 3x3 relu; dense 10 }"])
        case .labelAsStatement(let word):
            let ours = ForeignWords.clauses[word] ?? word
            return Message(
                139, "a colon has no meaning here", "options stand behind their statement, without a colon",
                notes: ["train with adam \(ours) …"])
        case .assignmentToValue(let text):
            return Message(
                140, "only a name can be assigned to", "'\(shortened(text, to: 30))' is a value",
                notes: ["To compare write ==.", "Lists and results do not change; make a new one: xs = xs + [x]"])
        case .assignmentInCondition(let left):
            return Message(141, "'=' gives a name its value", "to compare write ==", notes: ["if \(shortened(left, to: 30)) == …"], replacement: "==")
        case .missingName(let use, let found):
            return Message(142, "the name of the \(use.inWords) is missing", "found \(inWords(found))")
        case .doubleEqualsInAssignment(let name):
            return Message(141, "'==' compares", "to give \(name) a value write =", replacement: "=")
        case .severalNames:
            return Message(143, "one name at a time", "give each name a line of its own", notes: ["let a = 1; let b = 2"])
        case .letWithoutValue(let name, let found):
            return Message(
                144, "'\(shortened(name, to: 30))' gets no value", found == .endOfLine || found == .endOfText ? "write = and a value" : "found \(inWords(found)) where = was expected",
                notes: ["let \(shortened(name, to: 30)) = 0.1"])
        case .letWithOperator(let name, let sign):
            return Message(
                144, "a new name has no value that '\(sign)' could change", "write let \(name) = …", notes: ["\(name) \(sign) … changes a name that exists."],
                replacement: "=")
        case .chainedAssignment:
            return Message(143, "one '=' on a line", "give each name a line of its own", notes: ["a = 1; b = a"])
        case .keywordAsName(let word, let use):
            return Message(145, "'\(word)' cannot be the name of \(use.inWords.withArticle)", "choose another name", notes: ["'\(word)' is a word of the language."])
        case .verbAsName(let word, let use):
            return Message(
                145, "'\(word)' is a verb and cannot be the name of \(use.inWords.withArticle)", "choose another name, such as \(word)_1",
                notes: ["Verbs begin statements: \(listed(grammar.verbs, limit: 60))"])
        case .colonBlock(let word):
            return Message(
                146, "a block stands in braces", "write { instead of the colon and } after the last line",
                notes: [Self.blockExamples[word] ?? "\(word) … { … }"], replacement: " {")
        case .thenWord(let word):
            return Message(146, "'\(word)' is not needed", "a block stands in braces: if a { … }")
        case .braceOnNextLine:
            return Message(147, "the '{' stands on the line before", "move it up: a line ends a statement")
        case .missingBlock(let word, let found):
            return Message(
                146, "the block of '\(word)' is missing", found == .endOfLine || found == .endOfText ? "write { … }" : "found \(inWords(found)) where { was expected",
                notes: [Self.blockExamples[word] ?? "\(word) … { … }"])
        case .statementAfterBlock(let found):
            return Message(148, "\(inWords(found)) stands on the line of a '}'", "begin a new line, or write ; before it")
        case .strayComma:
            return Message(149, "a comma has no meaning here", "a statement ends with its line or with ;", notes: ["A list stands in brackets: [1, 2, 3]"])
        case .unexpected(let found):
            return Message(
                150, "\(inWords(found)) is more than this statement can take", "the statement should end here",
                notes: ["Statements are separated by new lines or by ;"])
        case .missingCondition(let word, _):
            return Message(151, "'\(word)' wants a condition", "such as: \(word) run.loss > 0.1 { … }")
        case .missingCount:
            return Message(151, "'repeat' wants a number of times", "such as: repeat 3 { … }", notes: ["while run.loss > 0.1 { … } repeats as long as something holds."])
        case .missingLoopValues(let name, _):
            return Message(151, "'for \(name) in' wants a list or a range", "such as: for \(name) in 1..10 { … }")
        case .forForm(let found):
            return Message(
                151, "found \(inWords(found)) in the head of a 'for'", "a loop is written: for x in 1..10 { … }",
                notes: ["for rate in [0.1, 0.01] { … } goes through a list."])
        case .outsideLoop(let word):
            return Message(152, "'\(word)' stands outside a loop", "it works inside for, while and repeat")
        case .returnOutsideFunction:
            return Message(152, "'return' stands outside a function", "it works inside def NAME(…) { … }", notes: ["A value alone on its line is printed."])
        case .misplacedElse(let followsBlock):
            return Message(
                147, "'else' begins a line", followsBlock ? "write it behind the } : } else {" : "there is no if before it",
                notes: followsBlock ? ["A line ends a statement, so the if was over."] : [])
        case .includeInBlock:
            return Message(153, "'include' stands inside a block", "move it to the top level", notes: ["Files are read before the script runs."])
        case .includeWithoutText(let found):
            return Message(153, "'include' wants a file name in quotes", "found \(inWords(found))", notes: ["include \"common.lenet\""])
        case .includeWithExpression:
            return Message(153, "the path of an 'include' is plain text", "no {values} here", notes: ["Files are read before the script runs, when no value is known."])
        case .includeMissing(let path, let reason):
            return Message(154, "cannot read '\(shortened(path))'", reason)
        case .includeCycle(let path, let through):
            return Message(
                155, "'\(shortened(path))' includes itself", "it is already being read here",
                secondary: through.map { .init($0, "on the way from here") })
        case .includeTooDeep(let limit):
            return Message(155, "files include files more than \(limit) deep", "")
        case .tooManyIncludes(let limit):
            return Message(
                155, "more than \(limit) files are included", "not read, nor any after it",
                notes: ["a file that is included twice is read twice, with all that it includes"])
        }
    }

    /// Words that begin a line besides verbs.
    static let beginnings = [
        "let", "if", "for", "while", "repeat", "break", "continue", "return", "def", "include", "optimizer", "schedule",
        "landscape", "model",
    ]

    static let blockExamples: [String: String] = [
        "if": "if run.accuracy < 0.9 { print \"too slow\" }", "else": "if a { … } else { … }",
        "for": "for rate in [0.1, 0.01] { … }", "while": "while run.loss > 0.1 { … }", "repeat": "repeat 3 { … }",
        "def": "def double(x) { return 2 * x }", "model": "model small { conv 8 3x3 relu; dense 10 }",
    ]
}

extension NameUse {
    var inWords: String {
        switch self {
        case .loop: "loop's variable"
        case .label: "part"
        default: rawValue
        }
    }
}
