// The small steps: looking at tokens, passing them, reporting, recovering.

extension Parser {
    var current: Token { tokens[index] }

    /// A token further on, as they stand in the text.
    func token(ahead count: Int) -> Token { tokens[min(index + count, tokens.count - 1)] }

    /// The next token, where an open bracket makes lines go on.
    var following: Token {
        var next = min(index + 1, tokens.count - 1)
        while !brackets.isEmpty, tokens[next].kind == .newline || tokens[next].kind == .documentation { next += 1 }
        return tokens[next]
    }

    var previous: Token { tokens[max(index - 1, 0)] }

    /// The current token is the first of its line.
    var startsLine: Bool { index == 0 || previous.kind == .newline || previous.kind == .documentation }

    mutating func advance() {
        if index < tokens.count - 1 { index += 1 }
        guard !brackets.isEmpty else { return }
        while tokens[index].kind == .newline || tokens[index].kind == .documentation { index += 1 }
    }

    mutating func openBracket() {
        brackets.append(current)
        advance()
    }

    mutating func closeBracket() {
        brackets.removeLast()
        advance()
    }

    /// Passes the token if it is of the kind.
    mutating func take(_ kind: Token.Kind) -> Bool {
        guard current.kind == kind else { return false }
        advance()
        return true
    }

    mutating func take(_ keyword: Keyword) -> Bool {
        guard current.keyword == keyword else { return false }
        advance()
        return true
    }

    func text(_ token: Token) -> String { String(decoding: bytes[Int(token.start)..<Int(token.end)], as: UTF8.self) }

