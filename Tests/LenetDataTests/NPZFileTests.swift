import Foundation
import LenetData
import Testing

/// Files in NumPy's format, made here byte by byte.
enum MadeNPZ {
    /// 14 images of 4x4, pixel k being 7 k mod 256, labels 0 to 4 in turn, the last four for testing: written by
    /// `np.savez_compressed` of NumPy, with labels as int64.
    static let byNumpy = Array(Data(base64Encoded: text) ?? Data())
    private static let text = """
        UEsDBC0AAAAIAAAAIQDAfgZs//////////8LABQAeF90cmFpbi5ucHkBABAAIAEAAAAAAADxAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loF\
        5Taqiuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GoYGOgomQKSpo1CrQBbgYmDnE5VR1jK0sHfzDYlOyiwor2vtmTxr4Yr12/YeOX3p\
        5oPn777+YeYSlJBX0zWxdvIMCI9LzSmuauzonzZ3yepNOw8cP3f1zuNXH3/8Z+MVkVbSNDC3c/UJjkrMyC+rbemeNHPB8nVb9xw+dfHG/Wdvv/\
        xm4hQQl1PVMbZy9PAPi03JLqpsaO+bOmfxqo079h87e+X2o5cfvv9j5RGWUtTQN7N18Q6KBABQSwMELQAAAAgAAAAhACUOhOD//////////wsA\
        FAB5X3RyYWluLm5weQEAEADQAAAAAAAAAFUAAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgbpNpoa6joJ6WX1RSlJgXn1+UkgoSd0vMKU4Fih\
        dnJBakAvkahgY6mjoKtQrkAy4GKGCE0kxQmhlKszCgAkLqAFBLAwQtAAAACAAAACEA5A/pO///////////CgAUAHhfdGVzdC5ucHkBABAAwAAA\
        AAAAAACLAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loF5Taqiuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GiY6CiCkqaNQq0Ae4E\
        pIzyutae6aOGP+srVbdh86eeH6vadvPv9i5OAXk1XRNrJ0cPcLjUnOKqyob+udMnvRyg3b9x09c/nWwxfvv/1l4RaSBABQSwMELQAAAAgAAAAh\
        AMPD2tH//////////woAFAB5X3Rlc3QubnB5AQAQAKAAAAAAAAAATwAAAAAAAACb7BfqGxDJyFDGUK2eklqcXKRupaBuk2mhrqOgnpZfVFKUmB\
        efX5SSChJ3S8wpTgWKF2ckFqQC+RomOpo6CrUKFAAuBihghNJMUJoZSgMAUEsBAi0DLQAAAAgAAAAhAMB+BmzxAAAAIAEAAAsAAAAAAAAAAAAA\
        AIABAAAAAHhfdHJhaW4ubnB5UEsBAi0DLQAAAAgAAAAhACUOhOBVAAAA0AAAAAsAAAAAAAAAAAAAAIABLgEAAHlfdHJhaW4ubnB5UEsBAi0DLQ\
        AAAAgAAAAhAOQP6TuLAAAAwAAAAAoAAAAAAAAAAAAAAIABwAEAAHhfdGVzdC5ucHlQSwECLQMtAAAACAAAACEAw8Pa0U8AAACgAAAACgAAAAAA\
        AAAAAAAAgAGHAgAAeV90ZXN0Lm5weVBLBQYAAAAABAAEAOIAAAASAwAAAAA=
        """

    static func npy(_ type: String, _ shape: [Int], _ bytes: [UInt8], version: UInt8 = 1, fortran: Bool = false) -> [UInt8] {
        let sides = shape.map { "\($0)" }.joined(separator: ", ") + (shape.count == 1 ? "," : "")
        return npy(header: "{'descr': '\(type)', 'fortran_order': \(fortran ? "True" : "False"), 'shape': (\(sides)), }", bytes, version: version)
    }

