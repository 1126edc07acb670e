import LenetSyntax

/// Walks the tree: this file runs statements, `Evaluator+Expressions` works out values, `Evaluator+Calls` calls functions.
///
/// It has no state of its own; everything that changes is in the session.
package struct Evaluator {
    package let session: Session

    package init(_ session: Session) { self.session = session }

    /// How a statement ended, for the block round it.
    package enum Flow {
        case next
        case leaveLoop(Span)
        case nextRound(Span)
        case leaveFunction(Value, Span)
    }

    /// Runs the statements of a file or of a line at the prompt.
    package func run(_ block: Block) throws {
        switch try execute(block.statements) {
        case .next: break
        case .leaveLoop(let span): throw Failure(.outsideLoop("break"), at: span)
        case .nextRound(let span): throw Failure(.outsideLoop("continue"), at: span)
        case .leaveFunction(_, let span): throw Failure(.returnOutsideFunction, at: span)
        }
    }

    /// The block of a loop, a branch or a function: names that are declared in it end with it.
    func execute(_ block: Block) throws -> Flow {
        session.scopes.openBlock()
        defer { session.scopes.closeBlock() }
        return try execute(block.statements)
    }

    func execute(_ statements: [Statement]) throws -> Flow {
        for statement in statements {
            let flow = try execute(statement)
            guard case .next = flow else { return flow }
        }
        return .next
    }

    private func execute(_ statement: Statement) throws -> Flow {
        if session.isInterrupted() { throw Failure(.interrupted, at: nil) }
        switch statement {
        case .definition(let definition):
            try define(definition)
        case .assignment(let assignment):
            try assign(assignment)
        case .conditional(let conditional):
            return try execute(conditional)
        case .forLoop(let variable, let list, let body, _):
            return try forEach(variable, in: list, body)
        case .repeatLoop(let count, let body, _):
            return try repeatLoop(count, body)
        case .whileLoop(let condition, let body, _):
            return try whileLoop(condition, body)
        case .break(let span):
            return .leaveLoop(span)
        case .continue(let span):
            return .nextRound(span)
        case .return(let expression, let span):
            guard let expression else { return .leaveFunction(.nothing, span) }
            return .leaveFunction(try evaluate(expression), span)
        case .include(_, let body, _):
            return try execute(body.statements)
        case .sentence(let sentence):
            _ = try perform(sentence, isPrinted: true)
        case .expression(let expression):
            try showValue(of: expression)
        }
        return .next
    }

    /// At the top level a definition holds for the script; a `def` inside a block is a name of that block.
    @inline(never)
    private func define(_ definition: Definition) throws {
        session.noteForLesson(definition)
        guard case .function(let function) = definition, !session.scopes.isAtTopLevel else { return try session.define(definition) }
        try session.checkLocal(function)
        session.scopes.declare(function.name.text, .function(.local(function, around: session.scopes.surroundings)))
    }

    @inline(never)
    private func execute(_ conditional: Conditional) throws -> Flow {
        for branch in conditional.branches where try truth(branch.condition) { return try execute(branch.body) }
        return try conditional.otherwise.map { try execute($0) } ?? .next
    }

    @inline(never)
    private func forEach(_ variable: Name, in list: Expression, _ body: Block) throws -> Flow {
        try session.refuseVerb(variable)
        let values = try elements(list)
        return try loop(at: list.span) { round in round < values.count } body: { round in
            session.scopes.openBlock()
            defer { session.scopes.closeBlock() }
            session.scopes.declare(variable.text, values[round])
            return try execute(body)
        }
    }

    @inline(never)
    private func repeatLoop(_ count: Expression, _ body: Block) throws -> Flow {
        let rounds = try wholeNumber(count, atLeast: 0)
        return try loop(at: count.span) { round in round < rounds } body: { _ in try execute(body) }
    }

    @inline(never)
    private func whileLoop(_ condition: Expression, _ body: Block) throws -> Flow {
        try loop(at: condition.span) { _ in try truth(condition) } body: { _ in try execute(body) }
    }

    /// Rounds while `goesOn`, whose number is from 0; with a limit, so that a wrong condition ends with a message.
    private func loop(at span: Span, while goesOn: (Int) throws -> Bool, body: (Int) throws -> Flow) throws -> Flow {
        var round = 0
        while try goesOn(round) {
            if round >= session.limits.rounds { throw Failure(.tooManyRounds(limit: session.limits.rounds), at: span) }
            if session.isInterrupted() { throw Failure(.interrupted, at: nil) }
            switch try body(round) {
            case .next, .nextRound: break
            case .leaveLoop: return .next
            case .leaveFunction(let value, let span): return .leaveFunction(value, span)
            }
            round += 1
        }
        return .next
    }

    @inline(never)
    private func assign(_ assignment: Assignment) throws {
        let name = assignment.name
        if assignment.declares {
            try session.refuseVerb(name)
            if session.scopes.isAtTopLevel, let kind = session.definitionKind(of: name.text) {
                throw Failure(.nameTaken(name: name.text, by: kind), at: name.span)
            }
            let value = try evaluate(assignment.value)
            if session.scopes.isAtTopLevel { session.keepForResume(name.text, value, of: assignment.value) }
            session.scopes.declare(name.text, value)
            return
        }
        // A list that grows must not be held here as well, or every append would copy it.
        if let more = appended(assignment), session.scopes.lengthOfList(name.text) != nil, !session.scopes.isTakenAlong(name.text) {
            return try grow(name, by: more, at: assignment.span)
        }
        guard let old = session.scopes[name.text] else {
            throw Failure(
                .assignedUndeclared(name: name.text, nearest: Nearest.candidates(name.text, among: session.scopes.visibleNames)),
                at: name.span)
        }
        if session.scopes.isTakenAlong(name.text) { throw Failure(.assignedTakenAlong(name.text), at: name.span) }
        var value = try evaluate(assignment.value)
        if let operation = assignment.operation {
            value = try apply(operation, old, value, at: (assignment.span, name.span, assignment.value.span))
        }
        _ = session.scopes.assign(name.text, value)
    }

    private func grow(_ name: Name, by more: Expression, at span: Span) throws {
        let value = try evaluate(more)
        if case .list(let values) = value, try session.append(values, toListNamed: name.text, at: span) { return }
        guard let old = session.scopes[name.text] else { return }
        _ = session.scopes.assign(name.text, try apply(.add, old, value, at: (span, name.span, more.span)))
    }

    /// What `xs += [x]` or `xs = xs + [x]` puts behind the list.
    private func appended(_ assignment: Assignment) -> Expression? {
        if assignment.operation == .add { return assignment.value }
        guard assignment.operation == nil, case .binary(.add, let left, let right) = assignment.value.form,
            case .name(let word) = left.form, word == assignment.name.text
        else { return nil }
        return right
    }

    /// A sentence of the script, read through its card and carried out.
    @inline(never)
    func perform(_ sentence: Sentence, isPrinted: Bool) throws -> Value {
        guard let statement = StatementCatalogue.named(sentence.verb.text) else {
            throw Failure(
                .unknown(.statement, sentence.verb.text, nearest: Nearest.candidates(sentence.verb.text, among: StatementCatalogue.verbs)),
                at: sentence.verb.span)
        }
        try session.refuseWhilePassing(sentence)
        let call = try SentenceDecoder(self, isPrinted: isPrinted).decode(sentence, statement.card)
        let value: Value
        do {
            value = try statement.run(call, in: session)
        } catch var failure as Failure {
            if failure.span == nil { failure.span = sentence.span }
            throw failure
        }
        session.noteForLesson(sentence, value)
        if isPrinted { session.printObject(value, verb: sentence.verb.text) }
        return value
    }

    /// An expression alone on its line prints.
    @inline(never)
    private func showValue(of expression: Expression) throws {
        let value = try evaluate(expression)
        if case .nothing = value { return }
        session.printValue(value)
    }
}
