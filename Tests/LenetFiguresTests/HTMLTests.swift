import Foundation
#if canImport(FoundationXML)
    import FoundationXML
#endif
import LenetFigures
import LenetLab
import LenetTestSupport
import Testing

@Suite struct HTMLTests {
    /// Hostile on purpose: names and scripts are the user's.
    private static let wicked = "</script><script>alert('1')</script> & \"quotes\" ]]> <!--"

    static let report: HTMLReport = {
        var curves = Figure(
            title: "Accuracy on test images", subtitle: "mlp, batch 128", x: Axis("epoch", isWhole: true),
            y: Axis("accuracy (share of images)", limits: 0...1))
        curves.series = [
            Series("adam", [.init(0, 0.1), .init(1, 0.75), .init(2, 0.875)], band: [.init(x: 0, lower: 0.1, upper: 0.1), .init(x: 2, lower: 0.85, upper: 0.9)], marksPoints: true),
            Series(wicked, [.init(0, 0.1), .init(1, .nan), .init(2, 0.5)], marksPoints: true),
        ]
        let way = Figure(
            title: "The weight dense1.weight[0, 3]", x: Axis("step", isWhole: true), y: Axis("weight"),
            series: [Series("sgd", [.init(0, 0.5), .init(1, 0.25), .init(2, 0.125)]), Series(wicked, [.init(0, 0.5), .init(1, -0.5)])])
        var map = Figure(
            title: "Paths on a bowl", x: Axis("x"), y: Axis("y"), series: [Series("sgd", [.init(-1, -1), .init(0, 0.5)])])
        map.contours = ContourLayer(
            x: -2...2, y: -2...2, columns: 5, rows: 5, heights: (-2...2).flatMap { y in (-2...2).map { Double($0 * $0 + y * y) } },
            start: .init(-1, -1), minima: [.init(0, 0)])
        return HTMLReport(
            title: "adam and \(wicked)", lead: ["A lead."],
            sections: [
                .init("What came of it", [
                    .list(["adam is better"]), .table(TextTable([.init("rule", .left), .init("accuracy")], [["adam", "0.8750"], [wicked, "0.5000"]]), caption: "A table."),
                    .figure(curves, caption: "Curves."), .confusion([[9, 0], [2, 12]], caption: "Confusion."),
                ]),
                .init("Steps", [
                    .stepped(SteppedFigure(figure: way, columns: ["g", "w"], tracks: [
                        .init(label: "sgd", rows: [["-", "0.5"], ["1", "0.25"], ["2", "0.125"]]), .init(label: wicked, rows: [["-", "0.5"], ["3", "-0.5"]]),
                    ]), caption: "A weight."),
                    .stepped(SteppedFigure(figure: map, columns: ["x"], tracks: [.init(label: "sgd", rows: [["-1"], ["0"]])], every: 10), caption: "A map."),
                ]),
                .init("How", [.facts([("data", "digits"), ("name", wicked)]), .code("print \"\(wicked)\"\n"), .folded("More", [.paragraph("Words.")])]),
            ], foot: "Written by a test.")
    }()

    /// The elements of the page as XML has them.
    final class Reader: NSObject, XMLParserDelegate {
        var names: [String: Int] = [:]
        var ids: [String] = []
        var references: [String] = []
        var scopeless = 0
        var words = ""
        var open: [String] = []
        func parser(_ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String] = [:]) {
            names[name, default: 0] += 1
            open.append(name)
            if let id = attributes["id"] { ids.append(id) }
            if name == "th", attributes["scope"] == nil { scopeless += 1 }
            for key in ["src", "href", "action", "srcset", "xlink:href"] { if let value = attributes[key] { references.append(value) } }
            if let value = attributes["for"] { references.append("#" + value) }
        }
        func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) { open.removeLast() }
        func parser(_ parser: XMLParser, foundCharacters string: String) { if open.last != "script", open.last != "style" { words += string } }
    }

    static func read(_ text: String) throws -> Reader {
        let reader = Reader()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = reader
        #expect(parser.parse(), "\(String(describing: parser.parserError)) in line \(parser.lineNumber)")
        return reader
    }

    @Test func pageIsAsRecorded() throws {
        let file = DrawingTests.folder.appendingPathComponent("report.html")
        #expect(try RecordedText.difference(HTMLDrawing.text(Self.report), from: file) == nil)
    }

    @Test func pageIsWellFormedAndWhole() throws {
        let page = try Self.read(HTMLDrawing.text(Self.report))
        #expect(page.names["figure"] == 3 && page.names["svg"] == 3 && page.names["figcaption"] == 3)
        #expect(page.names["h1"] == 1 && page.names["h2"] == 3 && page.names["main"] == 1 && page.names["section"] == 3)
        #expect(page.names["caption"] == page.names["table"])
        #expect(page.scopeless == 0)
        #expect(Set(page.ids).count == page.ids.count, "an id stands twice")
        #expect(page.words.contains("0.8750") && page.words.contains("adam is better"))
    }

    @Test func nothingIsLoadedFromElsewhere() throws {
        let text = HTMLDrawing.text(Self.report)
        let page = try Self.read(text)
        #expect(page.references.allSatisfy { $0.hasPrefix("#") && page.ids.contains(String($0.dropFirst())) }, "\(page.references)")
        for word in ["link", "img", "iframe", "object", "embed"] { #expect(page.names[word] == nil) }
        #expect(!text.contains("@import") && !text.contains("fetch(") && !text.contains("XMLHttpRequest"))
        let addresses = text.components(separatedBy: "http").dropFirst().filter { !$0.hasPrefix("://www.w3.org/") }
        #expect(addresses.isEmpty, "\(addresses.map { $0.prefix(40) })")
    }

    @Test func wordsOfUsersStayWords() throws {
        let text = HTMLDrawing.text(Self.report)
        let page = try Self.read(text)
        // The page's own script and the data of three figures; no other.
        #expect(page.names["script"] == 4)
        #expect(text.components(separatedBy: "<script").count == 5 && text.components(separatedBy: "</script").count == 5)
        #expect(!text.contains("alert('1')</script"))
        #expect(page.words.contains(Self.wicked))
    }

    @Test func readOutsSayWhatTheFigureShows() throws {
        let text = HTMLDrawing.text(Self.report)
        #expect(text.contains("\"adam: epoch 1, accuracy 0.7500\""))
        #expect(text.contains("\"adam: epoch 2, accuracy 0.8750 (0.8500 to 0.9000)\""))
        // A number that is none has no place.
        #expect(!text.contains("nan\""))
        // 60 steps in tens: two points, 0 and 10.
        #expect(text.contains("\"every\":10"))
    }

    @Test func anEmptyReportIsAPage() throws {
        let page = try Self.read(HTMLDrawing.text(HTMLReport(title: "Nothing")))
        #expect(page.names["h1"] == 1 && page.names["figure"] == nil)
    }
}
