import LenetCards

// What may follow an unfinished statement: its control word, its sentence, its expression.

extension CompletionReader {
    typealias Place = CompletionContext.Place
    typealias Items = ArraySlice<CompletionItem>

    func statement(_ items: Items) -> [Place] {
        guard let first = items.first else { return [.statement] }
        guard case .token(let token) = first, token.kind == .name || token.kind == .keyword else { return expression(items) }
        let rest = items.dropFirst()
        switch token.keyword {
        case .let?:
            if rest.isEmpty { return [] }
            return rest.count == 1 ? [.words(["="])] : value(rest.dropFirst(2))
        case .return?: return value(rest)
        case .for?:
            if rest.isEmpty { return [] }
            return rest.count == 1 ? [.words([Keyword.in.word])] : expression(rest.dropFirst(2))
        case .if?, .while?, .repeat?:
            if word(rest.last) == Keyword.else.word { return [.words([Keyword.if.word])] }
            if case .block? = rest.last { return token.keyword == .if ? [.words([Keyword.else.word])] : [] }
            return expression(rest)
        case .else?: return rest.isEmpty ? [.words([Keyword.if.word])] : expression(rest.dropFirst())
        case .include?: return [.path]
        case .def?, .break?, .continue?: return []
        case .some: return expression(items)
        case nil: break
        }
        if let next = rest.first, case .token(let sign) = next, sign.isAssignment { return value(rest.dropFirst()) }
        let word = text(token)
        if Self.definitions.contains(word), !grammar.isVerb(word) {
            guard let sign = rest.firstIndex(where: { isKind($0, .assign) }) else { return [] }
            if word == "optimizer" { return rest[(sign + 1)...].isEmpty ? [.domain(.name(of: [.optimizer], called: true))] : [] }
            return [.rule(names: [])]
        }
        return isSentence(items) ? sentence(items) : expression(items)
    }

    static let definitions: Set<String> = ["optimizer", "schedule", "landscape"]

    /// A sentence or an expression.
    func value(_ items: Items) -> [Place] {
        if items.isEmpty { return [.value(verbs: true)] }
        return isSentence(items) ? sentence(items) : expression(items)
    }

    private func isSentence(_ items: Items) -> Bool {
        guard let verb = word(items.first), grammar.isVerb(verb) else { return false }
        guard let next = items.dropFirst().first else { return true }
        // `model.parameters` is a value.
        return !isKind(next, .dot)
    }

    func expression(_ items: Items) -> [Place] {
        guard let last = items.last else { return [.value(verbs: false)] }
        if isKind(last, .dot) {
            guard let path = path(items.dropLast()) else { return [] }
            return [.field(of: path)]
        }
        guard endsValue(last) else { return [.value(verbs: false)] }
        return items.contains { isKind($0, .range) } ? [.words(["log", "linear"])] : []
    }

    /// `race.runs[0]` as words; nil where it is nothing that has a name.
    private func path(_ items: Items) -> [String]? {
        var words: [String] = []
        var items = items
        while let last = items.popLast() {
            switch last {
            case .bracket: words.append("[]")
            case .token(let token) where token.kind == .name || token.kind == .keyword:
                words.append(text(token))
                guard let before = items.last, isKind(before, .dot) else { return words.reversed() }
                items.removeLast()
            default: return nil
            }
        }
        return nil
    }

    func endsValue(_ item: CompletionItem) -> Bool {
        guard case .token(let token) = item else { return true }
        switch token.kind {
        case .name, .number, .size, .singleQuoted: return true
        case .keyword: return token.keyword == .true || token.keyword == .false
        default: return false
        }
    }

    // MARK: Sentences

    private func sentence(_ items: Items) -> [Place] {
        guard let verb = word(items.first), let card = grammar.statements[verb] else { return [] }
        var rest = items.dropFirst()
        guard !card.topics.isEmpty else { return clauses(of: card, rest) }
        if let second = word(rest.first), let topic = card.topics.first(where: { $0.keyword == second }) {
            rest = rest.dropFirst()
            return clauses(of: topic, rest)
        }
        return (rest.isEmpty ? [.topic(of: card)] : []) + clauses(of: card, rest)
    }

    /// What may follow the objects and clauses of a card's sentence that stand here already.
    func clauses(of card: Card, _ items: Items) -> [Place] {
        var scan = ClauseScan(card: card)
        for (index, item) in zip(items.indices, items) {
            if let parameter = scan.reading {
                if !scan.isComplete(self, items, upTo: index) || continues(parameter, item, items, index) { continue }
                if isKind(item, .comma), let next = scan.positional.popFirst() {
                    scan.begin(next, at: index + 1)
                    continue
                }
                scan.reading = nil
            }
            guard scan.take(item, at: index, self, activations: grammar.activations) else { return [] }
        }
        return scan.places(self, items)
    }

    /// Whether what stands behind a whole value belongs to it: an operator, an index, the path of a source.
    private func continues(_ parameter: Parameter, _ item: CompletionItem, _ items: Items, _ index: Int) -> Bool {
        switch item {
        case .parenthesis, .bracket, .block: return true
        case .text: return ValueReading(parameter.domain) == .source
        case .token(let token):
            switch token.kind {
            case .name, .number, .size, .singleQuoted: return ValueReading(parameter.domain) == .statement
            case .comma: return [.values, .statement].contains(ValueReading(parameter.domain))
            case .keyword: return token.keyword.map(Parser.joinsValues) == true
            default: return true
            }
        }
    }
}

