import LenetCommands
import LenetData
import LenetSyntax
import Testing

/// `lenet check`: one reading reports every mistake, at its line, and says nothing about what follows from another.
@Suite struct CheckTests {
    /// The lines of the errors, in order.
    private func lines(_ script: String) -> (lines: [Int], text: String) {
        let (session, output) = TestSession.make()
        session.settings.json = true
        _ = session.check(script, name: "test")
        let lines = output.results.compactMap { record in
            record.firstMatch(of: /"line": (\d+)/).flatMap { Int($0.1) }
        }
        return (lines, output.results.joined(separator: "\n"))
    }

    @Test func everyMistakeOfAFile() {
        let found = lines(
            """
            load digits train 300
            model m {
                conv 8 29x29
                dense 10
            }
            let run = train with rmsporp lr 0.001
            print run.acuracy
            print 1 +
            optimizer mine(lr = 0.1) { w = w - lr * gradient }
            train with mine lr 0.2
            train with sgd lr -1
            train with adam momentum 0.9
            def area(width, height) { return width * hight }
            print area(2)
            expect rum.accuracy > 0.9
            train with adam until acuracy > 0.9
            train with adam epochs 0
            print "{1:two}"
            train with sgd schedule cosine(foo: 1)
            let y = sqrt(1, 2)
            """)
        #expect(found.lines == [3, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20], "\(found.text)")
    }

    @Test func nothingThatFollowsFromAnotherMistake() {
        let found = lines(
            """
            let rate =
            print rate
            def half(x { return x / 2 }
            print half(3)
            optimizer mine(lr = 0.1) { w = w - lr * gradient }
            train with mine lr 0.2
            """)
        #expect(found.lines == [1, 3, 5], "\(found.text)")
    }

    @Test(arguments: [
        "def even(n) { if n == 0 { return true } else { return odd(n - 1) } }\ndef odd(n) { if n == 0 { return false } else { return even(n - 1) } }\nprint even(4)",
        "let epochs = 2\nload digits\nmodel mlp\ntrain with adam epochs epochs",
        "load digits\nmodel mlp\nlet r = train with adam\nprint r.accuracy\nr = evaluate\nprint r.interval",
        "def f(r) { return r.anything }", "for r in [1] { print r }", "load idx \"folder\"\nmodel m { conv 8 29x29; dense 10 }",
        "let rule = sgd(lr: 0.1)\nload digits\nmodel mlp\ntrain with rule until loss < 0.1 epochs 2",
        "schedule halving(every = 5) = lr * 0.5 ^ floor(epoch / every)\nload digits\nmodel mlp\ntrain with sgd schedule halving(every: 2)",
        "print limit()\ndef limit() { return 3 }",
    ])
    func whatIsRight(script: String) {
        // The last one is wrong: a function is called above its definition.
        let wanted = script.hasPrefix("print limit()") ? [1] : []
        let found = lines(script)
        #expect(found.lines == wanted, "\(found.text)")
    }

    @Test func noDataIsRead() {
        let (session, output) = TestSession.make()
        var loads = 0
        session.loadData = { (requests, _, _) throws(DataError) in
            loads += 1
            throw .interrupted
        }
        #expect(session.check("load mnist\nmodel lenet5\ntrain with adam\nevaluate", name: "test") == .fine, "\(output.messages)")
        #expect(loads == 0)
    }

