import LenetCards

// Statements: what may stand on a line.

extension Parser {
    mutating func statement(documentation: [Token] = []) throws(Panic) -> Statement {
        try enter()
        defer { depth -= 1 }
        statementStart = current.start
        if let question = question() { return .sentence(question) }
        switch current.kind {
        case .command where grammar.isVerb(Parser.commandVerb):
            return .sentence(command())
        case .keyword:
            if let keyword = current.keyword, let statement = try control(keyword, documentation) { return statement }
        case .name:
            if let statement = try nameStatement(documentation) { return statement }
        default: break
        }
        return .expression(try expressionStatement())
    }

    // MARK: Short forms

    /// The verbs that `train ?` and `!ls` are short for.
    static let (questionVerb, commandVerb) = ("help", "sh")

    /// `train ?` is `help train`, and a `?` alone is `help`; nil where the line is no question.
    private mutating func question() -> Sentence? {
        guard grammar.isVerb(Parser.questionVerb), brackets.isEmpty else { return nil }
        var last = index
        while !tokens[last].endsLine, tokens[last].kind != .leftBrace { last += 1 }
        guard last > index, tokens[last - 1].kind == .foreign, text(tokens[last - 1]) == "?" else { return nil }
        // One word, or the first of a sentence; anything else has a mistake in it that is worth a message.
        guard last == index + 1 || isWord(current) && (last == index + 2 || grammar.isVerb(text(current))) else { return nil }
        let mark = span(tokens[last - 1])
        let asked = last > index + 1 ? [Expression(.name(text(current)), span(current))] : []
        let start = span(current)
        index = last
        return Sentence(verb: Name(Parser.questionVerb, mark), topic: nil, objects: asked, clauses: [], span: start.through(mark))
    }

    /// `!ls -l` is `sh "ls -l"`.
    private mutating func command() -> Sentence {
        let whole = span(current)
        let line = text(current).dropFirst().drop { $0 == " " || $0 == "\t" }
        advance()
        return Sentence(
            verb: Name(Parser.commandVerb, whole), topic: nil, objects: [Expression(.text([.literal(String(line))]), whole)],
            clauses: [], span: whole)
    }

    /// A statement that begins with a name: an assignment, a definition, a sentence; nil for a value that prints.
    private mutating func nameStatement(_ documentation: [Token]) throws(Panic) -> Statement? {
        let token = current
        let next = self.token(ahead: 1)
        if next.isAssignment { return .assignment(try assignment()) }
        let word = text(token)
        if let kind = definitionKind(word) {
            if blocks > 0 { report(.definition(.nested(kind: word)), token) }
            return .definition(try definition(kind, documentation))
        }
        if startsSentence || isLineWord { return .sentence(try sentence()) }
        if next.kind == .plus || next.kind == .minus, self.token(ahead: 2).kind == next.kind, self.token(ahead: 3).endsLine {
            throw fail(.statement(.increment(word, text(next))), span(next).through(span(self.token(ahead: 2))))
        }
        if next.kind == .colon { throw failColon(after: token) }
        if startsPlainValue(next) || next.kind == .leftBrace || ForeignWords.statements[word] != nil && !next.endsLine {
            throw failUnknownStatement(token)
        }
        return nil
    }

    /// `next` alone on its line, `check 61706`: a statement, though elsewhere the word is a name. Whether it is one here too is known
    /// when it runs.
    private var isLineWord: Bool {
        let word = text(current)
        guard grammar.lineWords.contains(word), let card = grammar.statements[word] else { return false }
        let next = token(ahead: 1)
        return next.endsLine || next.kind == .rightBrace || !card.parameters.isEmpty && startsPlainValue(next)
    }

    /// `fit adam`, `trian with adam`: nothing begins like this.
    private mutating func failUnknownStatement(_ token: Token) -> Panic {
        let word = text(token)
        for card in grammar.statements.values where card.otherSpellings.contains(word) {
            return fail(.statement(.foreignStatement(found: word, meant: card.keyword)), token)
        }
        if grammar.layers[word] != nil { return fail(.statement(.layerOutsideModel(word)), token) }
        if let meant = ForeignWords.statements[word] {
            if word == "elif" || word == "elsif" || word == "elseif", hasColonBlocks { return Panic() }
            return fail(.statement(.foreignForm(found: word, meant: meant)), token)
        }
        return fail(.statement(.unknownStatement(word, verbs: grammar.verbs)), token)
    }

    private mutating func failColon(after token: Token) -> Panic {
        if self.token(ahead: 2).kind == .assign, touches(self.token(ahead: 1), self.token(ahead: 2)) {
            return fail(.statement(.walrus(text(token))), self.token(ahead: 1))
        }
        return fail(.statement(.labelAsStatement(text(token))), self.token(ahead: 1))
    }

    private mutating func expressionStatement() throws(Panic) -> Expression {
        let value = try expression()
        if current.isAssignment {
            throw fail(.statement(.assignmentToValue(text(value.span))), current)
        }
        return value
    }

    // MARK: Assignments

