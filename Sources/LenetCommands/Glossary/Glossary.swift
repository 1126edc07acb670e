import LenetSyntax

/// A word of the field: what it means in a sentence or two, and a line to run.
package struct GlossaryTerm: Sendable, Hashable {
    package let word: String
    /// Other words for the same, and abbreviations.
    package let also: [String]
    package let text: String
    package let script: String

    init(_ word: String, also: [String], _ text: String, try script: String) {
        self.word = word
        self.also = also
        self.text = text
        self.script = script
    }
}

/// What `what is momentum` knows.
package enum Glossary {
    package static let terms: [GlossaryTerm] = GlossaryTerms.all

    /// `learning rate`, `learning_rate` and `Learning-Rate` are one word.
    package static func term(_ word: String) -> GlossaryTerm? { byWord[folded(word)] }

    package static func nearest(_ word: String) -> [String] {
        Nearest.candidates(word, among: terms.flatMap { [$0.word] + $0.also })
    }

    private static let byWord: [String: GlossaryTerm] = {
        var found: [String: GlossaryTerm] = [:]
        // A word's own entry comes before those that only mention it.
        for term in terms { found[folded(term.word)] = term }
        for term in terms {
            for other in term.also where found[folded(other)] == nil { found[folded(other)] = term }
        }
        return found
    }()

    private static func folded(_ word: String) -> String {
        String(word.lowercased().filter { $0 != " " && $0 != "_" && $0 != "-" })
    }
}
