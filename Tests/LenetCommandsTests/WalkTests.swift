import Foundation
import LenetCards
import LenetCommands
import LenetEngine
import LenetSyntax
import Testing

/// Follows the walks of `CONTRIBUTING.md`: the files that it shows are those of `Walk`, which compile; from their cards alone come
/// parsing, range errors, other spellings, help, JSON and a place in the catalogue.
@Suite struct WalkTests {
    @Test(arguments: ["Tally", "Median"])
    func theFileIsTheOneShown(_ name: String) throws {
        let walk = try String(
            contentsOf: RecordedFile.root.appendingPathComponent("Tests/LenetCommandsTests/Walk/\(name).swift"), encoding: .utf8)
        // In the project's own room the import of that room falls away.
        let file = walk.replacing("import LenetCommands\n", with: "")
        let text = try String(contentsOf: RecordedFile.root.appendingPathComponent("CONTRIBUTING.md"), encoding: .utf8)
        #expect(text.contains("```swift\n\(file)```"), "CONTRIBUTING.md does not show \(name).swift as it is")
    }

    /// What the session does with a verb, for a card that is in no catalogue.
    private func run(_ script: String) throws -> (value: Value?, messages: String, printed: [String]) {
        let (session, output) = TestSession.make(quiet: false)
        let grammar = Grammar(
            statements: StatementCatalogue.cards + [Tally.card], layers: LayerCatalogue.cards, activations: LayerCatalogue.activationCards,
            flags: [])
        let source = session.sources.add(Source(name: "walk", text: script))
        let parsed = Parser.parse(source, in: &session.sources, grammar: grammar) { _, _ in .missing(reason: "") }
        session.report(parsed.diagnostics)
        guard !parsed.hasErrors, case .sentence(let sentence)? = parsed.block.statements.first else {
            return (nil, output.messages.joined(separator: "\n"), [])
        }
        do {
            let call = try SentenceDecoder(Evaluator(session), isPrinted: true).decode(sentence, Tally.card)
            return (try Tally.run(call, in: session), "", output.results)
        } catch let failure as Failure {
            session.report(failure)
            return (nil, output.messages.joined(separator: "\n"), output.results)
        }
    }

    @Test func aStatementParsesAndRunsFromItsCard() throws {
        let found = try run("tally [3, 1, 3, \"a\"] most 2")
        #expect(found.value?.text == "[3, 1]", "\(found.messages)")
        #expect(found.printed == ["3: 2", "1: 1"])
    }

    @Test(arguments: [
        ("tally", "'tally' wants a list"), ("tally [1] most 0", "most cannot be 0"), ("tally [1] top 3", "most"), ("tally [1] mots 3", "did you mean 'most'"),
        ("tally [1] most 3 most 4", "twice"), ("count 3", "write tally"),
    ])
    func itsMistakesAreAnswered(script: String, wanted: String) throws {
        let found = try run(script)
        #expect(found.value == nil && found.messages.contains(wanted), "\(found.messages)")
    }

    @Test func helpAndJSONComeFromTheCard() {
        let page = HelpText.page(Tally.card, width: 200)
        for part in ["tally  (statement)", "Counts how often", "most", "from 1 to 1,000", "default 10", "tally [1, 2, 2] most 1"] {
            #expect(page.contains(part), "\(page)")
        }
        #expect(Tally.card.json.text.contains("\"otherSpellings\": [\"top\"]"))
    }

    @Test func aFunctionIsCalledWithItsArguments() throws {
        let (session, _) = TestSession.make()
        let span = Span(source: SourceID(index: 0), start: 0, end: 0)
        func median(_ numbers: [Double]) throws -> String {
            try Median.call(Arguments(function: "median", values: numbers.map { .number($0) }, spans: [], span: span), in: session).text
        }
        #expect(try median([3, 1, 2]) == "2")
        #expect(try median([4, 1, 2, 3]) == "2.5")
        #expect(throws: Failure.self) { try median([]) }
    }

    /// `scripts/sync` finds the new types by their cards.
    @Test func theCatalogueFindsThem() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-walk-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let root = RecordedFile.root
        let files = FileManager.default
        for part in ["scripts", "Sources/LenetCommands", "Sources/LenetRules", "docs/errors", "docs/lessons"] {
            let place = folder.appendingPathComponent(part)
            try files.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try files.copyItem(at: root.appendingPathComponent(part), to: place)
        }
        for (name, room) in [("Tally", "Statements"), ("Median", "Functions")] {
            try files.copyItem(
                at: root.appendingPathComponent("Tests/LenetCommandsTests/Walk/\(name).swift"),
                to: folder.appendingPathComponent("Sources/LenetCommands/\(room)/\(name).swift"))
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [folder.appendingPathComponent("scripts/sync").path]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        for (name, list) in [("Tally", "Statements/StatementCatalogue"), ("Median", "Functions/FunctionCatalogue")] {
            let text = try String(
                contentsOf: folder.appendingPathComponent("Sources/LenetCommands/\(list).generated.swift"), encoding: .utf8)
            #expect(text.contains("        \(name).self,"))
        }
    }
}
