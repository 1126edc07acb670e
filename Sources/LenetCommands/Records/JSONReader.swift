/// Reads a JSON text from bytes, as far as it is asked for: `field` passes over what it does not need without making values of it,
/// which is what keeps thousands of records quick to look through.
package struct JSONReader {
    private let bytes: ArraySlice<UInt8>
    private var place: Int
    private var depth = 0
    private static let deepest = 64

    package init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        place = bytes.startIndex
    }

    /// All of the text as one value; nil where it is no JSON, or something stands behind it.
    package static func value(_ bytes: ArraySlice<UInt8>) -> JSON? {
        var reader = JSONReader(bytes)
        guard let value = reader.value() else { return nil }
        reader.skipSpace()
        return reader.place == bytes.endIndex ? value : nil
    }

    /// The fields of an object that have these names; nil where what stands before the last of them is no JSON.
    package static func fields(_ names: Set<String>, of bytes: ArraySlice<UInt8>) -> [String: JSON]? {
        var reader = JSONReader(bytes)
        var found: [String: JSON] = [:]
        guard reader.take(UInt8(ascii: "{")) else { return nil }
        if reader.take(UInt8(ascii: "}")) { return found }
        while found.count < names.count {
            guard let name = reader.text(), reader.take(UInt8(ascii: ":")) else { return nil }
            if names.contains(name) {
                guard let value = reader.value() else { return nil }
                found[name] = value
            } else if !reader.skip() {
                return nil
            }
            if reader.take(UInt8(ascii: ",")) { continue }
            return reader.take(UInt8(ascii: "}")) ? found : nil
        }
        return found
    }

    // MARK: Values

    private mutating func value() -> JSON? {
        skipSpace()
        guard place < bytes.endIndex else { return nil }
        switch bytes[place] {
        case UInt8(ascii: "\""): return text().map { .text($0) }
        case UInt8(ascii: "{"): return object()
        case UInt8(ascii: "["): return list()
        case UInt8(ascii: "t"): return take(word: "true") ? .boolean(true) : nil
        case UInt8(ascii: "f"): return take(word: "false") ? .boolean(false) : nil
        case UInt8(ascii: "n"): return take(word: "null") ? .null : nil
        default: return number()
        }
    }

    private mutating func object() -> JSON? {
        guard enter(), take(UInt8(ascii: "{")) else { return nil }
        defer { depth -= 1 }
        var fields: [(String, JSON)] = []
        if take(UInt8(ascii: "}")) { return .object(fields) }
        while true {
            guard let name = text(), take(UInt8(ascii: ":")), let value = value() else { return nil }
            fields.append((name, value))
            if take(UInt8(ascii: ",")) { continue }
            return take(UInt8(ascii: "}")) ? .object(fields) : nil
        }
    }

    private mutating func list() -> JSON? {
        guard enter(), take(UInt8(ascii: "[")) else { return nil }
        defer { depth -= 1 }
        var values: [JSON] = []
        if take(UInt8(ascii: "]")) { return .list(values) }
        while true {
            guard let value = value() else { return nil }
            values.append(value)
            if take(UInt8(ascii: ",")) { continue }
            return take(UInt8(ascii: "]")) ? .list(values) : nil
        }
    }

    private mutating func number() -> JSON? {
        let start = place
        while place < bytes.endIndex, Self.isOfNumber(bytes[place]) { place += 1 }
        guard start < place, let x = Double(String(decoding: bytes[start..<place], as: UTF8.self)), x.isFinite else { return nil }
        return .number(x)
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): true
        default: false
        }
    }

    /// A text in its quotes.
    private mutating func text() -> String? {
        guard let (start, end, isPlain) = quoted() else { return nil }
        if isPlain { return String(decoding: bytes[start..<end], as: UTF8.self) }
        return unescaped(bytes[start..<end])
    }

    /// Where a text begins and ends, and whether it stands there as it is; behind it afterwards.
    private mutating func quoted() -> (Int, Int, Bool)? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        let start = place
        var isPlain = true
        while place < bytes.endIndex {
            switch bytes[place] {
            case UInt8(ascii: "\""):
                place += 1
                return (start, place - 1, isPlain)
            case UInt8(ascii: "\\"):
                isPlain = false
                place += 2
            case 0..<0x20: return nil
            default: place += 1
            }
        }
        return nil
    }

    private func unescaped(_ text: ArraySlice<UInt8>) -> String? {
        var units: [UInt8] = []
        units.reserveCapacity(text.count)
        var place = text.startIndex
        func hex(_ start: Int) -> UInt32? {
            guard start + 4 <= text.endIndex else { return nil }
            return UInt32(String(decoding: text[start..<start + 4], as: UTF8.self), radix: 16)
        }
        while place < text.endIndex {
            guard text[place] == UInt8(ascii: "\\") else {
                units.append(text[place])
                place += 1
                continue
            }
            guard place + 1 < text.endIndex else { return nil }
            place += 2
            switch text[place - 1] {
            case UInt8(ascii: "n"): units.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "t"): units.append(UInt8(ascii: "\t"))
            case UInt8(ascii: "r"): units.append(UInt8(ascii: "\r"))
            case UInt8(ascii: "b"): units.append(8)
            case UInt8(ascii: "f"): units.append(12)
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): units.append(text[place - 1])
            case UInt8(ascii: "u"):
                guard var code = hex(place) else { return nil }
                place += 4
                if 0xD800..<0xDC00 ~= code, place + 1 < text.endIndex, text[place] == UInt8(ascii: "\\"), text[place + 1] == UInt8(ascii: "u"),
                    let low = hex(place + 2), 0xDC00..<0xE000 ~= low
                {
                    code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
                    place += 6
                }
                units.append(contentsOf: String(Unicode.Scalar(code).map(Character.init) ?? "\u{FFFD}").utf8)
            default: return nil
            }
        }
        return String(decoding: units, as: UTF8.self)
    }

    // MARK: Passing over

    private mutating func skip() -> Bool {
        skipSpace()
        guard place < bytes.endIndex else { return false }
        switch bytes[place] {
        case UInt8(ascii: "\""): return quoted() != nil
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            var open = 0
            while place < bytes.endIndex {
                switch bytes[place] {
                case UInt8(ascii: "\""):
                    guard quoted() != nil else { return false }
                    continue
                case UInt8(ascii: "{"), UInt8(ascii: "["): open += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"): open -= 1
                default: break
                }
                place += 1
                if open == 0 { return true }
            }
            return false
        default: return value() != nil
        }
    }

    private mutating func skipSpace() {
        while place < bytes.endIndex {
            switch bytes[place] {
            case 0x20, 0x0A, 0x0D, 0x09: place += 1
            default: return
            }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard place < bytes.endIndex, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    private mutating func take(word: String) -> Bool {
        guard bytes[place...].starts(with: word.utf8) else { return false }
        place += word.utf8.count
        return true
    }

    private mutating func enter() -> Bool {
        depth += 1
        return depth <= Self.deepest
    }
}

extension JSON {
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
