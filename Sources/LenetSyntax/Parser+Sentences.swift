import LenetCards

// Sentences: a verb, its topic, what stands in its positional places, then clauses in any order; all as the verb's card says.

extension Parser {
    /// A verb stands here and begins a sentence; `model.parameters` begins a value.
    var startsSentence: Bool {
        guard !verbsAreNames, current.kind == .name else { return false }
        let word = text(current)
        guard grammar.isVerb(word), !isCalledVerb else { return false }
        if grammar.values.contains(word) { return isWord(following) && following.keyword.map(Parser.joinsValues) != true }
        return following.kind != .dot
    }

    /// `step(every: 3)`, and `step` among the elements of a list: a name, though the word is a verb too.
    var isCalledVerb: Bool {
        guard grammar.calls.contains(text(current)) else { return false }
        if following.kind == .leftParenthesis { return touches(current, following) }
        return !brackets.isEmpty && (following.kind == .comma || following.kind == .rightBracket)
    }

    /// `and`, `or`, `mod`, `in`, `else`: what stands between values or behind them.
    static func joinsValues(_ keyword: Keyword) -> Bool {
        switch keyword {
        case .and, .or, .mod, .in, .else: true
        default: false
        }
    }

    mutating func sentenceAsValue() throws(Panic) -> Expression {
        let sentence = try sentence()
        return Expression(.sentence(sentence), sentence.span)
    }

    mutating func sentence() throws(Panic) -> Sentence {
        let token = current
        let verb = Name(text(token), span(token))
        guard var card = grammar.statements[verb.text] else { throw Panic() }
        try enter()
        defer { depth -= 1 }
        advance()
        if current.kind == .leftParenthesis, touches(token, current) { try checkCall(of: verb, card) }
        var topic: Name?
        if !card.topics.isEmpty {
            topic = try self.topic(of: verb, card)
            if let topic, let found = card.topics.first(where: { $0.keyword == topic.text }) { card = found }
        }
        var parts = SentenceParts(phrase: topic.map { "\(verb.text) \($0.text)" } ?? verb.text)
        try objects(of: card, &parts)
        try clauses(of: card, &parts)
        try checkComplete(card, parts)
        try grow(parts.tallest)
        return Sentence(
            verb: verb, topic: topic, objects: parts.objects, clauses: parts.clauses, span: span(from: verb.span))
    }

    /// `evaluate()`, `train(adam, epochs=5)`: a verb is no function.
    private mutating func checkCall(of verb: Name, _ card: Card) throws(Panic) {
        let takesObject = card.parameters.contains { $0.role == .positional }
        if following.kind == .rightParenthesis || !takesObject {
            throw fail(.sentence(.verbCalled(verb.text, example: exampleLine(of: card))), current)
        }
    }

    /// A line that shows the verb: what an example needs before it is left out.
    private func exampleLine(of card: Card) -> String? {
        card.examples.lazy.compactMap { $0.script.split(separator: "\n").last { $0.hasPrefix(card.keyword) } }.first.map(String.init)
    }

    private mutating func topic(of verb: Name, _ card: Card) throws(Panic) -> Name? {
        let topics = card.topics.map(\.keyword)
        let takesObject = card.parameters.contains { $0.role == .positional }
        if isWord(current), !endsSentence {
            let word = text(current)
            let continues = following.kind == .dot || following.kind == .leftBracket || following.kind == .leftParenthesis
            if topics.contains(word), !(takesObject && continues && touches(current, following)) {
                let name = Name(word, span(current))
                advance()
                return name
            }
            // `show sampels 3`: no value is followed by another.
            let isObject = takesObject && !(startsPlainValue(following) && !Nearest.candidates(word, among: topics).isEmpty)
            if isObject || !takesObject && !card.parameters.isEmpty { return nil }
            if let meant = card.topics.first(where: { $0.otherSpellings.contains(word) }) {
                throw fail(.sentence(.foreignTopic(found: word, meant: meant.keyword, verb: verb.text)), current)
            }
            throw fail(.sentence(.unknownTopic(word, verb: verb.text, topics: topics)), current)
        }
        if takesObject || !card.parameters.isEmpty { return nil }
        throw failMissing(.sentence(.missingTopic(verb: verb.text, topics: topics, found: found)))
    }

