import LenetCards
import LenetSyntax
import Testing

/// What may stand at the end of an unfinished text.
@Suite struct CompletionContextTests {
    private func places(_ text: String) -> [String] {
        CompletionContext(text, grammar: TestGrammar.grammar).places.map { place in
            switch place {
            case .statement: "statement"
            case .value(let verbs): verbs ? "value or sentence" : "value"
            case .topic(let card): "topic of \(card.keyword)"
            case .domain(let domain): domain.inWords
            case .condition(let card, let word, _): "names of \(card.keyword) \(word)"
            case .clauses(let card, let used, let rule):
                "clauses of \(card.keyword) without [\(used.sorted().joined(separator: " "))]" + (rule.map { " of \($0)" } ?? "")
            case .layer: "layer"
            case .field(let path): "field of \(path.joined(separator: "."))"
            case .label(let callee, let used): "label of \(callee) without [\(used.sorted().joined(separator: " "))]"
            case .path: "path"
            case .rule(let names): "rule with \(names.joined(separator: " "))"
            case .words(let words): "words \(words.joined(separator: " "))"
            }
        }
    }

    private static let rule = "the name of an optimizer, or a call of it"

    @Test(arguments: [
        ("", ["statement"]), ("tr", ["statement"]), ("print 1; ", ["statement"]), ("print 1\n", ["statement"]), ("if x { ", ["statement"]),
        ("if x {\n print 1\n", ["statement"]),
        ("train ", ["clauses of train without []"]), ("train w", ["clauses of train without []"]),
        ("train with ", [rule]), ("train with ad", [rule]),
        ("train with adam ", ["clauses of train without [with] of adam"]),
        ("train with adam epochs ", ["a whole number from 0 to 1000000"]),
        ("train with adam epochs 5 ", ["clauses of train without [epochs with] of adam"]),
        ("train with adam(lr: 0.1) batch 3 ", ["clauses of train without [batch with] of adam"]),
        ("train with adam lr 0.1 nesterov b", ["clauses of train without [lr nesterov with] of adam"]),
        ("train with adam epochs 2 * ", ["value"]), ("train with adam epochs -", ["value"]),
        ("let r = train with adam ", ["clauses of train without [with] of adam"]),
        ("for r in rates { train with adam lr r e", ["clauses of train without [lr with] of adam"]),
        ("train with adam until ", ["a condition", "names of train until"]),
        ("train with adam until accuracy > ", ["value", "names of train until"]),
        ("train with adam until accuracy > 0.9 ", ["words and or", "clauses of train without [until with] of adam"]),
        ("load ", ["topic of load", "the name of a dataset, or several joined by 'or'", "clauses of load without []"]),
        ("load mnist ", ["words or", "clauses of load without []"]), ("load mnist or ", ["the name of a dataset, or several joined by 'or'"]),
        ("load mnist or digits train 5 ", ["clauses of load without [train]"]),
        ("load mnist stratified ", ["clauses of load without [stratified]"]),
        ("load idx \"", ["path"]), ("load idx \"da", ["path"]), ("include \"", ["path"]), ("print \"", []),
        ("let ", []), ("let x ", ["words ="]), ("let x = ", ["value or sentence"]), ("x = ", ["value or sentence"]), ("x += ", ["value or sentence"]),
        ("for x ", ["words in"]), ("for x in ", ["value"]), ("for x in 1..10 ", ["words log linear"]),
        ("if x > 1 { print 1 } ", ["words else"]), ("if x > 1 { print 1 } else ", ["words if"]),
        ("run.", ["field of run"]), ("print run.history[0].lo", ["field of run.history.[]"]), ("print \"{run.", ["field of run"]),
        ("adam(", ["label of adam without []", "value"]), ("adam(lr: 0.1, ", ["label of adam without [lr]", "value"]), ("adam(lr: ", ["value"]),
        ("print (", ["value or sentence"]), ("print (train with ", [rule]),
        ("model m { ", ["layer"]), ("model m {\n conv 5 ", ["clauses of conv without []"]), ("model m { dense 5; ", ["layer"]),
        ("optimizer x = ", [rule]), ("optimizer x(lr = 0.1) { w = ", ["rule with optimizer x lr w"]), ("optimizer x(", []),
        ("# a comment ", []), ("print 12", []), ("return ", ["value or sentence"]), ("repeat ", ["value"]), ("while ", ["value"]),
    ])
    func placesAtTheEnd(text: String, expected: [String]) { #expect(places(text) == expected, "after '\(text)'") }

    @Test(arguments: [("tr", "tr"), ("train with ad", "ad"), ("run.acc", "acc"), ("train ", ""), ("load idx \"data/m", "data/m"), ("include \"", "")])
    func theWordAtTheCursor(text: String, word: String) {
        #expect(CompletionContext(text, grammar: TestGrammar.grammar).word == word)
    }

    /// Whatever was typed, no beginning of it is a trap.
    @Test func everyPrefixIsRead() {
        let text = "let r = (train with adam(lr: [1, {\"x{y:.2}\"}]) { } ] ) until a.b[0].c > 1 \\\n load idx \"a\\\"b\" or mnist; model m(w = 2) { conv w 3x3 }"
        for end in text.indices { _ = CompletionContext(String(text[..<end]), grammar: TestGrammar.grammar) }
    }
}
