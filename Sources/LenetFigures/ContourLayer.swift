/// A landscape under the curves of a figure: heights on a grid, drawn as lines of equal height, with the marks of a map.
///
/// A figure with such a layer is a map: its window is the layer's, its series are paths that may turn back, from their start to
/// their end, and what leaves the window is cut off at its edge.
package struct ContourLayer: Sendable, Hashable {
    package var x: ClosedRange<Double>
    package var y: ClosedRange<Double>
    /// Columns of the grid; its first and last stand on the window's edges. Without heights the map has no lines.
    package var columns: Int
    package var rows: Int
    /// Row after row, the lowest y first.
    package var heights: [Double]
    /// The lowest height there is, where it is known; else the grid's.
    package var least: Double?
    package var start: Series.Point?
    package var minima: [Series.Point]

    package init(
        x: ClosedRange<Double>, y: ClosedRange<Double>, columns: Int = 0, rows: Int = 0, heights: [Double] = [], least: Double? = nil,
        start: Series.Point? = nil, minima: [Series.Point] = []
    ) {
        precondition(heights.count == columns * rows, "a height for every point of the grid")
        self.x = x
        self.y = y
        self.columns = columns
        self.rows = rows
        self.heights = heights
        self.least = least
        self.start = start
        self.minima = minima
    }

    package func contains(_ point: Series.Point) -> Bool { x.contains(point.x) && y.contains(point.y) }

    /// The lines of equal height, `most` heights at most.
    package func contours(most: Int) -> [Contour] {
        guard columns > 1, rows > 1 else { return [] }
        return ContourLevels.chosen(heights, least: least, most: most).map { level in
            Contour(height: level, lines: MarchingSquares.lines(heights, columns: columns, rows: rows, at: level).map { line in
                line.map { place in
                    Series.Point(
                        x.lowerBound + place.x / Double(columns - 1) * (x.upperBound - x.lowerBound),
                        y.lowerBound + place.y / Double(rows - 1) * (y.upperBound - y.lowerBound))
                }
            })
        }
    }

    package struct Contour: Sendable {
        package var height: Double
        /// In the units of the axes; a ring ends where it begins.
        package var lines: [[Series.Point]]
    }
}
