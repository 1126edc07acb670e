// What stands between operators: literals, names, lists, calls, fields, and sentences in parentheses.

extension Parser {
    /// A value with what is asked of it: `test[12]`, `adam(lr: 0.1)`, `run.history`.
    mutating func postfix() throws(Panic) -> Expression {
        let first = current
        var result = try primary()
        var isCallable = first.kind == .name || first.kind == .leftParenthesis
        while true {
            let tallest = height
            switch current.kind {
            case .dot:
                result = try field(of: result)
                isCallable = true
            case .leftParenthesis where !startsLine:
                guard isCallable else {
                    if touches(previous, current), first.kind == .number || first.kind == .size {
                        throw fail(.expression(.callOfNumber(text(first))), current)
                    }
                    return result
                }
                result = try call(result)
            case .leftBracket where !startsLine && (isCallable || touches(previous, current)):
                result = try index(of: result)
                isCallable = true
            default:
                return result
            }
            try grow(max(tallest, height))
        }
    }

    private mutating func primary() throws(Panic) -> Expression {
        let token = current
        let place = span(token)
        height = 1
        if let open = brackets.last, token.kind == .keyword || token.kind == .name, isLostBracket { throw failUnclosed(open) }
        switch token.kind {
        case .number:
            advance()
            return Expression(.number(token.number), place)
        case .size:
            advance()
            return Expression(.size(token.size.height, token.size.width), place)
        case .textStart:
            return try textLiteral()
        case .singleQuoted:
            let content = String(text(token).dropFirst().dropLast())
            report(.expression(.singleQuotes(content)), token)
            advance()
            return Expression(.text([.literal(content)]), place)
        case .leftParenthesis:
            return try parenthesized()
        case .leftBracket:
            return try list()
        case .name:
            return try name()
        case .keyword:
            switch token.keyword {
            case .true, .false:
                advance()
                return Expression(.boolean(token.keyword == .true), place)
            case let keyword?:
                throw fail(.expression(.keywordAsValue(keyword.word)), token)
            case nil:
                throw Panic()
            }
        default:
            throw failNoValue()
        }
    }

    /// There should be a value here.
    mutating func failNoValue() -> Panic {
        switch current.kind {
        case .foreign:
            let word = text(current)
            if word == "//" || word == "/*" { return fail(.expression(.foreignComment(word)), current) }
            return fail(.expression(.unknownSymbol(word)), current)
        case .leftBrace where brackets.isEmpty:
            return fail(.expression(.braceAsValue), current)
        case .rightParenthesis where brackets.last?.kind == .leftParenthesis && previous.kind == .leftParenthesis:
            return fail(.expression(.emptyParentheses), span(previous).through(span(current)))
        default:
            let before: String? = index > 0 && !previous.endsLine ? text(previous) : nil
            return failMissing(.expression(.missingValue(found: found, after: before)))
        }
    }

    private mutating func name() throws(Panic) -> Expression {
        let token = current
        let word = text(token)
        if let meant = ForeignWords.literals[word] {
            report(.expression(.foreignLiteral(found: word, meant: meant)), token)
            advance()
            return Expression(.boolean(meant == "true"), span(token))
        }
        if !verbsAreNames, grammar.isVerb(word), !grammar.values.contains(word), !isCalledVerb {
            if following.kind == .dot { throw fail(.expression(.fieldOfVerb(word)), token) }
            if !takesVerbsAsNames { throw fail(.expression(.verbAsValue(word)), token) }
        }
        advance()
        return Expression(.name(word), span(token))
    }

    private mutating func parenthesized() throws(Panic) -> Expression {
        let open = current
        openBracket()
        try enter()
        defer { depth -= 1 }
        let inner = try startsSentence ? sentenceAsValue() : expression()
        try grow(height)
        if current.kind == .comma { throw fail(.expression(.commaInParentheses), current) }
        try close(open, .rightParenthesis)
        return Expression(inner.form, span(open).through(span(from: inner.span)))
    }

    /// Passes the bracket that closes `open`.
    @inline(never)
    mutating func close(_ open: Token, _ kind: Token.Kind) throws(Panic) {
        if current.kind == kind {
            closeBracket()
            return
        }
        if current.kind == .rightParenthesis || current.kind == .rightBracket {
            throw fail(.expression(.wrongCloser(open: text(open), found: text(current), opener: span(open))), current)
        }
        if isLostBracket { throw failUnclosed(open) }
        throw fail(.expression(.expectedCloser(open: text(open), found: found, opener: span(open))), current)
    }

    private mutating func list() throws(Panic) -> Expression {
        let open = current
        openBracket()
        var elements: [Expression] = []
        var tallest = 0
        while current.kind != .rightBracket {
            elements.append(try expression())
            tallest = max(tallest, height)
            guard anotherElementFollows() else { break }
        }
        try grow(tallest)
        try close(open, .rightBracket)
        return Expression(.list(elements), span(from: span(open)))
    }

