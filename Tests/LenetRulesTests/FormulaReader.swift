import Foundation

/// Reads formulas as `explain` writes them and works them out, one number for each weight: what a reader with a pocket
/// calculator would do. It knows nothing of definitions, trees or programs.
struct FormulaReader {
    struct Unreadable: Error { var formula: String, place: Int }

    private let characters: [Character]
    private let formula: String
    private let values: [String: [Double]]
    private let count: Int
    private var place = 0

    /// The value of the right side; `count` weights.
    static func value(_ formula: String, _ values: [String: [Double]], count: Int) throws -> (name: String, value: [Double]) {
        var reader = FormulaReader(formula, values, count)
        let name = reader.word()
        try reader.expect("=")
        let value = try reader.or()
        reader.skip()
        guard reader.place == reader.characters.count else { throw reader.unreadable }
        return (name, value)
    }

    private init(_ formula: String, _ values: [String: [Double]], _ count: Int) {
        self.formula = formula
        characters = Array(formula)
        self.values = values
        self.count = count
    }

    private var unreadable: Unreadable { Unreadable(formula: formula, place: place) }

    // MARK: Characters

    private mutating func skip() { while place < characters.count, characters[place] == " " { place += 1 } }

    private mutating func take(_ text: String) -> Bool {
        skip()
        let wanted = Array(text)
        guard place + wanted.count <= characters.count, Array(characters[place..<place + wanted.count]) == wanted else { return false }
        // `or` is no beginning of `order`.
        if wanted.allSatisfy(\.isLetter), place + wanted.count < characters.count, Self.isWord(characters[place + wanted.count]) { return false }
        place += wanted.count
        return true
    }

    private mutating func expect(_ text: String) throws { guard take(text) else { throw unreadable } }

    private static let raised: Set<Character> = ["²", "³", "ᵗ"]
    private static func isWord(_ character: Character) -> Bool {
        !raised.contains(character) && (character.isLetter || character.isNumber || "_₋′".contains(character))
    }

    private mutating func word() -> String {
        skip()
        var word = ""
        while place < characters.count, Self.isWord(characters[place]) {
            word.append(characters[place])
            place += 1
        }
        return word
    }

    // MARK: Grammar, loosest first

    private func spread(_ x: Double) -> [Double] { Array(repeating: x, count: count) }
    private func both(_ a: [Double], _ b: [Double], _ apply: (Double, Double) -> Double) -> [Double] { zip(a, b).map { apply($0, $1) } }

    private mutating func or() throws -> [Double] {
        var value = try and()
        while take("or") { value = both(value, try and()) { $0 != 0 || $1 != 0 ? 1 : 0 } }
        return value
    }

    private mutating func and() throws -> [Double] {
        var value = try comparison()
        while take("and") { value = both(value, try comparison()) { $0 != 0 && $1 != 0 ? 1 : 0 } }
        return value
    }

    private mutating func comparison() throws -> [Double] {
        if take("not") { return try comparison().map { $0 == 0 ? 1 : 0 } }
        let value = try sum()
        let all: [(String, (Double, Double) -> Bool)] = [("≤", { $0 <= $1 }), ("≥", { $0 >= $1 }), ("<", { $0 < $1 }), (">", { $0 > $1 }), ("≠", { $0 != $1 }), ("=", { $0 == $1 })]
        for (sign, holds) in all where take(sign) { return both(value, try sum()) { holds($0, $1) ? 1 : 0 } }
        return value
    }

    private mutating func sum() throws -> [Double] {
        var value = try product()
        while true {
            if take("+") { value = both(value, try product(), +) } else if take("-") { value = both(value, try product(), -) } else { return value }
        }
    }

    private mutating func product() throws -> [Double] {
        var value = try signed()
        while true {
            if take("mod") {
                value = both(value, try signed()) { $0 - $1 * ($0 / $1).rounded(.down) }
            } else if take("·") { value = both(value, try signed(), *) } else if take("/") { value = both(value, try signed(), /) } else { return value }
        }
    }

    private mutating func signed() throws -> [Double] {
        if take("-") { return try signed().map { -$0 } }
        return try power()
    }

    private mutating func power() throws -> [Double] {
        let base = try primary()
        if take("²") { return base.map { $0 * $0 } }
        if take("³") { return base.map { $0 * $0 * $0 } }
        if take("ᵗ") { return both(base, values["t"] ?? spread(.nan)) { Foundation.pow($0, $1) } }
        if take("^") { return both(base, try primary()) { Foundation.pow($0, $1) } }
        return base
    }

    private mutating func primary() throws -> [Double] {
        if take("(") {
            let value = try or()
            try expect(")")
            return value
        }
        if take("√") { return try primary().map { $0.squareRoot() } }
        if take("‖") {
            let value = try or()
            try expect("‖")
            return spread(value.reduce(0) { $0 + $1 * $1 }.squareRoot())
        }
        if take("|") {
            let value = try or()
            try expect("|")
            return value.map(Swift.abs)
        }
        if take("⌊") {
            let value = try or()
            try expect("⌋")
            return value.map { $0.rounded(.down) }
        }
        if take("{") {
            let yes = try or()
            try expect("if")
            let condition = try or()
            try expect(",")
            try expect("else")
            let no = try or()
            try expect("}")
            return (0..<count).map { condition[$0] != 0 ? yes[$0] : no[$0] }
        }
        skip()
        if place < characters.count, characters[place].isASCII, characters[place].isNumber { return spread(try number()) }
        let name = word()
        if take("(") {
            var arguments = [try or()]
            while take(",") { arguments.append(try or()) }
            try expect(")")
            return try function(name, arguments)
        }
        guard let value = values[name] else { throw unreadable }
        return value
    }

    private mutating func number() throws -> Double {
        var text = ""
        while place < characters.count {
            let character = characters[place]
            let isSign = character == "-" && text.last == "e"
            guard character.isASCII, character.isNumber || character == "." || character == "e" || isSign else { break }
            text.append(character)
            place += 1
        }
        guard let value = Double(text) else { throw unreadable }
        return value
    }

    private func function(_ name: String, _ x: [[Double]]) throws -> [Double] {
        switch name {
        case "sign": return x[0].map { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }
        case "exp": return x[0].map { Foundation.exp($0) }
        case "log": return x[0].map { Foundation.log($0) }
        case "min": return (0..<count).map { i in x.map { $0[i] }.min() ?? .nan }
        case "max": return (0..<count).map { i in x.map { $0[i] }.max() ?? .nan }
        case "clamp": return (0..<count).map { Swift.min(Swift.max(x[0][$0], x[1][$0]), x[2][$0]) }
        case "sum": return spread(x[0].reduce(0, +))
        case "global_norm": return spread(x[0].reduce(0) { $0 + $1 * $1 }.squareRoot())
        case "row_mean", "column_mean":
            let columns = Int(values["columns"]?.first ?? 1), rows = count / columns
            return (0..<count).map { i in
                let (row, column) = (i / columns, i % columns)
                return name == "row_mean"
                    ? (0..<columns).reduce(0) { $0 + x[0][row * columns + $1] } / Double(columns)
                    : (0..<rows).reduce(0) { $0 + x[0][$1 * columns + column] } / Double(rows)
            }
        case "mean": return spread(x[0].reduce(0, +) / Double(count))
        default: throw unreadable
        }
    }
}
