import Foundation
#if canImport(FoundationXML)
    import FoundationXML
#endif
import LenetFigures
import LenetTestSupport
import Testing

/// Figures of something else than curves.
@Suite struct ContentTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Snapshots")

    /// A ring, grey at its edges.
    private static let ring: GreyPicture = {
        let side = 14
        let ink = (0..<side * side).map { place -> Float in
            let y = place / side * 2 - side + 1, x = place % side * 2 - side + 1
            let distance = Float(x * x + y * y)
            return distance < 36 || distance > 150 ? 0 : distance < 60 ? 0.4 : 1
        }
        return GreyPicture(height: side, width: side, ink: ink, caption: "test[3] is 0\nsaid 6: 61.2%")
    }()

    private static func curve(_ label: String, _ reach: Double, band: Double) -> Series {
        let points = (0...5).map { Series.Point(Double($0), 0.1 + reach * Double($0) / (Double($0) + 1)) }
        return Series(label, points, band: band == 0 ? [] : points.map { .init(x: $0.x, lower: $0.y - band, upper: $0.y + band) }, marksPoints: true)
    }

    static let figures: [String: Figure] = [
        "bars": Figure(
            title: "Accuracy on test images", subtitle: "digits, lenet5, 5 epochs, batch 256, 3 seeds", x: Axis("accuracy (share of images)", limits: 0...1),
            y: Axis("rules"),
            content: .bars([
                Bar("adadelta", 0.85, interval: 0.842...0.857, text: "0.8500"),
                Bar("sgd lr 0.1 momentum 0.9 nesterov decay 0.0005", 0.858, interval: 0.851...0.865, text: "0.8580"),
                Bar("adam", 0.99, interval: 0.987...0.992, text: "0.9900"), Bar("diverged", .nan, text: "-"),
            ])),
        "dots": Figure(
            title: "Gradients <by layer>", x: Axis("norm of the gradient / norm of the weights", scale: .logarithmic), y: Axis("array"),
            content: .bars([Bar("conv1.weight", 0.31, text: "0.31"), Bar("conv2.weight", 0.021, text: "0.021"), Bar("dense1.weight", 0.00017, text: "0.00017")])),
        "guided_dots": {
            var figure = Figure(
                title: "The update of adam, measured by the weights", subtitle: "dotted: 0.001, about the usual size",
                x: Axis("norm of the update / norm of the weights", scale: .logarithmic), y: Axis("layer"),
                content: .bars([
                    Bar("conv1", 0.098, text: "0.098"), Bar("conv2", 0.00081, text: "0.00081"), Bar("dense1", 0.0021, text: "0.0021"), Bar("dense2", .nan, text: "-"),
                ]))
            figure.guide = 0.001
            return figure
        }(),
        "confusion": Figure(
            title: "Which class was taken for which", subtitle: "1,200 test images", x: Axis("what the network said"), y: Axis("what it is"),
            content: .counts(CountTable(labels: ["0", "1", "2"], counts: [[390, 0, 10], [1, 399, 0], [40, 2, 1358]]))),
        "pictures": Figure(
            title: "The worst mistakes", subtitle: "3 mistakes on 300 test images",
            content: .pictures(PictureGrid(Array(repeating: ring, count: 8)))),
        "filters": Figure(
            title: "Filters of conv1",
            content: .pictures(
                PictureGrid(
                    [
                        GreyPicture(height: 3, width: 3, ink: [1, 0.5, 0, 0.5, 0, -0.5, 0, -0.5, -1], caption: "filter 0"),
                        GreyPicture(height: 3, width: 3, ink: [0, 0, 0, 0.25, -0.25, 0.75, .nan, -0.75, 1], caption: "filter 1"),
                    ], key: "Orange is below 0."))),
        "network": Figure(
            title: "small", subtitle: "1,510 parameters",
            content: .stages([
                Stage(name: "input", detail: "the image", channels: 1, height: 28, width: 28, shape: "28x28x1", note: ""),
                Stage(name: "conv1", detail: "conv 6 5x5 same relu", channels: 6, height: 28, width: 28, shape: "28x28x6", note: "156 weights"),
                Stage(name: "maxpool1", detail: "maxpool 2", channels: 6, height: 14, width: 14, shape: "14x14x6", note: ""),
                Stage(name: "dense1", detail: "dense 10", channels: 10, height: 1, width: 1, shape: "10", note: "11,770 weights"),
            ])),
        "panels": Figure(
            title: "Accuracy of each rule", subtitle: "2 seeds: means and ranges",
            content: .panels(
                Panels(
                    [("sgd", 0.5), ("adam", 0.9), ("rmsprop", 0.8)].map { name, reach in
                        Figure(
                            title: name, x: Axis("epoch", isWhole: true), y: Axis("accuracy", limits: 0...1),
                            series: [curve("training images", reach, band: 0.03), curve("test images", reach * 0.9, band: 0)])
                    }, sharesY: true))),
    ]

    @Test(arguments: figures.keys.sorted()) func svgIsAsRecorded(name: String) throws {
        let figure = try #require(Self.figures[name])
        #expect(try RecordedText.difference(SVGDrawing.text(figure), from: Self.folder.appendingPathComponent("\(name).svg")) == nil)
    }

    @Test(arguments: figures.keys.sorted()) func terminalIsAsRecorded(name: String) throws {
        let figure = try #require(Self.figures[name])
        let text = TerminalDrawing.lines(figure, width: 80).joined(separator: "\n") + "\n"
        #expect(try RecordedText.difference(text, from: Self.folder.appendingPathComponent("\(name).txt")) == nil)
    }

    @Test(arguments: [30, 40, 60, 80, 120, 200]) func widthIsRespected(width: Int) throws {
        for (name, figure) in Self.figures {
            for line in TerminalDrawing.lines(figure, width: width) { #expect(line.count <= width, "\(name): \(line)") }
        }
    }

    @Test(arguments: figures.keys.sorted()) func svgIsValidXMLAndStaysOnItsPaper(name: String) throws {
        let figure = try #require(Self.figures[name])
        let page = try Page(SVGDrawing.text(figure))
        #expect(page.words.contains(figure.title))
        #expect(page.outside.isEmpty, "\(page.outside)")
    }

    /// Bars begin at 0, so lengths are as the numbers are.
    @Test func barsAreAsLongAsTheirNumbers() throws {
        let page = try Page(SVGDrawing.text(try #require(Self.figures["bars"])))
        let lengths = page.rectangles.filter { $0.style.hasPrefix("f") }.map(\.width)
        try #require(lengths.count == 3)
        for (length, value) in zip(lengths, [0.85, 0.858, 0.99]) { #expect(abs(length / lengths[2] - value / 0.99) < 0.001) }
    }

    /// The paths, gone over again, are the places of the picture.
    @Test(arguments: ["pictures", "filters"]) func picturesAreTheirPlaces(name: String) throws {
        let figure = try #require(Self.figures[name])
        guard case .pictures(let grid) = figure.content else { return }
        let page = try Page(SVGDrawing.text(figure))
        var found: [Int: Double] = [:]
        for path in page.paths {
            guard let kind = path.style.first, let level = Double(path.style.dropFirst()), "in".contains(kind) else { continue }
            for run in path.data.split(separator: "M") {
                let numbers = run.split(whereSeparator: { " hvz".contains($0) })
                let x = try #require(Int(numbers[0])), y = try #require(Int(numbers[1])), length = try #require(Int(numbers[2]))
                for column in x..<x + length { found[path.group * 10_000 + y * 100 + column] = (kind == "n" ? -1 : 1) * level / 10 }
            }
        }
        for (index, picture) in grid.pictures.enumerated() {
            for place in picture.ink.indices {
                let ink = Double(picture.ink[place].isFinite ? picture.ink[place] : 0)
                let drawn = found[index * 10_000 + place / picture.width * 100 + place % picture.width] ?? 0
                #expect(abs(drawn - ink) <= 0.05 + 1e-6)
            }
        }
    }

    @Test func everyCountIsWritten() throws {
        let figure = try #require(Self.figures["confusion"])
        let page = try Page(SVGDrawing.text(figure))
        let text = TerminalDrawing.lines(figure, width: 80).joined(separator: "\n")
        for count in ["390", "10", "399", "40", "1,358"] {
            #expect(page.words.contains(count) && text.contains(count.filter { $0 != "," }))
        }
        #expect(text.contains("[1358]"))
    }

    /// What an SVG file says, read by Foundation's parser.
    private final class Page: NSObject, XMLParserDelegate {
        var words = ""
        var rectangles: [(style: String, width: Double)] = []
        var paths: [(style: String, data: String, group: Int)] = []
        /// Words whose anchor is off the paper, or that run off it by a generous estimate.
        var outside: [String] = []
        private var groups = -1
        private var paper = (width: 0.0, height: 0.0)
        private var shift = (x: 0.0, y: 0.0)
        private var place: (x: Double, y: Double, anchor: String)?
        private var content = ""

        init(_ svg: String) throws {
            super.init()
            let parser = XMLParser(data: Data(svg.utf8))
            parser.delegate = self
            try #require(parser.parse(), "\(String(describing: parser.parserError))")
        }

        func parser(_ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String]) {
            func number(_ key: String) -> Double { attributes[key].flatMap(Double.init) ?? 0 }
            content = ""
            switch name {
            case "svg": paper = (number("width"), number("height"))
            case "g":
                groups += 1
                let numbers = (attributes["transform"] ?? "").split(whereSeparator: { "() ".contains($0) }).compactMap { Double($0) }
                if numbers.count > 1 { shift = (numbers[0], numbers[1]) }
            case "rect": rectangles.append((attributes["class"] ?? "", number("width")))
            case "path": paths.append((attributes["class"] ?? "", attributes["d"] ?? "", groups))
            case "text" where attributes["transform"] == nil: place = (number("x") + shift.x, number("y") + shift.y, attributes["text-anchor"] ?? "start")
            default: place = nil
            }
        }

        func parser(_ parser: XMLParser, foundCharacters string: String) {
            words += string
            content += string
        }

        func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
            if name == "g" { shift = (0, 0) }
            guard name == "text", let place else { return }
            let length = Double(content.count) * 6.5
            let left = place.anchor == "start" ? place.x : place.anchor == "end" ? place.x - length : place.x - length / 2
            if left < 0 || left + length > paper.width + 8 || place.y > paper.height || place.y < 10 { outside.append(content) }
        }
    }
}
