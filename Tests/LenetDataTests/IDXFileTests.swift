import Foundation
import LenetData
import Testing

@Suite struct IDXFiles {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    private func read() throws(DataError) -> Dataset {
        try TinySet.collection.read(folder.locator(offline: true)) { _ in }
    }

    @Test func gzippedFilesAreReadAndChecked() throws {
        try TinySet.write(to: folder.path + "/data/tiny")
        let set = try read()
        #expect(set.training.count == 20 && set.test.count == 10 && set.validation == nil && set.unusedCount == 0)
        #expect(set.training.images.height == 4 && set.training.images.width == 3 && set.training.images.channels == 1)
        #expect(set.training.images.pixels == Array(TinySet.bytes(.trainingImages)[16...]))
        #expect(set.test.images.labels == [4, 5, 6, 7, 8, 9, 0, 1, 2, 3])
        #expect(set.checksums == IDXRole.allCases.compactMap { TinySet.collection.checksums[$0] })
        #expect(set.source == folder.path + "/data/tiny")
    }

    @Test(arguments: ["-idx", ".idx"], [true, false])
    func bothSpellingsPackedAndPlain(dot: String, packed: Bool) throws {
        let place = folder.path + "/data/tiny"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        for role in IDXRole.allCases {
            let name = role.usualName.replacingOccurrences(of: "-idx", with: dot).replacingOccurrences(of: ".gz", with: packed ? ".gz" : "")
            let bytes = packed ? gzip(TinySet.bytes(role)) : TinySet.bytes(role)
            try Data(bytes).write(to: URL(fileURLWithPath: place + "/" + name))
        }
        #expect(try read().training.count == 20)
    }

    enum Damage: String, CaseIterable {
        case empty, cutGzip, cutChecksum, brokenGzip, bytesAfterGzip, cutInside, cutHeader, overlong, otherMagic, swapped, fewer, otherSize
        case hugeHeader, otherPixel

        /// What becomes of the training images.
        var bytes: [UInt8] {
            let right = TinySet.bytes(.trainingImages)
            var damaged = right
            switch self {
            case .empty: return []
            case .cutGzip: return Array(gzip(right).prefix(100))
            case .cutChecksum: return gzip(right).dropLast(6)
            case .brokenGzip:
                damaged = gzip(right)
                damaged[60] ^= 1
                return damaged
            case .bytesAfterGzip: return gzip(right) + [1, 2, 3]
            case .cutInside: return gzip(right.dropLast(5))
            case .cutHeader: return Array(right.prefix(9))
            case .overlong: return right + [0]
            case .otherMagic: return [0, 0, 8, 4] + right.dropFirst(4)
            case .swapped: return TinySet.bytes(.trainingLabels)
            case .fewer: return TinySet.images(19, offset: 3)
            case .otherSize: return TinySet.images(20, height: 3, width: 4, offset: 3)
            case .hugeHeader: return TinySet.bigEndian(0x803, 0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF)
            case .otherPixel:
                damaged[100] ^= 1
                return damaged
            }
        }

        var fault: DataError.FileFault {
            switch self {
            case .empty: .empty
            case .cutGzip: .truncated(expected: 256, found: 85)
            case .cutChecksum: .damagedGzip(reason: "it ends before its own checksum")
            case .brokenGzip: .damagedGzip(reason: "incorrect data check")
            case .bytesAfterGzip: .damagedGzip(reason: "3 bytes follow its end")
            case .cutInside: .truncated(expected: 256, found: 251)
            case .cutHeader: .truncated(expected: 16, found: 9)
            case .overlong: .overlong(expected: 256)
            case .otherMagic: .wrongMagic(expected: 0x803, found: 0x804)
            case .swapped: .swapped(found: .labels)
            case .fewer: .wrongCount(expected: 20, found: 19)
            case .otherSize: .wrongSize(expectedHeight: 4, expectedWidth: 3, height: 3, width: 4)
            case .hugeHeader: .wrongSize(expectedHeight: 4, expectedWidth: 3, height: 0xFFFF_FFFF, width: 0xFFFF_FFFF)
            case .otherPixel: .wrongChecksum(expected: "", found: "")
            }
        }
    }

    @Test(arguments: Damage.allCases)
    func damageIsNamedAndNeverPassedOver(_ damage: Damage) throws {
        // A whole set in the next place does not save a damaged one in the first.
        try TinySet.write(to: folder.path + "/cache/lenet/tiny")
        try TinySet.write(to: folder.path + "/data/tiny", changing: .trainingImages) { _ in damage.bytes }
        let error = try #require(throws: DataError.self) { try read() }
        guard case .file(let path, let fault) = error else { throw error }
        #expect(path == folder.path + "/data/tiny/train-images-idx3-ubyte.gz")
        if case .wrongChecksum(let expected, let found) = fault {
            #expect(damage == .otherPixel && expected == TinySet.collection.checksums[.trainingImages] && found != expected)
        } else {
            #expect(fault == damage.fault)
        }
        #expect(error.message.hasPrefix(path) && !error.meansAbsence)
    }

    @Test(arguments: IDXRole.allCases) func anIncompleteSetIsAnError(without role: IDXRole) throws {
        try TinySet.write(to: folder.path + "/data/tiny", changing: role) { _ in nil }
        let error = try #require(throws: DataError.self) { try read() }
        guard case .incompleteSet(_, let found, let missing) = error else { throw error }
        #expect(found.count == 3 && missing == [role.usualName])
    }

