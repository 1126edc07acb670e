import Foundation
import LenetCards
import LenetEngine
import Testing

@Suite struct CatalogueTests {
    /// The lists of the catalogue folders are generated; `scripts/sync` renews them.
    @Test func generatedListsAreUpToDate() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let process = Process()
        process.executableURL = root.appendingPathComponent("scripts/sync")
        process.arguments = ["--check"]
        let output = Pipe()
        process.standardError = output
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(said)")
    }

    @Test func cardsAreWholeAndTheirDefaultsInRange() {
        let cards = LayerCatalogue.cards + LayerCatalogue.activationCards + LossCatalogue.cards + Presets.cards + Initializer.cards
        #expect(Set(cards.map(\.keyword)).count == cards.count)
        #expect(LayerCatalogue.cards.map(\.keyword) == ["avgpool", "conv", "dense", "dropout", "flatten", "maxpool"])
        #expect(LayerCatalogue.activationCards.map(\.keyword) == ["relu", "sigmoid", "tanh"])
        #expect(LossCatalogue.cards.map(\.keyword) == ["cross_entropy", "mse"])
        #expect(LossCatalogue.loss(named: "cross_entropy") == Loss.standard)
        for card in cards {
            #expect(card.summary.hasSuffix("."), "\(card.keyword)")
            for parameter in card.parameters {
                #expect(parameter.summary.hasSuffix("."), "\(card.keyword) \(parameter.name)")
                if case .number(let interval) = parameter.domain, case .number(let value) = parameter.default {
                    #expect(interval.contains(value), "\(card.keyword) \(parameter.name)")
                }
            }
        }
    }
}
