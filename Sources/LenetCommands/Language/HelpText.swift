import LenetCards
import LenetLab
import LenetSyntax

/// Help, made of the cards.
package enum HelpText {
    package static func overview(width: Int) -> String {
        let statements = StatementCatalogue.cards.sorted { $0.keyword < $1.keyword }
        let table = list(statements, width: width)
        let rest = "help WORD explains one of them; help optimizers, schedules, presets, layers, losses, datasets, functions or values lists those."
        return (table + [""] + TextFolding.folded(rest, width: width)).joined(separator: "\n")
    }

    /// Nil where the word is unknown.
    package static func about(_ word: String, in session: Session) -> String? {
        let width = session.output.width
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
        return nil
    }

    package static func nearest(_ word: String, in session: Session) -> [String] {
        let cards = session.cards(of: kinds)
        if let translated = cards.first(where: { $0.otherSpellings.contains(word) }) { return [translated.keyword] }
        return Nearest.candidates(word, among: cards.map(\.keyword) + kinds.map(\.plural))
    }

    private static let kinds: [Card.Kind] = [
        .statement, .optimizer, .schedule, .preset, .layer, .activation, .initializer, .loss, .dataset, .function, .value,
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

    /// One card, all of it.
    package static func page(_ card: Card, width: Int) -> String {
        var lines = ["\(card.keyword)  (\(card.kind.noun))"] + TextFolding.folded(card.summary, width: width)
        lines += parameters(card, width: width)
        for topic in card.topics {
            lines += ["", "\(card.keyword) \(topic.keyword)"] + TextFolding.folded(topic.summary, width: width)
            lines += parameters(topic, width: width)
        }
        if card.takesRuleOptions { lines += ["", "and the hyper-parameters of its rule: help adam"] }
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
