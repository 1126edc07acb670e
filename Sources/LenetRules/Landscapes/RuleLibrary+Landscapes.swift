import LenetCards
import LenetSyntax

extension RuleLibrary {
    package var landscapeNames: [String] { landscapes.keys.sorted() }

    /// The landscape as it was defined, its parameters at their defaults.
    package func landscape(named name: String) -> Landscape? { landscapes[name] }

    /// The landscape with parameters set; nil where none has the name. Settings are checked by name and kind.
    package func landscape(named name: String, settings: [RuleSetting]) throws(RuleError) -> Landscape? {
        guard var landscape = landscapes[name] else { return nil }
        var seen: [String: Span] = [:]
        for setting in settings {
            let word = setting.name.text
            if let first = seen[word] { throw RuleError(.givenTwice(word, first: first), at: setting.name.span) }
            seen[word] = setting.name.span
            guard let index = landscape.parameters.firstIndex(where: { $0.name == word }) else {
                throw RuleError(
                    .unknownSetting(word, of: name, known: landscape.parameters.map(\.name), word: nil), at: setting.name.span)
            }
            guard case .number(let value) = setting.value, value.isFinite else {
                throw RuleError(.wantsNumber(word, of: name), at: setting.valueSpan ?? setting.name.span)
            }
            landscape.parameters[index].value = value
            landscape.displayName += " \(word) \(RuleNumber.text(value))"
        }
        return landscape
    }

    /// The line as it was written.
    package func source(ofLandscape name: String, in sources: SourceTable) -> String? {
        landscapes[name].flatMap { sources.text($0.definition.span) }
    }

    mutating func check(_ definition: LandscapeDefinition) -> [RuleError] {
        let (landscape, errors) = LandscapeCompiler.compile(definition)
        if var landscape {
            landscape.isUserDefined = true
            landscapes[definition.name.text] = landscape
        }
        return errors
    }

    /// Adds a shipped one; the tests see to it that all of them are sound.
    mutating func addShipped(_ definition: LandscapeDefinition) {
        landscapes[definition.name.text] = LandscapeCompiler.compile(definition).landscape
    }

    /// A landscape as help and completion show it.
    package func card(ofLandscape name: String) -> Card? {
        guard let landscape = landscapes[name] else { return nil }
        let documentation = landscape.remarks.documentation
        let parameters = landscape.parameters.map { parameter in
            Parameter(
                parameter.name, .option, .number(.any), default: .number(parameter.value),
                documentation.symbols[parameter.name] ?? "A setting of this landscape.")
        }
        var notes = documentation.prose.afterFirstSentence.map { [$0] } ?? []
        let variables = landscape.variables.joined(separator: ", ")
        if !landscape.minima.isEmpty {
            let points = landscape.minima.map { "(\($0.map(RuleNumber.text).joined(separator: ", ")))" }
            notes.append("Lowest where (\(variables)) is \(RuleError.list(points, last: "or")).")
        }
        if landscape.remarks.noise > 0 {
            notes.append("Noise of \(RuleNumber.text(landscape.remarks.noise)) is added to its gradients unless a path says otherwise.")
        }
        if !documentation.source.isEmpty { notes.append("Source: \(documentation.source)") }
        notes.append("As a function it gives its height: \(name)(\(landscape.variables.map { _ in "1" }.joined(separator: ", "))).")
        let start = landscape.remarks.start ?? landscape.variables.map { _ in 1 }
        return Card(
            .landscape, name, documentation.prose.firstSentence, parameters, notes: notes,
            examples: [
                Example(
                    "path of [sgd(lr: 0.001), adam(lr: 0.1)] on \(name) from [\(start.map(RuleNumber.text).joined(separator: ", "))] steps 50",
                    "two rules on their way")
            ])
    }
}
