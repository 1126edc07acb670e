import LenetCards
import LenetData
import LenetEngine
import LenetRules
import LenetSyntax

/// Resolves names and checks options, definitions and shapes without running anything: what `lenet check` does.
///
/// It walks every branch once, in the order of the text, with the decoders that a run uses where a value is written out, and
/// says nothing about what only a run can know.
package struct Checker {
    let session: Session
    final class Findings {
        var diagnostics: [Diagnostic] = []
        /// Variables of the blocks that are open, outermost first.
        var blocks: [Set<String>] = []
        /// False once a script loads images of a size that only their files tell.
        var knowsImageSize = true
        var unread: UnreadLines
        /// What the top level defines further down: a function that is called later may use it.
        var later: Set<String> = []
        /// Functions whose body is being read.
        var functions = 0
        /// The first block of the function inside a block that is being read: what lies below it, the top level but for, can only be read.
        var ownBlocks = 1
        /// Functions inside blocks, and how many blocks were open at their `def`.
        var local: [(depth: Int, definition: FunctionDefinition)] = []
        /// The block of a `when` is being read.
        var isInWhen = false
        /// A `lesson` was begun further up.
        var hasLesson = false
        var kinds = ValueKinds()
        /// Variables of the landscapes on which the script steps: a later `step until` may speak of them.
        var walked: Set<String> = []
        /// What was found sound since the last definition, as it was written: rules with their settings, and models.
        var sound: Set<String> = []

        init(_ unread: UnreadLines) { self.unread = unread }
    }
    let findings: Findings

    /// `unread`: lines that the parser could not read; what would follow from them is passed over.
    package init(_ session: Session, passingOver unread: UnreadLines = UnreadLines()) {
        self.session = session
        findings = Findings(unread)
    }

    package func check(_ block: Block) -> [Diagnostic] {
        findings.blocks = [["args"]]
        findings.later = Self.names(madeBy: block.statements)
        findings.kinds = ValueKinds(block)
        statements(block.statements)
        return findings.diagnostics
    }

    private static func names(madeBy statements: [Statement]) -> Set<String> {
        var names: Set<String> = []
        for statement in statements {
            switch statement {
            case .definition(let definition): names.insert(definition.name.text)
            case .assignment(let assignment) where assignment.declares: names.insert(assignment.name.text)
            case .include(_, let body, _): names.formUnion(Self.names(madeBy: body.statements))
            default: break
            }
        }
        return names
    }

    func report(_ failure: any Error) {
        guard let failure = failure as? Failure, !findings.unread.contain(failure.span) else { return }
        switch failure.problem {
        case .unknownName(let name, _), .unknown(_, let name, _, _, _), .assignedUndeclared(let name, _):
            if findings.unread.mention(name) { return }
        case .rule(let error):
            if case .unknownOptimizer(let name, _) = error.fact, findings.unread.mention(name) { return }
        default: break
        }
        findings.diagnostics += ProblemWriter.diagnostics(failure)
    }

    private func declare(_ name: String) {
        findings.blocks[findings.blocks.count - 1].insert(name)
        findings.local.removeAll { $0.depth == findings.blocks.count && $0.definition.name.text == name }
    }

    /// The function inside a block that the name means here.
    private func localFunction(_ name: String) -> FunctionDefinition? {
        guard let found = findings.local.last(where: { $0.definition.name.text == name }),
            !findings.blocks[found.depth...].contains(where: { $0.contains(name) })
        else { return nil }
        return found.definition
    }

    func isVariable(_ name: String) -> Bool { findings.blocks.contains { $0.contains(name) } }

    func statements(_ statements: [Statement]) {
        for statement in statements { check(statement) }
    }

    private func block(_ block: Block, with names: [String] = []) {
        findings.blocks.append(Set(names))
        statements(block.statements)
        findings.blocks.removeLast()
        findings.local.removeAll { $0.depth > findings.blocks.count }
    }

    private func check(_ statement: Statement) {
        switch statement {
        case .definition(let definition): define(definition)
        case .assignment(let assignment): assign(assignment)
        case .conditional(let conditional):
            for branch in conditional.branches {
                condition(branch.condition)
                block(branch.body)
            }
            if let otherwise = conditional.otherwise { block(otherwise) }
        case .forLoop(let variable, let list, let body, _):
            elements(list)
            block(body, with: [variable.text])
        case .repeatLoop(let count, let body, _):
            rounds(count)
            block(body)
        case .whileLoop(let condition, let body, _):
            self.condition(condition)
            block(body)
        case .return(let value?, _): expression(value)
        case .include(_, let body, _): statements(body.statements)
        case .sentence(let value): sentence(value)
        case .expression(let value): expression(value)
        case .break, .continue, .return: break
        }
    }

    private func define(_ definition: Definition) {
        if case .function(let function) = definition, findings.blocks.count > 1 { return defineLocal(function) }
        findings.sound = []
        do {
            try session.define(definition)
        } catch {
            report(error)
            findings.unread.add(definition.name.text)
        }
        if case .function(let function) = definition {
            for parameter in function.parameters { if let value = parameter.default { expression(value) } }
            findings.functions += 1
            block(function.body, with: function.parameters.map(\.name.text))
            findings.functions -= 1
        }
        // A model whose parameters all have defaults is one that can be worked out here.
        if case .model(let model) = definition, model.parameters.allSatisfy({ $0.default != nil }) {
            checkShapes(Architecture(name: model.name.text, span: model.name.span))
        }
    }

    private func defineLocal(_ function: FunctionDefinition) {
        do { try session.checkLocal(function) } catch { report(error) }
        declare(function.name.text)
        findings.local.append((findings.blocks.count, function))
        for parameter in function.parameters { if let value = parameter.default { expression(value) } }
        let outside = findings.ownBlocks
        findings.ownBlocks = findings.blocks.count
        findings.functions += 1
        block(function.body, with: function.parameters.map(\.name.text))
        findings.functions -= 1
        findings.ownBlocks = outside
    }

    private func assign(_ assignment: Assignment) {
        expression(assignment.value)
        let name = assignment.name
        if assignment.declares {
            do {
                try session.refuseVerb(name)
                if findings.blocks.count == 1, let kind = session.definitionKind(of: name.text) {
                    throw Failure(.nameTaken(name: name.text, by: kind), at: name.span)
                }
            } catch {
                report(error)
            }
            declare(name.text)
        } else if let place = findings.blocks.lastIndex(where: { $0.contains(name.text) }) {
            if place > 0, place < findings.ownBlocks { report(Failure(.assignedTakenAlong(name.text), at: name.span)) }
        } else {
            let names = findings.blocks.flatMap(\.self)
            report(
                Failure(.assignedUndeclared(name: name.text, nearest: Nearest.candidates(name.text, among: names)), at: name.span))
        }
    }

    func expression(_ value: Expression) {
        if checkConstant(value) { return }
        switch value.form {
        case .name(let name): resolve(name, at: value.span)
        case .text(let pieces):
            for piece in pieces {
                guard case .embedded(let inner, let format) = piece else { continue }
                expression(inner)
                if let format {
                    do { _ = try FormatSpecification(format) } catch { report(error) }
                }
            }
        case .list(let elements): elements.forEach(expression)
        case .call(let callee, let arguments):
            expression(callee)
            for argument in arguments { expression(argument.value) }
            checkRule(value)
            checkCall(callee, arguments, at: value.span)
        case .index(let base, let indices):
            expression(base)
            indices.forEach(expression)
        case .field(let base, let field):
            expression(base)
            checkField(field, of: base)
        case .unary(_, let operand): expression(operand)
        case .binary(_, let left, let right):
            expression(left)
            expression(right)
        case .range(let range):
            expression(range.lower)
            expression(range.upper)
            if let count = range.count { expression(count) }
        case .sentence(let inner): sentence(inner)
        case .number, .boolean, .size, .sources, .block: break
        }
    }

    private func resolve(_ name: String, at span: Span) {
        if findings.functions > 0, findings.later.contains(name) { return }
        if isVariable(name) || session.definitionKind(of: name) != nil || ["model", "args", "runs"].contains(name) { return }
        let names = findings.blocks.flatMap(\.self) + session.allNames
        report(Failure(.unknownName(name, nearest: Nearest.candidates(name, among: names)), at: span))
    }

    /// How many values a function takes, and by which names.
    private func checkCall(_ callee: Expression, _ arguments: [Argument], at span: Span) {
        guard case .name(let name) = callee.form else { return }
        let local = localFunction(name)
        if local == nil, isVariable(name) { return }
        if let function = local ?? session.functions[name] {
            let names = function.parameters.map(\.name.text)
            let required = function.parameters.count { $0.default == nil }
            var given: Set<String> = []
            for (index, argument) in arguments.enumerated() {
                if let label = argument.label, !names.contains(label.text) {
                    return report(
                        Failure(
                            .unknownParameter(label.text, of: name, nearest: Nearest.candidates(label.text, among: names), all: names),
                            at: label.span))
                }
                guard let parameter = argument.label?.text ?? (names.indices.contains(index) ? names[index] : nil) else {
                    return report(
                        Failure(.argumentCount(function: name, given: arguments.count, least: required, most: names.count), at: span))
                }
                if !given.insert(parameter).inserted {
                    return report(Failure(.givenTwice(parameter), at: argument.label?.span ?? argument.value.span))
                }
            }
            if let missing = function.parameters.first(where: { $0.default == nil && !given.contains($0.name.text) }) {
                report(Failure(.missingArgument(missing.name.text, of: name), at: span))
            }
        } else if let function = FunctionCatalogue.named(name) {
            let parameters = function.card.parameters
            let least = parameters.count { $0.default == .required }
            let isOpen = parameters.contains { $0.domain == .values }
            if arguments.count < least || !isOpen && arguments.count > parameters.count {
                report(
                    Failure(
                        .argumentCount(function: name, given: arguments.count, least: least, most: isOpen ? nil : parameters.count),
                        at: span))
            }
        }
    }

    /// `run.acuracy` after ten minutes of training would be a pity.
    private func checkField(_ field: Name, of base: Expression) {
        let kind: String?
        switch base.form {
        case .name(let name): kind = isVariable(name) ? findings.kinds[name] : name == "model" ? "model" : nil
        case .sentence(let sentence): kind = ValueCards.kind(returnedBy: sentence.verb.text)
        default: kind = nil
        }
        guard let kind, let card = ValueCards.cards.first(where: { $0.keyword == kind }) else { return }
        let names = card.parameters.map(\.name)
        if names.contains(field.text) { return }
        let phrase = ValueKind(rawValue: kind)?.phrase ?? kind
        report(
            Failure(
                .unknownField(field.text, of: phrase, nearest: Nearest.candidates(field.text, among: names), all: names), at: field.span))
    }

    /// `sgd(lr: 0.1)` where all of it is written out: the library says whether the settings fit.
    func checkRule(_ value: Expression) {
        guard case .call(let callee, let arguments) = value.form, case .name(let name) = callee.form, !isVariable(name),
            arguments.allSatisfy({ isLiteral($0.value) })
        else { return }
        do {
            if LossCatalogue.type(named: name) != nil, case .loss(let choice) = try Evaluator(session).evaluate(value) {
                _ = try session.loss(choice)
            }
            if session.ruleNames.landscapes.contains(name), case .landscape(let choice) = try Evaluator(session).evaluate(value) {
                _ = try session.landscape(choice)
            }
            guard session.ruleNames.optimizers.contains(name) else { return }
            guard case .rule(let choice) = try Evaluator(session).evaluate(value) else { return }
            _ = try session.library.use(Name(choice.name, callee.span), dialect: session.dialect, settings: choice.settings)
        } catch let error as RuleError {
            report(Failure(.rule(error), at: error.place))
        } catch {
            report(error)
        }
    }

    func isLiteral(_ value: Expression) -> Bool {
        switch value.form {
        case .number, .boolean, .size: true
        case .unary(_, let operand): isLiteral(operand)
        case .list(let elements): elements.allSatisfy(isLiteral)
        default: false
        }
    }
}
