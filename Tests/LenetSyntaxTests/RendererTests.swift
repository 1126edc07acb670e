import LenetSyntax
import Testing

@Suite("The drawing of a diagnostic")
struct RendererTests {
    private func rendered(_ marked: String, width: Int = 100, color: Bool = false, notes: [String] = []) -> String {
        let text = MarkedText(marked)
        var sources = SourceTable()
        let id = sources.add(Source(name: "compare.lenet", text: text.text))
        let labels = text.spans.enumerated().map { index, span in
            Diagnostic.Label(Span(source: id, start: span.lowerBound, end: span.upperBound), index == 0 ? "here" : "there")
        }
        let diagnostic = Diagnostic(.error, "something is wrong", at: labels.first, secondary: Array(labels.dropFirst()), notes: notes)
        return DiagnosticRenderer(sources: sources, color: color, width: width).render(diagnostic)
    }

    @Test("the layout of language.md, to the letter")
    func layout() {
        let text = MarkedText("\n\n\ntrain with ‹rmsporp› lr 0.001\n")
        var sources = SourceTable()
        let id = sources.add(Source(name: "compare.lenet", text: text.text))
        let span = Span(source: id, start: text.spans[0].lowerBound, end: text.spans[0].upperBound)
        let diagnostic = Diagnostic(
            .error, "no optimizer named 'rmsporp'", at: .init(span, "did you mean 'rmsprop'?"),
            notes: ["optimizers: adadelta, adagrad, adam, …  (help optimizers)"])
        #expect(
            DiagnosticRenderer(sources: sources, color: false, width: 80).render(diagnostic) == """
                error: no optimizer named 'rmsporp'
                  --> compare.lenet:4:12
                   |
                 4 | train with rmsporp lr 0.001
                   |            ^^^^^^^ did you mean 'rmsprop'?
                   |
                   = optimizers: adadelta, adagrad, adam, …  (help optimizers)

                """)
        let record = DiagnosticRecord(diagnostic, in: sources)
        #expect(record.file == "compare.lenet" && record.line == 4 && record.column == 12)
        #expect(record.endLine == 4 && record.endColumn == 19 && record.label == "did you mean 'rmsprop'?")
    }

    @Test(
        "carets stand under wide, combining and tabbed characters",
        arguments: [
            ("\t‹x›", "   |     ^ here"), ("\"重み\" ‹x›", "   |        ^ here"), ("\"e\u{301}\" ‹x›", "   |     ^ here"),
            ("\"👍🏽\" ‹x›", "   |      ^ here"), ("\"👩‍👩‍👧\" ‹x›", "   |      ^ here"), ("‹\"重\"› x", "   | ^^^^ here"),
            ("print ‹›", "   |       ^ here"),
        ])
    func widths(marked: String, expected: String) {
        let line = rendered(marked).split(separator: "\n")[4]
        #expect(line == expected)
    }

    @Test("several places, several lines, long lines, other sources")
    func several() throws {
        var text = rendered("print ‹a› + ‹b›") + "\n" + rendered("x\n\nlet y = ‹(›1\n\n\n‹let› z = 3") + "\n"
        text += rendered("print ‹[1,\n   2,\n   3]› + 1") + "\n" + rendered("a = ‹[1,\n   2]›\n")
        let long = (1...40).map { "x\($0)" }.joined(separator: " + ")
        text += rendered("print \(long) + ‹oops› + \(long)", width: 60, notes: [String(repeating: "word ", count: 30)]) + "\n"
        text += rendered("print ‹\(long) + \(long)›", width: 60) + "\n"
        for line in 1...3 { text += rendered(String(repeating: "\n", count: 5 * line * line) + "print ‹a›") + "\n" }
        text += rendered("print ‹\u{1B}[31m›") + "\n"

        var sources = SourceTable()
        let rule = sources.add(Source(name: "adam (shipped)", text: "w = w - lr * q"))
        let script = sources.add(Source(name: "<prompt>", text: "train with adam"))
        let diagnostic = Diagnostic(
            .warning, code: "E0999", "no name 'q'", at: .init(Span(source: rule, start: 13, end: 14), "not given"),
            secondary: [.init(Span(source: script, start: 11, end: 15), "used here")])
        text += DiagnosticRenderer(sources: sources, color: false, width: 80).render(diagnostic) + "\n"
        text += DiagnosticRenderer(sources: sources, color: false, width: 80).render(
            Diagnostic(.error, "'train-images' is damaged", notes: ["expected 10 bytes", "found 3"]))
        try Snapshot.expect(text, "renderer")
    }

    @Test("no line is wider than the terminal but for labels and titles", arguments: [40, 60, 97])
    func fits(width: Int) {
        let long = (1...60).map { "名\($0)" }.joined(separator: " + ")
        let lines = rendered("\"\(long) ‹oops› \(long)\"", width: width).split(separator: "\n")
        #expect(lines.filter { TerminalWidth.of(String($0)) > width }.isEmpty)
        #expect(lines[4].contains("^^^^ here"))
    }

    @Test("colour wraps, and leaves the text as it is")
    func color() {
        let plain = rendered("print ‹a›", notes: ["a note"])
        var colored = rendered("print ‹a›", color: true, notes: ["a note"])
        #expect(colored.contains("\u{1B}[1;31m"))
        colored = colored.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
        #expect(colored == plain)
    }

    @Test("near names", arguments: [
        ("rmsporp", ["rmsprop"]), ("ADAM", ["adam"]), ("adm", ["adam"]), ("acc", ["accuracy"]), ("xyz", []), ("adamx", ["adam"]), ("", []), ("a", []),
    ])
    func nearest(word: String, expected: [String]) {
        #expect(Nearest.candidates(word, among: ["adam", "adagrad", "rmsprop", "accuracy", "sgd"]) == expected)
    }

    @Test("the distance counts swaps as one", arguments: [("", "abc", 3), ("abc", "acb", 1), ("kitten", "sitting", 3), ("same", "same", 0), ("ca", "abc", 3)])
    func distance(first: String, second: String, expected: Int) {
        #expect(Nearest.distance(first, second) == expected)
        #expect(Nearest.distance(second, first) == expected)
    }
}
