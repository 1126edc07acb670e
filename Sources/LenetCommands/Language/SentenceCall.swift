import LenetCards
import LenetRules
import LenetSyntax

/// A sentence that was read through its card: values evaluated and within their ranges, defaults filled in.
///
/// The readers below are for what the card declares; asking for something else is a mistake of the statement's author.
package struct SentenceCall {
    package let sentence: Sentence
    /// Of the topic where the sentence has one.
    package let card: Card
    /// True where the sentence stands alone, so that its result is for people to read; false in `let x = …`.
    package let isPrinted: Bool
    /// By parameter; what was left out and has no default is not there.
    package var values: [String: Value] = [:]
    /// Where each value that was given stands.
    package var spans: [String: Span] = [:]
    /// Expressions that are worked out later: `until accuracy > 0.99`, `time train with adam`.
    package var conditions: [String: Expression] = [:]
    /// Those of which there may be several: `watch conv1.weight[0, 0, 2, 2], conv1.bias`.
    package var expressions: [String: [Expression]] = [:]
    /// Sources of `load`, in the order in which they are tried.
    package var sources: [LenetSyntax.DataSource] = []
    /// What was said that belongs to the rule and not to the statement: `momentum 0.9`, `nesterov`.
    package var ruleSettings: [RuleSetting] = []
    /// What was said after the card's `secondRule`, of that rule; one call or none.
    package var ofSecondRule: [SentenceCall] = []

    package init(sentence: Sentence, card: Card, isPrinted: Bool) {
        self.sentence = sentence
        self.card = card
        self.isPrinted = isPrinted
    }

    package var topic: String? { sentence.topic?.text }
    package func isGiven(_ name: String) -> Bool { spans[name] != nil }
    /// The place of a value, or of the whole sentence where it was left out.
    package func span(of name: String) -> Span { spans[name] ?? sentence.span }

    package func value(_ name: String) -> Value? { values[name] }

    package func number(_ name: String) -> Double {
        guard case .number(let x) = values[name] else { preconditionFailure("the card declares the number \(name)") }
        return x
    }

    package func integer(_ name: String) -> Int {
        // Decoding has checked that it is whole and within the card's range.
        guard let whole = WholeNumber.from(number(name)) else { preconditionFailure("\(name) is an integer of the card") }
        return whole
    }

    package func optionalInteger(_ name: String) -> Int? { values[name] == nil ? nil : integer(name) }

    package func flag(_ name: String) -> Bool {
        if case .boolean(let x) = values[name] { return x }
        return false
    }

    package func text(_ name: String) -> String? {
        switch values[name] {
        case .text(let text), .named(_, let text): text
        default: nil
        }
    }
}
