/// Lines of equal height through a grid: in each cell between four points the line crosses the sides whose ends are on different
/// sides of it, at the place that a straight slope gives; pieces that meet are joined.
///
/// Where a cell's corners alternate, its middle says which pairs belong together. A cell with a corner that is no number has no
/// line. Source: Lorensen and Cline's marching cubes (1987) in two dimensions.
enum MarchingSquares {
    struct Place: Hashable {
        /// Columns and rows from the first, not whole.
        var x: Double
        var y: Double
    }

    /// A side of a cell: the point that it begins at, and whether it goes along the row.
    private struct Side: Hashable {
        var point: Int
        var isAlong: Bool
    }

    static func lines(_ heights: [Double], columns: Int, rows: Int, at level: Double) -> [[Place]] {
        var neighbours: [Side: [Side]] = [:]
        var order: [Side] = []
        func join(_ a: Side, _ b: Side) {
            for (from, to) in [(a, b), (b, a)] {
                if neighbours[from] == nil { order.append(from) }
                neighbours[from, default: []].append(to)
            }
        }
        for row in 0..<rows - 1 {
            for column in 0..<columns - 1 {
                let at = row * columns + column
                let corners = [at, at + 1, at + columns + 1, at + columns]
                let values = corners.map { heights[$0] }
                guard values.allSatisfy(\.isFinite) else { continue }
                let above = values.map { $0 > level }
                let bottom = Side(point: at, isAlong: true), top = Side(point: at + columns, isAlong: true)
                let left = Side(point: at, isAlong: false), right = Side(point: at + 1, isAlong: false)
                // Round the cell: between corners 0 and 1, 1 and 2, 2 and 3, 3 and 0.
                let crossed = zip([bottom, right, top, left], [(0, 1), (1, 2), (2, 3), (3, 0)])
                    .filter { above[$0.1.0] != above[$0.1.1] }.map(\.0)
                if crossed.count == 2 {
                    join(crossed[0], crossed[1])
                } else if crossed.count == 4 {
                    let middleIsAbove = values.reduce(0) { $0 + $1 / 4 } > level
                    if middleIsAbove == above[0] {
                        join(bottom, right)
                        join(top, left)
                    } else {
                        join(left, bottom)
                        join(right, top)
                    }
                }
            }
        }
        return chains(order, neighbours).map { chain in chain.map { place(of: $0, heights, columns, level) } }
    }

    /// Lines that end at the edge first, from their ends; what is left are rings.
    private static func chains(_ order: [Side], _ neighbours: [Side: [Side]]) -> [[Side]] {
        var visited: Set<Side> = []
        var chains: [[Side]] = []
        func walk(from first: Side) {
            var chain = [first]
            visited.insert(first)
            while let last = chain.last, let next = neighbours[last]?.first(where: { !visited.contains($0) }) {
                visited.insert(next)
                chain.append(next)
            }
            if chain.count > 2, let last = chain.last, neighbours[last]?.contains(first) == true { chain.append(first) }
            chains.append(chain)
        }
        for side in order where neighbours[side]?.count == 1 && !visited.contains(side) { walk(from: side) }
        for side in order where !visited.contains(side) { walk(from: side) }
        return chains.filter { $0.count > 1 }
    }

    private static func place(of side: Side, _ heights: [Double], _ columns: Int, _ level: Double) -> Place {
        let from = heights[side.point], to = heights[side.point + (side.isAlong ? 1 : columns)]
        let share = to == from ? 0.5 : min(1, max(0, (level - from) / (to - from)))
        let x = Double(side.point % columns), y = Double(side.point / columns)
        return side.isAlong ? Place(x: x + share, y: y) : Place(x: x, y: y + share)
    }
}
