import Foundation
#if canImport(FoundationXML)
    import FoundationXML
#endif
import LenetFigures
import LenetTestSupport
import Testing

@Suite struct DrawingTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Snapshots")

    /// Numbers without elementary functions, so that the drawings are the same anywhere.
    static let figures: [String: Figure] = [
        "one_curve": Figure(
            title: "Learning rate under parabola", subtitle: "lr 0.1, 10 epochs of 469 steps (60,000 images in batches of 128), keras",
            x: Axis("epochs done", isWhole: true), y: Axis("learning rate"),
            series: [Series("parabola", (0...100).map { .init(Double($0) / 10, 0.1 * (1 - Double($0) / 100) * (1 - Double($0) / 100)) })]),
        "three_rules": Figure(
            title: "Accuracy on test images", subtitle: "lenet5, batch 128, means of up to 3 seeds, bands from the lowest to the highest",
            x: Axis("epoch", isWhole: true), y: Axis("accuracy (share of images)", limits: 0...1),
            series: [("adam", 0.9), ("sgd lr 0.1 momentum 0.9 nesterov", 0.75), ("adadelta", 0.3)].map { name, reach in
                let points = (0...10).map { Series.Point(Double($0), 0.1 + reach * Double($0) / (Double($0) + 1.0)) }
                return Series(
                    name, points, band: points.map { .init(x: $0.x, lower: $0.y - 0.03, upper: $0.y + 0.02) }, marksPoints: true)
            }),
        "gap_and_logarithm": Figure(
            title: "Loss of a <wild> & \"diverging\" run", x: Axis("epoch", isWhole: true), y: Axis("loss", scale: .logarithmic),
            series: [
                Series("training images", [.init(0, 2.3), .init(1, 0.31), .init(2, 0.04), .init(3, .nan), .init(4, 31), .init(5, 12)], marksPoints: true),
                Series("test images", [.init(0, 2.3), .init(1, 0.5), .init(2, 0.2)], marksPoints: true),
            ]),
        "guided_curves": {
            var figure = Figure(
                title: "Updates of adam, measured by the weights", subtitle: "dotted: 0.001, about the usual size", x: Axis("step", isWhole: true),
                y: Axis("norm of the update / norm of the weights", scale: .logarithmic),
                series: [("conv1", 0.2), ("dense1", 0.05)].map { name, first in
                    Series(name, (1...20).map { .init(Double($0), first / Double($0)) })
                })
            figure.guide = 0.001
            return figure
        }(),
        "nothing": Figure(title: "Nothing", x: Axis("epoch"), y: Axis("loss"), series: []),
    ]

    @Test(arguments: figures.keys.sorted()) func svgIsAsRecorded(name: String) throws {
        let figure = try #require(Self.figures[name])
        #expect(try RecordedText.difference(SVGDrawing.text(figure), from: Self.folder.appendingPathComponent("\(name).svg")) == nil)
    }

    @Test(arguments: figures.keys.sorted()) func terminalIsAsRecorded(name: String) throws {
        let figure = try #require(Self.figures[name])
        let lines = TerminalDrawing.lines(figure, width: 80)
        for line in lines { #expect(line.count <= 80) }
        #expect(
            try RecordedText.difference(lines.joined(separator: "\n") + "\n", from: Self.folder.appendingPathComponent("\(name).txt")) == nil)
    }

    @Test(arguments: [30, 40, 60, 120, 200]) func widthIsRespected(width: Int) throws {
        for figure in Self.figures.values {
            for line in TerminalDrawing.lines(figure, width: width) { #expect(line.count <= width, "\(line)") }
        }
    }

    @Test(arguments: figures.keys.sorted()) func svgIsValidXMLAndTextIsText(name: String) throws {
        let figure = try #require(Self.figures[name])
        final class Reader: NSObject, XMLParserDelegate {
            var words = ""
            func parser(_ parser: XMLParser, foundCharacters string: String) { words += string }
        }
        let reader = Reader()
        let parser = XMLParser(data: Data(SVGDrawing.text(figure).utf8))
        parser.delegate = reader
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        #expect(reader.words.contains(figure.title) && reader.words.contains(figure.x.title))
        // A label may be folded, but each of its words is there to be searched for.
        for word in figure.series.flatMap({ $0.label.split(separator: " ") }) { #expect(reader.words.contains(word)) }
    }

    /// Every title stays on its paper.
    @Test func longTitlesStandInLines() throws {
        var figure = try #require(Self.figures["one_curve"])
        let short = SVGDrawing.text(figure)
        figure.title = "Loss of sgd lr 0.1 momentum 0.9 nesterov clip_norm 0.5 decay 0.0005 schedule cosine on validation images"
        let long = SVGDrawing.text(figure)
        let lines = long.components(separatedBy: "class=\"title\"").dropFirst().map { $0.prefix { $0 != "<" }.drop { $0 != ">" }.count }
        #expect(lines.count == 2 && lines.allSatisfy { $0 <= 73 })
        #expect(long.count > short.count && !short.contains(figure.title))
    }

    /// The axis reaches the value that the eye measures by, though no curve comes near it.
    @Test func guidesAreWithinTheAxis() throws {
        let figure = try #require(Self.figures["guided_curves"])
        #expect(TerminalDrawing.lines(figure, width: 80).contains { $0.contains("0.001┤") })
        var without = figure
        without.guide = nil
        #expect(!TerminalDrawing.lines(without, width: 80).contains { $0.contains("0.001┤") })
        #expect(SVGDrawing.text(figure).contains("stroke-dasharray:1.5 3.5") && !SVGDrawing.text(without).contains("stroke-dasharray:1.5 3.5"))
    }

    @Test func curvesAreToldApartWithoutColour() throws {
        let figure = try #require(Self.figures["three_rules"])
        let lines = TerminalDrawing.lines(figure, width: 80)
        let drawn = lines.dropLast(3).joined()
        for letter in ["A", "B", "C"] { #expect(drawn.contains(letter)) }
        let svg = SVGDrawing.text(figure)
        #expect(svg.contains("c0 d0") && svg.contains("c1 d1") && svg.contains("c2 d2"))
    }
}
