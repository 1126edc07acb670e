import LenetCards
import LenetEngine
import LenetRules

/// `dialect torch`
package enum DialectStatement: StatementDefinition {
    package static let card = Card(
        .statement, "dialect", "Chooses whose version of rules and layers runs, with its defaults.",
        [
            Parameter(
                "name", .positional, .word(Dialect.allCases.map(\.rawValue)),
                "keras (Keras 3, the one that holds unless said), torch (PyTorch), or paper (as the papers print them).")
        ],
        notes: [
            "A rule that a dialect lacks runs from the dialect that has it, and says so.",
            "Before `model` it also decides how the first weights are drawn (init), and the defaults of batchnorm and leaky_relu.",
        ],
        examples: [
            Example("dialect paper", "the rules as the papers print them"),
            Example("dialect torch\nmodel lenet5", "weights and biases start as PyTorch draws them"),
        ])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let name = call.text("name"), let dialect = Dialect(rawValue: name) else {
            preconditionFailure("the card's words are the dialects")
        }
        session.dialect = dialect
        session.say("dialect \(name)", for: call)
        return .text(name)
    }
}