    static func npy(header: String, _ bytes: [UInt8], version: UInt8 = 1) -> [UInt8] {
        let text = Array(header.utf8) + [0x0A]
        let length = version == 1 ? littleEndian(text.count, 2) : littleEndian(text.count, 4)
        return [0x93] + Array("NUMPY".utf8) + [version, 0] + length + text + bytes
    }

    /// A ZIP file of stored members.
    static func zip(_ members: [(name: String, bytes: [UInt8])], flags: Int = 0, method: Int = 0) -> [UInt8] {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        for (name, bytes) in members {
            let fields = littleEndian(20, 2) + littleEndian(flags, 2) + littleEndian(method, 2) + littleEndian(0, 4)
                + littleEndian(Int(crc32(bytes)), 4) + littleEndian(bytes.count, 4) + littleEndian(bytes.count, 4)
                + littleEndian(name.utf8.count, 2) + littleEndian(0, 2)
            directory += [0x50, 0x4B, 1, 2, 20, 0] + fields + littleEndian(0, 10) + littleEndian(file.count, 4) + Array(name.utf8)
            file += [0x50, 0x4B, 3, 4] + fields + Array(name.utf8) + bytes
        }
        return file + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + littleEndian(members.count, 2) + littleEndian(members.count, 2)
            + littleEndian(directory.count, 4) + littleEndian(file.count, 4) + [0, 0]
    }

    static let images = npy("|u1", [6, 2, 2], (0..<24).map { UInt8($0 * 10) })
    static let labels = npy("<i4", [6], (0..<6).flatMap { littleEndian($0 % 3, 4) })
    static let members = [
        (name: "x_train.npy", bytes: images), (name: "y_train.npy", bytes: labels), (name: "x_test.npy", bytes: images),
        (name: "y_test.npy", bytes: labels),
    ]
    static func zip(changing name: String, to bytes: [UInt8]?) -> [UInt8] {
        zip(members.compactMap { member in member.name == name ? bytes.map { (name, $0) } : member })
    }

    static func littleEndian(_ number: Int, _ size: Int) -> [UInt8] {
        (0..<size).map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> (8 * $0)) : 0 }
    }
}

@Suite struct NPZFiles {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    private func load(_ bytes: [UInt8]) throws(DataError) -> Dataset {
        let path = folder.path + "/set.npz"
        _ = FileManager.default.createFile(atPath: path, contents: Data(bytes))
        return try LenetData.load(DataRequest(name: "npz", path: "set.npz"), locator: folder.locator(offline: true))
    }

    private func fault(_ bytes: [UInt8]) throws -> DataError.NPZFault {
        let error = try #require(throws: DataError.self) { try load(bytes) }
        guard case .file(folder.path + "/set.npz", .npz(let fault)) = error else { throw error }
        #expect(error.message.hasPrefix(folder.path + "/set.npz ") && !error.meansAbsence)
        return fault
    }

    @Test func whatNumpyWrites() throws {
        let set = try load(MadeNPZ.byNumpy)
        #expect(set.training.count == 10 && set.test.count == 4 && set.training.images.classes == 5 && set.name == "npz")
        #expect(set.training.images.height == 4 && set.training.images.width == 4 && set.training.images.channels == 1)
        #expect(set.training.images.pixels == (0..<160).map { UInt8($0 * 7 % 256) })
        #expect(set.test.images.pixels == (160..<224).map { UInt8($0 * 7 % 256) })
        #expect(set.training.images.labels == (0..<10).map { UInt8($0 % 5) } && set.test.images.labels == [0, 1, 2, 3])
        #expect(set.checksums.count == 1 && set.source == folder.path + "/set.npz")
    }

