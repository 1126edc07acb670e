import CKernels

/// How many rows and columns of zeros stand round an activation or a gradient.
package struct Border: Sendable, Hashable {
    package var y: Int
    package var x: Int
    package init(y: Int = 0, x: Int = 0) {
        self.y = y
        self.x = x
    }
    package static let none = Border()
}

/// Views of one lane group: `[channel][y][x][16 lanes]` with a border.
package enum Lanes {
    package static let count = Int(LENET_LANES)

    /// Floats that a bordered buffer needs.
    package static func size(_ shape: Shape, _ border: Border) -> Int {
        shape.channels * (shape.height + 2 * border.y) * (shape.width + 2 * border.x) * count
    }

    /// The inside of a bordered buffer that begins at `base`.
    package static func view(_ base: UnsafeMutablePointer<Float>?, _ shape: Shape, _ border: Border = .none) -> lenet_lanes {
        let row = (shape.width + 2 * border.x) * count
        return lenet_lanes(
            at: base.map { $0 + border.y * row + border.x * count }, row: row,
            channel: row * (shape.height + 2 * border.y), channels: Int32(shape.channels), height: Int32(shape.height),
            width: Int32(shape.width))
    }

    /// The groups of sixteen that `images` images fill.
    package static func groups(_ images: Int) -> Int { (images + count - 1) / count }

    /// Calls `body` for stretches of floats that are contiguous in all views; all have the shape of the first.
    @inline(__always)
    static func runs(
        _ a: lenet_lanes, _ b: lenet_lanes,
        _ body: (Int, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Void
    ) {
        runs(a, b, b) { count, a, b, _ in body(count, a, b) }
    }

    @inline(__always)
    static func runs(
        _ a: lenet_lanes, _ b: lenet_lanes, _ c: lenet_lanes,
        _ body: (Int, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Void
    ) {
        guard let firstA = a.at, let firstB = b.at, let firstC = c.at else { return }
        if a.isContiguous && b.isContiguous && c.isContiguous {
            body(a.floats, firstA, firstB, firstC)
            return
        }
        let width = Int(a.width) * count
        for channel in 0..<Int(a.channels) {
            for row in 0..<Int(a.height) {
                body(
                    width, firstA + channel * a.channel + row * a.row, firstB + channel * b.channel + row * b.row,
                    firstC + channel * c.channel + row * c.row)
            }
        }
    }

    static func copy(_ from: lenet_lanes, _ to: lenet_lanes) {
        runs(from, to) { count, from, to in to.update(from: from, count: count) }
    }
}

extension lenet_lanes {
    /// Floats of the inside.
    var floats: Int { Int(channels) * Int(height) * Int(width) * Lanes.count }
    var isContiguous: Bool { row == Int(width) * Lanes.count && channel == Int(height) * row }
}
