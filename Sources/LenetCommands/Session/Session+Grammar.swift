import LenetEngine
import LenetRules
import LenetSyntax

// What the parser of a session knows: the cards of statements and layers, and the words of the rules that there are.

extension Session {
    static func grammar(_ library: RuleLibrary) -> Grammar {
        var grammar = Grammar(
            statements: StatementCatalogue.cards, layers: LayerCatalogue.cards + LayerCatalogue.activationCards,
            activations: LayerCatalogue.activationCards, flags: [])
        grammar.models = Set(Presets.cards.map(\.keyword))
        grammar.read(library)
        return grammar
    }
}

extension Grammar {
    /// Takes in the words of the rules, again after each definition.
    mutating func read(_ library: RuleLibrary) {
        flags = library.flagWords.union(library.scheduleFlagWords).union(LossCatalogue.flagWords)
        rules = library.optimizerNameSet
        settings = library.settingWords.union(LossCatalogue.cards.flatMap(\.parameters).map(\.name))
    }
}
