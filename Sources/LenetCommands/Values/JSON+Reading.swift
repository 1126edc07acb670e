// JSON that comes from elsewhere, by RFC 8259 to the letter: what two readers could understand differently is refused. That is
// also why it is not Foundation's: a name that stands twice in an object passes there.

extension JSON {
    /// Why a text is no JSON: the second half of a sentence, and how many bytes before the mistake were right.
    package struct Fault: Error, Sendable, Hashable {
        package var reason: String
        package var offset: Int
    }

    /// Lists and objects in lists and objects.
    package static let depthLimit = 64

    /// The one value of a text in UTF-8. Spaces may stand around it.
    package static func reading(_ bytes: ArraySlice<UInt8>) throws(Fault) -> JSON {
        var reader = StrictJSONReader(bytes)
        return try reader.whole()
    }

    /// The fields of an object that have these names. What is not asked for is passed over without making values of it, and nothing is
    /// read behind the last that is: so thousands of records are quick to look through.
    package static func fields(_ names: Set<String>, reading bytes: ArraySlice<UInt8>) throws(Fault) -> [String: JSON] {
        var reader = StrictJSONReader(bytes)
        return try reader.fields(names)
    }

    package subscript(name: String) -> JSON? {
        guard case .object(let fields) = self else { return nil }
        return fields.first { $0.0 == name }?.1
    }
    package var asText: String? { if case .text(let text) = self { text } else { nil } }
    package var asNumber: Double? { if case .number(let x) = self { x } else { nil } }
    package var asInteger: Int? { asNumber.flatMap(WholeNumber.from) }
    package var asBoolean: Bool? { if case .boolean(let x) = self { x } else { nil } }
    package var asList: [JSON]? { if case .list(let values) = self { values } else { nil } }
}

private struct StrictJSONReader {
    private let bytes: ArraySlice<UInt8>
    private var index: Int
    private var depth = 0

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    private var next: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

    private func fault(_ reason: String) -> JSON.Fault { JSON.Fault(reason: reason, offset: index - bytes.startIndex) }

    private mutating func skipSpaces() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    mutating func whole() throws(JSON.Fault) -> JSON {
        let value = try value()
        skipSpaces()
        guard next == nil else { throw fault("something stands behind its end") }
        return value
    }

