import Foundation
import LenetCards
import LenetData
import LenetTestSupport
import Testing

@Suite struct Loading {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    private func first(_ requests: DataRequest...) throws(DataError) -> FirstLoaded {
        try loadFirst(of: requests, locator: folder.locator(offline: true))
    }

    private func writeOwn(_ name: String) throws {
        try TinySet.write(to: folder.path + "/" + name)
    }

    @Test func theFirstThatCanBeHad() throws {
        try writeOwn("mine")
        let loaded = try first(
            DataRequest(name: "mnist"), DataRequest(name: "idx", path: "nowhere"),
            DataRequest(name: "idx", path: "mine", split: SplitRequest(validation: 5)), DataRequest(name: "digits"))
        #expect(loaded.dataset.name == "idx" && loaded.request.path == "mine" && loaded.dataset.validation?.count == 5)
        #expect(loaded.passedOver.map(\.request.spelling) == ["mnist", "idx \"nowhere\""])
        guard case .notFound("mnist", _, .banned(.option)) = loaded.passedOver[0].error else { throw loaded.passedOver[0].error }
    }

    @Test func damagedDataIsNeverPassedOver() throws {
        try TinySet.write(to: folder.path + "/data/mnist")
        let error = try #require(throws: DataError.self) { try first(DataRequest(name: "mnist"), DataRequest(name: "digits")) }
        guard case .file(_, .wrongSize) = error else { throw error }
        try TinySet.write(to: folder.path + "/half", changing: .testImages) { _ in nil }
        #expect(throws: DataError.self) { try first(DataRequest(name: "idx", path: "half"), DataRequest(name: "digits")) }
    }

    @Test func aSplitThatCannotBeIsNotPassedOver() throws {
        try writeOwn("mine")
        let split = SplitRequest(training: 19, validation: 2)
        #expect(throws: DataError.split(.tooMany(training: 19, validation: 2, available: 20))) {
            try first(DataRequest(name: "idx", path: "mine", split: split), DataRequest(name: "digits", split: split))
        }
    }

    @Test func noneAtAll() throws {
        let error = try #require(throws: DataError.self) {
            try first(DataRequest(name: "mnist"), DataRequest(name: "idx", path: "nowhere"))
        }
        guard case .noneOf(let missed) = error else { throw error }
        #expect(missed.count == 2 && error.message == "none of mnist, idx \"nowhere\" could be had")
        #expect(error.notes.contains("  --offline forbids to download"))
    }

    @Test func unknownNames() throws {
        let error = try #require(throws: DataError.self) { try first(DataRequest(name: "minst")) }
        #expect(error == .unknownSet(name: "minst", known: DataCatalogue.cards.map(\.keyword)))
        #expect(error.message == "no dataset named 'minst'")
        #expect(throws: DataError.pathNotTaken(set: "digits", path: "x")) { try first(DataRequest(name: "digits", path: "x")) }
    }

    @Test func oneAloneKeepsItsOwnError() throws {
        let error = try #require(throws: DataError.self) { try first(DataRequest(name: "mnist")) }
        guard case .notFound(_, let places, _) = error else { throw error }
        #expect(places == [folder.path + "/data/mnist", folder.path + "/cache/lenet/mnist"])
    }
}

@Suite struct CatalogueFile {
    /// The list of datasets is made from the folder Sets.
    @Test func listsEveryFileOfSets() throws {
        let room = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/LenetData")
        let names = try FileManager.default.contentsOfDirectory(atPath: room.appendingPathComponent("Sets").path)
            .filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) }.sorted()
        let expected = """
            // Generated from the folder Sets. Renew with: LENET_RECORD=1 swift test -c release --filter CatalogueFile
            extension DataCatalogue {
                static let sources: [DataSource] = [\(names.map { $0 + ".source" }.joined(separator: ", "))]
            }

            """
        let file = room.appendingPathComponent("DataCatalogue+Generated.swift")
        let found = try String(contentsOf: file, encoding: .utf8)
        if found != expected, ProcessInfo.processInfo.environment["LENET_RECORD"] == "1" {
            try expected.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(found == expected, "renew it with: LENET_RECORD=1 swift test -c release --filter CatalogueFile")
    }

    @Test func cardsAreComplete() {
        for card in DataCatalogue.cards {
            #expect(card.kind == .dataset && card.summary.hasSuffix(".") && DataCatalogue.source(named: card.keyword) != nil)
        }
        #expect(Set(DataCatalogue.cards.map(\.keyword)) == ["mnist", "fashion_mnist", "digits", "idx", "npz", "csv"])
    }
}

/// With the real files only: `$LENET_DATA/mnist`.
@Suite(.enabled(if: RealData.hasMNIST)) struct RealMNIST {
    @Test func isWhatItShouldBe() throws {
        let environment = ["LENET_DATA": RealData.folder?.path ?? ""]
        let locator = DataLocator(environment: environment, workingDirectory: "/", offline: true)
        let set = try load(DataRequest(name: "mnist", split: SplitRequest(training: 48_000, validation: 12_000)), locator: locator)
        let summary = set.summary()
        #expect(summary.splits.map(\.count) == [48_000, 12_000, 10_000] && summary.unusedCount == 0)
        #expect(Set(set.checksums) == Set(MNIST.collection.checksums.values))
        // The counts that LeCun's page gives for the test set.
        #expect(summary.splits[2].perClass == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
        let whole = try load(DataRequest(name: "mnist"), locator: locator).summary()
        // The two numbers that every PyTorch tutorial normalises with.
        #expect(abs(whole.splits[0].mean - 0.1307) < 5e-5 && abs(whole.splits[0].standardDeviation - 0.3081) < 5e-5)
    }
}

/// With Debian's package dataset-fashion-mnist only.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: "/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz")))
struct RealFashionMNIST {
    @Test func isFoundWhereTheSystemPutsIt() throws {
        let folder = try TemporaryFolder()
        let set = try load(DataRequest(name: "fashion_mnist"), locator: folder.locator(offline: true))
        #expect(set.source == "/usr/share/datasets/fashion-mnist" && set.summary().splits[0].perClass == Array(repeating: 6000, count: 10))
    }
}