    static let pixels = (0..<24).map { $0 * 10 }
    static func floats(_ type: String, _ numbers: [Double]) -> [UInt8] {
        numbers.flatMap { number -> [UInt8] in
            let bytes =
                type.hasSuffix("4")
                ? MadeNPZ.littleEndian(Int(Float(number).bitPattern), 4) : MadeNPZ.littleEndian(Int(bitPattern: UInt(number.bitPattern)), 8)
            return type.hasPrefix(">") ? bytes.reversed() : bytes
        }
    }
    static let kinds: [(String, [UInt8])] = [
        ("<i8", pixels.flatMap { MadeNPZ.littleEndian($0, 8) }), (">u2", pixels.flatMap { MadeNPZ.littleEndian($0, 2).reversed() }),
        ("<f4", floats("<f4", pixels.map { Double($0) / 255 })), (">f8", floats(">f8", pixels.map { Double($0) / 255 })),
        ("<f8", floats("<f8", pixels.map(Double.init))), ("<u4", pixels.flatMap { MadeNPZ.littleEndian($0, 4) }),
    ]

    @Test(arguments: kinds) func everyKindOfNumber(_ type: String, _ bytes: [UInt8]) throws {
        for version in UInt8(1)...3 {
            let set = try load(MadeNPZ.zip(changing: "x_train.npy", to: MadeNPZ.npy(type, [6, 2, 2], bytes, version: version)))
            #expect(set.training.images.pixels == Self.pixels.map { UInt8($0) }, "\(type)")
        }
    }

