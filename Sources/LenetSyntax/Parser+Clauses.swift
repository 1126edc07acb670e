import LenetCards

// The clauses of a sentence: `epochs 5`, `with adam`, `nesterov`, in any order, each at most once.

extension Parser {
    mutating func clauses(of card: Card, _ parts: inout SentenceParts) throws(Panic) {
        while !endsSentence {
            if current.kind == .name || current.kind == .keyword && card.hasClause(text(current)) {
                try clause(of: card, &parts)
            } else if current.kind == .comma {
                parts.punctuation.append(.init(span: span(current), kind: .comma, word: "", value: ""))
                advance()
            } else {
                throw try failUnexpected(in: card, parts)
            }
        }
        if let first = parts.punctuation.first {
            report(.sentence(.punctuation(first, others: Array(parts.punctuation.dropFirst()))), first.span)
        }
    }

    private mutating func clause(of card: Card, _ parts: inout SentenceParts) throws(Panic) {
        let token = current
        let name = Name(text(token), span(token))
        let activation = card.kind == .layer ? grammar.activations[name.text] : nil
        let parameter = activation == nil ? card.parameters.first { $0.role != .positional && $0.name == name.text } : nil
        let isRuleFlag = parameter == nil && card.takesRuleOptions && grammar.flags.contains(name.text)
        let isLabel = parameter == nil && card.kind == .layer && name.text == "as"
        let isKnown = parameter != nil || isRuleFlag || activation != nil || isLabel

        if !isKnown, !card.takesRuleOptions || isForeign(name.text, to: card) {
            try unknownClause(name, of: card, &parts)
            return
        }
        if parameter == nil, isNamedInPassing(name, card, grammar.models) {
            report(.sentence(.modelInSentence(name.text, phrase: parts.phrase)), name.span)
            advance()
            return
        }
        if parameter == nil, parts.places["with"] == nil, isNamedInPassing(name, card, grammar.rules) {
            report(.sentence(.ruleWithoutWith(name.text, phrase: parts.phrase)), name.span)
            advance()
            // `train adam with lr 0.1`: the word is there, in the wrong place.
            if current.kind == .name, text(current) == "with", !grammar.rules.contains(text(following)) { advance() }
            return
        }
        if let before = parts.places[name.text] {
            report(.sentence(.repeatedClause(name.text, first: before)), name.span)
        }
        // What follows a second rule is said of that one.
        if name.text == card.secondRule { parts.places = [:] }
        parts.places[name.text] = name.span
        parts.given.insert(name.text)
        advance()
        let isPunctuated = takePunctuation(after: name, &parts)

        if parameter?.role == .flag || isRuleFlag {
            if current.keyword == .true || current.keyword == .false {
                report(.sentence(.flagWithValue(name.text, isTrue: current.keyword == .true)), current)
                advance()
            }
            parts.clauses.append(Clause(name: name, value: nil))
        } else if let activation {
            let takesValue = activation.parameters.contains { $0.role == .positional }
            var value: Expression?
            if takesValue, current.kind == .number || current.kind == .minus { value = try expression() }
            parts.clauses.append(Clause(name: name, value: value))
        } else {
            let described = parameter ?? (isLabel ? Parameter("as", .option, .newName, "") : nil)
            let value = try clauseValue(name, described, of: card, parts, isPunctuated: isPunctuated)
            parts.tallest = max(parts.tallest, height)
            if isPunctuated, let last = parts.punctuation.indices.last {
                parts.punctuation[last].span = name.span.through(value.span)
                parts.punctuation[last].value = value.plainText.map { $0.isPlainWord ? $0 : text(value.span) } ?? text(value.span)
            }
            parts.clauses.append(Clause(name: name, value: value))
        }
    }

    /// A word that the card knows as another tool's spelling of one of its own.
    private func isForeign(_ word: String, to card: Card) -> Bool {
        card.parameters.contains { $0.otherSpellings.contains(word) } && !card.hasClause(word)
    }

    /// `lr=0.1`, `epochs: 5`: noted, and read as meant.
    private mutating func takePunctuation(after name: Name, _ parts: inout SentenceParts) -> Bool {
        guard current.kind == .assign || current.kind == .colon else { return false }
        parts.punctuation.append(
            .init(span: span(current), kind: current.kind == .assign ? .equals : .colon, word: name.text, value: ""))
        advance()
        return true
    }

    /// `train sgd lr 0.1`, `train lenet5`: a rule's or a model's name where an option should begin, unless an option has that name, too.
    private func isNamedInPassing(_ name: Name, _ card: Card, _ names: Set<String>) -> Bool {
        card.takesRuleOptions && card.hasClause("with") && names.contains(name.text) && !grammar.settings.contains(name.text)
            && following.kind != .number
    }

