import LenetCards

/// What the parser must know of the words: the cards of statements, layers and activations, and the flag words of rules.
///
/// It is made once per session, and again when a definition brings a new flag. The parser asks it for a card by its word; no
/// verb, option or layer is written anywhere in this room.
package struct Grammar: Sendable {
    /// Statements by their verb.
    package private(set) var statements: [String: Card] = [:]
    /// Layers by their word, as they stand in a `model` block.
    package private(set) var layers: [String: Card] = [:]
    /// Words that may follow a layer and name its activation.
    package private(set) var activations: [String: Card] = [:]
    /// Words that stand alone after a statement that takes the options of a rule: `nesterov`.
    package var flags: Set<String>
    /// Names of the rules, for the error of one that stands without `with`.
    package var rules: Set<String> = []
    /// Every word that is a setting of a rule, a schedule or a loss. Others in their place are misspelt.
    package var settings: Set<String> = []
    /// Names of networks, for the error of one that stands in a sentence about the network at hand.
    package var models: Set<String> = []
    /// Verbs that are also the name of a value: `model.parameters` is one, `model lenet5` a statement.
    package let values: Set<String>
    /// Verbs that are also the name of something that is called: `step(every: 3)` is a schedule, `step 3` a statement.
    package let calls: Set<String>

    /// Verbs that are names everywhere but where they make a whole line, alone or with what they take: `next`, `check 3`.
    package let lineWords: Set<String>

    package init(
        statements: [Card], layers: [Card], activations: [Card], flags: Set<String>, values: Set<String> = ["model"],
        calls: Set<String> = ["step"], lineWords: Set<String> = ["check", "next"]
    ) {
        for card in statements { self.statements[card.keyword] = card }
        for card in layers { self.layers[card.keyword] = card }
        for card in activations { self.activations[card.keyword] = card }
        self.flags = flags
        self.values = values
        self.calls = calls
        self.lineWords = lineWords
    }

    /// The word is reserved for the statements that it begins.
    package func isVerb(_ word: String) -> Bool { statements[word] != nil && !lineWords.contains(word) }

    /// All verbs in alphabetical order, for errors and completion.
    package var verbs: [String] { statements.keys.sorted() }
}