    // Not part of `list`, whose frame stands on the stack once for every list in a list; the same holds for what is marked so below.
    @inline(never)
    private mutating func anotherElementFollows() -> Bool {
        if take(.comma) { return true }
        guard startsValue(current), !isLostBracket else { return false }
        report(.expression(.missingComma), placeBehind)
        return true
    }

    @inline(never)
    private mutating func field(of base: Expression) throws(Panic) -> Expression {
        advance()
        let token = current
        guard isWord(token), !startsLine else {
            throw failMissing(.expression(.missingField(found: found, base: text(base.span))))
        }
        let name = Name(text(token), span(token))
        if token.kind == .name, following.kind == .leftParenthesis, touches(token, following),
            let meant = ForeignWords.methods[name.text]
        {
            throw fail(.expression(.foreignMethod(found: "\(text(base.span)).\(name.text)", meant: meant)), base.span.through(name.span))
        }
        advance()
        return Expression(.field(base, name), base.span.through(name.span))
    }

    private mutating func index(of base: Expression) throws(Panic) -> Expression {
        let open = current
        openBracket()
        var indices: [Expression] = []
        var tallest = 0
        while current.kind != .rightBracket {
            if current.kind == .colon { throw fail(.expression(.slice), current) }
            indices.append(try expression())
            tallest = max(tallest, height)
            if current.kind == .colon { throw fail(.expression(.slice), current) }
            guard take(.comma) else { break }
        }
        if indices.isEmpty, current.kind == .rightBracket {
            throw fail(.expression(.emptyIndex), span(open).through(span(current)))
        }
        try close(open, .rightBracket)
        height = tallest
        return Expression(.index(base, indices), base.span.through(span(from: base.span)))
    }

    private mutating func call(_ function: Expression) throws(Panic) -> Expression {
        let open = current
        openBracket()
        var arguments: [Argument] = []
        var tallest = 0
        while current.kind != .rightParenthesis {
            let label = argumentLabel()
            arguments.append(Argument(label: label, value: try expression()))
            tallest = max(tallest, height)
            if take(.comma) { continue }
            guard startsValue(current), !isLostBracket else { break }
            try missingComma(behind: arguments.last)
        }
        try close(open, .rightParenthesis)
        height = tallest
        return Expression(.call(function, arguments), function.span.through(span(from: function.span)))
    }

    // Not part of `call`, whose frame stands on the stack once for every call in a call.

    @inline(never)
    private mutating func argumentLabel() -> Name? {
        guard isWord(current), following.kind == .colon || following.kind == .assign else { return nil }
        let label = Name(text(current), span(current))
        advance()
        if current.kind == .assign { report(.expression(.labelWithEquals(label.text)), current) }
        advance()
        return label
    }

    @inline(never)
    private mutating func missingComma(behind argument: Argument?) throws(Panic) {
        // `adam(lr 0.1)`: options of a statement, not of a call.
        if let argument, argument.label == nil, case .name(let word) = argument.value.form {
            throw fail(.expression(.labelWithoutColon(word)), current)
        }
        report(.expression(.missingComma), placeBehind)
    }

    /// `"a {x:%}"`, standing at its quote. A text without embedded values is one literal piece, the empty text too.
    private mutating func textLiteral() throws(Panic) -> Expression {
        try enter()
        defer { depth -= 1 }
        let start = current
        var pieces: [TextPiece] = []
        var tallest = 0
        index += 1
        while true {
            let token = current
            switch token.kind {
            case .textLiteral:
                pieces.append(.literal(Lexer.unescaped(bytes[Int(token.start)..<Int(token.end)])))
                index += 1
            case .embedStart:
                pieces.append(try embedded(token))
                tallest = max(tallest, height)
            case .textEnd:
                advance()
                try grow(tallest)
                if pieces.isEmpty { pieces = [.literal("")] }
                return Expression(.text(pieces), Span(source: source, start: start.start, end: token.end))
            default:
                throw Panic()
            }
        }
    }

    private mutating func embedded(_ brace: Token) throws(Panic) -> TextPiece {
        let bracketsOutside = brackets
        brackets = []
        index += 1
        if current.kind == .embedEnd || current.kind == .embedFormat {
            throw fail(.expression(.emptyEmbed), span(brace).through(span(current)))
        }
        let value = try expression()
        var format: Name?
        if current.kind == .embedFormat {
            let place = Span(source: source, start: current.start + 1, end: current.end)
            format = Name(text(place), place)
            if place.start == place.end { report(.expression(.emptyFormat), current) }
            index += 1
        }
        guard current.kind == .embedEnd else {
            throw fail(.expression(.unexpectedInEmbed(found: found)), current)
        }
        brackets = bracketsOutside
        index += 1
        return .embedded(value, format: format)
    }
}
