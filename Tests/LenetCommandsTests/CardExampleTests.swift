import Foundation
import LenetCards
import LenetCommands
import LenetEngine
import LenetRules
import LenetSyntax
import Testing

/// The examples of every card run as they stand; those that need data and a model find a small one.
@Suite struct CardExampleTests {
    private static let cards: [Card] = {
        let (session, _) = TestSession.make()
        return session.cards(of: Card.Kind.allCases).filter { !$0.examples.isEmpty }
    }()

    static let examples: [String] = cards.flatMap { card in card.examples.map { "\(card.kind) \(card.keyword)\u{1F}\($0.script)" } }

    @Test func thereAreExamples() { #expect(Self.examples.count > 50) }

    @Test(arguments: examples)
    func example(_ text: String) throws {
        let script = try #require(text.split(separator: "\u{1F}").last)
        let (session, output) = TestSession.make()
        let needsLoad = !script.contains("load ")
        let needsModel = !script.contains("model ") && !script.contains("idx ")
        if needsLoad { #expect(session.run("load digits", name: "set-up") == .fine) }
        if needsModel { #expect(session.run("model softmax_regression", name: "set-up") == .fine) }
        // A folder of one's own exists on one's own machine.
        if script.contains("idx \"") { return }
        #expect(session.run(String(script), name: "example") == .fine, "\(output.messages.joined(separator: "\n"))")
    }

    @Test func everyStatementAndFunctionHasAnExample() {
        for card in StatementCatalogue.cards + FunctionCatalogue.cards { #expect(!card.examples.isEmpty, "\(card.keyword)") }
    }

    @Test func everySentenceOfACardEndsWithAFullStop() {
        for card in StatementCatalogue.cards + FunctionCatalogue.cards + ValueCards.cards {
            #expect(card.summary.hasSuffix("."), "\(card.keyword)")
            for parameter in card.parameters { #expect(parameter.summary.hasSuffix("."), "\(card.keyword) \(parameter.name)") }
        }
    }
}
