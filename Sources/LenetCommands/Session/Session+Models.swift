import LenetCards
import LenetEngine
import LenetSyntax

extension Session {
    /// The layers of a preset or of a model of the script, with every shape worked out for the images at hand.
    package func plan(_ architecture: Architecture) throws -> NetworkPlan {
        let (input, classes) = imageShape
        if let definition = models[architecture.name] {
            let lines = try layerLines(definition, architecture)
            do {
                return try NetworkPlan(name: architecture.name, lines: lines, input: input, classes: classes, dialect: dialect)
            } catch {
                let layer = error.line.flatMap { definition.layers.indices.contains($0) ? definition.layers[$0] : nil }
                throw Failure(
                    .network(error, usedAt: architecture.span), at: layer?.span ?? definition.name.span)
            }
        }
        guard let lines = Presets.lines(architecture.name, classes: classes) else {
            throw Failure(
                .unknown(.preset, architecture.name, nearest: nearest(architecture.name, [.preset]), all: names(of: [.preset])),
                at: architecture.span)
        }
        if let setting = architecture.settings.first {
            throw Failure(.unknownParameter(setting.name.text, of: architecture.name, nearest: [], all: []), at: setting.name.span)
        }
        do {
            return try NetworkPlan(name: architecture.name, lines: lines, input: input, classes: classes, dialect: dialect)
        } catch {
            throw Failure(.network(error, usedAt: nil), at: architecture.span)
        }
    }

    /// Each line of the block read through its layer's card, with the parameters as names.
    package func layerLines(_ definition: ModelDefinition, _ architecture: Architecture) throws -> [LayerLine] {
        let names = definition.parameters.map(\.name.text)
        var given: [String: Value] = [:]
        for setting in architecture.settings {
            guard names.contains(setting.name.text) else {
                throw Failure(
                    .unknownParameter(
                        setting.name.text, of: definition.name.text, nearest: Nearest.candidates(setting.name.text, among: names), all: names),
                    at: setting.name.span)
            }
            if given[setting.name.text] != nil { throw Failure(.givenTwice(setting.name.text), at: setting.name.span) }
            given[setting.name.text] = setting.value
        }
        let evaluator = Evaluator(self)
        let outer = scopes.openFunction()
        defer { scopes.closeFunction(outer) }
        for parameter in definition.parameters {
            guard let value = try given[parameter.name.text] ?? parameter.default.map({ try evaluator.evaluate($0) }) else {
                throw Failure(.missingArgument(parameter.name.text, of: definition.name.text), at: architecture.span)
            }
            scopes.declare(parameter.name.text, value)
        }
        return try definition.layers.enumerated().map { try layerLine($0.element, number: $0.offset, evaluator) }
    }

    private func layerLine(_ sentence: Sentence, number: Int, _ evaluator: Evaluator) throws -> LayerLine {
        let keyword = sentence.verb.text
        let cards = LayerCatalogue.cards + LayerCatalogue.activationCards
        guard let card = cards.first(where: { $0.keyword == keyword }) else {
            throw Failure(
                .unknown(.layer, keyword, nearest: nearest(keyword, [.layer, .activation]), all: names(of: [.layer, .activation])),
                at: sentence.verb.span)
        }
        let call = try SentenceDecoder(evaluator, isPrinted: false).decode(sentence, card)
        var line = LayerLine(keyword, id: number)
        line.name = call.text("as")
        for parameter in card.parameters where call.isGiven(parameter.name) {
            guard let value = call.value(parameter.name) else { continue }
            switch value {
            case .number(let x): line.values[parameter.name] = .number(x)
            case .size(let height, let width): line.values[parameter.name] = .size(height, width)
            case .boolean(let flag): line.values[parameter.name] = .flag(flag)
            case .text(let word), .named(_, let word): line.values[parameter.name] = .name(word)
            default:
                throw Failure(
                    .wrongKind(wanted: parameter.domain.phrase, found: value.kind.phrase), at: call.span(of: parameter.name))
            }
        }
        return line
    }
}
