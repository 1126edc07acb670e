import LenetSyntax
import Testing

/// Script text whose places are marked in it, so that no test counts columns: `let ‹train› = 3`.
struct MarkedText {
    /// The text without its marks.
    var text = ""
    /// The marked stretches in the order of their beginnings, in bytes.
    var spans: [Range<Int32>] = []

    init(_ marked: String) {
        var open: [Int] = []
        for character in marked {
            let place = Int32(text.utf8.count)
            switch character {
            case "‹":
                open.append(spans.count)
                spans.append(place..<place)
            case "›":
                if let last = open.popLast() { spans[last] = spans[last].lowerBound..<place }
            default: text.append(character)
            }
        }
    }
}

/// A parsed text with what tests ask of it.
struct Script {
    var parsed: Parsed
    var sources = SourceTable()

    init(_ text: String, name: String = "test.lenet", grammar: Grammar = TestGrammar.grammar, files: [String: String] = [:]) {
        let id = sources.add(Source(name: name, text: text))
        parsed = Parser.parse(id, in: &sources, grammar: grammar) { path, _ in
            files[path].map { .text(name: path, $0) } ?? .missing(reason: "there is no such file")
        }
    }

    var tree: String { TreeText.of(parsed.block) }
    var titles: [String] { parsed.diagnostics.map(\.title) }

    /// All messages as a terminal of 100 columns shows them.
    var rendered: String {
        let renderer = DiagnosticRenderer(sources: sources, color: false, width: 100)
        return parsed.diagnostics.map(renderer.render).joined(separator: "\n")
    }
}

/// Parses a text without mistakes and gives its tree.
func tree(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> String {
    let script = Script(text)
    if !script.parsed.diagnostics.isEmpty {
        Issue.record("\(script.rendered)", sourceLocation: sourceLocation)
    }
    return script.tree
}
