import LenetCommands
import Testing

/// The glossary: every word is found by all its names, and its line runs.
@Suite struct GlossaryTests {
    @Test(arguments: Glossary.terms)
    func aTermRuns(_ term: GlossaryTerm) {
        let (session, output) = TestSession.make()
        #expect(session.run(term.script, name: term.word) == .fine, "\(output.messages.joined(separator: "\n"))")
        #expect(term.text.hasSuffix("."))
        for word in [term.word] + term.also { #expect(Glossary.term(word) != nil) }
        #expect(Glossary.term(term.word) == term)
    }

    @Test func thereAreAboutEighty() {
        #expect(Glossary.terms.count >= 80)
        #expect(Glossary.terms.map(\.word) == Glossary.terms.map(\.word).sorted())
    }

    @Test(arguments: ["momentum", "learning rate", "learning_rate", "mean squared error", "adam", "nesterov", "epochs"])
    func whatIs(_ word: String) {
        let (session, output) = TestSession.make()
        #expect(session.run("what is \(word)", name: "test") == .fine, "\(output.messages)")
        #expect(output.results.count == 1)
    }

    @Test func whatNobodyKnows() {
        let (session, output) = TestSession.make()
        #expect(session.run("what is momentun", name: "test") == .failed)
        #expect(output.messages.first?.contains("did you mean 'momentum'") == true)
    }

    @Test func aproposFindsEverything() {
        let (session, output) = TestSession.make()
        #expect(session.run("apropos momentum", name: "test") == .fine)
        let text = output.results.joined()
        for word in ["help sgd", "what is momentum", "what is nesterov"] { #expect(text.contains(word)) }
        #expect(session.run("apropos xyzzy", name: "test") == .failed)
    }

    @Test(arguments: ["train", "with", "until", "momentum", "l2", "lr", "conv", "relu", "mse", "mnist", "lenet5", "adam", "cosine", "sqrt", "run", "image", "samples", "E0350"])
    func thereIsHelpOn(_ word: String) {
        let (session, output) = TestSession.make()
        #expect(session.run("help \(word)", name: "test") == .fine, "\(output.messages)")
    }

    @Test func everyNameOfEveryCardHasHelp() {
        let (session, _) = TestSession.make()
        for card in session.cards(of: [.statement, .optimizer, .schedule, .layer, .activation, .loss, .dataset, .preset, .function, .value]) {
            #expect(HelpText.about(card.keyword, in: session) != nil)
            for parameter in card.parameters where card.kind != .value && card.kind != .function {
                #expect(HelpText.about(parameter.name, in: session) != nil, "\(card.keyword) \(parameter.name)")
            }
        }
    }
}