    @Test func shapes() throws {
        let rgb = MadeNPZ.npy("|u1", [2, 2, 1, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
        let labels = MadeNPZ.npy("|u1", [2, 1], [0, 1])
        let set = try load(MadeNPZ.zip([("train_images.npy", rgb), ("train_labels.npy", labels), ("test_images.npy", rgb), ("test_labels.npy", labels)]))
        #expect(set.training.images.channels == 3 && set.training.images.height == 2 && set.training.images.width == 1)
        #expect(set.training.images.pixels == [1, 4, 2, 5, 3, 6, 7, 10, 8, 11, 9, 12])
        let flat = MadeNPZ.npy("|u1", [6, 4], (0..<24).map { UInt8($0 * 10) })
        #expect(try load(MadeNPZ.zip(changing: "x_train.npy", to: flat)).training.images.height == 2)
        let first = MadeNPZ.npy("|u1", [6, 1, 2, 2], (0..<24).map { UInt8($0 * 10) })
        #expect(try load(MadeNPZ.zip(changing: "x_test.npy", to: first)).test.images.width == 2)
    }

    @Test func damagedArchives() throws {
        let whole = MadeNPZ.byNumpy
        #expect(try fault(Array("not a zip file at all, but long enough".utf8)) == .zip(.noDirectory))
        #expect(try fault([]) == .zip(.noDirectory))
        for kept in [10, 100, whole.count / 2, whole.count - 1] { #expect(try fault(Array(whole.prefix(kept))) == .zip(.noDirectory)) }
        var damaged = whole
        damaged[120] ^= 0x55
        switch try fault(damaged) {
        case .zip(.wrongChecksum), .zip(.damagedMember), .zip(.wrongSize), .zip(.truncatedMember): break
        case let other: Issue.record("\(other)")
        }
        #expect(try fault(MadeNPZ.zip(MadeNPZ.members, flags: 1)) == .zip(.encrypted(member: "x_train.npy")))
        #expect(try fault(MadeNPZ.zip(MadeNPZ.members, method: 12)) == .zip(.unknownMethod(member: "x_train.npy", method: 12)))
        #expect(try fault(MadeNPZ.zip([])) == .missingArrays(["x_train", "y_train", "x_test", "y_test"], found: []))
        #expect(try fault(MadeNPZ.zip(changing: "y_test.npy", to: nil)) == .missingArrays(["y_test"], found: ["x_train", "y_train", "x_test"]))
        // A byte of a stored member.
        var stored = MadeNPZ.zip(MadeNPZ.members)
        stored[30 + 11 + 90] ^= 1
        #expect(try fault(stored) == .zip(.wrongChecksum(member: "x_train.npy")))
    }

    @Test func damagedArrays() throws {
        func array(_ bytes: [UInt8]) throws -> NumpyFault {
            guard case .array("x_train", let fault) = try fault(MadeNPZ.zip(changing: "x_train.npy", to: bytes)) else { throw Unexpected() }
            return fault
        }
        let pixels = [UInt8](repeating: 1, count: 24)
        #expect(try array([]) == .notAnArray)
        #expect(try array(Array("no array, words".utf8)) == .notAnArray)
        #expect(try array(MadeNPZ.npy("|u1", [6, 2, 2], pixels, version: 4)) == .unknownVersion(4))
        #expect(try array(Array(MadeNPZ.images.prefix(40))) == .truncatedHeader)
        #expect(try array(MadeNPZ.npy("|u1", [6, 2, 2], pixels, fortran: true)) == .fortranOrder)
        #expect(try array(MadeNPZ.npy("<c8", [3], pixels)) == .unknownType("<c8"))
        #expect(try array(MadeNPZ.npy(header: "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (6,)}", [])) == .unknownType("a record of several numbers"))
        #expect(try array(MadeNPZ.npy("|u1", [6, 2, 3], pixels)) == .wrongSize(shape: [6, 2, 3], type: "|u1", expected: 36, found: 24))
        let huge = [Int.max / 2, 3, 5]
        #expect(try array(MadeNPZ.npy("|u1", huge, pixels)) == .tooLarge(huge))
        for header in [
            "", "{", "{}", "{'descr': '|u1'}", "{'descr': '|u1', 'fortran_order': Maybe, 'shape': (1,)}", "{'shape': (-1,)}",
            "{'descr': '|u1', 'fortran_order': False, 'shape': (6, 2, 2", "{'shape': (99999999999999999999,)}", "{'descr': '|u1, }",
        ] { #expect(try array(MadeNPZ.npy(header: header, pixels)) == .unreadableHeader, "\(header)") }
    }

    @Test func valuesThatFitNoImage() throws {
        func images(_ name: String, _ bytes: [UInt8]) throws -> NPZImagesFault {
            guard case .images(name, let fault) = try fault(MadeNPZ.zip(changing: name + ".npy", to: bytes)) else { throw Unexpected() }
            return fault
        }
        func number(_ value: Double) -> [UInt8] { Self.floats("<f8", [0, value, 0, 0]) }
        for value in [-0.5, 256, .infinity, 3.5] {
            #expect(try images("x_train", MadeNPZ.npy("<f8", [1, 2, 2], number(value))) == .pixel(value, at: 1))
        }
        #expect(try images("x_test", MadeNPZ.npy("<f8", [1, 2, 2], number(0.123))) == .betweenLevels(0.123, at: 1))
        guard case .pixel(let value, at: 1) = try images("x_train", MadeNPZ.npy("<f8", [1, 2, 2], number(.nan))) else { throw Unexpected() }
        #expect(value.isNaN)
        guard case .shape([24], _) = try images("x_train", MadeNPZ.npy("|u1", [24], [UInt8](repeating: 1, count: 24))) else { throw Unexpected() }
        guard case .shape([2, 3], _) = try images("y_test", MadeNPZ.npy("|u1", [2, 3], [0, 1, 0, 1, 0, 0])) else { throw Unexpected() }
        #expect(try images("x_train", MadeNPZ.npy("|u1", [0, 2, 2], [])) == .empty)
        #expect(try images("y_train", MadeNPZ.npy("<i4", [1], MadeNPZ.littleEndian(-1, 4))) == .label(-1, at: 0))
        #expect(try images("y_train", MadeNPZ.npy("<i4", [2], MadeNPZ.littleEndian(1 << 40 | 255, 8))) == .label(255, at: 0))
        let few = MadeNPZ.npy("|u1", [5], [0, 1, 2, 0, 1])
        let differ = try #require(throws: DataError.self) { try load(MadeNPZ.zip(changing: "y_train.npy", to: few)) }
        guard case .countsDiffer(6, _, 5, _) = differ else { throw differ }
        let other = MadeNPZ.npy("|u1", [6, 1, 4], [UInt8](repeating: 1, count: 24))
        let shapes = try #require(throws: DataError.self) { try load(MadeNPZ.zip(changing: "x_test.npy", to: other)) }
        guard case .shapesDiffer = shapes else { throw shapes }
    }

    struct Unexpected: Error {}
}
