// The lines of an optimizer or a schedule: `state v = 0`, `v = momentum * v - lr * g`, `if nesterov { … } else { … }`.

enum RuleKind: String { case optimizer, schedule }

extension Parser {
    /// `{ … }`, standing at the brace.
    mutating func ruleBody(_ kind: RuleKind) throws(Panic) -> [RuleLine] {
        let open = current
        guard open.kind == .leftBrace else {
            throw failMissing(.statement(.missingBlock(after: "if", found: found)))
        }
        try enter()
        defer { depth -= 1 }
        blocks += 1
        defer { blocks -= 1 }
        advance()
        var lines: [RuleLine] = []
        while true {
            _ = skipToStatement()
            if current.kind == .rightBrace { break }
            if current.kind == .end { throw failUnclosed(open) }
            do throws(Panic) {
                lines.append(try ruleLine(kind))
                try endStatement()
            } catch {
                recover()
            }
        }
        advance()
        return lines
    }

    private mutating func ruleLine(_ kind: RuleKind) throws(Panic) -> RuleLine {
        let start = span(current)
        let next = token(ahead: 1)
        if current.keyword == .if { return try ruleConditional(kind) }
        if current.keyword == .let {
            report(.definition(.letInRule), current)
            advance()
            return try ruleAssignment(start)
        }
        if current.kind == .name {
            if next.isAssignment { return try ruleAssignment(start) }
            if isWord(next) || startsValue(next) {
                switch text(current) {
                case "state": return RuleLine(.state(try bindings("state")), span(from: start))
                case "scalar": return RuleLine(.scalar(try bindings("scalar")), span(from: start))
                case "only": return try only(start)
                case "evaluate":
                    advance()
                    return RuleLine(.evaluate(try expression()), span(from: start))
                default: break
                }
            }
        }
        if current.keyword == .else {
            throw fail(.statement(.misplacedElse(followsBlock: true)), current)
        }
        let token = current
        if current.kind == .name, next.kind == .equal {
            throw fail(.statement(.doubleEqualsInAssignment(text(token))), next)
        }
        throw fail(.definition(.notARuleLine(found: found, kind: kind.rawValue)), token)
    }

    /// `v = …`; `v += …` is read as `v = v + …`.
    private mutating func ruleAssignment(_ start: Span) throws(Panic) -> RuleLine {
        let name = try newName(.variable)
        let sign = current
        guard sign.isAssignment else { throw failMissing(.statement(.letWithoutValue(name.text, found: found))) }
        advance()
        var value = try expression()
        if current.isAssignment { throw fail(.statement(.chainedAssignment), current) }
        if let operation = sign.assignedOperation {
            let place = span(sign).through(value.span)
            value = Expression(.binary(operation, Expression(.name(name.text), name.span), value), place)
        }
        return RuleLine(.assign(name, value), span(from: start))
    }

    /// `state m = 0, s = 0`
    private mutating func bindings(_ word: String) throws(Panic) -> [RuleBinding] {
        advance()
        var result: [RuleBinding] = []
        repeat {
            let name = try newName(.state)
            guard take(.assign) else {
                throw failMissing(.definition(.stateWithoutStart(name.text, word: word, found: found)))
            }
            result.append(RuleBinding(name: name, value: try expression()))
        } while take(.comma)
        return result
    }

    private mutating func ruleConditional(_ kind: RuleKind) throws(Panic) -> RuleLine {
        let start = span(current)
        advance()
        try enter()
        defer { depth -= 1 }
        if current.kind == .leftBrace { throw fail(.statement(.missingCondition("if", found: found)), placeBehind) }
        let condition = try assignmentInCondition(try expression())
        let then = try ruleBody(kind)
        var otherwise: [RuleLine] = []
        if take(.else) {
            otherwise = current.keyword == .if ? [try ruleConditional(kind)] : try ruleBody(kind)
        } else if isName("elif", current) {
            throw fail(.statement(.foreignForm(found: "elif", meant: .elseIf)), current)
        }
        return RuleLine(.conditional(condition: condition, then: then, otherwise: otherwise), span(from: start))
    }

    /// `only matrices, else adamw(lr: lr)`
    private mutating func only(_ start: Span) throws(Panic) -> RuleLine {
        advance()
        guard current.kind == .name else { throw failMissing(.definition(.onlyForm(found: found))) }
        let what = Name(text(current), span(current))
        advance()
        guard take(.comma), take(.else) else { throw failMissing(.definition(.onlyForm(found: found))) }
        return RuleLine(.only(what, otherwise: try expression()), span(from: start))
    }
}
