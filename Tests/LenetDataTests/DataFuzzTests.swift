import Foundation
import LenetData
import LenetRandom
import Testing

/// Files that were damaged at random, the same ones every time: whatever comes, a reader gives a set whose sizes agree or an error
/// with the file's name, never ends the program and never takes much more memory than the file.
///
/// `LENET_FUZZ` is the number of mutants of each kind of file: `scripts/fuzz-data` makes 100,000.
@Suite struct DataFuzzTests {
    static let mutants = ProcessInfo.processInfo.environment["LENET_FUZZ"].flatMap { Int($0) } ?? (isOptimised ? 2_000 : 300)

    #if DEBUG
        private static let isOptimised = false
    #else
        private static let isOptimised = true
    #endif

    /// Damages bytes in one to four ways.
    struct Mutator {
        var stream: RandomStream
        let seeds: [[UInt8]]

        init(_ seeds: [[UInt8]], _ number: Int) {
            self.seeds = seeds
            stream = RandomStream(seed: UInt64(number), purpose: .samples)
        }

        private static let numbers: [[UInt8]] = [
            [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [0x7F, 0xFF, 0xFF, 0xFF], [0x80, 0, 0, 0], [0, 0, 0, 1], [1, 0, 0, 0], [0xFF, 0xFF],
            [0xFF], [0], [0x50, 0x4B, 5, 6], [0x1F, 0x8B], Array("99999999999".utf8), Array("(".utf8), Array("'".utf8), Array(",".utf8),
        ]

        mutating func next() -> [UInt8] {
            var bytes = seeds[stream.below(seeds.count)]
            for _ in 0...stream.below(4) where !bytes.isEmpty {
                let at = stream.below(bytes.count)
                switch stream.below(8) {
                case 0: bytes[at] ^= 1 << UInt8(stream.below(8))
                case 1: bytes[at] = UInt8(stream.below(256))
                case 2: bytes.removeLast(bytes.count - at)
                case 3: bytes.removeSubrange(at..<min(bytes.count, at + 1 + stream.below(8)))
                case 4: bytes.insert(UInt8(stream.below(256)), at: at)
                case 5:
                    // A number that lies, where numbers may be: more often near the beginning.
                    let place = stream.below(3) == 0 ? at : stream.below(min(bytes.count, 64))
                    for (offset, byte) in Self.numbers[stream.below(Self.numbers.count)].enumerated() where place + offset < bytes.count {
                        bytes[place + offset] = byte
                    }
                case 6:
                    let other = seeds[stream.below(seeds.count)]
                    bytes = Array(bytes.prefix(at)) + other.suffix(other.count - min(other.count, at))
                default: bytes += bytes.suffix(1 + stream.below(32))
                }
            }
            return bytes
        }
    }

    /// Reads mutants; says how many were refused.
    private func refused(_ seeds: [[UInt8]], _ read: ([UInt8]) throws(DataError) -> Void) throws -> Int {
        var refused = 0
        for number in 0..<Self.mutants {
            var mutator = Mutator(seeds, number)
            do throws(DataError) {
                try read(mutator.next())
            } catch {
                refused += 1
                let isNamed =
                    switch error {
                    case .file("fuzz", _), .countsDiffer, .shapesDiffer: true
                    default: false
                    }
                if !isNamed || error.message.isEmpty { Issue.record("mutant \(number): \(error)") }
            }
        }
        // A mutation may change nothing that matters; most do.
        #expect(refused > Self.mutants / 10, "\(refused) of \(Self.mutants)")
        return refused
    }

    @Test func idx() throws {
        let images = TinySet.images(20, offset: 3)
        let refused = try refused([images, TinySet.labels(20, offset: 0), TinySet.images(3, height: 1, width: 1, offset: 0)]) { bytes throws(DataError) in
            let file = try IDXFile.parse(bytes, path: "fuzz", .images, expected: nil)
            if file.bytes.count != file.count * file.height * file.width { throw .interrupted }
        }
        #expect(refused < Self.mutants, "some damage is to pixels alone")
    }

    @Test func gzippedIDX() throws {
        _ = try refused([gzip(TinySet.images(20, offset: 3)), gzip(TinySet.labels(20, offset: 0)), Self.deflated]) { bytes throws(DataError) in
            let file = try IDXFile.parse(bytes, path: "fuzz", .images, expected: nil)
            if file.bytes.count != file.count * file.height * file.width { throw .interrupted }
        }
    }

    @Test func npz() throws {
        _ = try refused([MadeNPZ.byNumpy, MadeNPZ.zip(MadeNPZ.members)]) { bytes throws(DataError) in
            Self.check(try NPZSet.read(bytes, path: "fuzz"))
        }
    }

