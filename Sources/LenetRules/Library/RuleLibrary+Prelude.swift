import LenetSyntax

extension RuleLibrary {
    /// The shipped definitions, parsed from the embedded texts, which are added to `sources`. Parse once and keep the value.
    package static func prelude(in sources: inout SourceTable) -> RuleLibrary {
        var library = RuleLibrary()
        for parsed in parsePrelude(in: &sources) {
            for case .definition(let definition) in parsed.block.statements {
                if case .optimizer(let rule) = definition, ["before", "after"].contains(rule.name.text) {
                    library.addCommon(rule)
                } else {
                    library.add(definition, isUserDefined: false)
                }
            }
        }
        return library
    }

    /// The parsed texts with whatever was wrong with them: nothing, as the tests see to.
    package static func parsePrelude(in sources: inout SourceTable) -> [Parsed] {
        let grammar = Grammar(statements: [], layers: [], activations: [], flags: [])
        return Prelude.texts.map { text in
            let source = sources.add(Source(name: "\(text.name) (shipped)", text: text.text))
            return Parser.parse(source, in: &sources, grammar: grammar) { _, _ in .missing(reason: "shipped texts include nothing") }
        }
    }
}
