import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax

/// The reference page of a shipped optimizer, `docs/optimizers/NAME.md`: what `explain` says in every dialect.
package enum RulePage {
    package static func text(_ name: String, _ library: RuleLibrary, _ sources: SourceTable) throws(RuleError) -> String {
        let place = Name(name, Span(source: SourceID(index: 0), start: 0, end: 0))
        let dialects = self.dialects(of: name, library)
        let first = try library.explain(place, dialect: dialects[0], settings: [])
        let documentation = first.documentation
        // What only one dialect's version says of itself stands in its own section.
        let lead = dialects.count == 1 ? documentation.prose : documentation.prose.firstSentence
        var parts = [
            "<!-- Made from the definitions in Sources/LenetRules/Prelude by scripts/pages. Do not edit. -->", "# \(name)", lead,
            "`help \(name)` lists its options, `explain \(name)` shows this page at the prompt, and `train with \(name)` uses it.",
        ]
        for (head, words) in [("Good at", documentation.goodAt), ("Fails", documentation.fails), ("Source", documentation.source)] where !words.isEmpty {
            parts.append("**\(head):** \(words)")
        }
        parts += ["## Defaults", defaults(first)]
        for dialect in dialects { parts += try section(place, dialect, library, sources, lead: lead) }
        return parts.joined(separator: "\n\n") + "\n"
    }

    /// The table of contents: every rule with its first sentence.
    package static func index(_ library: RuleLibrary) -> String {
        let lines = library.optimizerNames.map { name in
            let prose = library.documentation(ofOptimizer: name, dialect: .keras)?.prose ?? ""
            let dialects = self.dialects(of: name, library).map(\.rawValue).joined(separator: ", ")
            return "| [\(name)](\(name).md) | \(prose.firstSentence) | \(dialects) |"
        }
        return """
            <!-- Made from the definitions in Sources/LenetRules/Prelude by scripts/pages. Do not edit. -->

            # Optimizers

            Every rule is a paragraph of the language; the formulas, symbols and tables of these pages are made from it. `explain NAME` says the
            same at the prompt, for one's own rules too.

            | rule | what it does | dialects |
            |---|---|---|

            """ + lines.joined(separator: "\n") + "\n"
    }

    private static func dialects(of name: String, _ library: RuleLibrary) -> [Dialect] {
        let own = library.dialects(of: name)
        guard own.isEmpty, let target = library.optimizer(named: name, dialect: .keras)?.definition.name.text else { return own }
        return library.dialects(of: target)
    }

    private static func defaults(_ explanation: RuleExplanation) -> String {
        let columns = explanation.defaultColumns
        let rows = explanation.defaults.map { row in
            "| `\(row.name)` | " + row.values.map { $0 ?? "-" }.joined(separator: " | ") + " |"
        }
        return (["| | " + columns.joined(separator: " | ") + " |", "|---|" + columns.map { _ in "---|" }.joined()] + rows)
            .joined(separator: "\n")
    }

    private static func section(
        _ name: Name, _ dialect: Dialect, _ library: RuleLibrary, _ sources: SourceTable, lead: String
    ) throws(RuleError) -> [String] {
        let variants = library.variants(of: name.text, dialect: dialect)
        var parts = ["## In \(dialect.rawValue)"]
        if let own = library.ownProse(ofOptimizer: name.text, dialect: dialect), own != lead {
            parts += own.firstSentence == lead ? own.afterFirstSentence.map { [$0] } ?? [] : [own]
        }
        parts.append("```lenet\n\(library.source(of: name.text, dialect: dialect, in: sources) ?? "")\n```")
        var symbols: [RuleExplanation.Symbol] = []
        for variant in variants {
            let explanation = try library.explain(name, dialect: dialect, settings: variant)
            if variants.count > 1 { parts.append("With `\(explanation.displayName)`:") }
            parts.append("```math\n\(explanation.latex)\n```")
            symbols += explanation.symbols.filter { symbol in !symbols.contains { $0.name == symbol.name } }
        }
        let rows = symbols.map { "| $\($0.latex)$ | `\($0.name)` | \($0.meaning) |" }
        return parts + [(["| symbol | in the definition | what it is |", "|---|---|---|"] + rows).joined(separator: "\n")]
    }
}
