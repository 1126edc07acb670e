import Foundation
import LenetData

/// A made set of 20 and 10 images of 4x3, and ways to write and to damage its files.
enum TinySet {
    static let collection = IDXCollection(
        name: "tiny", title: "Tiny", folders: ["tiny"], mirrors: [], trainingCount: 20, testCount: 10, height: 4, width: 3,
        // Computed with Python's hashlib from the same rule.
        checksums: [
            .trainingImages: "8a28dd594b5cf481f91a9921c786d8f1466f0560840854651428bc4af934552e",
            .trainingLabels: "be5713d8829571e59f34b543f7eeb521b1207d313487555fc3ab72f4165083f4",
            .testImages: "024cbd762aeeae704639172c0e96caeca9bd88499f4b332fcdee7f92e781a937",
            .testLabels: "e89e381abe06f5afa1491c0e73d16a43218e3548cf76e6db7d1dd9217e101a85",
        ])

    static func bytes(_ role: IDXRole) -> [UInt8] {
        switch role {
        case .trainingImages: images(20, offset: 3)
        case .trainingLabels: labels(20, offset: 0)
        case .testImages: images(10, offset: 5)
        case .testLabels: labels(10, offset: 4)
        }
    }

    static func images(_ count: Int, height: Int = 4, width: Int = 3, offset: Int) -> [UInt8] {
        bigEndian(0x803, count, height, width) + (0..<count * height * width).map { UInt8(($0 * 7 + offset) % 256) }
    }

    static func labels(_ count: Int, offset: Int) -> [UInt8] {
        bigEndian(0x801, count) + (0..<count).map { UInt8(($0 + offset) % 10) }
    }

    static func bigEndian(_ numbers: Int...) -> [UInt8] {
        numbers.flatMap { number in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) } }
    }

    /// All four files, gzipped, under their usual names; what `change` returns instead of a file's bytes, nil leaves it out.
    static func write(
        to folder: String, changing: IDXRole? = nil, _ change: ([UInt8]) -> [UInt8]? = { $0 }
    ) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for role in IDXRole.allCases {
            let packed = gzip(bytes(role))
            guard let stored = role == changing ? change(packed) : packed else { continue }
            try Data(stored).write(to: URL(fileURLWithPath: folder + "/" + role.usualName))
        }
    }
}

/// A gzip file whose data are stored, not compressed (RFC 1951 section 3.2.4, RFC 1952).
func gzip(_ bytes: [UInt8]) -> [UInt8] {
    precondition(bytes.count < 65536)
    func littleEndian(_ number: Int, _ size: Int) -> [UInt8] { (0..<size).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + [1] + littleEndian(bytes.count, 2) + littleEndian(~bytes.count, 2) + bytes
        + littleEndian(Int(crc32(bytes)), 4) + littleEndian(bytes.count, 4)
}

/// The checksum of gzip and ZIP.
func crc32(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
        crc ^= UInt32(byte)
        for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
}

/// A folder for one test, empty at first, gone at its end.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Looks in `data` of this folder and in `cache` of this folder, and nowhere else.
    func locator(_ environment: [String: String] = [:], offline: Bool = false) -> DataLocator {
        DataLocator(
            environment: ["XDG_CACHE_HOME": path + "/cache", "HOME": path].merging(environment) { $1 }, workingDirectory: path,
            offline: offline)
    }
}
