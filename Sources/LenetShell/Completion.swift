import LenetCards
import LenetCommands
import LenetLab
import LenetSyntax

/// What may stand at the cursor: from the cards and the names of the session.
package struct Completion {
    private let session: Session

    package init(_ session: Session) { self.session = session }

    /// Whole words that may take the place of the one before the cursor, in alphabetical order.
    package func words(_ before: String) -> [String] {
        let word = Self.lastWord(before)
        let statement = Self.statement(before)
        let earlier = Self.tokens(String(statement.dropLast(word.count)))
        let open = before.dropLast(word.count).last { !$0.isWhitespace }
        let found = open == "[" || open == "," ? values : candidates(word, earlier)
        return Set(found).filter { $0.hasPrefix(word) && $0 != word }.sorted()
    }

    private func candidates(_ word: String, _ earlier: [String]) -> [String] {
        if let dot = word.lastIndex(of: ".") {
            let base = String(word[..<dot])
            guard let value = session.scopes[base] ?? (try? session.definedValue(base, at: nil)) ?? nil else { return [] }
            return Fields.names(of: value).map { "\(base).\($0)" }
        }
        guard let verb = earlier.first else { return StatementCatalogue.verbs + Self.control + session.allNames }
        guard let card = StatementCatalogue.cards.first(where: { $0.keyword == verb }) else { return values + StatementCatalogue.verbs }
        if verb == "help" { return helpWords }
        if earlier.count == 1, !card.topics.isEmpty { return card.topics.map(\.keyword) + values }
        let topic = earlier.count > 1 ? card.topics.first { $0.keyword == earlier[1] } : nil
        let active = topic ?? card
        if let last = earlier.last, let option = active.parameters.first(where: { $0.name == last && $0.role == .option }) {
            return words(of: option.domain)
        }
        let said = Set(earlier.dropFirst())
        var words = active.parameters.filter { $0.role != .positional && !said.contains($0.name) }.map(\.name)
        if active.takesRuleOptions { words += ruleOptions(earlier).filter { !said.contains($0) } }
        if earlier.count == (topic == nil ? 1 : 2), let object = active.parameters.first(where: { $0.role == .positional }) {
            words += self.words(of: object.domain)
        }
        return words
    }

    private var values: [String] { session.allNames }
    private var helpWords: [String] {
        StatementCatalogue.verbs + Card.Kind.allCases.map(\.plural) + session.cards(of: Card.Kind.allCases).map(\.keyword)
    }

    private func ruleOptions(_ earlier: [String]) -> [String] {
        guard let place = earlier.lastIndex(of: "with"), earlier.indices.contains(place + 1) else { return [] }
        return session.library.hyperparameters(of: earlier[place + 1], dialect: session.dialect).map(\.name)
    }

    private func words(of domain: Domain) -> [String] {
        switch domain {
        case .name(let kinds, _): session.names(of: kinds)
        case .word(let words): words
        case .source: session.names(of: [.dataset])
        case .list(let element): words(of: element)
        case .either(let domains): domains.flatMap(words(of:))
        case .condition, .value, .values: values
        default: []
        }
    }

    private static let control = ["let", "if", "for", "repeat", "while", "def", "return", "optimizer", "schedule", "include"]

    /// The word that ends at the end of the text, with the dots in it.
    package static func lastWord(_ text: String) -> String {
        String(text.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }.reversed())
    }

    /// What follows the last separator of statements.
    static func statement(_ text: String) -> Substring {
        let start = text.lastIndex { ";{}=\n(".contains($0) }.map { text.index(after: $0) } ?? text.startIndex
        return text[start...]
    }

    static func tokens(_ text: String) -> [String] {
        text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }.map(String.init)
    }

    /// Words in columns, as many as fit.
    package static func columns(_ words: [String], width: Int) -> [String] {
        let cell = (words.map(\.count).max() ?? 0) + 2
        let perLine = max(1, width / cell)
        return stride(from: 0, to: words.count, by: perLine).map { start in
            words[start..<min(start + perLine, words.count)].map { TextTable.padded($0, to: cell, .left) }.joined()
        }
    }
}
