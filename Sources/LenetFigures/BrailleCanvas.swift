/// Dots in a rectangle of terminal cells, two across and four down in each.
struct BrailleCanvas {
    let columns: Int
    let rows: Int
    private var cells: [UInt8]
    private var letters: [Int: Character] = [:]

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        cells = Array(repeating: 0, count: max(0, columns * rows))
    }

    var width: Int { columns * 2 }
    var height: Int { rows * 4 }

    /// Unicode numbers the dots of a cell by columns, the fourth row last.
    private static let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]

    mutating func set(_ x: Int, _ y: Int) {
        guard 0..<width ~= x, 0..<height ~= y else { return }
        cells[y / 4 * columns + x / 2] |= Self.bits[y % 4 * 2 + x % 2]
    }

    /// A letter in place of the dots of a cell; the first to come stays.
    mutating func put(_ letter: Character, column: Int, row: Int) -> Bool {
        guard 0..<columns ~= column, 0..<rows ~= row, letters[row * columns + column] == nil else { return false }
        letters[row * columns + column] = letter
        return true
    }

    /// A straight line; of every `dash.on + dash.off` dots only the first are set. `travelled`: dots since the curve began.
    mutating func line(_ a: (x: Int, y: Int), _ b: (x: Int, y: Int), dash: (on: Int, off: Int), travelled: inout Int) {
        let count = max(abs(b.x - a.x), abs(b.y - a.y), 1)
        for index in 0...count {
            if travelled % (dash.on + dash.off) < dash.on {
                set(a.x + Self.share(b.x - a.x, index, count), a.y + Self.share(b.y - a.y, index, count))
            }
            if index < count { travelled += 1 }
        }
    }

    /// length * index / count, to the nearest.
    private static func share(_ length: Int, _ index: Int, _ count: Int) -> Int {
        let doubled = 2 * length * index
        return (doubled + (doubled < 0 ? -count : count)) / (2 * count)
    }

    func line(_ row: Int) -> String {
        String(
            (0..<columns).map { column -> Character in
                let place = row * columns + column
                if let letter = letters[place] { return letter }
                guard cells[place] != 0, let dots = Unicode.Scalar(0x2800 + UInt32(cells[place])) else { return " " }
                return Character(dots)
            })
    }
}
