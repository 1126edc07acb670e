import LenetSyntax
import Testing

import LenetRules

/// Definitions written in a test, parsed and added to the shipped ones.
struct RuleTexts {
    var sources = SourceTable()
    var library: RuleLibrary
    var parseErrors: [Diagnostic] = []
    var errors: [Diagnostic] = []

    init(_ text: String) {
        library = RuleLibrary.prelude(in: &sources)
        let source = sources.add(Source(name: "test.lenet", text: text))
        let grammar = Grammar(statements: [], layers: [], activations: [], flags: library.flagWords)
        let parsed = Parser.parse(source, in: &sources, grammar: grammar) { _, _ in .missing(reason: "no includes here") }
        parseErrors = parsed.diagnostics
        for case .definition(let definition) in parsed.block.statements { errors += library.define(definition) }
    }

    static let nowhere = Span(source: SourceID(index: 0), start: 0, end: 0)

    static func name(_ text: String) -> Name { Name(text, nowhere) }

    /// `["lr": 0.1, "nesterov": true]` as settings.
    static func settings(_ values: [String: RuleSetting.Value]) -> [RuleSetting] {
        values.sorted { $0.key < $1.key }.map { RuleSetting(name($0.key), $0.value) }
    }
}

extension RuleSetting.Value: ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(integerLiteral value: Int) { self = .number(Double(value)) }
    public init(booleanLiteral value: Bool) { self = .flag(value) }
    public init(arrayLiteral elements: Double...) { self = .list(elements) }
}
