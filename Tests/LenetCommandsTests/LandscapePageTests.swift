import Foundation
import LenetCommands
import LenetFigures
import LenetRules
import LenetSyntax
import LenetTestSupport
import Testing

/// `docs/landscapes.md` and its maps are what the shipped definitions say now; `scripts/pages` renews them.
@Suite struct LandscapePageTests {
    static let folder = DocumentationTests.root.appendingPathComponent("docs")

    @Test func pageIsUpToDate() throws {
        let (library, sources) = OptimizerPageTests.library
        let difference = try RecordedText.difference(LandscapePage.text(library, sources), from: Self.folder.appendingPathComponent("landscapes.md"))
        #expect(difference == nil, "run scripts/pages")
    }

    @Test(arguments: OptimizerPageTests.library.0.landscapeNames) func mapIsUpToDate(name: String) throws {
        let (session, output) = TestSession.make()
        #expect(session.run("let f = \(LandscapePage.script(name))", name: "map.lenet") == .fine, "\(output.messages)")
        guard case .figure(let figure)? = session.scopes["f"] else { throw CocoaError(.fileNoSuchFile) }
        let difference = try RecordedText.difference(SVGDrawing.text(figure), from: Self.folder.appendingPathComponent("landscapes/\(name).svg"))
        #expect(difference == nil, "run scripts/pages")
        // The terminal's drawing of one of them is held, too.
        guard name == "rosenbrock" else { return }
        let lines = TerminalDrawing.lines(figure, width: 80)
        for line in lines { #expect(line.count <= 80) }
        let file = DocumentationTests.root.appendingPathComponent("Tests/LenetCommandsTests/Snapshots/rosenbrock.txt")
        #expect(try RecordedText.difference(lines.joined(separator: "\n") + "\n", from: file) == nil)
    }
}
