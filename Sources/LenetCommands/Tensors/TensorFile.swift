/// A file in the safetensors format: the length of a header in 8 bytes, the header in JSON, then the tensors' numbers.
///
/// Source: https://github.com/huggingface/safetensors#format. What it demands is demanded here too: tensors one behind the other without
/// gaps, overlaps or a rest, no name twice, lengths that follow from shapes.
struct TensorFile {
    enum Element: String {
        case bool = "BOOL", u8 = "U8", i8 = "I8", f8e5m2 = "F8_E5M2", f8e4m3 = "F8_E4M3", i16 = "I16", u16 = "U16", f16 = "F16"
        case bf16 = "BF16", i32 = "I32", u32 = "U32", f32 = "F32", f64 = "F64", i64 = "I64", u64 = "U64"

        var size: Int {
            switch self {
            case .bool, .u8, .i8, .f8e5m2, .f8e4m3: 1
            case .i16, .u16, .f16, .bf16: 2
            case .i32, .u32, .f32: 4
            case .f64, .i64, .u64: 8
            }
        }
    }

    struct Tensor {
        var name: String
        var element: Element
        var shape: [Int]
        /// In the file.
        var bytes: Range<Int>

        var count: Int { shape.reduce(1, *) }
    }

    static let metadataName = "__metadata__"
    /// The format allows 100 MB; a network of a thousand layers needs a hundredth of this.
    static let largestHeader = 16 << 20
    static let mostTensors = 100_000

    private(set) var metadata: [String: String] = [:]
    /// In the order of the header.
    private(set) var tensors: [Tensor] = []
    private let file: [UInt8]

    init(reading bytes: [UInt8]) throws(TensorFault) {
        file = bytes
        guard bytes.count >= 8 else { throw .damaged(reason: "it has only \(bytes.count == 1 ? "1 byte" : "\(bytes.count) bytes")") }
        let said = LittleEndian.number(bytes, at: 0, UInt64.self)
        guard said <= Self.largestHeader else { throw .damaged(reason: "it begins with a header's length that no header has") }
        guard said >= 2, Int(said) <= bytes.count - 8 else { throw .damaged(reason: "its header is longer than the file") }
        let start = 8 + Int(said)
        guard bytes[8] == UInt8(ascii: "{") else { throw .damaged(reason: "its header does not begin with {") }
        let header: JSON
        do {
            header = try JSON.reading(bytes[8..<start])
        } catch {
            throw .damaged(reason: "its header is no JSON: \(error.reason)")
        }
        guard case .object(let fields) = header else { throw .damaged(reason: "its header is no object") }
        guard fields.count <= Self.mostTensors else { throw .damaged(reason: "it has more than \(Self.mostTensors) tensors") }
        for (name, value) in fields {
            if name == Self.metadataName { metadata = try Self.metadata(value) } else { tensors.append(try Self.tensor(name, value, from: start, to: bytes.count)) }
        }
        var place = start
        for tensor in tensors.sorted(by: { ($0.bytes.lowerBound, $0.bytes.upperBound) < ($1.bytes.lowerBound, $1.bytes.upperBound) }) {
            guard tensor.bytes.lowerBound == place else {
                throw .damaged(reason: "'\(tensor.name)' " + (tensor.bytes.lowerBound < place ? "overlaps the tensor before it" : "leaves a gap before it"))
            }
            place = tensor.bytes.upperBound
        }
        guard place == bytes.count else { throw .damaged(reason: "\(bytes.count - place) bytes at its end belong to no tensor") }
    }

    private static func metadata(_ json: JSON) throws(TensorFault) -> [String: String] {
        guard case .object(let fields) = json else { throw .damaged(reason: "its \(metadataName) is no object") }
        var metadata: [String: String] = [:]
        for (name, value) in fields {
            guard case .text(let text) = value else { throw .damaged(reason: "its \(metadataName) holds something that is no text") }
            metadata[name] = text
        }
        return metadata
    }

