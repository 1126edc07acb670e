// Definitions: what a name is given to at the top level.

enum DefinitionKind { case optimizer, schedule, landscape, model }

extension Parser {
    /// The word begins a definition here: `optimizer NAME`, and `model NAME {` or `model NAME(…) {`.
    func definitionKind(_ word: String) -> DefinitionKind? {
        let kind: DefinitionKind
        switch word {
        case "optimizer": kind = .optimizer
        case "schedule": kind = .schedule
        case "landscape": kind = .landscape
        case "model": return modelDefinitionFollows ? .model : nil
        default: return nil
        }
        let next = index + 1 < tokens.count ? token(ahead: 1) : current
        return isWord(next) && next.keyword.map(Parser.joinsValues) != true ? kind : nil
    }

    private var modelDefinitionFollows: Bool {
        if token(ahead: 1).kind == .leftBrace { return true }
        guard isWord(token(ahead: 1)) else { return false }
        var next = index + 2
        if next < tokens.count, tokens[next].kind == .leftParenthesis {
            var open = 0
            repeat {
                switch tokens[next].kind {
                case .leftParenthesis: open += 1
                case .rightParenthesis: open -= 1
                case .leftBrace, .rightBrace, .end: return false
                default: break
                }
                next += 1
            } while open > 0 && next < tokens.count
        }
        return next < tokens.count && tokens[next].kind == .leftBrace
    }

    mutating func definition(_ kind: DefinitionKind, _ documentation: [Token]) throws(Panic) -> Definition {
        switch kind {
        case .optimizer: try optimizer(documentation)
        case .schedule: try schedule(documentation)
        case .landscape: try landscape(documentation)
        case .model: try model(documentation)
        }
    }

    /// The `##` lines, without their marks.
    func joined(_ documentation: [Token]) -> String {
        documentation.map { token in
            var line = text(token).drop { $0 == "#" }
            if line.first == " " { line = line.dropFirst() }
            while line.last == " " || line.last == "\t" || line.last == "\r" { line = line.dropLast() }
            return String(line)
        }.joined(separator: "\n")
    }

    /// The names of a definition may not be a word that statements use, and in formulas verbs are names.
    private mutating func definitionName(_ use: NameUse) throws(Panic) -> Name {
        advance()
        return try newName(use)
    }

    /// `as torch`
    private mutating func dialect() throws(Panic) -> Name? {
        guard isName("as", current) else { return nil }
        advance()
        guard current.kind == .name else { throw failMissing(.definition(.missingDialect(found: found))) }
        let name = Name(text(current), span(current))
        advance()
        return name
    }

    /// `(lr = 0.01, momentum)`; nothing at all where there are no parameters.
    mutating func parameters() throws(Panic) -> [ParameterDeclaration] {
        guard current.kind == .leftParenthesis else { return [] }
        let open = current
        openBracket()
        var result: [ParameterDeclaration] = []
        while current.kind != .rightParenthesis {
            let name = try newName(.parameter)
            if let first = result.first(where: { $0.name.text == name.text }) {
                report(.definition(.repeatedParameter(name.text, first: first.name.span)), name.span)
            }
            var value: Expression?
            if current.kind == .colon {
                report(.definition(.parameterWithColon(name.text)), current)
                advance()
                value = try expression()
            } else if take(.assign) {
                value = try expression()
            }
            result.append(ParameterDeclaration(name: name, default: value))
            guard take(.comma) else { break }
        }
        try close(open, .rightParenthesis)
        return result
    }

    // MARK: Optimizers, schedules, landscapes

    private mutating func optimizer(_ documentation: [Token]) throws(Panic) -> Definition {
        let start = span(current)
        let name = try definitionName(.optimizer)
        let dialect = try dialect()
        let help = joined(documentation)
        if take(.assign) {
            let target = try expression()
            return .optimizerAlias(
                AliasDefinition(
                    name: name, dialect: dialect, target: target, documentation: help, span: span(from: start)))
        }
        return try inFormula { parser throws(Panic) in
            let parameters = try parser.parameters()
            let lateDialect = dialect == nil ? try parser.dialect() : nil
            if let lateDialect {
                parser.report(.definition(.dialectAfterParameters(lateDialect.text, name: name.text)), lateDialect.span)
            }
            guard parser.current.kind == .leftBrace else {
                throw parser.failMissing(.definition(.missingRuleBody(kind: "optimizer", name: name.text, found: parser.found)))
            }
            for parameter in parameters where parameter.default?.form == .boolean(false) {
                parser.grammar.flags.insert(parameter.name.text)
            }
            let body = try parser.ruleBody(.optimizer)
            return .optimizer(
                OptimizerDefinition(
                    name: name, dialect: dialect, parameters: parameters, body: body, documentation: help,
                    span: parser.span(from: start)))
        }
    }

    private mutating func schedule(_ documentation: [Token]) throws(Panic) -> Definition {
        let start = span(current)
        let name = try definitionName(.schedule)
        let dialect = try dialect()
        let help = joined(documentation)
        return try inFormula { parser throws(Panic) in
            let parameters = try parser.parameters()
            let body: ScheduleDefinition.Body
            if parser.take(.assign) {
                body = .formula(try parser.expression())
            } else if parser.current.kind == .leftBrace {
                body = .block(try parser.ruleBody(.schedule))
            } else {
                throw parser.failMissing(.definition(.missingRuleBody(kind: "schedule", name: name.text, found: parser.found)))
            }
            return .schedule(
                ScheduleDefinition(
                    name: name, dialect: dialect, parameters: parameters, body: body, documentation: help,
                    span: parser.span(from: start)))
        }
    }

    private mutating func landscape(_ documentation: [Token]) throws(Panic) -> Definition {
        let start = span(current)
        let name = try definitionName(.landscape)
        let help = joined(documentation)
        return try inFormula { parser throws(Panic) in
            let parameters = try parser.parameters()
            guard parser.take(.assign) else {
                throw parser.failMissing(.definition(.missingFormula(name: name.text, found: parser.found)))
            }
            let formula = try parser.expression()
            return .landscape(
                LandscapeDefinition(
                    name: name, parameters: parameters, formula: formula, documentation: help,
                    span: parser.span(from: start)))
        }
    }

    /// In rules and formulas there are no sentences, so a verb may be a name.
    private mutating func inFormula<Result>(
        _ read: (inout Parser) throws(Panic) -> Result
    ) throws(Panic) -> Result {
        verbsAreNames = true
        defer { verbsAreNames = false }
        return try read(&self)
    }

    // MARK: Functions and models

    mutating func function(_ documentation: [Token]) throws(Panic) -> Definition {
        let start = span(current)
        advance()
        let name = try newName(.function)
        guard current.kind == .leftParenthesis else {
            throw failMissing(.definition(.missingParameters(name.text, found: found)))
        }
        let parameters = try parameters()
        let outside = (loops, functions)
        (loops, functions) = (0, functions + 1)
        defer { (loops, functions) = outside }
        let body = try block(after: "def")
        return .function(
            FunctionDefinition(
                name: name, parameters: parameters, body: body, documentation: joined(documentation),
                span: span(from: start)))
    }

    private mutating func model(_ documentation: [Token]) throws(Panic) -> Definition {
        let start = span(current)
        if token(ahead: 1).kind == .leftBrace {
            report(.definition(.modelWithoutName), token(ahead: 1))
            advance()
            _ = try layers()
            throw Panic()
        }
        let name = try definitionName(.model)
        let parameters = try parameters()
        return .model(
            ModelDefinition(
                name: name, parameters: parameters, layers: try layers(), documentation: joined(documentation),
                span: span(from: start)))
    }
}