    /// `let x = …`, `x = …`, `x += …`.
    mutating func assignment() throws(Panic) -> Assignment {
        let start = span(current)
        let declares = take(.let)
        guard isWord(current) else { throw failMissing(.statement(.missingName(for: .variable, found: found))) }
        if declares, definitionKind(text(current)) != nil {
            throw fail(.definition(.letBeforeDefinition(text(current))), start)
        }
        let name = try newName(.variable)
        let sign = current
        guard sign.isAssignment else {
            if sign.kind == .equal {
                report(.statement(.doubleEqualsInAssignment(name.text)), sign)
                advance()
                return Assignment(
                    declares: declares, name: name, operation: nil, value: try valueOrSentence(), span: span(from: start))
            }
            if sign.kind == .colon { throw failColon(after: previous) }
            if sign.kind == .comma { throw fail(.statement(.severalNames), sign) }
            throw failMissing(.statement(.letWithoutValue(name.text, found: found)))
        }
        if declares, sign.kind != .assign {
            report(.statement(.letWithOperator(name.text, text(sign))), sign)
        }
        advance()
        if sign.kind == .assign, current.kind == .plus, touches(sign, current) || current.kind == .greater {
            throw fail(.expression(.unknownSymbol(text(span(sign).through(span(current))))), sign)
        }
        let value = try valueOrSentence()
        if current.isAssignment { throw fail(.statement(.chainedAssignment), current) }
        return Assignment(
            declares: declares, name: name, operation: sign.assignedOperation, value: value, span: span(from: start))
    }

    /// What may stand behind `=` and `return`: a sentence or an expression.
    mutating func valueOrSentence() throws(Panic) -> Expression {
        startsSentence ? try sentenceAsValue() : try expression()
    }

    /// A word that something is given as its name.
    mutating func newName(_ use: NameUse) throws(Panic) -> Name {
        let token = current
        let word = text(token)
        guard isWord(token) else { throw failMissing(.statement(.missingName(for: use, found: found))) }
        if token.kind == .keyword { throw fail(.statement(.keywordAsName(word, use)), token) }
        if !verbsAreNames, grammar.isVerb(word) { report(.statement(.verbAsName(word, use)), token) }
        if ForeignWords.literals[word] != nil { report(.statement(.keywordAsName(word, use)), token) }
        advance()
        return Name(word, span(token))
    }

    // MARK: Blocks

    /// `{ … }`, each statement on a line of its own or behind a `;`.
    mutating func block(after phrase: String) throws(Panic) -> Block {
        guard try openBlock(after: phrase) else { return Block([], placeBehind) }
        let open = previous
        blocks += 1
        defer { blocks -= 1 }
        try enter()
        defer { depth -= 1 }
        var statements: [Statement] = []
        while true {
            let documentation = skipToStatement()
            if current.kind == .rightBrace { break }
            if current.kind == .end { throw failUnclosed(open) }
            do throws(Panic) {
                statements.append(try statement(documentation: documentation))
                try endStatement()
            } catch {
                recover()
            }
        }
        advance()
        return Block(statements, span(open).through(span(previous)))
    }

    /// Passes the `{`; false after a `:`, whose block is indented lines that are read as statements of their own.
    mutating func openBlock(after phrase: String) throws(Panic) -> Bool {
        if current.kind == .leftBrace {
            advance()
            return true
        }
        if current.kind == .colon {
            report(.statement(.colonBlock(phrase)), current)
            hasColonBlocks = true
            advance()
            return false
        }
        if isName("then", current) || isName("do", current) {
            report(.statement(.thenWord(text(current))), current)
            advance()
            if current.kind == .leftBrace {
                advance()
                return true
            }
            throw Panic()
        }
        if current.kind == .newline {
            var next = index
            while tokens[next].kind == .newline { next += 1 }
            if tokens[next].kind == .leftBrace {
                report(.statement(.braceOnNextLine), tokens[next])
                index = next
                advance()
                return true
            }
        }
        throw failMissing(.statement(.missingBlock(after: phrase, found: found)))
    }

    /// A statement was read: its line must end here.
    mutating func endStatement() throws(Panic) {
        if current.endsLine || current.kind == .rightBrace && blocks > 0 { return }
        switch current.kind {
        case .documentation: return
        case .rightParenthesis, .rightBracket:
            throw fail(.statement(.surplusCloser(text(current))), current)
        case .rightBrace:
            throw fail(.statement(.surplusCloser("}")), current)
        case .foreign:
            let word = text(current)
            if word == "//" || word == "/*" { throw fail(.expression(.foreignComment(word)), current) }
            throw fail(.expression(.unknownSymbol(word)), current)
        case .plus where previous.kind == .plus:
            throw fail(.statement(.unexpected(found: found)), current)
        case .comma:
            throw fail(.statement(.strayComma), current)
        default:
            if previous.kind == .rightBrace { throw fail(.statement(.statementAfterBlock(found: found)), current) }
            if touches(previous, current), previous.kind == .number, isWord(current) {
                throw fail(.statement(.unexpected(found: found)), current)
            }
            throw fail(.statement(.unexpected(found: found)), current)
        }
    }
}

extension Token {
    var isAssignment: Bool {
        switch kind {
        case .assign, .addAssign, .subtractAssign, .multiplyAssign, .divideAssign: true
        default: false
        }
    }

    /// What `+=` does besides assigning; nil for `=`.
    var assignedOperation: BinaryOperator? {
        switch kind {
        case .addAssign: .add
        case .subtractAssign: .subtract
        case .multiplyAssign: .multiply
        case .divideAssign: .divide
        default: nil
        }
    }
}

/// What a new name is for, as messages say it.
package enum NameUse: String, Sendable, Hashable {
    case variable, parameter, function, optimizer, schedule, landscape, model, label, loop, state
}
