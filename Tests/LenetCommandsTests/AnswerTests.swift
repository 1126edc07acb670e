import Foundation
import LenetCommands
import Testing

/// What newcomers type, and words that its answer must hold.
@Suite struct AnswerTests {
    @Test(arguments: [
        ("def twice(x) { return 2 * x }\ndef twice(y) { return 3 * y }", "line 1 defines a function of this name"),
        ("model small { dense 10 }\nmodel small { dense 8 relu; dense 10 }", "line 1 defines a model of this name"),
        ("schedule half = lr / 2\nschedule half = lr", "line 1 defines a schedule of this name"),
        ("landscape dent(x, y) = x ^ 2 + y ^ 2\nlandscape dent(x, y) = x + y", "line 1 defines a landscape of this name"),
        ("explain lenet5", "this is a model"), ("explain momentum", "what is momentum"), ("train with cosine", "this is a schedule"),
        ("show optimizer cross_entropy", "this is a loss"),
        ("explain sgd vs sgd foo 3", "'sgd' has no option 'foo'"), ("explain sgd vs adam(beta1: 3)", "beta1"),
        ("explain adam vs torch as keras", "'as' is given twice"), ("explain adam vs nadam vs lion", "'vs' is said twice"),
        ("show optimizer sgd momentun 0.9", "did you mean 'momentum'?"),
        ("optimizer adam = amsgrad(lr: 0.1)", "'adam' would be a form of itself"),
        ("optimizer a = sgd(lr: 0.1)\noptimizer b as torch = a(lr: 0.2)\noptimizer a as torch = b(lr: 0.3)\nexplain a as torch", "form of itself"),
        ("train sgd", "write with sgd"), ("train adam with lr 0.1", "write with adam"), ("train sgd lr 0.1", "write with sgd"),
        ("model m { dense 10; softmax }", "the loss applies softmax"),
        ("train wth adam", "did you mean 'with'?"), ("train with adam schedul cosine", "did you mean 'schedule'?"),
        ("train with adam untl accuracy > 0.9", "did you mean 'until'?"), ("train with adam bacth 3", "did you mean 'batch'?"),
        ("train with adam metrics accuracy", "'train' has no option 'metrics'"), ("explain adam momentun 0.9", "'adam' has no option 'momentun'"),
        ("train lenet5 with adam", "model lenet5"), ("step with adam epohcs 3", "did you mean 'epochs'?"),
        ("expect 0.1 + 0.2 == 0.3", "0.1 + 0.2 is 0.30000000000000004"),
        ("optimizer o(lr = 0.1) { w = w - lr * orthogonalize(g, 1000) }", "rounds"),
        ("optimizer o(lr = 0.1) { w = w - lr * orthogonalize(g, 2.5) }", "rounds"),
    ])
    func holds(text: String, words: String) {
        let (session, output) = TestSession.make()
        #expect(session.run(text, name: "test") != .fine)
        let answer = output.messages.joined(separator: "\n")
        #expect(answer.contains(words), "\(answer)")
    }

    /// A line is one mistake: the word that is missing, and nothing that follows from it.
    @Test(arguments: ["train adam with lr 0.1", "train sgd lr 0.1 momentum 0.9 epochs 2", "train sgd"])
    func oneMistakeIsOneError(text: String) {
        let (session, output) = TestSession.make()
        #expect(session.run(text, name: "test") != .fine)
        #expect(output.messages.joined(separator: "\n").components(separatedBy: "error: ").count == 2, "\(output.messages)")
    }

    /// `lenet check` says the same without running a line.
    @Test(arguments: ["train wth adam", "let k = 1\ntrain with adam untl accuracy > 0.9", "train with adam bacth 3", "train with adam on mnist"])
    func checkSaysSo(text: String) {
        let (session, output) = TestSession.make()
        #expect(session.check(text, name: "test") != .fine)
        #expect(output.messages.joined(separator: "\n").components(separatedBy: "error: ").count == 2, "\(output.messages)")
    }

    /// An append takes the same time however long the list is, and what it is put behind stays as it was elsewhere.
    @Test func listsGrowInPlace() {
        let (session, output) = TestSession.make()
        let text = """
            let xs = []
            let kept = xs
            for i in 1..100000 { xs += [i] }
            for i in 1..5000 { xs = xs + [[i, i]] }
            def more(list) { list += [1]; return length(list) }
            let n = more(xs)
            let pair = [1]
            pair += pair
            print length(xs), length(kept), n, xs[99999], xs[104999], pair
            let word = [1]
            word += 2
            """
        #expect(session.run(text, name: "test") == .failed)
        #expect(output.results == ["105000 0 105001 100000 [5000, 5000] [1, 1]"])
        #expect(output.messages.joined().contains("word"))
    }