    func text(_ span: Span) -> String {
        guard span.source == source, span.start >= 0, span.start <= span.end, Int(span.end) <= bytes.count else { return "" }
        return String(decoding: bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
    }

    func span(_ token: Token) -> Span { Span(source: source, start: token.start, end: token.end) }

    /// The place just behind the last token, where something is missing.
    var placeBehind: Span {
        var last = index - 1
        while last > 0, tokens[last].kind == .newline || tokens[last].kind == .documentation { last -= 1 }
        let end = last >= 0 ? tokens[last].end : 0
        return Span(source: source, start: end, end: end)
    }

    /// From a place to the end of the token passed last.
    func span(from start: Span) -> Span {
        var last = index - 1
        while last > 0, tokens[last].kind == .newline || tokens[last].kind == .documentation { last -= 1 }
        let end = last >= 0 ? tokens[last].end : 0
        return Span(source: source, start: start.start, end: max(start.end, end))
    }

    func isWord(_ token: Token) -> Bool { token.kind == .name || token.kind == .keyword }

    func isName(_ word: String, _ token: Token) -> Bool {
        token.kind == .name && Int(token.end - token.start) == word.utf8.count && text(token) == word
    }

    func touches(_ first: Token, _ second: Token) -> Bool { first.end == second.start }

    /// A token that can begin a value.
    func startsValue(_ token: Token) -> Bool {
        switch token.kind {
        case .number, .size, .name, .textStart, .singleQuoted, .leftParenthesis, .leftBracket, .minus, .plus: true
        case .keyword: token.keyword == .true || token.keyword == .false || token.keyword == .not
        default: false
        }
    }

    /// Nothing more of a sentence can stand here.
    var endsSentence: Bool {
        switch current.kind {
        case .end, .semicolon, .newline, .rightBrace, .rightParenthesis, .rightBracket, .leftBrace, .embedEnd, .embedFormat: true
        default: false
        }
    }

    // MARK: Reporting

    /// What stands here, for a message.
    var found: Found { found(current) }

    func found(_ token: Token) -> Found {
        switch token.kind {
        case .end: .endOfText
        case .newline, .semicolon, .documentation: .endOfLine
        case .textStart, .textLiteral, .textEnd, .singleQuoted: .text
        case .embedEnd, .embedFormat: .endOfEmbed
        default: .token(text(token))
        }
    }

    mutating func report(_ mistake: Mistake, _ token: Token) { report(mistake, span(token)) }

    /// Records a mistake, unless it follows from one that was recorded.
    mutating func report(_ mistake: Mistake, _ span: Span) {
        if current.kind == .end {
            if hasReportedEnd { return }
            // The line that would follow a last `\` is missing: that is said once, at the end.
            if endsInContinuation && span.start >= placeBehind.start { return }
        }
        // What the lexer could not read in this statement explains what the parser cannot.
        if hasLexicalError(from: statementStart, to: max(span.end, current.end)) { return }
        errors.append(SyntaxError(mistake, span))
    }

    private func hasLexicalError(from start: Int32, to end: Int32) -> Bool {
        guard !lexicalErrors.isEmpty else { return false }
        var low = 0
        var high = lexicalErrors.count
        while low < high {
            let middle = (low + high) / 2
            if lexicalErrors[middle].span.start < start { low = middle + 1 } else { high = middle }
        }
        return low < lexicalErrors.count && lexicalErrors[low].span.start <= end
    }

    mutating func fail(_ mistake: Mistake, _ span: Span) -> Panic {
        report(mistake, span)
        return Panic()
    }

    mutating func fail(_ mistake: Mistake, _ token: Token) -> Panic { fail(mistake, span(token)) }

    /// Something is missing here: a bracket is open where the text or its block ends, or else `mistake`.
    mutating func failMissing(_ mistake: Mistake, at span: Span? = nil) -> Panic {
        if let open = brackets.last, isLostBracket { return failUnclosed(open) }
        let place = span ?? (current.endsLine || current.kind == .rightBrace ? placeBehind : self.span(current))
        return fail(mistake, place)
    }

    /// The place where an open bracket turns out never to be closed: the end of the text, of a block, or a new statement.
    var isLostBracket: Bool {
        switch current.kind {
        case .end, .rightBrace, .leftBrace: true
        case .keyword: startsLine && current.keyword.map(Parser.startsStatement) == true
        case .name:
            startsLine && !verbsAreNames
                && (following.kind == .assign || grammar.isVerb(text(current)) && !grammar.values.contains(text(current)))
        default: false
        }
    }

    mutating func failUnclosed(_ open: Token) -> Panic {
        let isFirst = errors.isEmpty && lexicalErrors.isEmpty
        let panic = fail(.statement(.unclosed(text(open))), open)
        if current.kind == .end {
            isIncomplete = isIncomplete || isFirst
            hasReportedEnd = true
        }
        return panic
    }

    static func startsStatement(_ keyword: Keyword) -> Bool {
        switch keyword {
        case .let, .if, .else, .for, .while, .repeat, .break, .continue, .return, .def, .include: true
        case .in, .and, .or, .not, .mod, .true, .false: false
        }
    }

    // MARK: Limits

    mutating func enter() throws(Panic) {
        depth += 1
        if depth > Parser.nestingLimit {
            depth -= 1
            // What is open here stays so.
            defer { hasReportedEnd = true }
            // A bracket is two of these steps: its own, and that of the value in it.
            throw fail(.expression(.tooDeep(limit: Parser.nestingLimit / 2)), current)
        }
    }

    /// An expression was made of parts whose tallest has this height.
    mutating func grow(_ tallest: Int) throws(Panic) {
        height = tallest + 1
        if height > Parser.heightLimit { throw fail(.expression(.tooLong(limit: Parser.heightLimit)), current) }
    }

    // MARK: Recovery

    /// Passes ends of lines and comments; the `##` lines directly above the next statement are its documentation.
    mutating func skipToStatement() -> [Token] {
        var documentation: [Token] = []
        var emptyLines = 0
        while true {
            switch current.kind {
            case .newline:
                emptyLines += 1
                if emptyLines > 1 { documentation.removeAll() }
            case .documentation:
                documentation.append(current)
                emptyLines = 0
            case .semicolon:
                documentation.removeAll()
            default:
                statementStart = current.start
                return documentation
            }
            index += 1
        }
    }

    /// After a panic: passes what is left of the statement, its blocks whole, up to the end of its line.
    mutating func recover(bracketsBefore: Int = 0) {
        var open = brackets.count - bracketsBefore
        brackets.removeLast(max(open, 0))
        // The token that could not be read begins a line of its own: a bracket before it was never closed.
        if open > 0, startsLine, current.start > statementStart, lineStartsStatement(at: index) { return }
        var braces = 0
        while current.kind != .end {
            switch current.kind {
            case .leftBrace: braces += 1
            case .rightBrace:
                if braces == 0 { return }
                braces -= 1
            case .leftParenthesis, .leftBracket: open += 1
            case .rightParenthesis, .rightBracket: open -= 1
            case .semicolon where braces == 0 && open <= 0: return
            case .newline where braces == 0:
                if open <= 0 || lineStartsStatement(at: index + 1) { return }
            default: break
            }
            index += 1
        }
        if braces > 0 { hasReportedEnd = true }
    }

    /// The `\` at the very end.
    var placeOfContinuation: Span {
        let last = bytes.lastIndex(of: UInt8(ascii: "\\")) ?? bytes.count
        return Span(source: source, start: Int32(truncatingIfNeeded: last), end: Int32(truncatingIfNeeded: min(last + 1, bytes.count)))
    }

    /// Whether the line that begins at this token is plainly a new statement.
    private func lineStartsStatement(at start: Int) -> Bool {
        let first = tokens[min(start, tokens.count - 1)]
        switch first.kind {
        case .newline, .end, .rightBrace, .documentation: return true
        case .keyword: return first.keyword.map(Parser.startsStatement) == true
        case .name: return grammar.isVerb(text(first)) || tokens[min(start + 1, tokens.count - 1)].kind == .assign
        default: return false
        }
    }
}
