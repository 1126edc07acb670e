// `if`, `for`, `while`, `repeat`, `break`, `continue`, `return`, `def`, and the place of `include`.

extension Parser {
    /// The statement that begins with the keyword; nil if a value begins with it.
    mutating func control(_ keyword: Keyword, _ documentation: [Token]) throws(Panic) -> Statement? {
        let start = span(current)
        switch keyword {
        case .let:
            return .assignment(try assignment())
        case .if:
            return .conditional(try conditional())
        case .for:
            return try forLoop()
        case .while:
            advance()
            let condition = try header(.lowest, missing: .statement(.missingCondition("while", found: found)))
            return .whileLoop(condition: condition, body: try loopBody("while"), span: span(from: start))
        case .repeat:
            advance()
            let count = try header(.lowest, missing: .statement(.missingCount(found: found)))
            return .repeatLoop(count: count, body: try loopBody("repeat"), span: span(from: start))
        case .break, .continue:
            if loops == 0 && !hasColonBlocks { report(.statement(.outsideLoop(keyword.word)), current) }
            advance()
            return keyword == .break ? .break(start) : .continue(start)
        case .return:
            if functions == 0 && !hasColonBlocks { report(.statement(.returnOutsideFunction), current) }
            advance()
            if current.endsLine || current.kind == .rightBrace { return .return(nil, start) }
            let value = try valueOrSentence()
            return .return(value, start.through(value.span))
        case .def:
            return .definition(try function(documentation))
        case .include:
            throw fail(.statement(.includeInBlock), current)
        case .else:
            try misplacedElse()
            throw Panic()
        case .in, .and, .or, .mod:
            throw fail(.expression(.keywordAsValue(keyword.word)), current)
        case .not, .true, .false:
            return nil
        }
    }

    /// The value between a keyword and its block; where it cannot be read, its block still is.
    private mutating func header(_ minimum: Precedence, missing: Mistake) throws(Panic) -> Expression {
        if current.kind == .leftBrace || current.endsLine {
            report(missing, placeBehind)
            return Expression(.boolean(false), placeBehind)
        }
        let before = brackets.count
        do throws(Panic) {
            return try assignmentInCondition(try expression(minimum))
        } catch {
            guard skipToBlock(bracketsBefore: before) else { throw error }
            return Expression(.boolean(false), placeBehind)
        }
    }

    /// After a mistake in a header: goes to the `{` on its line, if there is one.
    private mutating func skipToBlock(bracketsBefore: Int) -> Bool {
        brackets.removeLast(max(0, brackets.count - bracketsBefore))
        var next = index
        while !tokens[next].endsLine, tokens[next].kind != .rightBrace {
            if tokens[next].kind == .leftBrace {
                index = next
                return true
            }
            next += 1
        }
        return false
    }

    /// `if x = 3`: said, and read as `==`.
    mutating func assignmentInCondition(_ left: Expression) throws(Panic) -> Expression {
        guard current.kind == .assign else { return left }
        report(.statement(.assignmentInCondition(text(left.span))), current)
        advance()
        return join(left, .equal, try expression())
    }

    private mutating func loopBody(_ word: String) throws(Panic) -> Block {
        loops += 1
        defer { loops -= 1 }
        return try block(after: word)
    }

    private mutating func conditional() throws(Panic) -> Conditional {
        let start = span(current)
        var branches: [Conditional.Branch] = []
        var otherwise: Block?
        advance()
        while true {
            let condition = try header(.lowest, missing: .statement(.missingCondition("if", found: found)))
            branches.append(.init(condition: condition, body: try block(after: "if")))
            if isName("elif", current) || isName("elsif", current) || isName("elseif", current) {
                report(.statement(.foreignForm(found: text(current), meant: ForeignWords.statements["elif"] ?? .elseIf)), current)
                advance()
                continue
            }
            guard take(.else) else { break }
            if take(.if) { continue }
            otherwise = try block(after: "else")
            break
        }
        return Conditional(branches: branches, otherwise: otherwise, span: span(from: start))
    }

    /// `else` at the start of a line: it belongs behind the `}`. Its block is read for what else is wrong.
    private mutating func misplacedElse() throws(Panic) {
        var last = index - 1
        while last > 0, tokens[last].kind == .newline || tokens[last].kind == .documentation { last -= 1 }
        let followsBlock = last >= 0 && tokens[last].kind == .rightBrace
        if !hasColonBlocks { report(.statement(.misplacedElse(followsBlock: followsBlock)), current) }
        advance()
        if take(.if) { _ = try header(.lowest, missing: .statement(.missingCondition("if", found: found))) }
        if current.kind == .leftBrace { _ = try block(after: "else") }
    }

    private mutating func forLoop() throws(Panic) -> Statement {
        let start = span(current)
        advance()
        var variable = Name("_", placeBehind)
        var values = Expression(.list([]), placeBehind)
        let before = brackets.count
        do throws(Panic) {
            if current.kind == .leftParenthesis { throw fail(.statement(.forForm(found: found)), current) }
            variable = try newName(.loop)
            guard take(.in) else {
                if current.kind == .comma { throw fail(.statement(.severalNames), current) }
                throw failMissing(.statement(.forForm(found: found)))
            }
            values = try header(.lowest, missing: .statement(.missingLoopValues(variable.text, found: found)))
        } catch {
            guard skipToBlock(bracketsBefore: before) else { throw error }
        }
        return .forLoop(variable: variable, in: values, body: try loopBody("for"), span: span(from: start))
    }

    // MARK: include

    mutating func include(
        _ sources: inout SourceTable, loader: (String, Source) -> IncludeResult, includedBy chain: [Inclusion],
        _ budget: inout IncludeBudget
    ) throws(Panic) -> Statement {
        statementStart = current.start
        let start = span(current)
        advance()
        guard current.kind == .textStart || current.kind == .singleQuoted else {
            throw failMissing(.statement(.includeWithoutText(found: found)))
        }
        let literal = try postfix()
        guard let path = literal.plainText else { throw fail(.statement(.includeWithExpression), literal.span) }
        let place = span(from: start)
        // Asked before the file is read, so that the line's own mistakes are in order.
        let here = chain + [Inclusion(name: sources[source].name, span: literal.span)]
        var body = Block([], place)
        // Said once: what follows would be said for every file that is waiting.
        if budget.isUsedUp { return .include(path: path, body: body, span: place) }
        switch loader(path, sources[source]) {
        case .missing(let reason):
            report(.statement(.includeMissing(path, reason: reason)), literal.span)
        case .cycle:
            report(.statement(.includeCycle(path, through: chain.map(\.span))), literal.span)
        case .text(let name, let content):
            if let first = here.firstIndex(where: { $0.name == name }) {
                report(.statement(.includeCycle(path, through: here[first...].dropLast().map(\.span))), literal.span)
            } else if chain.count >= IncludeBudget.deepest {
                report(.statement(.includeTooDeep(limit: IncludeBudget.deepest)), literal.span)
            } else if budget.files >= IncludeBudget.mostFiles {
                budget.isUsedUp = true
                report(.statement(.tooManyIncludes(limit: IncludeBudget.mostFiles)), literal.span)
            } else {
                budget.files += 1
                let id = sources.add(Source(name: name, text: content))
                let reading = Parser.read(id, in: &sources, grammar: &grammar, loader: loader, includedBy: here, &budget)
                errors += reading.errors
                body = reading.block
            }
        }
        return .include(path: path, body: body, span: place)
    }
}
