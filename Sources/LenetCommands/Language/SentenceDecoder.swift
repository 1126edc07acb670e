import LenetCards
import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax

/// Reads a sentence through its card: which words are options, what their values are, whether they are in range, what holds
/// for those left out. What it does not know is an error with the nearest word; nothing that was said is passed over.
package struct SentenceDecoder {
    private let evaluator: Evaluator
    private let isPrinted: Bool

    package init(_ evaluator: Evaluator, isPrinted: Bool) {
        self.evaluator = evaluator
        self.isPrinted = isPrinted
    }

    package func decode(_ sentence: Sentence, _ card: Card) throws -> SentenceCall {
        var card = card
        if let topic = sentence.topic, let own = card.topics.first(where: { $0.keyword == topic.text }) { card = own }
        var call = SentenceCall(sentence: sentence, card: card, isPrinted: isPrinted)
        try decodeObjects(&call)
        for clause in sentence.clauses {
            if let second = card.secondRule, call.isGiven(second), clause.name.text != second {
                if call.ofSecondRule.isEmpty { call.ofSecondRule = [SentenceCall(sentence: sentence, card: card, isPrinted: isPrinted)] }
                try decode(clause, &call.ofSecondRule[0])
            } else {
                try decode(clause, &call)
            }
        }
        for parameter in card.parameters where !call.isGiven(parameter.name) {
            switch parameter.default {
            case .required: throw Failure(.missing(parameter, of: written(call)), at: sentence.span)
            case .absent: break
            case .number(let x): call.values[parameter.name] = .number(x)
            case .text(let text): call.values[parameter.name] = .text(text)
            case .flag(let flag): call.values[parameter.name] = .boolean(flag)
            case .name(let name): call.values[parameter.name] = try namedDefault(name, parameter)
            }
        }
        try evaluator.session.giveScheduleItsSettings(&call, areValuesSwept: card.keyword == "sweep")
        return call
    }

    private func written(_ call: SentenceCall) -> String {
        [call.sentence.verb.text, call.topic].compactMap { $0 }.joined(separator: " ")
    }

    private func decodeObjects(_ call: inout SentenceCall) throws {
        let places = call.card.parameters.filter { $0.role == .positional }
        var objects = call.sentence.objects[...]
        for place in places {
            guard let first = objects.first else { break }
            if place.domain == .expressions {
                call.expressions[place.name] = Array(objects)
                call.spans[place.name] = first.span
                objects = []
            } else if place.domain == .values {
                call.values[place.name] = .list(try objects.map { try evaluator.evaluate($0) })
                call.spans[place.name] = first.span
                objects = []
            } else {
                try take(first, place, &call)
                objects.removeFirst()
            }
        }
        if let extra = objects.first { throw Failure(.tooMuch(of: written(call)), at: extra.span) }
    }

    private func decode(_ clause: Clause, _ call: inout SentenceCall) throws {
        let word = clause.name.text
        if let parameter = call.card.parameters.first(where: { $0.name == word && $0.role != .positional }) {
            if call.isGiven(word) { throw Failure(.givenTwice(word), at: clause.span) }
            switch (parameter.role, clause.value) {
            case (.flag, nil):
                call.values[word] = .boolean(true)
                call.spans[word] = clause.span
            case (.flag, let value?):
                // `conv 8 3x3 leaky_relu 0.1`: an activation's number.
                guard call.card.kind == .layer, let number = ActivationCatalogue.number(of: word) else {
                    throw Failure(.flagTakesNothing(word), at: value.span)
                }
                call.values[word] = try DomainCheck.checked(try evaluator.evaluate(value), number, at: value.span)
                call.spans[word] = clause.span
            case (_, nil): throw Failure(.valueMissing(parameter), at: clause.span)
            case (_, let value?): try take(value, parameter, &call)
            }
            return
        }
        // Every layer may be given a name, whatever its card.
        if call.card.kind == .layer || call.card.kind == .activation, word == "as", let value = clause.value,
            case .name(let name) = value.form
        {
            call.values["as"] = .text(name)
            call.spans["as"] = value.span
            return
        }
        guard call.card.takesRuleOptions, !isAnotherSpelling(word, call.card) else { throw unknown(clause, call) }
        let scopes = evaluator.session.scopes
        if let problem = evaluator.session.misspelt(clause, in: call.card, of: written(call), isVariable: { scopes[$0] != nil }) {
            throw Failure(problem, at: clause.name.span)
        }
        if call.ruleSettings.contains(where: { $0.name.text == word }) { throw Failure(.givenTwice(word), at: clause.span) }
        let value = try clause.value.map { try evaluator.setting(try evaluator.evaluate($0), at: $0.span) } ?? .flag(true)
        call.ruleSettings.append(RuleSetting(clause.name, value, valueSpan: clause.value?.span))
    }

    private func isAnotherSpelling(_ word: String, _ card: Card) -> Bool {
        card.parameters.contains { $0.otherSpellings.contains(word) }
    }

    /// Other tools' words are answered with ours.
    private func unknown(_ clause: Clause, _ call: SentenceCall) -> Failure {
        let options = call.card.parameters.filter { $0.role != .positional }
        let word = clause.name.text
        let translated = options.first { $0.otherSpellings.contains(word) }?.name
        return Failure(
            .unknownOption(
                word, of: written(call), nearest: translated.map { [$0] } ?? Nearest.candidates(word, among: options.map(\.name)),
                all: options.map(\.name)), at: clause.name.span)
    }

    private func take(_ expression: Expression, _ parameter: Parameter, _ call: inout SentenceCall) throws {
        call.spans[parameter.name] = expression.span
        switch parameter.domain {
        case .condition, .statement, .block: call.conditions[parameter.name] = expression
        case .source:
            guard case .sources(let sources) = expression.form else { throw wrong(parameter, .text("?"), expression.span) }
            call.sources = sources
        case .newName:
            guard case .name(let name) = expression.form else { throw wrong(parameter, .nothing, expression.span) }
            call.values[parameter.name] = .text(name)
        case .word(let words): call.values[parameter.name] = .text(try word(expression, parameter, words))
        case .name(let kinds, _) where kinds.contains(.statement):
            // Any word at all, verbs too: `help train`.
            guard case .name(let name) = expression.form else { throw wrong(parameter, .nothing, expression.span) }
            call.values[parameter.name] = .text(name)
        case .name(let kinds, let called):
            call.values[parameter.name] = try named(expression, kinds, called: called)
        case .either(let domains):
            // A word that the card lists is that word, though no variable has the name; a name is looked up as what it must be.
            if case .name(let name) = expression.form, evaluator.session.scopes[name] == nil {
                if parameter.domain.takesWord(name) {
                    call.values[parameter.name] = .text(name)
                    return
                }
                for case .name(let kinds, let called) in domains {
                    call.values[parameter.name] = try named(expression, kinds, called: called)
                    return
                }
            }
            // So is each name of a list that is written out.
            if case .list(let elements) = expression.form {
                for case .list(.name(let kinds, let called)) in domains {
                    call.values[parameter.name] = .list(try elements.map { try named($0, kinds, called: called) })
                    return
                }
            }
            call.values[parameter.name] = try DomainCheck.checked(try evaluator.evaluate(expression), parameter, at: expression.span)
        case .list(.name(let kinds, let called)):
            // Written as a list, each name is looked up as what it must be: "no optimizer named 'rmsporp'".
            guard case .list(let elements) = expression.form else { fallthrough }
            call.values[parameter.name] = .list(try elements.map { try named($0, kinds, called: called) })
        default:
            let value = try evaluator.evaluate(expression)
            call.values[parameter.name] = try DomainCheck.checked(value, parameter, at: expression.span)
        }
    }

    /// One of the card's words; a variable that holds its text does too.
    private func word(_ expression: Expression, _ parameter: Parameter, _ words: [String]) throws -> String {
        var word: String?
        if case .name(let name) = expression.form {
            if words.contains(name) { return name }
            word = evaluator.session.scopes[name] == nil ? name : nil
        }
        if word == nil, case .text(let text) = try evaluator.evaluate(expression) { word = text }
        guard let word else { throw wrong(parameter, try evaluator.evaluate(expression), expression.span) }
        if words.contains(word) { return word }
        throw Failure(
            .unknownWord(word, of: parameter.name, nearest: Nearest.candidates(word, among: words), all: words), at: expression.span)
    }

    /// A thing of one of these kinds by its name, called or not; a variable that holds it; or the name as a text.
    private func named(_ expression: Expression, _ kinds: [Card.Kind], called: Bool) throws -> Value {
        let session = evaluator.session
        let kind = kinds.first ?? .value
        if case .name(let name) = expression.form, session.scopes[name] == nil, !session.isName(name, of: kinds) {
            throw Failure(session.unknown(kind, name, kinds), at: expression.span)
        }
        var value = try evaluator.evaluate(expression)
        if case .text(let name) = value {
            guard session.isName(name, of: kinds), let found = try session.definedValue(name, at: expression.span) else {
                throw Failure(session.unknown(kind, name, kinds), at: expression.span)
            }
            value = found
        }
        guard let found = value.cardKind, kinds.contains(found) || (found == .preset && kinds.contains(.value)) else {
            throw Failure(.wrongKind(wanted: "the name of \(kind.article)", found: value.kind.phrase), at: expression.span)
        }
        return value
    }

    private func namedDefault(_ name: String, _ parameter: Parameter) throws -> Value {
        if case .word = parameter.domain { return .text(name) }
        return try evaluator.session.definedValue(name, at: nil) ?? .text(name)
    }

    private func wrong(_ parameter: Parameter, _ value: Value, _ span: Span) -> Failure {
        Failure(.wrongKind(wanted: parameter.domain.phrase, found: value.kind.phrase), at: span)
    }
}

extension Value {
    /// Which kind of named thing it is, if it is one.
    var cardKind: Card.Kind? {
        switch self {
        case .rule: .optimizer
        case .schedule: .schedule
        case .loss: .loss
        case .landscape: .landscape
        case .architecture: .preset
        case .named(let kind, _): kind
        case .model(let model) where model.branch != nil: .branch
        default: nil
        }
    }
}
