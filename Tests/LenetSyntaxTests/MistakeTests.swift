import Foundation
import LenetSyntax
import Testing

/// Every message, as a terminal shows it, in `Snapshots`: one file per topic, each mistake with its answer below.
@Suite("Mistakes and their answers")
struct MistakeTests {
    @Test("each mistake is answered as recorded", arguments: Mistakes.topics.keys.sorted())
    func answers(topic: String) throws {
        let scripts = try #require(Mistakes.topics[topic])
        var text = ""
        for script in scripts {
            text += String(repeating: "=", count: 80) + "\n" + script + "\n" + String(repeating: "-", count: 80) + "\n"
            text += Script(script).rendered + "\n"
        }
        try Snapshot.expect(text, topic)
    }

    @Test("each of these is one mistake, and is reported once", arguments: Mistakes.topics.values.flatMap { $0 })
    func once(script: String) { #expect(Script(script).titles.count == 1, "\(Script(script).rendered)") }

    @Test("codes are E01 and two digits, and no two titles of a script's errors repeat a place")
    func codes() {
        for script in Mistakes.topics.values.joined() {
            for diagnostic in Script(script).parsed.diagnostics {
                #expect(diagnostic.code?.hasPrefix("E01") == true && diagnostic.code?.count == 5)
                #expect(!diagnostic.title.hasSuffix("."))
                #expect(diagnostic.primary != nil)
            }
        }
    }

    @Test("every error of a text is found in one reading, each at its place")
    func recovery() {
        let marked = MarkedText(
            """
            let ‹train› = 3
            print (1 + 2‹› 3
            for x in ‹› {
                print 1 +‹›
                show ‹sampels›
            }
            let y = "a" ‹4›
            if x ‹=› 3 { ‹break› }
            model m {
                conv 8 3x3 same
                ‹densee› 10
                dropout‹›
            }
            optimizer o(lr = 0.1) {
                state ‹›
                ‹return› 3
                w = w - lr * g
            }
            ‹foo› bar
            load mnist trian 3
            print ‹"open›
            ‹}›
            print ‹(›1
            """)
        let script = Script(marked.text)
        let lines = script.parsed.diagnostics.compactMap { diagnostic in
            diagnostic.primary.map { script.sources[$0.span.source].position(of: $0.span.start).line }
        }
        #expect(lines == [1, 2, 3, 4, 5, 7, 8, 8, 11, 12, 15, 16, 19, 20, 21, 22, 23], "\(script.rendered)")
    }

    @Test(
        "the carets stand under what is wrong",
        arguments: [
            "let ‹train› = 3", "print 1 ‹&&› 2", "print a < b ‹<› c", "show ‹sampels› 3", "train with adam epochs 2 ‹epochs› 3",
            "print ‹'adam'›", "train with adam ‹lr=0.1›", "if x ‹=› 3 { }", "print 7‹%›3", "f(lr‹=›1)", "let ‹größe› = 3",
            "print ‹(›1 + 2\nlet x = 3", "print \"a {‹}› b\"".replacing("{‹}›", with: "‹{}›"), "‹model.fit›(x)", "print \"‹\\q›\"",
            "model m { ‹dens› 10 }", "xs[0] ‹=› 3", "print ‹.5›", "print ‹2pi›", "‹break›", "load ‹\"mnist\"›",
        ])
    func places(marked: String) {
        let text = MarkedText(marked)
        let spans = Script(text.text).parsed.diagnostics.compactMap { $0.primary?.span }.map { $0.start..<$0.end }
        #expect(spans == text.spans, "\(Script(text.text).rendered)")
    }

    @Test(
        "a replacement mends its line",
        arguments: [
            ("print a && b", "print a and b"), ("let x = True", "let x = true"), ("print .5", "print 0.5"),
            ("show sampels 3", "show samples 3"), ("print 'a'", "print \"a\""), ("print 7 % 3", "print 7 mod 3"),
            ("trian with adam", "train with adam"), ("f(lr=1)", "f(lr:1)"), ("if x = 3 { }", "if x == 3 { }"),
            ("let β1 = 0.9", "let beta1 = 0.9"), ("print 1 − 2", "print 1 - 2"), ("train with adam learning_rate=0.1", "train with adam lr 0.1"), ("train optimizer='adam'", "train with adam"),
            ("train with adam batch_size 32", "train with adam batch 32"), ("load \"mnist\"", "load mnist"),
            ("model m { linear 10 }", "model m { dense 10 }"), ("compare sgd, adam", "compare [sgd, adam]"),
        ])
    func replacements(wrong: String, right: String) throws {
        let diagnostic = try #require(Script(wrong).parsed.diagnostics.first)
        let span = try #require(diagnostic.primary?.span)
        let bytes = Array(wrong.utf8)
        let mended = bytes[..<Int(span.start)] + Array(try #require(diagnostic.replacement).utf8) + bytes[Int(span.end)...]
        #expect(String(decoding: mended, as: UTF8.self) == right)
        #expect(Script(right).parsed.diagnostics.isEmpty)
    }

    @Test("nothing is too deep or too long to be refused", arguments: ["(", "[", "-", "not ", "f(", "if a {", "2^", "1+", "a.", "\"{"])
    func limits(piece: String) {
        let counts = [150, 201, 1_000, 100_000]
        let found = Recorded<[Int]>()
        Self.onThread {
            found.value = counts.map { count in
                Script((piece.hasPrefix("if") ? "" : "print ") + String(repeating: piece, count: count)).parsed.diagnostics.count
            }
        }
        #expect(found.value == counts.map { _ in 1 })
    }

    @Test("the deepest nesting that is read needs less than half a megabyte of stack")
    func stack() {
        for piece in ["(", "[", "-", "f(", "if a {", "2^", "1+", "a.", "\"{", "repeat 2 { if a { ", "f([(", "not ", "\"{f("] {
            let text = String(repeating: piece, count: 199)
            Self.onThread { _ = Script("print " + text + text); _ = Script(text) }
        }
    }

    private final class Recorded<Value: Sendable>: @unchecked Sendable {
        // Unchecked: written on the thread, read after it has ended.
        var value: Value?
    }

    /// Half a megabyte; a sanitizer's frames are larger.
    #if DEBUG
        private static let stackSize = 64 << 20
    #else
        private static let stackSize = 512 << 10
    #endif

    private static func onThread(_ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.stackSize = stackSize
        thread.start()
        while !thread.isFinished { usleep(1_000) }
    }
}
