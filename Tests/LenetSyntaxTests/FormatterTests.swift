import Foundation
import LenetSyntax
import Testing

private typealias Layout = LenetSyntax.Formatter

/// The one layout: what it looks like, that it changes nothing but the look, and that it leaves its own result alone.
@Suite("Layout")
struct FormatterTests {
    @Test("scripts are laid out", arguments: [
        ("let   x=3+4*2", "let x = 3 + 4 * 2\n"),
        ("print  -1,-x ,[ 1,2 ]", "print -1, -x, [1, 2]\n"),
        ("let y = x-1", "let y = x - 1\n"),
        ("let y = x ^2 + z^ 2", "let y = x ^ 2 + z^2\n"),
        ("for k in 1 .. 10{ print k }", "for k in 1..10 { print k }\n"),
        ("if a{\nprint 1\n}else{\n\n\nprint 2\n\n}", "if a {\n    print 1\n} else {\n    print 2\n}\n"),
        ("train with sgd(lr:0.1)  epochs   5", "train with sgd(lr: 0.1) epochs 5\n"),
        ("print \"a  {x:.2}  b\"   # why\nprint 1 # because", "print \"a  {x:.2}  b\"  # why\nprint 1               # because\n"),
        ("\n\n# top\n\n\n\nprint 1\n\n", "# top\n\nprint 1\n"),
        ("let xs = [\n1,\n2,\n]", "let xs = [\n    1,\n    2,\n]\n"),
        ("print 1 + \\\n2", "print 1 + \\\n    2\n"),
        ("let a = 1;let b = 2", "let a = 1; let b = 2\n"),
        ("optimizer o(lr=0.1){\nstate v=0\nv=0.9*v-lr*g\nw=w+v\n}", "optimizer o(lr = 0.1) {\n    state v = 0\n    v = 0.9 * v - lr * g\n    w = w + v\n}\n"),
        ("print \"{f(\"a\")}\"  ", "print \"{f(\"a\")}\"\n"), ("train with sgd lr -0.1", "train with sgd lr -0.1\n"), ("", ""), ("print 1\r\nprint 2\r\n", "print 1\nprint 2\n"),
    ])
    func layout(written: String, wanted: String) {
        #expect(Layout.formatted(written) == wanted)
        #expect(Layout.formatted(wanted) == wanted)
    }

    @Test("the scripts of language.md keep their meaning and their comments")
    func meaning() throws {
        for script in try LanguageScripts.all() { keepsMeaning(script.text, files: ["common.lenet": "print 1"]) }
    }

    @Test("whatever is typed is laid out once and for all")
    func random() throws {
        var random = SplitMix(state: 4)
        let scripts = try LanguageScripts.all().map(\.text)
        for _ in 0..<1_500 { keepsMeaning(FuzzTests.text(scripts, &random), files: ["common.lenet": "print 1", "b": "print 2"]) }
    }

    private func keepsMeaning(_ text: String, files: [String: String]) {
        let before = Script(text, files: files)
        let laidOut = Layout.formatted(text)
        guard before.parsed.diagnostics.isEmpty else { return }
        let after = Script(laidOut, files: files)
        guard after.parsed.diagnostics.isEmpty else {
            Issue.record("this no longer parses:\n\(laidOut)\nit was:\n\(text)")
            return
        }
        if TreeText.of(before.parsed.block) != TreeText.of(after.parsed.block) { Issue.record("another tree:\n\(laidOut)\nit was:\n\(text)") }
        if comments(text) != comments(laidOut) { Issue.record("comments were lost:\n\(laidOut)\nit was:\n\(text)") }
        if Layout.formatted(laidOut) != laidOut { Issue.record("not stable:\n\(laidOut)\nthen:\n\(Layout.formatted(laidOut))") }
    }

    private func comments(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return Lexer.tokens(of: Source(name: "", text: text), as: SourceID(index: 0)).filter { $0.kind == .comment || $0.kind == .documentation }
            .map { String(decoding: bytes[Int($0.start)..<Int($0.end)], as: UTF8.self).trimmingCharacters(in: .whitespaces) }
    }
}
