import Foundation
import LenetCommands
import LenetRules
import LenetSyntax
import LenetTestSupport
import Testing

/// `docs/optimizers` is what the shipped definitions say now; `scripts/pages` renews it.
@Suite struct OptimizerPageTests {
    static let folder = DocumentationTests.root.appendingPathComponent("docs/optimizers")
    static let library: (RuleLibrary, SourceTable) = {
        var sources = SourceTable()
        let library = RuleLibrary.prelude(in: &sources)
        return (library, sources)
    }()

    @Test(arguments: library.0.optimizerNames) func pageIsUpToDate(name: String) throws {
        let text = try RulePage.text(name, Self.library.0, Self.library.1)
        let difference = try RecordedText.difference(text, from: Self.folder.appendingPathComponent("\(name).md"))
        #expect(difference == nil, "run scripts/pages")
    }

    @Test func indexIsUpToDateAndNothingElseIsThere() throws {
        let difference = try RecordedText.difference(RulePage.index(Self.library.0), from: Self.folder.appendingPathComponent("README.md"))
        #expect(difference == nil, "run scripts/pages")
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
        #expect(files == (Self.library.0.optimizerNames.map { "\($0).md" } + ["README.md"]).sorted(), "a page of no rule: remove it")
    }
}
