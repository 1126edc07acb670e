import LenetCards

// The lines of a model: a layer's word, its values, then clauses and the name of an activation.

extension Parser {
    /// `{ … }`, standing at the brace.
    mutating func layers() throws(Panic) -> [Sentence] {
        let open = current
        guard try openBlock(after: "model") else { throw Panic() }
        blocks += 1
        defer { blocks -= 1 }
        var result: [Sentence] = []
        while true {
            _ = skipToStatement()
            if current.kind == .rightBrace { break }
            if current.kind == .end { throw failUnclosed(open) }
            do throws(Panic) {
                result.append(try layer())
                try endStatement()
            } catch {
                recover()
            }
        }
        advance()
        return result
    }

    private mutating func layer() throws(Panic) -> Sentence {
        let token = current
        let word = isWord(token) ? text(token) : ""
        guard let card = grammar.layers[word] else {
            if !isWord(token) { throw fail(.definition(.notALayer(found: found)), token) }
            if let card = grammar.layers.values.first(where: { $0.otherSpellings.contains(word) }) {
                throw fail(.definition(.foreignLayer(found: word, meant: card.keyword)), token)
            }
            if token.kind == .keyword { throw fail(.definition(.controlInModel(word)), token) }
            throw fail(.definition(.unknownLayer(word, layers: grammar.layers.keys.sorted())), token)
        }
        let name = Name(word, span(token))
        advance()
        if current.kind == .leftParenthesis, touches(token, current) {
            throw fail(.definition(.layerCalled(word)), current)
        }
        var parts = SentenceParts(phrase: word)
        try objects(of: card, &parts)
        if current.kind == .name, text(current) == "x", parts.objects.last.map({ $0.isNumber }) == true {
            throw fail(.definition(.spacedSize), current)
        }
        try clauses(of: card, &parts)
        try checkComplete(card, parts)
        checkActivations(parts)
        return Sentence(verb: name, topic: nil, objects: parts.objects, clauses: parts.clauses, span: span(from: name.span))
    }

    /// `conv 8 3x3 relu tanh`: only one can act.
    private mutating func checkActivations(_ parts: SentenceParts) {
        let activations = parts.clauses.filter { grammar.activations[$0.name.text] != nil }
        guard activations.count > 1, activations[0].name.text != activations[1].name.text else { return }
        report(
            .definition(.twoActivations(activations[0].name.text, activations[1].name.text, first: activations[0].name.span)),
            activations[1].name.span)
    }
}

extension Expression {
    var isNumber: Bool {
        if case .number = form { return true }
        return false
    }
}