    // MARK: What stands in positional places

    mutating func objects(of card: Card, _ parts: inout SentenceParts) throws(Panic) {
        var isFirst = true
        for parameter in card.parameters where parameter.role == .positional {
            var needsValue = false
            if !isFirst, current.kind == .comma, startsValue(following) {
                advance()
                needsValue = true
            }
            isFirst = false
            guard !endsSentence, needsValue || isObject(parameter, of: card) else { continue }
            try readObject(parameter, of: card, &parts)
            parts.given.insert(parameter.name)
        }
    }

    /// Whether what stands here is the value of this positional parameter, and not the first clause.
    private func isObject(_ parameter: Parameter, of card: Card) -> Bool {
        let reading = ValueReading(parameter.domain)
        guard isWord(current) else { return startsValue(current) || current.kind == .foreign && text(current) == "!" }
        let word = text(current)
        let isClause =
            card.parameters.contains { $0.role != .positional && $0.name == word }
            // What must stand here is here: `explain amsgrad` is the rule, though `amsgrad` is a flag of others.
            || card.takesRuleOptions && !parameter.isRequired && grammar.flags.contains(word)
            || card.kind == .layer && (grammar.activations[word] != nil || word == "as")
        if isClause { return false }
        // `lr = 0.1`, `epochs: 5`: a clause in another tool's manner.
        if following.kind == .assign || following.kind == .colon {
            return !card.takesRuleOptions && !card.parameters.contains { $0.role == .option }
        }
        if reading == .word || reading == .name { return true }
        if !startsValue(current) { return false }
        if parameter.isRequired { return true }
        // `step n with adam` has an object, `step lr 0.1` a clause: a clause's word is followed by its value.
        if card.takesRuleOptions || reading == .source {
            guard startsPlainValue(following) else { return true }
            guard following.kind == .name else { return false }
            let next = text(following)
            if card.parameters.contains(where: { $0.role != .positional && $0.name == next }) { return true }
            if card.takesRuleOptions, grammar.flags.contains(next) { return true }
            return brackets.isEmpty && startsPlainValue(token(ahead: 2))
        }
        return true
    }

    /// A token that begins a value and cannot go on with the one before it.
    func startsPlainValue(_ token: Token) -> Bool {
        switch token.kind {
        case .number, .size, .name, .textStart, .singleQuoted: true
        case .keyword: token.keyword == .true || token.keyword == .false
        default: false
        }
    }

    private mutating func readObject(_ parameter: Parameter, of card: Card, _ parts: inout SentenceParts) throws(Panic) {
        switch ValueReading(parameter.domain) {
        case .values:
            var hasReported = false
            while true {
                parts.add(try expression(), height)
                if take(.comma) { continue }
                guard startsPlainValue(current), !card.hasClause(text(current)) else { break }
                if !hasReported { report(.expression(.missingComma), placeBehind) }
                hasReported = true
            }
        default:
            let value = try value(of: parameter)
            parts.add(value, height)
            if case .list = parameter.domain, current.kind == .comma { try unbracketedList(from: value) }
        }
    }

    /// `compare sgd, adam`: a list wants its brackets.
    private mutating func unbracketedList(from first: Expression) throws(Panic) {
        var end = first.span
        while take(.comma) { end = try expression().span }
        let whole = first.span.through(end)
        report(.sentence(.listWithoutBrackets(text(whole))), whole)
    }

    // MARK: Values by what is expected

    /// Reads a value of the parameter, which must stand here.
    mutating func value(of parameter: Parameter) throws(Panic) -> Expression {
        height = 1
        switch ValueReading(parameter.domain) {
        case .source where current.kind == .name || current.kind == .textStart || current.kind == .singleQuoted:
            return try dataSources()
        case .condition:
            let condition = try withVerbsAsNames()
            return try assignmentInCondition(condition)
        case .statement:
            return startsSentence ? try sentenceAsValue() : try expression()
        case .name where isWord(current):
            let name = try newName(.label)
            return Expression(.name(name.text), name.span)
        // `examples seed 2`: a word that is asked about, and a number.
        case .word where isWord(current) && following.kind != .dot
            && (!startsValue(following) || parameter.domain.isName && following.kind == .number)
            && (grammar.isVerb(text(current)) || current.kind == .keyword):
            let token = current
            advance()
            return Expression(.name(text(token)), span(token))
        case .word where isWord(current) && parameter.domain.takesWord(text(current)):
            let token = current
            advance()
            return Expression(.name(text(token)), span(token))
        case .expression where parameter.domain.isName || parameter.domain.mayBeName:
            return try withVerbsAsNames()
        default:
            return try expression()
        }
    }

