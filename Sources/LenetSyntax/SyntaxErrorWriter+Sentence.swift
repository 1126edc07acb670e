import LenetCards

extension SyntaxErrorWriter {
    func message(_ mistake: SentenceMistake) -> Message {
        switch mistake {
        case .verbCalled(let verb, let example):
            return Message(
                156, "'\(verb)' is a verb, not a function", "leave the parentheses out",
                notes: example.map { ["such as: \(shortened(lastLine(of: $0)))"] } ?? ["Options follow as words: \(verb) …"])
        case .foreignTopic(let found, let meant, let verb):
            return Message(137, "'\(found)' is called '\(meant)' here", "write \(verb) \(meant)", replacement: meant)
        case .unknownTopic(let word, let verb, let topics):
            let near = suggestion(word, among: topics, else: "not known to '\(verb)'")
            return Message(
                157, "'\(verb)' cannot be followed by '\(shortened(word, to: 30))'", near.label, notes: ["\(verb): \(listed(topics))  (help \(verb))"],
                replacement: near.best)
        case .missingTopic(let verb, let topics, let found):
            return Message(
                157, "'\(verb)' wants to know what", found == .endOfLine || found == .endOfText ? "such as: \(verb) \(topics.first ?? "…")" : "found \(inWords(found))",
                notes: ["\(verb): \(listed(topics))  (help \(verb))"])
        case .listWithoutBrackets(let text):
            return Message(158, "a list stands in brackets", "write [\(shortened(text, to: 40))]", replacement: "[\(text)]")
        case .sourceInQuotes(let name):
            let word = name.flatMap { $0.isPlainWord ? $0 : nil }
            return Message(
                159, "a dataset's name has no quotes", word.map { "write \($0)" } ?? "begin with the kind of file, as in idx \"folder\"",
                notes: word == nil ? ["load idx \"folder\""] : [], replacement: word)
        case .missingSource(let found):
            return Message(159, "the name of a dataset is missing", "found \(inWords(found))", notes: ["load mnist", "load mnist or digits", "load idx \"folder\""])
        case .sourceCalled(let name):
            return Message(159, "'\(name)' is the name of a dataset, not a function", "leave the parentheses out", notes: ["load \(name)"])
        case .punctuation(let first, let others):
            return punctuation(first, others)
        case .repeatedClause(let word, let first):
            return Message(160, "'\(word)' is said twice", "which of the two holds?", notes: ["Delete one of them."], secondary: [.init(first, "said here first")])
        case .modelInSentence(let model, let phrase):
            return Message(
                164, "'\(shortened(model, to: 30))' is a model, and '\(phrase)' works on the one at hand", "leave it out here",
                notes: ["make the model on a line before: model \(model)"], replacement: "")
        case .ruleWithoutWith(let rule, let phrase):
            return Message(
                164, "'\(shortened(rule, to: 30))' is a rule, and a rule stands behind 'with'", "write with \(rule)",
                notes: ["such as: \(phrase) with \(rule)"], replacement: "with \(rule)")
        case .flagWithValue(let word, let isTrue):
            return Message(
                161, "'\(word)' stands alone", isTrue ? "leave 'true' out" : "leave out '\(word) false': it is off unless said",
                notes: ["A flag is on when its word is there. In a call it has a value: sgd(\(word): \(isTrue))"], replacement: "")
        case .missingClauseValue(let word, let domain, let example, let phrase, let found, let flags):
            return missingValue(word, domain, example, phrase, found, flags)
        case .foreignClause(let found, let meant, let phrase, let value, let isFlag):
            guard let meant else {
                return Message(137, "'\(found)' is not needed", "write \(phrase) \(value ?? "…")")
            }
            let text = isFlag ? meant : "\(meant) \(value ?? "…")"
            return Message(137, "'\(found)' is called '\(meant)' here", "write \(text)", replacement: meant)
        case .unknownClause(let word, let phrase, let clauses, let kind):
            return unknownClause(word, phrase, clauses, kind)
        case .unexpectedWord(let word, let phrase):
            let near = suggestion(word, among: ["and", "or", "mod"], else: "an operator, a comma or the end of the line was expected")
            return Message(150, "'\(shortened(word, to: 30))' is more than '\(phrase)' can take", near.label, notes: ["Statements are separated by new lines or by ;"])
        case .dashes(let phrase):
            return Message(
                162, "options have no dashes in front", "write the word alone", notes: ["\(phrase) epochs 5"].filter { _ in phrase == "train" } + ["Each option is a word and its value."])
        case .valueWithoutWord(let found, let phrase, let clauses):
            return Message(
                163, "\(inWords(found)) stands without a word that says what it is",
                clauses.isEmpty ? "'\(phrase)' takes no more values" : "put the option's word before it",
                notes: clauses.isEmpty ? [] : ["options of \(phrase): \(listed(clauses))"])
        case .missingObject(let phrase, let domain, let example, let summary, let found):
            let isEnd = found == .endOfLine || found == .endOfText || found == .token("}") || found == .token(")")
            return Message(
                164, "'\(phrase)' wants \(domain.inWords)", isEnd ? "such as: \(phrase) \(example)" : "found \(inWords(found)); such as: \(phrase) \(example)",
                notes: summary.isEmpty ? [] : [summary])
        case .missingClause(let word, let phrase, let domain, let example):
            return Message(
                164, "'\(phrase)' wants '\(word)' and \(domain.inWords)", "such as: \(word) \(example)")
        }
    }

