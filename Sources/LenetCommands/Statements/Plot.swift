import LenetCards
import LenetFigures

/// `plot loss of run`, `plot schedule cosine epochs 10 to "schedule.svg"`
package enum Plot: StatementDefinition {
    package static let card = Card(
        .statement, "plot", "Draws a figure in the terminal, or into a file.",
        topics: PlotCatalogue.cards.map { plot in
            var topic = plot
            topic.parameters.append(
                Parameter(
                    "to", .option, .path, default: .absent("It is drawn in the terminal."),
                    "The file: a name that ends in .svg or .png, or in .txt for the terminal's drawing.",
                    otherSpellings: ["file", "into", "as", "save"]))
            return topic
        },
        notes: ["A plot is a value: `let f = plot loss of run` keeps it and draws nothing, `print f` draws it."],
        examples: PlotCatalogue.cards.flatMap(\.examples), otherSpellings: ["draw", "chart", "graph"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let topic = call.topic, let plot = PlotCatalogue.named(topic) else { preconditionFailure("a parsed topic is in the catalogue") }
        let format = try call.text("to").map { try Format($0, call) }
        // Refused before anything is worked out.
        if format == .png { try session.refuseWhenSafe("a .png file, which another program makes,", at: call.span(of: "to")) }
        let figure = try plot.figure(call, in: session)
        if let path = call.text("to"), let format {
            let place = try session.writablePath(path, at: call.span(of: "to"))
            let content: [UInt8]
            switch format {
            case .svg: content = Array(SVGDrawing.text(figure).utf8)
            case .text: content = Array((TerminalDrawing.lines(figure, width: 80).joined(separator: "\n") + "\n").utf8)
            case .png:
                do {
                    content = try PictureFile.png(of: SVGDrawing.text(figure))
                } catch {
                    throw Failure(.drawing(error.problem(path)), at: call.span(of: "to"))
                }
            }
            if let fault = TextFile.write(content, to: place) {
                throw Failure(.cannotWrite(path, reason: fault.reason), at: call.span(of: "to"))
            }
            session.say("\(figure.title): \(path)", for: call)
        } else {
            session.say(TerminalDrawing.lines(figure, width: session.output.width).joined(separator: "\n"), for: call)
        }
        return .figure(figure)
    }

    private enum Format {
        case svg, png, text

        init(_ path: String, _ call: SentenceCall) throws {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            let ending = name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]).lowercased() }
            switch ending {
            case "svg": self = .svg
            case "png": self = .png
            case "txt": self = .text
            default: throw Failure(.figureFormat(ending), at: call.span(of: "to"))
            }
        }
    }
}
