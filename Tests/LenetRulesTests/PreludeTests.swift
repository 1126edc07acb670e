import LenetEngine
import Foundation
import LenetSyntax
import Testing

import LenetRules

@Suite struct PreludeTests {
    @Test func textsParseAndEveryDefinitionIsSound() {
        var sources = SourceTable()
        var library = RuleLibrary.prelude(in: &sources)
        for parsed in RuleLibrary.parsePrelude(in: &sources) {
            #expect(parsed.diagnostics.isEmpty, "\(parsed.diagnostics.map(\.title))")
            for case .definition(let definition) in parsed.block.statements {
                if case .optimizer(let rule) = definition, ["before", "after"].contains(rule.name.text) {
                    #expect(RuleChecker(rule).check(isOption: true).map(\.diagnostic) == [])
                } else {
                    #expect(library.define(definition) == [], "\(definition.name.text)")
                }
                let documentation =
                    switch definition {
                    case .optimizer(let rule): rule.documentation
                    case .optimizerAlias(let alias): alias.documentation
                    case .schedule(let schedule): schedule.documentation
                    case .landscape(let landscape): landscape.documentation
                    default: ""
                    }
                #expect(!documentation.isEmpty, "\(definition.name.text) says nothing of itself")
            }
        }
        #expect(library.optimizerNames.count >= 16)
    }

    @Test func generatedFileIsFresh() throws {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let fresh = FileManager.default.temporaryDirectory.appendingPathComponent("Prelude.\(UUID().uuidString).swift")
        defer { try? FileManager.default.removeItem(at: fresh) }
        let sync = Process()
        sync.executableURL = package.appendingPathComponent("scripts/sync-prelude")
        sync.arguments = [fresh.path]
        try sync.run()
        sync.waitUntilExit()
        #expect(sync.terminationStatus == 0)
        let written = try String(contentsOf: fresh, encoding: .utf8)
        let kept = try String(contentsOf: package.appendingPathComponent("Sources/LenetRules/Prelude.generated.swift"), encoding: .utf8)
        #expect(written == kept, "Prelude.generated.swift is stale: run scripts/sync-prelude")
    }

    @Test(arguments: Dialect.allCases) func everyRuleRunsInEveryDialectAndSaysWhereItComesFrom(dialect: Dialect) throws {
        let texts = RuleTexts("")
        for name in texts.library.optimizerNames {
            let resolved = try #require(texts.library.optimizer(named: name, dialect: dialect))
            _ = try texts.library.use(RuleTexts.name(name), dialect: dialect, settings: [])
            if let has = resolved.dialect, has != dialect, !["amsgrad"].contains(name) {
                let note = try #require(resolved.note, "\(name) in \(dialect)")
                #expect(note.contains(has.rawValue))
            }
        }
    }

    @Test func sourceIsPrintedAsWritten() throws {
        let texts = RuleTexts("")
        for name in texts.library.optimizerNames {
            for dialect in Dialect.allCases {
                let source = try #require(texts.library.source(of: name, dialect: dialect, in: texts.sources))
                let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
                #expect(lines.contains { $0.hasPrefix("optimizer ") })
                #expect(lines.last == "}")
            }
        }
        let adam = try #require(texts.library.source(of: "adam", dialect: .torch, in: texts.sources))
        #expect(adam.hasPrefix("optimizer adam as torch(lr = 0.001"))
    }
}