    private mutating func value() throws(JSON.Fault) -> JSON {
        skipSpaces()
        switch next {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try list()
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw fault("it ends where a value should be")
        default: return .number(try number())
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSON.Fault) -> JSON {
        let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard bytes[index...].starts(with: letters) else { throw fault("no value of JSON begins so") }
        index += letters.count
        return value
    }

    private mutating func enter() throws(JSON.Fault) {
        index += 1
        depth += 1
        guard depth <= JSON.depthLimit else { throw fault("it is nested deeper than \(JSON.depthLimit)") }
    }

    /// Takes a comma, or the end of what was entered: false.
    private mutating func goesOn(until end: UInt8) throws(JSON.Fault) -> Bool {
        skipSpaces()
        if next == end {
            index += 1
            depth -= 1
            return false
        }
        guard next == UInt8(ascii: ",") else { throw fault("a comma is missing") }
        index += 1
        return true
    }

    private mutating func list() throws(JSON.Fault) -> JSON {
        try enter()
        var values: [JSON] = []
        skipSpaces()
        if next == UInt8(ascii: "]") {
            _ = try goesOn(until: UInt8(ascii: "]"))
            return .list(values)
        }
        repeat { values.append(try value()) } while try goesOn(until: UInt8(ascii: "]"))
        return .list(values)
    }

    private mutating func object() throws(JSON.Fault) -> JSON {
        try enter()
        var fields: [(String, JSON)] = []
        var names: Set<String> = []
        skipSpaces()
        if next == UInt8(ascii: "}") {
            _ = try goesOn(until: UInt8(ascii: "}"))
            return .object(fields)
        }
        repeat {
            let name = try fieldName()
            guard names.insert(name).inserted else { throw fault("the name \(JSON.quoted(name)) stands twice in an object") }
            fields.append((name, try value()))
        } while try goesOn(until: UInt8(ascii: "}"))
        return .object(fields)
    }

    /// A name and its colon.
    private mutating func fieldName() throws(JSON.Fault) -> String {
        skipSpaces()
        guard next == UInt8(ascii: "\"") else { throw fault("a name in quotes is missing") }
        let name = try text()
        skipSpaces()
        guard next == UInt8(ascii: ":") else { throw fault("a colon is missing") }
        index += 1
        return name
    }

    // MARK: Some fields alone

    mutating func fields(_ wanted: Set<String>) throws(JSON.Fault) -> [String: JSON] {
        skipSpaces()
        guard next == UInt8(ascii: "{") else { throw fault("it is no object") }
        try enter()
        var found: [String: JSON] = [:]
        skipSpaces()
        if next == UInt8(ascii: "}") { return found }
        while found.count < wanted.count {
            let name = try fieldName()
            if wanted.contains(name) { found[name] = try value() } else { try pass() }
            guard try goesOn(until: UInt8(ascii: "}")) else { break }
        }
        return found
    }

    /// Behind the value that stands here, whatever is in it.
    private mutating func pass() throws(JSON.Fault) {
        skipSpaces()
        guard next == UInt8(ascii: "{") || next == UInt8(ascii: "[") else {
            if next == UInt8(ascii: "\"") { try passText() } else { _ = try value() }
            return
        }
        var open = 0
        repeat {
            switch next {
            case UInt8(ascii: "\""):
                try passText()
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): open += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): open -= 1
            case nil: throw fault("it ends within a value")
            default: break
            }
            index += 1
        } while open > 0
    }

    private mutating func passText() throws(JSON.Fault) {
        index += 1
        while let byte = next {
            index += 1
            if byte == UInt8(ascii: "\"") { return }
            if byte == UInt8(ascii: "\\"), next != nil { index += 1 }
        }
        throw fault("a text does not end")
    }

    private mutating func text() throws(JSON.Fault) -> String {
        index += 1
        var collected: [UInt8] = []
        while let byte = next {
            index += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: collected, as: UTF8.self) else { throw fault("a text is not in UTF-8") }
                return text
            case UInt8(ascii: "\\"): collected.append(contentsOf: try escape())
            case 0..<0x20: throw fault("a text holds a control character")
            default: collected.append(byte)
            }
        }
        throw fault("a text does not end")
    }

    private mutating func escape() throws(JSON.Fault) -> [UInt8] {
        guard let byte = next else { throw fault("a text does not end") }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            var value = try unit()
            if 0xD800..<0xDC00 ~= value {
                guard next == UInt8(ascii: "\\") else { throw fault("half of a pair of \\u stands alone") }
                index += 1
                guard next == UInt8(ascii: "u") else { throw fault("half of a pair of \\u stands alone") }
                index += 1
                let low = try unit()
                guard 0xDC00..<0xE000 ~= low else { throw fault("half of a pair of \\u stands alone") }
                value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(value) else { throw fault("half of a pair of \\u stands alone") }
            return Array(String(scalar).utf8)
        default: throw fault("there is no such escape")
        }
    }

    /// Four hex digits.
    private mutating func unit() throws(JSON.Fault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw fault("four hex digits follow \\u") }
            value = value << 4 | UInt32(digit)
            index += 1
        }
        return value
    }

    private mutating func number() throws(JSON.Fault) -> Double {
        let start = index
        func isDigit(_ byte: UInt8?) -> Bool { byte.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false }
        func fail() -> JSON.Fault { JSON.Fault(reason: "no value of JSON begins so", offset: start - bytes.startIndex) }
        if next == UInt8(ascii: "-") { index += 1 }
        guard isDigit(next) else { throw fail() }
        if next == UInt8(ascii: "0") { index += 1 } else { while isDigit(next) { index += 1 } }
        if next == UInt8(ascii: ".") {
            index += 1
            guard isDigit(next) else { throw fail() }
            while isDigit(next) { index += 1 }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            index += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
            guard isDigit(next) else { throw fail() }
            while isDigit(next) { index += 1 }
        }
        guard let value = Double(String(decoding: bytes[start..<index], as: UTF8.self)), value.isFinite else {
            throw JSON.Fault(reason: "a number is too large", offset: start - bytes.startIndex)
        }
        return value
    }
}