    /// Files that each include two others twice end with a message.
    @Test func includesAreCounted() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for level in 0..<30 {
            try "include \"f\(level + 1).lenet\"\ninclude \"f\(level + 1).lenet\"\n".write(
                to: folder.appendingPathComponent("f\(level).lenet"), atomically: true, encoding: .utf8)
        }
        try "print 1\n".write(to: folder.appendingPathComponent("f30.lenet"), atomically: true, encoding: .utf8)
        let (session, output) = TestSession.make()
        let path = folder.appendingPathComponent("f0.lenet").path
        #expect(session.run(try String(contentsOfFile: path, encoding: .utf8), name: path) == .misused)
        #expect(output.messages.joined(separator: "\n").components(separatedBy: "error: ").count == 2)
        #expect(output.messages.joined().contains("more than 1000 files are included"))
    }

    /// A shipped name may be defined anew, with a word about it; a copy of the shipped text needs none.
    @Test(arguments: [
        ("optimizer adam(lr = 0.1) { w = w - lr * g }", "adamw and amsgrad build on it"),
        ("optimizer lion as torch(lr = 0.1) { w = w - lr * g }", "from here on 'lion' is the one defined here"),
        ("optimizer adamw = sgd(momentum: 0.9)", "muon"), ("schedule cosine = lr", "such as my_cosine"),
        ("landscape bowl(x, y) = x ^ 2 + y", "from here on 'bowl'"),
    ])
    func shippedNames(text: String, words: String) {
        let (session, output) = TestSession.make()
        #expect(session.run(text, name: "test") == .fine)
        let answer = output.messages.joined(separator: "\n")
        #expect(answer.contains(words) && answer.components(separatedBy: "warning: ").count == 2, "\(answer)")
    }

    @Test func aCopyOfAShippedRuleNeedsNoWord() throws {
        let (session, output) = TestSession.make()
        try #require(session.run("show optimizer adagrad", name: "test") == .fine)
        #expect(session.run(try #require(output.results.last), name: "copy") == .fine)
        #expect(output.messages.isEmpty)
    }

    /// What is written out is worked out by the check.
    @Test(arguments: [
        "print 1 / 0", "print 1 + \"a\"", "print abs(\"a\")", "print length(3)", "print [1, 2][5]", "if 3 { print 1 }", "while 1 { break }",
        "for x in 5 { print x }", "repeat -1 { print 1 }", "repeat 1.5 { print 1 }", "print 1 > \"a\"", "let x = number(\"x\")", "print -true",
    ])
    func checkWorksOutWhatIsWrittenOut(text: String) {
        let (session, output) = TestSession.make()
        #expect(session.check(text, name: "test") != .fine)
        #expect(output.messages.joined(separator: "\n").components(separatedBy: "error: ").count == 2, "\(output.messages)")
    }

    @Test(arguments: [
        "let", "if", "else", "for", "in", "while", "repeat", "break", "continue", "def", "return", "include", "and", "or", "not", "mod", "true",
        "false", "args", "training", "validation", "test", "optimizer", "schedule", "landscape", "state", "scalar",
    ])
    func everyWordHasHelpWhoseExampleRuns(word: String) throws {
        let (session, output) = TestSession.make()
        #expect(session.run("help \(word)", name: "test") == .fine, "\(output.messages)")
        let page = try #require(output.results.last)
        // The form, what it does, and an example below.
        let example = try #require(page.components(separatedBy: "\n\n").dropFirst().first)
        let other = TestSession.make()
        try #require(other.session.run("load digits train 100 validation 20", name: "set-up") == .fine)
        #expect(other.session.run(example, name: "example") == .fine, "\(example)\n\(other.output.messages)")
    }

    /// At the prompt, and where a file is run again, a definition takes the place of one's own.
    @Test func aLaterTextDefinesAnew() {
        let (session, output) = TestSession.make()
        for rate in [0.1, 0.2] {
            #expect(session.run("optimizer mine(lr = \(rate)) { w = w - lr * g }\ndef f(x) { return x }\nprint (explain mine).settings", name: "test") == .fine)
        }
        #expect(output.results == ["mine lr 0.1", "mine lr 0.2"])
    }
}