/// Where a walk along a sentence's words stands.
private struct ClauseScan {
    let card: Card
    var positional: ArraySlice<Parameter>
    var used: Set<String> = []
    var rule: String?
    /// Whose value is being read, and where it begins.
    var reading: Parameter?
    private var start = 0

    init(card: Card) {
        self.card = card
        positional = card.parameters.filter { $0.role == .positional }[...]
    }

    mutating func begin(_ parameter: Parameter, at index: Int) {
        reading = parameter
        start = index
    }

    /// Whether the value that is being read could end before this place.
    func isComplete(_ reader: CompletionReader, _ items: CompletionReader.Items, upTo index: Int) -> Bool {
        guard let parameter = reading, index > start else { return false }
        let last = items[index - 1]
        switch ValueReading(parameter.domain) {
        case .word, .name: return true
        default: return reader.endsValue(last)
        }
    }

    /// A word that begins a clause, or an object; false where nothing is known of it.
    mutating func take(
        _ item: CompletionItem, at index: Int, _ reader: CompletionReader, activations: [String: Card]
    ) -> Bool {
        if let word = reader.word(item) {
            if let parameter = card.parameters.first(where: { $0.role != .positional && $0.name == word }) {
                used.insert(word)
                if parameter.role == .option { begin(parameter, at: index + 1) }
                return true
            }
            if card.takesRuleOptions, reader.grammar.flags.contains(word) {
                used.insert(word)
                return true
            }
            if card.kind == .layer || card.kind == .activation {
                if word == "as" {
                    used.insert(word)
                    begin(Parameter("as", .option, .newName, ""), at: index + 1)
                    return true
                }
                if activations[word] != nil {
                    used.formUnion(activations.keys)
                    return true
                }
            }
        }
        if used.isEmpty, let object = positional.popFirst() {
            begin(object, at: index)
            remember(item, reader)
            return true
        }
        // What is left is an option of the rule.
        guard card.takesRuleOptions, let word = reader.word(item) else { return false }
        used.insert(word)
        begin(Parameter(word, .option, .number(.any), ""), at: index + 1)
        return true
    }

    private mutating func remember(_ item: CompletionItem, _ reader: CompletionReader) {
        if rule == nil, let word = reader.word(item) { rule = word }
    }

    func places(_ reader: CompletionReader, _ items: CompletionReader.Items) -> [CompletionContext.Place] {
        var scan = self
        var places: [CompletionContext.Place] = []
        if let parameter = reading {
            let value = start < items.endIndex ? items[start...] : []
            scan.noteRule(parameter, value, reader)
            if parameter.domain == .statement { return reader.value(value) }
            guard isComplete(reader, items, upTo: items.endIndex) else {
                if parameter.domain == .condition {
                    let places = value.isEmpty ? [.domain(.condition)] : reader.expression(value)
                    // Wherever a value may stand, so may what the condition is about.
                    return places.contains(.domain(.condition)) || places.contains(.value(verbs: false)) ? places + [.condition(of: card, word: parameter.name, used: used)] : places
                }
                if value.isEmpty { return [.domain(parameter.domain)] }
                if ValueReading(parameter.domain) == .source { return [.domain(.source)] }
                let places = reader.expression(value)
                // Names that only this statement knows may stand wherever a value may.
                return parameter.domain == .expressions && places.contains(.value(verbs: false)) ? places + [.domain(.expressions)] : places
            }
            if ValueReading(parameter.domain) == .source { places.append(.words([Keyword.or.word])) }
            if parameter.domain == .condition { places.append(.words([Keyword.and.word, Keyword.or.word])) }
        }
        places.append(.clauses(card, used: scan.used, rule: scan.rule(in: items, reader)))
        if used.isEmpty, let next = positional.first, reading == nil {
            places.insert(.domain(next.domain), at: 0)
            if next.domain == .condition { places.insert(.condition(of: card, word: next.name, used: []), at: 1) }
        }
        return places
    }

    private mutating func noteRule(_ parameter: Parameter, _ value: CompletionReader.Items, _ reader: CompletionReader) {
        if parameter.domain.isOptimizer { rule = reader.word(value.first) ?? rule }
    }

    /// What stands after the option that names an optimizer.
    private func rule(in items: CompletionReader.Items, _ reader: CompletionReader) -> String? {
        let names = card.parameters.filter(\.domain.isOptimizer)
        for index in items.indices.dropLast() {
            if let word = reader.word(items[index]), names.contains(where: { $0.role == .option && $0.name == word }) {
                return reader.word(items[index + 1])
            }
        }
        return names.contains { $0.role == .positional } ? rule : nil
    }
}

extension Domain {
    /// An optimizer's name stands there, or may.
    fileprivate var isOptimizer: Bool {
        switch self {
        case .name(let kinds, _): kinds.contains(.optimizer)
        case .either(let domains): domains.contains(where: \.isOptimizer)
        default: false
        }
    }
}
