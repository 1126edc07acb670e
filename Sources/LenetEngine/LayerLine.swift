import LenetCards

/// A layer as its line says it: the keyword and the values of the options that were given, by the names of the layer's card.
package struct LayerLine: Sendable, Hashable {
    package var keyword: String
    /// What `as` says; nil: named by its kind, `conv1`.
    package var name: String?
    package var values: [String: LayerValue]
    /// The caller's number for the line: errors carry it back.
    package var id: Int

    package init(_ keyword: String, name: String? = nil, _ values: [String: LayerValue] = [:], id: Int = 0) {
        self.keyword = keyword
        self.name = name
        self.values = values
        self.id = id
    }
}

package enum LayerValue: Sendable, Hashable {
    case number(Double)
    /// height x width
    case size(Int, Int)
    case flag(Bool)
    case name(String)

    /// A number as people write it: `2`, `0.25`.
    static func text(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    }
}

/// Reads a line's values by the layer's card: what is not said is the card's default, what is out of range is an error.
package struct LayerReader {
    package let line: LayerLine
    package let card: Card
    /// Whose defaults hold where the frameworks differ.
    package let dialect: Dialect

    package init(_ line: LayerLine, card: Card, dialect: Dialect = .keras) throws(NetworkError) {
        self.line = line
        self.card = card
        self.dialect = dialect
        for option in line.values.keys.sorted() where !card.parameters.contains(where: { $0.name == option }) {
            throw .unknownOption(line: line.id, layer: card.keyword, option: option)
        }
    }

    /// A whole number in the range of the card.
    package func integer(_ name: String) throws(NetworkError) -> Int {
        try integer(number(name), name)
    }

    /// A number in the interval of the card; nil where it was not said.
    package func numberIfSaid(_ name: String) throws(NetworkError) -> Double? {
        line.values[name] == nil ? nil : try number(name)
    }

    /// A number in the interval of the card.
    package func number(_ name: String) throws(NetworkError) -> Double {
        let parameter = parameter(name)
        let value: Double
        switch (line.values[name], parameter.default) {
        case (.number(let given)?, _): value = given
        case (nil, .number(let standard)): return standard
        case (nil, _): throw .missing(line: line.id, layer: card.keyword, option: name)
        default: throw wrong(name)
        }
        if case .number(let interval) = parameter.domain, !(value.isFinite && interval.contains(value)) { throw wrong(name) }
        return value
    }

    /// `5x5`, or `2` for both sides; nil where it was not said and has no default.
    package func sizeIfSaid(_ name: String) throws(NetworkError) -> (height: Int, width: Int)? {
        switch line.values[name] {
        case .size(let height, let width)?:
            let range = integerRange(name)
            guard range.contains(height), range.contains(width) else { throw wrong(name) }
            return (height, width)
        case .number(let side)?:
            let side = try integer(side, name)
            return (side, side)
        case nil:
            guard case .number(let side) = parameter(name).default else { return nil }
            let whole = try integer(side, name)
            return (whole, whole)
        default: throw wrong(name)
        }
    }

    package func size(_ name: String) throws(NetworkError) -> (height: Int, width: Int) {
        guard let size = try sizeIfSaid(name) else {
            throw .missing(line: line.id, layer: card.keyword, option: name)
        }
        return size
    }

    package func flag(_ name: String) throws(NetworkError) -> Bool {
        switch line.values[name] {
        case .flag(let said)?: return said
        case nil: return false
        default: throw wrong(name)
        }
    }

    /// The one of several flags that is set; two at once are an error.
    package func oneFlag(of names: [String]) throws(NetworkError) -> String? {
        var found: String?
        for name in names where try flag(name) {
            if let found { throw .conflict(line: line.id, layer: card.keyword, first: found, second: name) }
            found = name
        }
        return found
    }

    /// A word, which is the default's where none was said.
    package func word(_ name: String) throws(NetworkError) -> String {
        switch (line.values[name], parameter(name).default) {
        case (.name(let said)?, _): return said
        case (nil, .name(let standard)): return standard
        case (nil, _): throw .missing(line: line.id, layer: card.keyword, option: name)
        default: throw wrong(name)
        }
    }

    package func wrong(_ name: String) -> NetworkError {
        let said =
            switch line.values[name] {
            case .number(let value)?: LayerValue.text(value)
            case .size(let height, let width)?: "\(height)x\(width)"
            case .flag(let flag)?: "\(flag)"
            case .name(let word)?: word
            case nil: ""
            }
        return .outOfRange(line: line.id, layer: card.keyword, option: name, value: said, domain: parameter(name).domain)
    }

    private func integer(_ value: Double, _ name: String) throws(NetworkError) -> Int {
        guard value == value.rounded(), integerRange(name).contains(Int(exactly: value) ?? .min) else { throw wrong(name) }
        return Int(value)
    }

    private func integerRange(_ name: String) -> ClosedRange<Int> {
        func range(_ domain: Domain) -> ClosedRange<Int>? {
            switch domain {
            case .integer(let range): range
            case .either(let domains): domains.lazy.compactMap(range).first
            default: nil
            }
        }
        return range(parameter(name).domain) ?? 1...LayerLimits.side
    }

    private func parameter(_ name: String) -> Parameter {
        guard let parameter = card.parameters.first(where: { $0.name == name }) else {
            preconditionFailure("the card of \(card.keyword) declares what its layer reads: \(name)")
        }
        return parameter
    }
}

/// Bounds that keep every size a small whole number.
package enum LayerLimits {
    package static let units = 65_536
    package static let side = 1_024
    package static let parameters = 1 << 28
    package static let activations = 1 << 24
}
