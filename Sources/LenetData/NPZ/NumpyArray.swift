/// One array in NumPy's format: a header in words, then the numbers, the last index fastest.
/// Source: numpy.lib.format, "NPY format", versions 1.0 to 3.0.
package struct NumpyArray: Sendable {
    /// One of `u1 i1 u2 i2 u4 i4 u8 i8 f4 f8`.
    package let type: String
    package let shape: [Int]
    private let bytes: ArraySlice<UInt8>
    private let size: Int
    private let isBigEndian: Bool

    package init(_ file: [UInt8]) throws(NumpyFault) {
        guard file.count >= 10, file[0] == 0x93, file[1..<6].elementsEqual("NUMPY".utf8) else { throw .notAnArray }
        let version = Int(file[6])
        guard (1...3).contains(version) else { throw .unknownVersion(version) }
        let start = version == 1 ? 10 : 12
        guard file.count >= start else { throw .notAnArray }
        let length = file.littleEndian(8, version == 1 ? 2 : 4)
        guard file.count >= start + length else { throw .truncatedHeader }
        let header = try Header(Array(file[start..<start + length]))
        if header.isFortranOrder { throw .fortranOrder }

        var type = header.type
        let order = type.first.flatMap { "<>|=".contains($0) ? type.removeFirst() : nil } ?? "<"
        guard ["u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", "f4", "f8"].contains(type), let size = type.last?.wholeNumberValue
        else { throw .unknownType(header.type) }
        var count = 1
        for side in header.shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: side)
            guard !overflow, product <= Int(Int32.max) else { throw .tooLarge(header.shape) }
            count = product
        }
        let expected = count * size
        let found = file.count - start - length
        guard found == expected else { throw .wrongSize(shape: header.shape, type: header.type, expected: expected, found: found) }
        self.type = type
        self.size = size
        shape = header.shape
        isBigEndian = order == ">"
        bytes = file[(start + length)...]
    }

    package var count: Int { bytes.count / size }
    package var isFloatingPoint: Bool { type.hasPrefix("f") }
    /// The numbers themselves where they are bytes.
    var rawBytes: [UInt8]? { type == "u1" ? Array(bytes) : nil }

    /// The number at a place in the order of the file; 0 beyond the last.
    package subscript(index: Int) -> Double {
        guard index >= 0, index < count else { return 0 }
        var bits: UInt64 = 0
        let first = bytes.startIndex + index * size
        for place in 0..<size { bits = bits << 8 | UInt64(bytes[isBigEndian ? first + place : first + size - 1 - place]) }
        switch type {
        case "f4": return Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        case "f8": return Double(bitPattern: bits)
        case "i1": return Double(Int8(truncatingIfNeeded: bits))
        case "i2": return Double(Int16(truncatingIfNeeded: bits))
        case "i4": return Double(Int32(truncatingIfNeeded: bits))
        case "i8": return Double(Int64(bitPattern: bits))
        default: return Double(bits)
        }
    }

    /// `{'descr': '<f4', 'fortran_order': False, 'shape': (60000, 28, 28), }`
    private struct Header {
        var type = ""
        var isFortranOrder = false
        var shape: [Int] = []

        init(_ text: [UInt8]) throws(NumpyFault) {
            var rest = text[...]
            func skipSpaces() { rest = rest.drop { [0x20, 0x0A, 0x0D, 0x09].contains($0) } }
            func take(_ character: Character) -> Bool {
                skipSpaces()
                guard let first = rest.first, first == character.asciiValue else { return false }
                rest = rest.dropFirst()
                return true
            }
            func quoted() -> String? {
                skipSpaces()
                guard let quote = rest.first, quote == 0x27 || quote == 0x22 else { return nil }
                let inside = rest.dropFirst().prefix { $0 != quote }
                guard inside.endIndex < rest.endIndex else { return nil }
                rest = rest[(inside.endIndex + 1)...]
                return String(decoding: inside, as: UTF8.self)
            }
            func word() -> String {
                skipSpaces()
                let word = rest.prefix { $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x41 && $0 <= 0x5A || $0 >= 0x61 && $0 <= 0x7A }
                rest = rest[word.endIndex...]
                return String(decoding: word, as: UTF8.self)
            }
            var seen: Set<String> = []
            guard take("{") else { throw .unreadableHeader }
            while !take("}") {
                guard let key = quoted(), take(":"), seen.insert(key).inserted else { throw .unreadableHeader }
                switch key {
                case "descr":
                    if rest.first(where: { $0 != 0x20 }) == 0x5B { throw .unknownType("a record of several numbers") }
                    guard let text = quoted() else { throw .unreadableHeader }
                    type = text
                case "fortran_order":
                    let said = word()
                    guard said == "True" || said == "False" else { throw .unreadableHeader }
                    isFortranOrder = said == "True"
                case "shape":
                    guard take("(") else { throw .unreadableHeader }
                    while !take(")") {
                        guard let side = Int(word()), shape.count < 32 else { throw .unreadableHeader }
                        shape.append(side)
                        guard take(",") || rest.first == 0x29 else { throw .unreadableHeader }
                    }
                default: throw .unreadableHeader
                }
                guard take(",") || rest.first == 0x7D else { throw .unreadableHeader }
            }
            guard seen.count == 3 else { throw .unreadableHeader }
        }
    }
}

/// What is wrong with an array in NumPy's format.
package enum NumpyFault: Error, Sendable, Hashable {
    case notAnArray
    case unknownVersion(Int)
    case truncatedHeader
    case unreadableHeader
    /// Columns before rows: written by np.asfortranarray or from a transposed array.
    case fortranOrder
    case unknownType(String)
    case tooLarge([Int])
    /// Sizes in bytes.
    case wrongSize(shape: [Int], type: String, expected: Int, found: Int)
}