    /// Damage within an array, in a ZIP file whose checksums are right.
    @Test func npyInsideAWholeNPZ() throws {
        let floats = MadeNPZ.npy("<f4", [6, 2, 2], NPZFiles.floats("<f4", NPZFiles.pixels.map { Double($0) / 255 }), version: 2)
        _ = try refused([MadeNPZ.images, floats, MadeNPZ.labels]) { bytes throws(DataError) in
            Self.check(try NPZSet.read(MadeNPZ.zip(changing: "x_train.npy", to: bytes), path: "fuzz"))
        }
    }

    @Test func csv() throws {
        let rows = CSVFiles.rows.joined(separator: "\n")
        _ = try refused([Array(rows.utf8), Array(("label,a,b,c,d\r\n" + rows.replacingOccurrences(of: "\n", with: "\r\n")).utf8)]) { bytes throws(DataError) in
            Self.check(try CSVSet.read(bytes, path: "fuzz"))
        }
    }

    private static func check(_ set: Dataset) {
        for split in [set.training, set.test] {
            let images = split.images
            #expect(images.pixels.count == images.count * images.channels * images.height * images.width)
            #expect(images.labels.allSatisfy { Int($0) < images.classes } && split.indices.allSatisfy { $0 >= 0 && $0 < images.count })
        }
    }

    /// A small file that unpacks to 300 MB, under headers that ask for few and for very many images: reading stops in time.
    @Test func aBombFillsNoMemory() throws {
        let bomb = Self.bomb(TinySet.bigEndian(0x803, 2, 2, 2))
        #expect(throws: DataError.file(path: "fuzz", .overlong(expected: 24))) { try IDXFile.parse(bomb, path: "fuzz", .images, expected: nil) }
        for header in [TinySet.bigEndian(0x803, 0x7FFF_FFFF, 1000, 1000), TinySet.bigEndian(0x803, 0x7FFF_FFFF, 2, 2)] {
            let error = try #require(throws: DataError.self) {
                try IDXFile.parse(Self.bomb(header), path: "fuzz", .images, expected: nil)
            }
            guard case .file("fuzz", .impossibleHeader) = error else { throw error }
        }
        // What it says fits, and the file is not nearly as long.
        let plain = TinySet.bigEndian(0x803, 2_000_000, 28, 28) + [1, 2, 3]
        for bytes in [plain, gzip(plain)] {
            #expect(throws: DataError.file(path: "fuzz", .truncated(expected: 1_568_000_016, found: 19))) {
                try IDXFile.parse(bytes, path: "fuzz", .images, expected: nil)
            }
        }
    }

    /// A header, then zeros: 300 MB in blocks of one deflated stretch that repeats the byte before, 258 at a time.
    private static func bomb(_ header: [UInt8]) -> [UInt8] {
        // A stored block with the header and one 0, then one block with fixed codes: "258 bytes, from 1 byte back" again and again.
        var bits: [UInt8] = []
        var current = 0
        var filled = 0
        func put(_ value: Int, _ count: Int) {
            current |= value << filled
            filled += count
            while filled >= 8 {
                bits.append(UInt8(truncatingIfNeeded: current))
                current >>= 8
                filled -= 8
            }
        }
        let start = header + [0]
        put(1, 1)
        put(1, 2)
        // Length 258 is symbol 285: 8 bits 11000101, the first bit first; distance 1 is 00000.
        for _ in 0..<1_160_000 {
            put(0b1010_0011, 8)
            put(0, 5)
        }
        put(0, 7)
        put(0, 7)
        let stored: [UInt8] = [0, UInt8(start.count), 0, ~UInt8(start.count), 0xFF] + start
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + stored + bits + [0, 0, 0, 0, 0, 0, 0, 0]
    }

    /// TinySet's 20 training images, deflated by Python's gzip.
    private static let deflated = Array(Data(base64Encoded: """
        H4sIAAAAAAACAwEAAf/+AAAIAwAAABQAAAAEAAAAAwMKERgfJi00O0JJUFdeZWxzeoGIj5adpKuyucDHztXc4+rx+P8GDRQbIikwNz5FTFNaYW\
        hvdn2Ei5KZoKeutbzDytHY3+bt9PsCCRAXHiUsMzpBSE9WXWRrcnmAh46VnKOqsbi/xs3U2+Lp8Pf+BQwTGiEoLzY9REtSWWBnbnV8g4qRmJ+m\
        rbS7wsnQ197l7PP6AQgPFh0kKzI5QEdOVVxjanF4f4aNlJuiqbC3vsXM09rh6O/2/QQLEhkgJy41PENKUVhfZm10e4KJkJeepayzusHIz9bd5O\
        vy+QAHDhUcIyoxOD9GTVRbYmlwd36FjIVISr8AAQAA
        """) ?? Data())
}