    @Test func jsonHasTheWholeDiagnostic() {
        let (session, output) = TestSession.make()
        session.settings.json = true
        #expect(session.check("train with rmsporp", name: "a.lenet") == .misused)
        #expect(output.results.count == 1 && output.messages.isEmpty)
        let record = output.results.first ?? ""
        for part in [
            "\"severity\": \"error\"", "\"code\": \"E0350\"", "\"title\": \"no optimizer named 'rmsporp'\"", "\"file\": \"a.lenet\"", "\"line\": 1",
            "\"column\": 12", "\"endColumn\": 19", "\"label\": \"did you mean 'rmsprop'?\"", "\"replacement\": \"rmsprop\"",
        ] { #expect(record.contains(part), "\(part) in \(record)") }
    }

    @Test func anErrorOfADefinitionShowsTheUse() {
        let (session, output) = TestSession.make()
        let script = "schedule broken() = lr / step\noptimizer mine(lr = 0.1) {\n    state v = 1 / 0\n    v = v + g\n    w = w - lr * v\n}\nload digits\nmodel mlp\ntrain with mine schedule broken"
        #expect(session.run(script, name: "test") == .failed)
        #expect(output.messages.joined().contains("train with mine"), "\(output.messages)")
    }

    @Test func callsAreShownWithTheirPlaces() {
        let (session, output) = TestSession.make()
        let script = "def inner(x) { return 1 / x }\ndef outer(x) {\n    return inner(x)\n}\nprint outer(0)"
        #expect(session.run(script, name: "test") == .failed)
        let text = output.messages.joined()
        for part in ["division by zero", "in `inner`, called here", "in `outer`, called here", "5 | print outer(0)"] { #expect(text.contains(part), "\(text)") }
    }
}

/// What a landscape is told is looked at without walking on it.
@Suite struct LandscapeCheckTests {
    @Test(arguments: [
        ("plot path of [adam] on bowl(conditon: 3) steps 10", "condition"), ("path of adam on bowl(conditon: 3)", "condition"),
        ("landscape hill(x, y, height = 2) = height - x^2 - y^2\nlet h = hill(heigt: 3)", "height"),
    ])
    func nearestSetting(script: String, nearest: String) {
        let (session, output) = TestSession.make()
        #expect(session.check(script, name: "<test>") == .misused)
        #expect(output.messages.joined(separator: "\n").contains("did you mean '\(nearest)'?"), "\(output.messages)")
        let (running, said) = TestSession.make()
        #expect(running.run(script.replacingOccurrences(of: "let h = hill(heigt: 3)", with: "path of adam on hill(heigt: 3) from [1, 1]"), name: "<test>") == .failed)
        #expect(running.reportedCodes == session.reportedCodes, "\(said.messages)")
    }

    @Test(arguments: ["plot path of [adam] on bowl(condition: 3) steps 10", "print bowl(1, 2)", "let c = 3\npath of adam on bowl(condition: c)"])
    func right(script: String) {
        let (session, output) = TestSession.make()
        #expect(session.check(script, name: "<test>") == .fine, "\(output.messages)")
    }
}

/// Functions inside blocks: their arguments, and what they may change.
@Suite struct NestedFunctionCheckTests {
    @Test(arguments: [
        ("def f() {\n def g(a, b) { return a + b }\n return g(1)\n}", "E0216"), ("def f() {\n def g(a) { return a }\n return g(b: 1)\n}", "E0205"),
        ("def f() {\n let n = 0\n def g() { n = 1 }\n return g\n}", "E0220"), ("if true { def g() { return 1 } }\nprint g()", "E0201"),
        ("def f() {\n def g() { return h() }\n def h() { return 1 }\n return g()\n}", "E0201"), ("if true { def train() { return 1 } }", "E0145"),
    ])
    func wrong(script: String, code: String) {
        let (session, output) = TestSession.make()
        #expect(session.check(script, name: "<test>") == .misused)
        #expect(session.reportedCodes == [code], "\(output.messages)")
    }

    @Test(arguments: [
        "def f(n) {\n def g(k) { if k < 1 { return 0 } else { return g(k - 1) } }\n let m = n\n m = m + 1\n return g(m)\n}\nprint f(2)",
        "for k in 1..3 {\n def g(x = k) { return x }\n print g(), g(2), g(x: 3)\n}",
        "def f() {\n def g() { let n = 0; n = 1; return n }\n let g = 3\n return g\n}", "let n = 0\nif true { def g() { n = n + 1 }; g() }",
    ])
    func right(script: String) {
        let (session, output) = TestSession.make()
        #expect(session.check(script, name: "<test>") == .fine, "\(output.messages)")
        #expect(session.run(script, name: "<test>") == .fine, "\(output.messages)")
    }
}