    private mutating func clauseValue(
        _ name: Name, _ parameter: Parameter?, of card: Card, _ parts: SentenceParts, isPunctuated: Bool
    ) throws(Panic) -> Expression {
        // `optimizer='adam'` is answered as a whole.
        if isPunctuated, current.kind == .singleQuoted {
            let token = current
            advance()
            return Expression(.text([.literal(String(text(token).dropFirst().dropLast()))]), span(token))
        }
        // In `lr epochs 5` the value of `lr` is missing: the next word is a clause with a value of its own.
        let isNextClause =
            current.kind == .name && card.hasClause(text(current)) && startsPlainValue(following)
            && parameter.map { ValueReading($0.domain) != .name } != false
        let takesWord = parameter.map { [.name, .word].contains(ValueReading($0.domain)) } == true && isWord(current)
        guard !isNextClause, takesWord || startsValue(current) || current.kind == .foreign || current.kind == .plus else {
            if !endsSentence, current.kind == .keyword, !isNextClause { return try expression() }
            throw failMissing(
                .sentence(
                    .missingClauseValue(
                        name.text, domain: parameter?.domain, example: parameter?.exampleText, phrase: parts.phrase,
                        found: found, flags: parameter == nil ? Array(grammar.flags) : [])),
                at: name.span)
        }
        let value: Expression
        if let parameter { value = try self.value(of: parameter) } else { value = try expression() }
        return value
    }

    /// A word that is no clause of this statement: says so, and passes it with its value.
    private mutating func unknownClause(_ name: Name, of card: Card, _ parts: inout SentenceParts) throws(Panic) {
        let token = current
        let isAfterValue = !parts.objects.isEmpty || !parts.clauses.isEmpty
        let own = card.parameters.filter { $0.role != .positional }.map(\.name)
        advance()
        let assigns = current.kind == .assign || current.kind == .colon
        if assigns { advance() }
        let value = !endsSentence && startsValue(current) && !card.hasClause(text(current)) ? current : nil

        if let meant = card.parameters.first(where: { $0.otherSpellings.contains(name.text) }) {
            let isObject = meant.role == .positional
            var given: String?
            if let value, value.kind != .leftParenthesis, value.kind != .leftBracket, value.kind != .minus {
                given = try sentenceValueText()
            }
            report(
                .sentence(
                    .foreignClause(
                        found: name.text, meant: isObject ? nil : meant.name, phrase: parts.phrase, value: given,
                        isFlag: meant.role == .flag)),
                name.span)
            parts.given.insert(meant.name)
        } else {
            if card.kind != .layer, own.isEmpty, isAfterValue {
                throw fail(.sentence(.unexpectedWord(name.text, phrase: parts.phrase)), token)
            }
            let others = card.kind == .layer ? own + grammar.activations.keys.sorted() + ["as"] : own
            report(.sentence(.unknownClause(name.text, phrase: parts.phrase, clauses: others, kind: card.kind)), name.span)
        }
        if value != nil, current.start == value?.start { _ = try expression() }
    }

    /// Passes a value and gives its text; `'adam'` comes without its quotes and without an error of its own.
    private mutating func sentenceValueText() throws(Panic) -> String {
        if current.kind == .singleQuoted {
            let token = current
            advance()
            return String(text(token).dropFirst().dropLast())
        }
        let value = try expression()
        return value.plainText ?? text(value.span)
    }

    /// Something that is neither a clause nor the end: `train with adam 0.1`.
    private mutating func failUnexpected(in card: Card, _ parts: SentenceParts) throws(Panic) -> Panic {
        if current.kind == .foreign { return failNoValue() }
        if parts.clauses.isEmpty { try checkComplete(card, parts, objectsOnly: true) }
        if current.kind == .minus, isWord(following) || following.kind == .minus {
            return fail(.sentence(.dashes(phrase: parts.phrase)), current)
        }
        if current.kind == .assign, let last = parts.objects.last {
            return fail(.statement(.assignmentToValue(text(last.span))), current)
        }
        if startsValue(current) {
            let clauses = card.parameters.filter { $0.role == .option && parts.places[$0.name] == nil }.map(\.name)
            return fail(.sentence(.valueWithoutWord(found: found, phrase: parts.phrase, clauses: clauses)), current)
        }
        return fail(.statement(.unexpected(found: found)), current)
    }

    /// What the card requires and the sentence lacks.
    mutating func checkComplete(_ card: Card, _ parts: SentenceParts, objectsOnly: Bool = false) throws(Panic) {
        for parameter in card.parameters where parameter.isRequired && !parts.given.contains(parameter.name) {
            switch parameter.role {
            case .flag: continue
            case .positional:
                throw failMissing(
                    .sentence(
                        .missingObject(
                            phrase: parts.phrase, domain: parameter.domain, example: parameter.exampleText,
                            summary: parameter.summary, found: found)),
                    at: objectsOnly ? nil : placeBehind)
            case .option:
                if objectsOnly { continue }
                throw failMissing(
                    .sentence(
                        .missingClause(
                            parameter.name, phrase: parts.phrase, domain: parameter.domain, example: parameter.exampleText)),
                    at: placeBehind)
            }
        }
    }
}

extension Card {
    /// The word begins a clause of this card.
    func hasClause(_ word: String) -> Bool { parameters.contains { $0.role != .positional && $0.name == word } }
}
