import LenetCards
import LenetLab
import LenetSyntax

/// Help, made of the cards.
package enum HelpText {
    package static func overview(width: Int) -> String {
        let statements = StatementCatalogue.cards.sorted { $0.keyword < $1.keyword }
        let table = list(statements, width: width)
        let rest = "help WORD explains one of them; help optimizers, schedules, landscapes, presets, layers, losses, datasets, functions or values lists those; what is momentum explains a word, apropos WORD searches, help E0350 explains a message."
        return (table + [""] + TextFolding.folded(rest, width: width)).joined(separator: "\n")
    }

    /// Nil where the word is unknown.
    package static func about(_ word: String, in session: Session) -> String? {
        let width = session.output.width
        if let page = ErrorPages.page(word) { return page }
        if let kind = kinds.first(where: { $0.plural == word }) {
            let cards = session.cards(of: [kind]).sorted { $0.keyword < $1.keyword }
            var lines = list(cards, width: width)
            if kind == .preset { lines += session.models.keys.sorted().map { "  \($0)  (yours)" } }
            return lines.joined(separator: "\n")
        }
        let found = session.cards(of: kinds).filter { $0.keyword == word }
        if !found.isEmpty { return found.map { page($0, width: width) }.joined(separator: "\n\n") }
        if let function = session.functions[word] {
            let names = function.parameters.map(\.name.text).joined(separator: ", ")
            return (["\(word)(\(names))  (yours)"] + (function.documentation.isEmpty ? [] : [function.documentation])).joined(separator: "\n")
        }
        let topics = session.cards(of: [.statement]).filter { card in card.topics.contains { $0.keyword == word } }
        let control = ControlWords.entry(word).map { [page($0, width: width)] } ?? []
        let parts = control + topics.map { page($0, width: width) } + [option(word, in: session), Glossary.term(word).map { page($0, width: width) }].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: "\n\n")
    }

    /// What a word of the field means; of a thing of the language, its sentence.
    package static func meaning(of word: String, in session: Session) -> String? {
        let width = session.output.width
        if let term = Glossary.term(word) { return page(term, width: width) }
        let found = session.cards(of: kinds).filter { $0.keyword == word }
        guard !found.isEmpty else { return ControlWords.entry(word).map { page($0, width: width) } ?? option(word, in: session) }
        return found.map { card in
            (["\(card.keyword)  (\(card.kind.noun))"] + TextFolding.folded(card.summary, width: width) + ["more: help \(card.keyword)"])
                .joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    /// A line for every thing whose help mentions a word.
    package static func mentions(of word: String, in session: Session) -> [String] {
        let wanted = word.lowercased()
        func mention(_ texts: [String]) -> Bool { texts.contains { $0.lowercased().contains(wanted) } }
        var lines: [(String, String)] = []
        for card in session.cards(of: kinds) {
            let parameters = card.parameters + card.topics.flatMap(\.parameters)
            let texts =
                [card.keyword, card.summary] + card.notes + card.otherSpellings + card.topics.flatMap { [$0.keyword, $0.summary] }
                + (card.kind == .optimizer ? parameters.filter { $0.default != .absent("not done") } : parameters).flatMap { [$0.name, $0.summary] }
            if mention(texts) { lines.append(("help \(card.keyword)", card.summary)) }
        }
        for term in Glossary.terms where mention([term.word, term.text] + term.also) { lines.append(("what is \(term.word)", term.text)) }
        let column = (lines.map(\.0.count).max() ?? 0) + 4
        return lines.flatMap { entry($0.0, $0.1, column: column, width: session.output.width) }
    }

    /// An option: to which statements it may be said, and to which rules.
    private static func option(_ word: String, in session: Session) -> String? {
        let width = session.output.width
        var lines: [String] = []
        var seen: [String: [String]] = [:]
        var order: [String] = []
        for card in session.cards(of: kinds) where card.kind != .value && card.kind != .function {
            for (phrase, parameters) in [(card.keyword, card.parameters)] + card.topics.map({ ("\(card.keyword) \($0.keyword)", $0.parameters) }) {
                guard let parameter = parameters.first(where: { $0.name == word }) else { continue }
                // Defaults differ from rule to rule: the sentence is what they share.
                let text = card.kind == .statement || card.kind == .layer ? sentence(parameter) : parameter.summary
                if seen[text] == nil { order.append(text) }
                seen[text, default: []].append(phrase)
            }
        }
        for text in order {
            lines += TextFolding.folded(text, width: width)
            lines += TextFolding.folded("  of " + (seen[text] ?? []).joined(separator: ", "), width: width, hanging: 5)
        }
        return lines.isEmpty ? nil : (["\(word)  (option)"] + lines).joined(separator: "\n")
    }

    private static func page(_ term: GlossaryTerm, width: Int) -> String {
        let others = term.also.isEmpty ? "" : "(also: \(term.also.joined(separator: ", ")))"
        return ([term.word] + TextFolding.folded(term.text, width: width)
            + (others.isEmpty ? [] : TextFolding.folded(others, width: width))
            + ["try:"] + term.script.componentsSeparatedBySemicolons.map { "    " + $0 }).joined(separator: "\n")
    }

    package static func nearest(_ word: String, in session: Session) -> [String] {
        let cards = session.cards(of: kinds)
        if let translated = cards.first(where: { $0.otherSpellings.contains(word) }) { return [translated.keyword] }
        return Nearest.candidates(word, among: cards.map(\.keyword) + kinds.map(\.plural) + Glossary.terms.map(\.word))
    }

    private static let kinds: [Card.Kind] = [
        .statement, .optimizer, .schedule, .landscape, .preset, .layer, .activation, .initializer, .loss, .dataset, .function, .value,
    ]

    private static func list(_ cards: [Card], width: Int) -> [String] {
        let column = (cards.map(\.keyword.count).max() ?? 0) + 4
        return cards.flatMap { entry($0.keyword, $0.summary, column: column, width: width) }
    }

    /// A word and its sentence, folded beside it.
    private static func entry(_ word: String, _ sentence: String, column: Int, width: Int) -> [String] {
        let lines = TextFolding.folded(sentence, width: max(20, width - column))
        return lines.enumerated().map { index, line in
            TextTable.padded(index == 0 ? "  " + word : "", to: column, .left) + line
        }
    }

    private static func page(_ entry: ControlWords.Entry, width: Int) -> String {
        ([entry.form] + TextFolding.folded(entry.summary, width: width) + ["", entry.example]).joined(separator: "\n")
    }

    /// One card, all of it.
    package static func page(_ card: Card, width: Int) -> String {
        var lines = ["\(card.keyword)  (\(card.kind.noun))"] + TextFolding.folded(card.summary, width: width)
        lines += parameters(card, width: width)
        for topic in card.topics {
            lines += ["", "\(card.keyword) \(topic.keyword)"] + TextFolding.folded(topic.summary, width: width)
            lines += parameters(topic, width: width)
        }
        if card.takesRuleOptions {
            lines += ["", card.namesSeveralRules ? "and the settings of its schedule: help cosine" : "and the hyper-parameters of its rule: help adam"]
        }
        for note in card.notes { lines += [""] + TextFolding.folded(note, width: width) }
        if !card.examples.isEmpty {
            lines.append("")
            for example in card.examples {
                lines.append("# \(example.caption)")
                lines += example.script.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func parameters(_ card: Card, width: Int) -> [String] {
        guard !card.parameters.isEmpty else { return [] }
        let column = (card.parameters.map(\.name.count).max() ?? 0) + 4
        return [""] + card.parameters.flatMap { parameter in
            entry(parameter.name, card.kind == .value ? parameter.summary : sentence(parameter), column: column, width: width)
        }
    }

    private static func sentence(_ parameter: Parameter) -> String {
        var facts: [String] = []
        if parameter.role != .flag { facts.append(parameter.domain.phrase) }
        if let unit = parameter.unit { facts.append("in \(unit)") }
        switch parameter.default {
        case .required: facts.append("required")
        case .number(let x): facts.append("default \(NumberText.plain(x))")
        case .text(let text): facts.append("default \"\(text)\"")
        case .name(let name): facts.append("default \(name)")
        case .flag: break
        case .absent(let sentence): facts.append("unless said: " + sentence.prefix(1).lowercased() + sentence.dropFirst())
        }
        let inside = facts.joined(separator: "; ")
        return parameter.summary + (inside.isEmpty ? "" : " (\(inside.last == "." ? String(inside.dropLast()) : inside))")
    }
}

extension String {
    /// The statements of a script on one line, a line each; what stands in braces stays together.
    fileprivate var componentsSeparatedBySemicolons: [String] {
        var lines: [String] = [""]
        var depth = 0
        for character in self {
            if character == "{" { depth += 1 }
            if character == "}" { depth -= 1 }
            if character == ";", depth == 0 {
                lines.append("")
            } else if !(character == " " && lines[lines.count - 1].isEmpty) {
                lines[lines.count - 1].append(character)
            }
        }
        return lines
    }
}
