import LenetCards
import LenetSyntax

/// `examples train`, `examples train 2`
package enum Examples: StatementDefinition {
    package static let card = Card(
        .statement, "examples", "Lists the examples of a word of the language, or runs one.",
        [
            Parameter("word", .positional, .name(of: Card.Kind.allCases), "A statement, a rule, a layer, a function and so on."),
            Parameter("number", .positional, .integer(1...1000), default: .absent("They are listed."), "The one to run."),
        ],
        notes: ["An example that loads data or makes a model does so here and now: what is there is replaced."],
        examples: [Example("examples train", "what `train` can do"), Example("examples seed 1", "the first one of `seed` runs")],
        otherSpellings: ["example", "demo"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        let word = call.text("word") ?? ""
        let examples = session.cards(of: Card.Kind.allCases).filter { $0.keyword == word }.flatMap(\.examples)
        guard !examples.isEmpty else { throw Failure(.noExamples(of: word), at: call.span(of: "word")) }
        guard let number = call.optionalInteger("number") else {
            session.page(Self.list(examples, word).joined(separator: "\n"))
            return .list(examples.map { .text($0.script) })
        }
        guard examples.indices.contains(number - 1) else {
            throw Failure(.noSuchExample(number, of: word, count: examples.count), at: call.span(of: "number"))
        }
        let script = examples[number - 1].script
        if session.speaks(call) { for line in script.split(separator: "\n") { session.output.result("| \(line)") } }
        let parsed = session.parse(script, name: "example \(number) of \(word)")
        if parsed.hasErrors { throw Failure(.diagnosed(parsed.diagnostics), at: call.sentence.span) }
        for statement in parsed.block.statements { try Evaluator(session).run(Block([statement], parsed.block.span)) }
        return .nothing
    }

    private static func list(_ examples: [Example], _ word: String) -> [String] {
        var lines: [String] = []
        for (index, example) in examples.enumerated() {
            if index > 0 { lines.append("") }
            lines.append("\(index + 1)  # \(example.caption)")
            lines += example.script.split(separator: "\n", omittingEmptySubsequences: false).map { "   \($0)" }
        }
        return lines + ["", "`examples \(word) 1` runs the first."]
    }
}