    /// The line of an example that shows the thing; those above it make ready.
    private func lastLine(of script: String) -> String { script.split(separator: "\n").last.map(String.init) ?? script }

    private func punctuation(
        _ first: SentenceMistake.Punctuation, _ others: [SentenceMistake.Punctuation]
    ) -> Message {
        func ours(_ clause: SentenceMistake.Punctuation) -> String {
            "\(ForeignWords.clauses[clause.word] ?? clause.word) \(clause.value.isEmpty ? "…" : clause.value)"
        }
        let isComma = first.kind == .comma
        return Message(
            165, isComma ? "options are not separated by commas" : "an option is a word and a value, without '\(first.kind.rawValue)'",
            isComma ? "leave it out" : "write \(shortened(ours(first)))", notes: ["such as: train with adam lr 0.001 epochs 5"],
            replacement: isComma ? "" : ours(first),
            secondary: others.prefix(4).map { .init($0.span, $0.kind == .comma ? "and this comma" : "and \(shortened(ours($0)))") })
    }

    private func missingValue(
        _ word: String, _ domain: Domain?, _ example: String?, _ phrase: String, _ found: Found, _ flags: [String]
    ) -> Message {
        if let domain, let example {
            return Message(
                164, "'\(word)' wants \(domain.inWords)", "such as: \(word) \(example)",
                notes: found == .endOfLine || found == .endOfText ? [] : ["found \(inWords(found))"])
        }
        let near = suggestion(word, among: flags.sorted(), else: "a value is missing behind it")
        return Message(
            164, "'\(shortened(word, to: 30))' wants a value", near.label,
            notes: ["An option is a word and its value: \(shortened(word, to: 30)) 0.1", "Flags stand alone: \(listed(flags.sorted()))"].filter { !$0.hasSuffix(": ") },
            replacement: near.best)
    }

    private func unknownClause(_ word: String, _ phrase: String, _ clauses: [String], _ kind: Card.Kind) -> Message {
        let known = ForeignWords.clauses[word].flatMap { clauses.contains($0) ? $0 : nil }
        let near = suggestion(word, among: clauses, else: clauses.isEmpty ? "it takes no options" : "not an option of \(phrase)")
        let title =
            kind == .layer
            ? "the layer '\(phrase)' has no option '\(shortened(word, to: 30))'" : "'\(phrase)' has no option '\(shortened(word, to: 30))'"
        return Message(
            166, title, known.map { "it is called '\($0)' here" } ?? near.label,
            notes: clauses.isEmpty ? [] : ["options of \(phrase): \(listed(clauses))  (help \(phrase))"],
            replacement: known ?? near.best)
    }
}
