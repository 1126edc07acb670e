/// The fields of an object of a checkpoint, each of the kind and in the range that it must have.
struct CheckpointReader {
    private let fields: [String: JSON]
    private let isObject: Bool
    private let arrays: [(name: String, numbers: CheckpointFile.Numbers)]
    /// For messages: "the training".
    private let what: String

    init(_ json: JSON, in arrays: [(name: String, numbers: CheckpointFile.Numbers)], _ what: String) {
        if case .object(let pairs) = json {
            fields = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
            isObject = true
        } else {
            (fields, isObject) = ([:], false)
        }
        self.arrays = arrays
        self.what = what
    }

    private func wrong(_ name: String, _ wanted: String) -> CheckpointFault {
        .wrong(isObject ? "\(what) has no '\(name)' that is \(wanted)" : "\(what) is not described")
    }

    /// nil where it is null or not there.
    func ifSaid(_ name: String) -> JSON? {
        switch fields[name] {
        case nil, .null?: nil
        case let value?: value
        }
    }

    func text(_ name: String) throws(CheckpointFault) -> String {
        guard case .text(let text)? = fields[name] else { throw wrong(name, "a text") }
        return text
    }

    func textIfSaid(_ name: String) throws(CheckpointFault) -> String? { ifSaid(name) == nil ? nil : try text(name) }

    func flag(_ name: String) throws(CheckpointFault) -> Bool {
        guard case .boolean(let flag)? = fields[name] else { throw wrong(name, "true or false") }
        return flag
    }

    func integer(_ name: String, _ range: ClosedRange<Int> = 0...(1 << 53)) throws(CheckpointFault) -> Int {
        guard case .number(let number)? = fields[name], let whole = WholeNumber.from(number), range.contains(whole) else {
            throw wrong(name, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return whole
    }

    func integerIfSaid(_ name: String, _ range: ClosedRange<Int> = 0...(1 << 53)) throws(CheckpointFault) -> Int? {
        ifSaid(name) == nil ? nil : try integer(name, range)
    }

    /// A seed may be larger than a Double holds whole: it is a text.
    func seed(_ name: String) throws(CheckpointFault) -> UInt64 {
        guard case .text(let text)? = fields[name], let seed = UInt64(text) else { throw wrong(name, "a seed") }
        return seed
    }

    func number(_ name: String) throws(CheckpointFault) -> Double {
        guard let number = fields[name].flatMap(Self.number) else { throw wrong(name, "a number") }
        return number
    }

    /// What JSON has no word for is a text.
    static func number(_ json: JSON) -> Double? {
        switch json {
        case .number(let number): number
        case .text("nan"): .nan
        case .text("infinity"): .infinity
        case .text("-infinity"): -.infinity
        default: nil
        }
    }

    func list(_ name: String) throws(CheckpointFault) -> [JSON] {
        guard case .list(let values)? = fields[name] else { throw wrong(name, "a list") }
        return values
    }

    func texts(_ name: String) throws(CheckpointFault) -> [String] {
        var texts: [String] = []
        for value in try list(name) {
            guard case .text(let text) = value else { throw wrong(name, "a list of texts") }
            texts.append(text)
        }
        return texts
    }

    func integers(_ name: String, _ range: ClosedRange<Int> = 0...(1 << 53)) throws(CheckpointFault) -> [Int] {
        var integers: [Int] = []
        for value in try list(name) {
            guard case .number(let number) = value, let whole = WholeNumber.from(number), range.contains(whole) else {
                throw wrong(name, "a list of whole numbers")
            }
            integers.append(whole)
        }
        return integers
    }

    func object(_ name: String, _ what: String) throws(CheckpointFault) -> CheckpointReader {
        guard let json = ifSaid(name), case .object = json else { throw wrong(name, "an object") }
        return CheckpointReader(json, in: arrays, what)
    }

    func objectIfSaid(_ name: String, _ what: String) throws(CheckpointFault) -> CheckpointReader? {
        ifSaid(name) == nil ? nil : try object(name, what)
    }

    func objects(_ name: String, _ what: String) throws(CheckpointFault) -> [CheckpointReader] {
        try list(name).map { CheckpointReader($0, in: arrays, what) }
    }

    /// All fields with their names, in no order.
    var all: [String: JSON] { fields }

    /// The array whose number the field holds; `count`: as long as it must be.
    func singles(_ name: String, count: Int) throws(CheckpointFault) -> [Float] {
        try singles(at: try integer(name), name, count: count)
    }

    func singles(at index: Int, _ name: String, count: Int) throws(CheckpointFault) -> [Float] {
        guard arrays.indices.contains(index), case .singles(let numbers) = arrays[index].numbers, numbers.count == count else {
            throw wrong(name, "\(count) numbers of 32 bits")
        }
        return numbers
    }

    func doubles(_ name: String) throws(CheckpointFault) -> [Double] {
        let index = try integer(name)
        guard arrays.indices.contains(index), case .doubles(let numbers) = arrays[index].numbers else {
            throw wrong(name, "numbers of 64 bits")
        }
        return numbers
    }
}

/// The same fields, written.
enum CheckpointFields {
    static func number(_ number: Double) -> JSON {
        number.isFinite ? .number(number) : .text(number.isNaN ? "nan" : number > 0 ? "infinity" : "-infinity")
    }

    static func integer(_ number: Int) -> JSON { .number(Double(number)) }
    static func optional(_ number: Int?) -> JSON { number.map(integer) ?? .null }
    static func optional(_ text: String?) -> JSON { text.map(JSON.text) ?? .null }
}