    private static func tensor(_ name: String, _ json: JSON, from start: Int, to end: Int) throws(TensorFault) -> Tensor {
        guard case .object(let fields) = json, fields.count == 3, case .text(let type)? = json["dtype"], case .list(let sides)? = json["shape"],
            case .list(let offsets)? = json["data_offsets"]
        else { throw .damaged(reason: "'\(name)' has not a dtype, a shape and data_offsets, and nothing else") }
        guard let element = Element(rawValue: type) else { throw .damaged(reason: "'\(name)' has the unknown dtype '\(type)'") }
        func whole(_ json: JSON) throws(TensorFault) -> Int {
            guard case .number(let number) = json, let whole = WholeNumber.from(number), whole >= 0, number <= 0x1p53 else {
                throw .damaged(reason: "'\(name)' has a size or an offset that is no whole number from 0")
            }
            return whole
        }
        var shape: [Int] = []
        var size = element.size
        for side in sides {
            let side = try whole(side)
            shape.append(side)
            let (product, overflow) = size.multipliedReportingOverflow(by: side)
            guard !overflow, product <= end else { throw .damaged(reason: "'\(name)' is larger than the file") }
            size = product
        }
        guard shape.count <= 16 else { throw .damaged(reason: "'\(name)' has \(shape.count) dimensions") }
        guard offsets.count == 2 else { throw .damaged(reason: "'\(name)' has not two data_offsets") }
        let (first, last) = (try whole(offsets[0]), try whole(offsets[1]))
        guard first <= last, last <= end - start else { throw .damaged(reason: "'\(name)' lies behind the end of the file") }
        guard last - first == size else {
            throw .damaged(reason: "'\(name)' has \(last - first) bytes, and its shape \(size)")
        }
        return Tensor(name: name, element: element, shape: shape, bytes: start + first..<start + last)
    }

    /// A tensor's numbers, rounded to nearest where the file holds them with 64 bits.
    func singles(_ tensor: Tensor) throws(TensorFault) -> [Float] {
        let bytes = file[tensor.bytes]
        let numbers: [Float]
        switch tensor.element {
        case .f32: numbers = LittleEndian.numbers(bytes)
        case .f64: numbers = (LittleEndian.numbers(bytes) as [Double]).map { Float($0) }
        case .bf16: numbers = Self.halves(bytes).map { Float(bitPattern: UInt32($0) << 16) }
        case .f16: numbers = Self.halves(bytes).map(HalfPrecision.float)
        default: throw .type(name: tensor.name, found: tensor.element.rawValue)
        }
        if let index = numbers.firstIndex(where: { !$0.isFinite }) { throw .notFinite(name: tensor.name, index: index) }
        return numbers
    }

    private static func halves(_ bytes: ArraySlice<UInt8>) -> [UInt16] {
        bytes.withUnsafeBytes { bytes in
            (0..<bytes.count / 2).map { UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 2, as: UInt16.self)) }
        }
    }

    // MARK: Writing

    enum Numbers {
        case singles(ArraySlice<Float>)
        /// One whole number, of no dimension.
        case counter(Int)
    }

    static func bytes(_ tensors: [(name: String, shape: [Int], numbers: Numbers)], metadata: [(String, String)]) -> [UInt8] {
        var fields: [(String, JSON)] = [(metadataName, .object(metadata.map { ($0.0, .text($0.1)) }))]
        var numbers: [UInt8] = []
        // What is 8 bytes wide comes first, so that all lie at multiples of their size.
        let inOrder = tensors.filter { if case .counter = $0.numbers { true } else { false } }
            + tensors.filter { if case .singles = $0.numbers { true } else { false } }
        for tensor in inOrder {
            let start = numbers.count
            let type: Element
            switch tensor.numbers {
            case .singles(let slice):
                LittleEndian.append(Array(slice), to: &numbers)
                type = .f32
            case .counter(let count):
                numbers += LittleEndian.bytes(Int64(count))
                type = .i64
            }
            fields.append(
                (
                    tensor.name,
                    .object([
                        ("dtype", .text(type.rawValue)), ("shape", .list(tensor.shape.map { .number(Double($0)) })),
                        ("data_offsets", .list([.number(Double(start)), .number(Double(numbers.count))])),
                    ])
                ))
        }
        var header = Array(JSON.object(fields).text.utf8)
        while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
        return LittleEndian.bytes(UInt64(header.count)) + header + numbers
    }
}

/// IEEE 754's 16 bits: 1 sign, 5 exponent, 10 fraction. Swift's own type is not there on every processor.
enum HalfPrecision {
    static func float(_ bits: UInt16) -> Float {
        let sign: Float = bits & 0x8000 == 0 ? 1 : -1
        let (exponent, fraction) = (Int(bits >> 10 & 0x1F), Float(bits & 0x3FF))
        switch exponent {
        case 0: return sign * fraction * 0x1p-24
        case 31: return fraction == 0 ? sign * .infinity : .nan
        default: return sign * (1 + fraction * 0x1p-10) * Float(sign: .plus, exponent: exponent - 15, significand: 1)
        }
    }
}
