import LenetSyntax

/// The tree as one short line, so that tests can say what they expect: `(+ 1 (* 2 3))`.
enum TreeText {
    static func of(_ block: Block) -> String { block.statements.map(of).joined(separator: "; ") }

    static func of(_ statement: Statement) -> String {
        switch statement {
        case .definition(let definition): of(definition)
        case .assignment(let assignment):
            "\(assignment.declares ? "let " : "")\(assignment.name.text) \(assignment.operation?.rawValue ?? "")= \(of(assignment.value))"
        case .conditional(let conditional):
            conditional.branches.map { "if \(of($0.condition)) {\(of($0.body))}" }.joined(separator: " else ")
                + (conditional.otherwise.map { " else {\(of($0))}" } ?? "")
        case .forLoop(let variable, let values, let body, _): "for \(variable.text) in \(of(values)) {\(of(body))}"
        case .repeatLoop(let count, let body, _): "repeat \(of(count)) {\(of(body))}"
        case .whileLoop(let condition, let body, _): "while \(of(condition)) {\(of(body))}"
        case .break: "break"
        case .continue: "continue"
        case .return(let value, _): value.map { "return \(of($0))" } ?? "return"
        case .include(let path, let body, _): "include \(path) {\(of(body))}"
        case .sentence(let sentence): of(sentence)
        case .expression(let expression): of(expression)
        }
    }

    static func of(_ sentence: Sentence) -> String {
        var parts = ["<\(sentence.verb.text)"]
        if let topic = sentence.topic { parts.append(":" + topic.text) }
        parts += sentence.objects.map(of)
        parts += sentence.clauses.map { clause in clause.value.map { "\(clause.name.text)=\(of($0))" } ?? clause.name.text }
        return parts.joined(separator: " ") + ">"
    }

    static func of(_ expression: Expression) -> String {
        switch expression.form {
        case .number(let value): value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
        case .boolean(let value): String(value)
        case .text(let pieces):
            "\""
                + pieces.map { piece in
                    switch piece {
                    case .literal(let text): text.replacing("\n", with: "⏎")
                    case .embedded(let value, let format): "{\(of(value))\(format.map { ":" + $0.text } ?? "")}"
                    }
                }.joined() + "\""
        case .size(let height, let width): "\(height)x\(width)"
        case .name(let name): name
        case .list(let elements): "[" + elements.map(of).joined(separator: " ") + "]"
        case .call(let function, let arguments):
            of(function) + "("
                + arguments.map { ($0.label.map { $0.text + ": " } ?? "") + of($0.value) }.joined(separator: ", ") + ")"
        case .index(let base, let indices): of(base) + "[" + indices.map(of).joined(separator: ", ") + "]"
        case .field(let base, let name): of(base) + "." + name.text
        case .unary(let operation, let operand): "(\(operation.rawValue) \(of(operand)))"
        case .binary(let operation, let left, let right): "(\(operation.rawWord) \(of(left)) \(of(right)))"
        case .range(let range):
            "(\(of(range.lower))..\(of(range.upper))"
                + (range.spacing.map { " \($0) " + (range.count.map(of) ?? "?") } ?? "") + ")"
        case .sources(let sources):
            sources.map { $0.name.text + ($0.path.map { " " + of($0) } ?? "") }.joined(separator: " or ")
        case .sentence(let sentence): of(sentence)
        case .block(let block): "{ " + block.statements.map { of($0) }.joined(separator: "; ") + " }"
        }
    }

    static func of(_ definition: Definition) -> String {
        switch definition {
        case .optimizer(let rule):
            "optimizer \(rule.name.text)\(rule.dialect.map { " as " + $0.text } ?? "")\(of(rule.parameters)) {\(of(rule.body))}"
        case .optimizerAlias(let alias):
            "optimizer \(alias.name.text)\(alias.dialect.map { " as " + $0.text } ?? "") = \(of(alias.target))"
        case .schedule(let schedule):
            switch schedule.body {
            case .formula(let formula): "schedule \(schedule.name.text)\(of(schedule.parameters)) = \(of(formula))"
            case .block(let lines): "schedule \(schedule.name.text)\(of(schedule.parameters)) {\(of(lines))}"
            }
        case .landscape(let landscape): "landscape \(landscape.name.text)\(of(landscape.parameters)) = \(of(landscape.formula))"
        case .model(let model): "model \(model.name.text)\(of(model.parameters)) {\(model.layers.map(of).joined(separator: "; "))}"
        case .function(let function): "def \(function.name.text)\(of(function.parameters)) {\(of(function.body))}"
        }
    }

    static func of(_ parameters: [ParameterDeclaration]) -> String {
        "(" + parameters.map { $0.name.text + ($0.default.map { " = " + of($0) } ?? "") }.joined(separator: ", ") + ")"
    }

    static func of(_ lines: [RuleLine]) -> String { lines.map(of).joined(separator: "; ") }

    static func of(_ line: RuleLine) -> String {
        switch line.form {
        case .state(let bindings): "state " + bindings.map { "\($0.name.text) = \(of($0.value))" }.joined(separator: ", ")
        case .scalar(let bindings): "scalar " + bindings.map { "\($0.name.text) = \(of($0.value))" }.joined(separator: ", ")
        case .assign(let name, let value): "\(name.text) = \(of(value))"
        case .conditional(let condition, let then, let otherwise):
            "if \(of(condition)) {\(of(then))}" + (otherwise.isEmpty ? "" : " else {\(of(otherwise))}")
        case .only(let what, let otherwise): "only \(what.text), else \(of(otherwise))"
        case .evaluate(let value): "evaluate \(of(value))"
        }
    }
}
