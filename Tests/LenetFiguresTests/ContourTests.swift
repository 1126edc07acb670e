import Foundation
import LenetFigures
import LenetTestSupport
import Testing

@Suite struct ContourTests {
    /// Made of whole numbers and quarters, so that the drawings are the same anywhere.
    static let map: Figure = {
        let side = 41
        var heights: [Double] = []
        for row in 0..<side {
            for column in 0..<side {
                let x = Double(column - 20) / 5, y = Double(row - 20) / 5
                heights.append((x * x + 10 * y * y) / 2)
            }
        }
        var layer = ContourLayer(x: -4...4, y: -4...4, columns: side, rows: side, heights: heights, least: 0)
        layer.start = .init(-3, 3)
        layer.minima = [.init(0, 0)]
        let zigzag = (0...20).map { step -> Series.Point in
            let side: Double = step % 2 == 0 ? 3 : -2.5
            return Series.Point(-3 + Double(step) * 0.15, side * Double(20 - step) / 20)
        }
        let straight = (0...20).map { step in Series.Point(-3 + Double(step) * 0.125, 3 - Double(step) * 0.125) }
        return Figure(
            title: "Paths on bowl from (-3, 3)", subtitle: "20 steps, keras", x: Axis("x"), y: Axis("y"),
            series: [Series("sgd lr 0.18", zigzag), Series("adam lr 0.125", straight), Series("lion (ends outside)", [.init(-3, 3), .init(-6, 5)])],
            contours: layer)
    }()
    /// Two of several variables: no heights.
    static let bare = Figure(
        title: "Paths in eleven variables", x: Axis("label"), y: Axis("always"), series: [Series("sgd", [.init(0, 0), .init(0.5, 0.1)])],
        contours: ContourLayer(x: -0.1...0.6, y: -0.1...0.3, start: .init(0, 0)))

    @Test func mapsAreAsRecorded() throws {
        for (name, figure) in [("map", Self.map), ("bare_map", Self.bare)] {
            let lines = TerminalDrawing.lines(figure, width: 80)
            #expect(try RecordedText.difference(SVGDrawing.text(figure), from: DrawingTests.folder.appendingPathComponent("\(name).svg")) == nil)
            #expect(
                try RecordedText.difference(lines.joined(separator: "\n") + "\n", from: DrawingTests.folder.appendingPathComponent("\(name).txt")) == nil)
        }
    }

    @Test(arguments: [30, 40, 60, 80, 120, 200]) func widthIsRespected(width: Int) {
        for figure in [Self.map, Self.bare] {
            for line in TerminalDrawing.lines(figure, width: width) { #expect(line.count <= width, "\(line)") }
        }
    }

    @Test func everythingIsToldApartWithoutColour() {
        let lines = TerminalDrawing.lines(Self.map, width: 80)
        let map = lines.filter { $0.contains("│") || $0.contains("┤") }.joined()
        for mark in ["A", "B", "o", "*"] { #expect(map.contains(mark)) }
        let svg = SVGDrawing.text(Self.map)
        #expect(svg.contains("c0 d0") && svg.contains("c1 d1") && svg.contains("c2 d2"))
        for word in ["start", "end of a path", "minimum", "equal height"] { #expect(svg.contains(">\(word)<")) }
    }

    /// Of a plane exactly, of a bowl as nearly as the grid is fine; and a ring is closed.
    @Test func linesLieAtTheirHeights() throws {
        let bowl = try #require(Self.map.contours)
        let contours = bowl.contours(most: 12)
        #expect(contours.count >= 4 && contours.map(\.height) == contours.map(\.height).sorted())
        for contour in contours {
            #expect(!contour.lines.isEmpty)
            for point in contour.lines.joined() {
                #expect(abs((point.x * point.x + 10 * point.y * point.y) / 2 - contour.height) < 0.06)
            }
            // Below the height of the nearest edge a bowl's line is one ring.
            if contour.height < 8 { #expect(contour.lines.count == 1 && contour.lines[0].first == contour.lines[0].last) }
        }
        let plane = ContourLayer(
            x: 0...10, y: 0...5, columns: 11, rows: 6, heights: (0..<6).flatMap { row in (0..<11).map { Double($0) + 2 * Double(row) } })
        for contour in plane.contours(most: 8) {
            #expect(contour.lines.count == 1)
            for point in contour.lines.joined() { #expect(abs(point.x + 2 * point.y - contour.height) < 1e-12) }
        }
        // A saddle's cell, where the middle decides: two lines that do not cross.
        let saddle = ContourLayer(x: 0...1, y: 0...1, columns: 2, rows: 2, heights: [0, 4, 4, 1])
        #expect(saddle.contours(most: 6).contains { $0.height == 1 })
        for contour in saddle.contours(most: 6) where contour.height == 1 { #expect(contour.lines.count == 2) }
    }

    @Test func aGridWithHolesAndWildHeightsIsDrawn() {
        for heights in [
            [Double.nan, 1, 2, 3], [Double.infinity, 1, 2, .nan], [1, 1, 1, 1], [0, 1e300, -1e300, 5], [1e-300, 2e-300, 3e-300, 4e-300],
        ] {
            var figure = Self.bare
            figure.contours = ContourLayer(x: 0...1, y: 0...1, columns: 2, rows: 2, heights: heights)
            figure.series = [Series("far", [.init(0, 0), .init(1e300, -1e300), .init(.nan, 1)])]
            #expect(!SVGDrawing.text(figure).contains("nan"))
            #expect(TerminalDrawing.lines(figure, width: 80).count > 10)
        }
    }
}
