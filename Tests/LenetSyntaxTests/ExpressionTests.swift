import LenetSyntax
import Testing

@Suite("Values")
struct ExpressionTests {
    @Test(
        "operators hold as language.md says, loosest first",
        arguments: [
            ("1 + 2 * 3", "(+ 1 (* 2 3))"),
            ("1 - 2 - 3", "(- (- 1 2) 3)"),
            ("8 / 4 / 2", "(/ (/ 8 4) 2)"),
            ("7 mod 4 * 2", "(* (mod 7 4) 2)"),
            ("-2 ^ 2", "(- (^ 2 2))"),
            ("2 ^ -1", "(^ 2 (- 1))"),
            ("2 ^ 3 ^ 2", "(^ 2 (^ 3 2))"),
            ("2 ^ -1 ^ 2", "(^ 2 (- (^ 1 2)))"),
            ("-a * b", "(* (- a) b)"),
            ("a * -b", "(* a (- b))"),
            ("- -a", "(- (- a))"),
            ("a or b and c", "(or a (and b c))"),
            ("not a and b", "(and (not a) b)"),
            ("not a == b", "(not (== a b))"),
            ("a and not b", "(and a (not b))"),
            ("a < b + 1", "(< a (+ b 1))"),
            ("a < b or c >= d", "(or (< a b) (>= c d))"),
            ("a == b and c != d", "(and (== a b) (!= c d))"),
            ("1..10", "(1..10)"),
            ("1..n + 1", "(1..(+ n 1))"),
            ("1e-4..1 log 9", "(0.0001..1 log 9)"),
            ("0..1 linear n", "(0..1 linear n)"),
            ("a + 1..b * 2 log (n + 1)", "((+ a 1)..(* b 2) log (+ n 1))"),
            ("(1 + 2) * 3", "(* (+ 1 2) 3)"),
            ("log(9)", "log(9)"),
        ])
    func precedence(text: String, expected: String) { #expect(tree(text) == expected) }

    @Test(
        "calls, fields, indices, lists and texts",
        arguments: [
            ("adam(lr: 0.1, amsgrad: true)", "adam(lr: 0.1, amsgrad: true)"),
            ("f()", "f()"), ("f(1)(2)", "f(1)(2)"), ("best_of(runs).accuracy", "best_of(runs).accuracy"),
            ("test[12]", "test[12]"), ("conv1.weight[0, 0, 2, 2]", "conv1.weight[0, 0, 2, 2]"),
            ("run.history[0].test_accuracy ^ 2", "(^ run.history[0].test_accuracy 2)"),
            ("[1, 2,\n 3,\n]", "[1 2 3]"), ("[]", "[]"), ("[[1], [2, 3]]", "[[1] [2 3]]"),
            ("(evaluate).accuracy", "<evaluate>.accuracy"), ("(train with adam\n epochs 2).loss + 1", "(+ <train with=adam epochs=2>.loss 1)"),
            ("\"\"", "\"\""), ("\"a {x} b\"", "\"a {x} b\""), ("\"{r.accuracy:%}: {1 + 2:.3}\"", "\"{r.accuracy:%}: {(+ 1 2):.3}\""),
            (#""\"q\" {{x}} \\ \n""#, #""{"q"} \ ⏎""#.replacing("{\"q\"}", with: "\"q\" {x}")),
            (#""{join(xs, ", ")}""#, #""{join(xs, ", ")}""#), ("\"{f(a: 1):%}\"", "\"{f(a: 1):%}\""),
            ("true and not false", "(and true (not false))"), ("5x5", "5x5"), ("1 + \\\n 2", "(+ 1 2)"),
            ("model.parameters", "model.parameters"), ("print model.fingerprint, 1", "<print model.fingerprint 1>"),
            ("print number(args[0]) + 1", "<print (+ number(args[0]) 1)>"), ("a.repeat", "a.repeat"),
            ("sqrt (x)", "sqrt(x)"),
        ])
    func forms(text: String, expected: String) { #expect(tree(text) == expected) }

    @Test(
        "numbers",
        arguments: [
            ("1e-3", 1e-3), ("60_000", 60_000), ("20%", 0.2), ("0.1", 0.1), ("12.5%", 0.125), ("3.14159265358979323846", Double.pi),
            ("1e22", 1e22), ("1.7976931348623157e308", Double.greatestFiniteMagnitude), ("5e-324", 5e-324), ("007", 7),
            ("123456789012345678901234567890", 123456789012345678901234567890), ("0.30000000000000004", 0.30000000000000004),
            ("9007199254740993", 9007199254740993), ("1E+2", 100), ("0.000", 0), ("33.3%", 0.333), ("1e-400%".replacing("400", with: "300"), 1e-302),
        ])
    func numbers(text: String, value: Double) {
        let script = Script(text)
        #expect(script.parsed.diagnostics.isEmpty)
        guard case .expression(let expression)? = script.parsed.block.statements.first, case .number(let number) = expression.form
        else {
            Issue.record("\(text) is no number")
            return
        }
        #expect(number == value)
    }

    @Test("a value's span is what was written, brackets and all")
    func spans() {
        let marked = MarkedText("print ‹(1 + ‹f(x)›)›, ‹\"a {‹b›}\"›")
        let script = Script(marked.text)
        guard case .sentence(let sentence)? = script.parsed.block.statements.first,
            case .binary(_, _, let call) = sentence.objects[0].form, case .text(let pieces) = sentence.objects[1].form,
            case .embedded(let name, _) = pieces[1]
        else {
            Issue.record("another tree: \(script.tree)")
            return
        }
        let found = [sentence.objects[0], call, sentence.objects[1], name].map { $0.span.start..<$0.span.end }
        #expect(found == marked.spans)
    }
}
