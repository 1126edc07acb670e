import LenetCards
import LenetCommands
import Testing

/// `docs/reference.md`: a page of every card, as `help` shows it. The page is made here.
@Suite struct ReferencePageTests {
    private static let kinds: [(kind: Card.Kind, title: String)] = [
        (.statement, "Statements"), (.function, "Functions"), (.value, "Values and their fields"), (.dataset, "Datasets"), (.preset, "Models"),
        (.layer, "Layers"), (.activation, "Activations"), (.loss, "Losses"), (.optimizer, "Optimizers"), (.schedule, "Schedules"),
        (.landscape, "Landscapes"), (.plot, "Plots"), (.initializer, "Initializers"),
    ]

    @Test func thePageIsWhatHelpSays() throws {
        let (session, _) = TestSession.make()
        var page = """
            # Reference

            Everything that has a card, as `help` shows it. This page is made from the cards by `scripts/sync-recorded`; `lenet help --json`
            writes the same for programs. How the language itself is written is in [language.md](language.md).

            """
        for (kind, title) in Self.kinds {
            let cards = session.cards(of: [kind]).sorted { $0.keyword < $1.keyword }
            guard !cards.isEmpty else { continue }
            page += "\n## \(title)\n"
            for card in cards { page += "\n### \(card.keyword)\n\n```text\n\(HelpText.page(card, width: 100))\n```\n" }
        }
        page += "\n## The field's words\n\nAsked for with `what is`, as in `what is momentum`.\n\n"
        for term in Glossary.terms { page += "- **\(term.word)**: \(term.text) `\(term.script)`\n" }
        try RecordedFile.expect(page, "docs/reference.md")
    }
}
