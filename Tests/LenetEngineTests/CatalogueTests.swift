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
        let cards = LayerCatalogue.cards + LayerCatalogue.activationCards + LossCatalogue.cards + Presets.cards
        #expect(Set(cards.map(\.keyword)).count == cards.count)
        #expect(LayerCatalogue.cards.map(\.keyword) == ["avgpool", "batchnorm", "conv", "dense", "dropout", "flatten", "global_avgpool", "maxpool"])
        #expect(
            LayerCatalogue.activationCards.map(\.keyword).sorted() == [
                "elu", "gelu", "gelu_tanh", "hard_tanh", "leaky_relu", "mish", "relu", "relu6", "scaled_tanh", "selu", "sigmoid", "silu",
                "softplus", "softsign", "tanh",
            ])
        #expect(
            LossCatalogue.cards.map(\.keyword).sorted() == [
                "binary_cross_entropy", "categorical_hinge", "cross_entropy", "focal", "hinge", "huber", "kl", "mae", "mse",
                "one_vs_rest_hinge",
            ])
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
