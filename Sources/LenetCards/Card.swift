/// The one declaration of a thing of the language: a statement, a layer, a loss, a dataset, a function, an optimizer.
///
/// The parser's clauses, decoding with range errors, help, completion, reference pages, editor grammars and the schemas of
/// `--json` are all made from cards, so a default, a name or a sentence is written once: here.
///
///     static let card = Card(
///         .layer, "dropout", "Drops each value with a probability while training, and scales the rest up.",
///         [Parameter("rate", .positional, .number(0..<1), default: .number(0.5), "The share of values dropped.")],
///         examples: [Example("model m { dropout 0.2; dense 10 }", "one value in five is dropped")])
package struct Card: Sendable, Hashable {
    package var kind: Kind
    /// The word that starts it, as written in scripts.
    package var keyword: String
    /// One sentence, ending in a full stop.
    package var summary: String
    /// In the order in which help shows them; positional ones first.
    package var parameters: [Parameter]
    /// Second words that make statements of their own, each with a card: `show data`, `show samples 12`.
    package var topics: [Card]
    /// A statement takes the hyper-parameters of the rule that its `with` names, besides its own parameters.
    package var takesRuleOptions: Bool
    /// The option that names a second rule: what follows it is said of that one. `explain sgd lr 0.1 vs sgd lr 0.2`
    package var secondRule: String?
    /// A few sentences more for `help`, a paragraph each.
    package var notes: [String]
    package var examples: [Example]
    /// Words that people from other tools type for it; answered with the keyword, never taken silently.
    package var otherSpellings: [String]

    package init(
        _ kind: Kind, _ keyword: String, _ summary: String, _ parameters: [Parameter] = [], topics: [Card] = [],
        takesRuleOptions: Bool = false, secondRule: String? = nil, notes: [String] = [], examples: [Example] = [], otherSpellings: [String] = []
    ) {
        self.kind = kind
        self.keyword = keyword
        self.summary = summary
        self.parameters = parameters
        self.topics = topics
        self.takesRuleOptions = takesRuleOptions
        self.secondRule = secondRule
        self.notes = notes
        self.examples = examples
        self.otherSpellings = otherSpellings
    }

    /// A list of rules: what stands beside it as options is the schedule's and the loss's.
    package var namesSeveralRules: Bool { parameters.contains { $0.name == "rules" && $0.role == .positional } }

    /// What a card declares. `plural` is the word after `help` that lists all of a kind.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case statement, layer, activation, initializer, loss, dataset, preset, optimizer, schedule, landscape, plot
        case function, value
        /// A kept point of a training: the session's own names.
        case branch

        package var plural: String {
            switch self {
            case .activation: "activations"
            case .loss: "losses"
            case .branch: "branches"
            default: rawValue + "s"
            }
        }
    }
}

/// A script that shows a thing at work. The tests run it.
package struct Example: Sendable, Hashable {
    package var script: String
    /// What it shows, in a few words.
    package var caption: String

    package init(_ script: String, _ caption: String) {
        self.script = script
        self.caption = caption
    }
}