    @Test func aFolderUnderAFilesNameIsNotTheFile() throws {
        try TinySet.write(to: folder.path + "/data/tiny", changing: .testLabels) { _ in nil }
        try FileManager.default.createDirectory(
            atPath: folder.path + "/data/tiny/t10k-labels-idx1-ubyte", withIntermediateDirectories: true)
        #expect(throws: DataError.self) { try read() }
    }

    @Test func aFileInPlaceOfTheFolder() throws {
        try FileManager.default.createDirectory(atPath: folder.path + "/data", withIntermediateDirectories: true)
        try Data([1]).write(to: URL(fileURLWithPath: folder.path + "/data/tiny"))
        #expect(throws: DataError.file(path: folder.path + "/data/tiny", .notAFolder)) { try read() }
    }

    @Test func labelsBeyondTheClasses() throws {
        var collection = TinySet.collection
        collection.checksums = [:]
        var labels = TinySet.bytes(.trainingLabels)
        labels[8 + 7] = 10
        try TinySet.write(to: folder.path + "/data/tiny", changing: .trainingLabels) { _ in labels }
        let error = try #require(throws: DataError.self) { try collection.read(folder.locator(offline: true)) { _ in } }
        guard case .labelTooLarge(_, let position, let label, let classes) = error else { throw error }
        #expect(position == 7 && label == 10 && classes == 10)
    }
}

@Suite struct OwnFolders {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    private func load(_ path: String?) throws(DataError) -> Dataset {
        try LenetData.load(DataRequest(name: "idx", path: path), locator: folder.locator(offline: true))
    }

    private func write(_ files: [String: [UInt8]], to name: String = "mine") throws {
        try FileManager.default.createDirectory(atPath: folder.path + "/" + name, withIntermediateDirectories: true)
        for (file, bytes) in files { try Data(bytes).write(to: URL(fileURLWithPath: "\(folder.path)/\(name)/\(file)")) }
    }

    @Test func namesWithAPrefixAndOtherSizes() throws {
        try write([
            "letters-train-images-idx3-ubyte": TinySet.images(6, height: 5, width: 7, offset: 0),
            "letters-train-labels-idx1-ubyte": TinySet.labels(6, offset: 0),
            "letters-test-images-idx3-ubyte.gz": gzip(TinySet.images(2, height: 5, width: 7, offset: 9)),
            "letters-test-labels-idx1-ubyte": TinySet.labels(2, offset: 2),
        ])
        let set = try load("mine/")
        #expect(set.training.images.height == 5 && set.training.images.width == 7 && set.training.images.classes == 6)
        #expect(set.test.count == 2 && set.name == "idx")
        #expect(try load(folder.path + "/mine").checksums == set.checksums)
    }

    @Test func countsThatDiffer() throws {
        try write([
            "train-images-idx3-ubyte": TinySet.images(6, offset: 0), "train-labels-idx1-ubyte": TinySet.labels(5, offset: 0),
            "t10k-images-idx3-ubyte": TinySet.images(2, offset: 9), "t10k-labels-idx1-ubyte": TinySet.labels(2, offset: 2),
        ])
        let error = try #require(throws: DataError.self) { try load("mine") }
        guard case .countsDiffer(6, _, 5, _) = error else { throw error }
        #expect(error.message == "6 images but 5 labels")
    }

    @Test func sizesThatDiffer() throws {
        try write([
            "train-images-idx3-ubyte": TinySet.images(6, offset: 0), "train-labels-idx1-ubyte": TinySet.labels(6, offset: 0),
            "t10k-images-idx3-ubyte": TinySet.images(2, height: 3, width: 4, offset: 9),
            "t10k-labels-idx1-ubyte": TinySet.labels(2, offset: 2),
        ])
        let error = try #require(throws: DataError.self) { try load("mine") }
        guard case .shapesDiffer = error else { throw error }
    }

    @Test(arguments: [
        TinySet.bigEndian(0x803, 0, 4, 3), TinySet.bigEndian(0x803, 5, 0, 3),
        TinySet.bigEndian(0x803, 0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF),
    ])
    func headersThatCannotBeRight(_ header: [UInt8]) throws {
        try write([
            "train-images-idx3-ubyte": header, "train-labels-idx1-ubyte": TinySet.labels(6, offset: 0),
            "t10k-images-idx3-ubyte": TinySet.images(2, offset: 9), "t10k-labels-idx1-ubyte": TinySet.labels(2, offset: 2),
        ])
        let error = try #require(throws: DataError.self) { try load("mine") }
        guard case .file(_, .impossibleHeader) = error else { throw error }
    }

    @Test func nothingThere() throws {
        let absent = try #require(throws: DataError.self) { try load("nowhere") }
        #expect(absent == .file(path: folder.path + "/nowhere", .absent) && absent.meansAbsence)
        try write([:], to: "bare")
        let bare = try #require(throws: DataError.self) { try load("bare") }
        guard case .incompleteSet(_, [], let missing) = bare else { throw bare }
        #expect(missing.count == 4)
        try Data([1]).write(to: URL(fileURLWithPath: folder.path + "/file"))
        #expect(throws: DataError.file(path: folder.path + "/file", .notAFolder)) { try load("file") }
        #expect(throws: DataError.pathNeeded(set: "idx")) { try load(nil) }
    }
}
