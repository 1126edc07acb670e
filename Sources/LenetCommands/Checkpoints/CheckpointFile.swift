import LenetData

/// The bytes of a checkpoint: a description in JSON, arrays of numbers, and a checksum over both. `docs/checkpoints.md` has the format.
struct CheckpointFile {
    static let magic = Array("lenetckp".utf8)
    static let newestVersion = 1
    /// Magic, version, reserved, length of the description, length of the numbers.
    static let headLength = 32
    /// SHA-256 in hex digits.
    static let tailLength = 64
    static let largestDescription = 64 << 20

    enum Numbers: Sendable, Equatable {
        case singles([Float])
        case doubles([Double])

        var count: Int {
            switch self {
            case .singles(let numbers): numbers.count
            case .doubles(let numbers): numbers.count
            }
        }
        var type: String {
            switch self {
            case .singles: "f32"
            case .doubles: "f64"
            }
        }
    }

    var description: JSON
    /// In the order in which they lie, each with a name for people; the description names them by their number.
    var arrays: [(name: String, numbers: Numbers)] = []

    // MARK: Writing

    var bytes: [UInt8] {
        let listed = JSON.list(
            arrays.map { .object([("name", .text($0.name)), ("type", .text($0.numbers.type)), ("count", .number(Double($0.numbers.count)))]) })
        var fields: [(String, JSON)] = []
        if case .object(let own) = description { fields = own }
        var text = Array(JSON.object(fields + [("arrays", listed)]).text.utf8)
        while text.count % 8 != 0 { text.append(UInt8(ascii: " ")) }
        let size = arrays.reduce(0) { $0 + $1.numbers.count * ($1.numbers.type == "f32" ? 4 : 8) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.headLength + text.count + size + Self.tailLength)
        bytes += Self.magic
        bytes += LittleEndian.bytes(UInt32(Self.newestVersion)) + LittleEndian.bytes(UInt32(0))
        bytes += LittleEndian.bytes(UInt64(text.count)) + LittleEndian.bytes(UInt64(size))
        bytes += text
        for array in arrays {
            switch array.numbers {
            case .singles(let numbers): LittleEndian.append(numbers, to: &bytes)
            case .doubles(let numbers): LittleEndian.append(numbers, to: &bytes)
            }
        }
        return bytes + Array(Checksum.sha256(bytes).utf8)
    }

    // MARK: Reading

    init(description: JSON, arrays: [(name: String, numbers: Numbers)]) {
        self.description = description
        self.arrays = arrays
    }

    /// Nothing is believed before it is checked: lengths against the file, then the checksum, then what the description says.
    init(reading bytes: [UInt8]) throws(CheckpointFault) {
        guard bytes.count >= Self.headLength, bytes.starts(with: Self.magic) else {
            // A file of which only the beginning was written.
            if !bytes.isEmpty, Self.magic.starts(with: bytes.prefix(8)) { throw .torn(bytes: bytes.count, expected: Self.headLength) }
            throw .foreign
        }
        let version = Int(LittleEndian.number(bytes, at: 8, UInt32.self))
        guard version == Self.newestVersion else { throw .version(found: version, newest: Self.newestVersion) }
        guard LittleEndian.number(bytes, at: 12, UInt32.self) == 0 else { throw .wrong("the four bytes behind its version are not 0") }
        let textLength = LittleEndian.number(bytes, at: 16, UInt64.self)
        let numbersLength = LittleEndian.number(bytes, at: 24, UInt64.self)
        guard textLength <= Self.largestDescription, numbersLength <= 1 << 40 else { throw .wrong("its lengths are larger than any checkpoint's") }
        let (text, numbers) = (Int(textLength), Int(numbersLength))
        let expected = Self.headLength + text + numbers + Self.tailLength
        if bytes.count < expected { throw .torn(bytes: bytes.count, expected: expected) }
        if bytes.count > expected { throw .tooLong(bytes: bytes.count, expected: expected) }
        let content = bytes.count - Self.tailLength
        guard Array(Checksum.sha256(Array(bytes[..<content])).utf8).elementsEqual(bytes[content...]) else { throw .checksum }
        do {
            description = try JSON.reading(bytes[Self.headLength..<Self.headLength + text])
        } catch {
            throw .wrong("its description is no JSON: \(error.reason)")
        }
        var place = Self.headLength + text
        for listed in try CheckpointReader(description, in: [], "the checkpoint").list("arrays") {
            let reader = CheckpointReader(listed, in: [], "an array")
            let name = try reader.text("name")
            let type = try reader.text("type")
            guard let size = ["f32": 4, "f64": 8][type] else { throw .wrong("the array '\(name)' has the unknown type '\(type)'") }
            let count = try reader.integer("count", 0...(1 << 40))
            guard count <= (content - place) / size else { throw .wrong("the array '\(name)' is longer than the file") }
            let stretch = bytes[place..<place + count * size]
            arrays.append((name, size == 4 ? .singles(LittleEndian.numbers(stretch)) : .doubles(LittleEndian.numbers(stretch))))
            place += count * size
        }
        guard place == content else { throw .wrong("its arrays do not fill it") }
    }
}

/// Numbers in files: the lowest byte first.
enum LittleEndian {
    static func bytes(_ number: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: number.littleEndian) { Array($0) } }

    /// The caller has checked that so many bytes are there.
    static func number<N: FixedWidthInteger>(_ bytes: [UInt8], at place: Int, _: N.Type) -> N {
        var number: N = 0
        for index in (0..<MemoryLayout<N>.size).reversed() { number = number << 8 | N(truncatingIfNeeded: bytes[place + index]) }
        return number
    }

    static func append(_ numbers: [Float], to bytes: inout [UInt8]) {
        #if _endian(little)
            numbers.withUnsafeBytes { bytes.append(contentsOf: $0) }
        #else
            for number in numbers { bytes += self.bytes(number.bitPattern) }
        #endif
    }

    static func append(_ numbers: [Double], to bytes: inout [UInt8]) {
        for number in numbers { bytes += self.bytes(number.bitPattern) }
    }

    static func numbers(_ bytes: ArraySlice<UInt8>) -> [Float] {
        bytes.withUnsafeBytes { bytes in
            (0..<bytes.count / 4).map { Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self))) }
        }
    }

    static func numbers(_ bytes: ArraySlice<UInt8>) -> [Double] {
        bytes.withUnsafeBytes { bytes in
            (0..<bytes.count / 8).map { Double(bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self))) }
        }
    }
}