    private mutating func withVerbsAsNames() throws(Panic) -> Expression {
        let outside = takesVerbsAsNames
        takesVerbsAsNames = true
        defer { takesVerbsAsNames = outside }
        return try expression()
    }

    /// `mnist or idx "folder"`.
    private mutating func dataSources() throws(Panic) -> Expression {
        var sources: [DataSource] = []
        let start = span(current)
        repeat {
            guard isWord(current), current.keyword == nil else {
                if current.kind == .textStart || current.kind == .singleQuoted {
                    let literal = try postfix()
                    throw fail(.sentence(.sourceInQuotes(literal.plainText)), literal.span)
                }
                throw failMissing(.sentence(.missingSource(found: found)))
            }
            let name = Name(text(current), span(current))
            advance()
            var path: Expression?
            if current.kind == .textStart || current.kind == .singleQuoted {
                path = try postfix()
            } else if current.kind == .leftParenthesis, touches(previous, current) {
                throw fail(.sentence(.sourceCalled(name.text)), current)
            }
            sources.append(DataSource(name: name, path: path))
        } while take(.or)
        height = 2
        return Expression(.sources(sources), start.through(span(from: start)))
    }
}

/// What a sentence is made of while it is read.
struct SentenceParts {
    /// The verb with its topic, as messages say it.
    var phrase: String
    var objects: [Expression] = []
    var clauses: [Clause] = []
    var given: Set<String> = []
    /// The clauses' words with their places.
    var places: [String: Span] = [:]
    /// `=`, `:` and `,` between clauses, as other tools write them.
    var punctuation: [SentenceMistake.Punctuation] = []
    var tallest = 0

    init(phrase: String) { self.phrase = phrase }

    mutating func add(_ object: Expression, _ height: Int) {
        objects.append(object)
        tallest = max(tallest, height)
    }
}

/// How the tokens of a value are read, which follows from the values that its domain has.
enum ValueReading: Equatable {
    case expression, values, condition, source, statement
    /// A word that is given to something from now on.
    case name
    /// A word that may be any, a verb too, as in `help train`.
    case word

    init(_ domain: Domain) {
        switch domain {
        case .values, .expressions: self = .values
        case .condition: self = .condition
        case .source: self = .source
        case .statement: self = .statement
        case .newName: self = .name
        case .word: self = .word
        case .name(let kinds, _): self = kinds.contains(.statement) ? .word : .expression
        case .either(let domains):
            let readings = domains.map(ValueReading.init)
            self = [.source, .values, .condition, .word, .name].first { readings.contains($0) } ?? .expression
        case .number, .integer, .flag, .text, .path, .size, .list, .value: self = .expression
        }
    }
}

extension Domain {
    /// The name of a thing, of which verbs are none.
    var isName: Bool {
        if case .name = self { return true }
        return false
    }

    /// `plot schedule step`: the name of a thing, or something else.
    var mayBeName: Bool {
        if case .either(let domains) = self { return domains.contains { $0.isName } }
        return false
    }

    /// The word is one of those that the domain lists.
    package func takesWord(_ word: String) -> Bool {
        switch self {
        case .word(let words): words.contains(word)
        case .either(let domains): domains.contains { $0.takesWord(word) }
        default: false
        }
    }
}

extension Parameter {
    package var isRequired: Bool { `default` == .required }
}

extension Expression {
    /// What a text literal without embedded values says.
    package var plainText: String? {
        guard case .text(let pieces) = form, pieces.count == 1, case .literal(let text) = pieces[0] else { return nil }
        return text
    }
}
