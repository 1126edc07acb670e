import LenetSyntax
import Testing

@Suite("Statements")
struct StatementTests {
    @Test(
        "sentences",
        arguments: [
            ("load mnist", "<load mnist>"), ("load mnist or digits", "<load mnist or digits>"),
            ("load mnist or idx \"folder\" stratified", "<load mnist or idx \"folder\" stratified>"),
            ("load mnist train 48000 validation 12000", "<load mnist train=48000 validation=12000>"),
            ("load model \"five.safetensors\"", "<load :model \"five.safetensors\">"),
            ("show samples 12", "<show :samples 12>"), ("show samples", "<show :samples>"), ("show data", "<show :data>"),
            ("show optimizer adam", "<show :optimizer adam>"),
            ("model lenet5", "<model lenet5>"), ("model small(width: 4)", "<model small(width: 4)>"),
            ("train", "<train>"), ("train with sgd schedule step epochs 2", "<train with=sgd schedule=step epochs=2>"), ("train with rmsprop lr 0.001", "<train with=rmsprop lr=0.001>"),
            (
                "train with sgd lr 0.1 momentum 0.9 nesterov epochs 5 batch 256 schedule cosine loss mse",
                "<train with=sgd lr=0.1 momentum=0.9 nesterov epochs=5 batch=256 schedule=cosine loss=mse>"
            ),
            ("train with adam until accuracy > 0.99 epochs 20", "<train with=adam until=(> accuracy 0.99) epochs=20>"),
            ("train with adam until step > 5 and epoch < 3", "<train with=adam until=(and (> step 5) (< epoch 3))>"),
            ("train with adam(lr: 0.1) lr rate * 2 epochs n", "<train with=adam(lr: 0.1) lr=(* rate 2) epochs=n>"),
            ("train \\\n with adam \\\n epochs 2", "<train with=adam epochs=2>"),
            ("step 10", "<step 10>"), ("step n with adam", "<step n with=adam>"), ("step n", "<step n>"),
            ("step lr 0.1", "<step lr=0.1>"), ("step n lr 0.1", "<step n lr=0.1>"), ("step lr rate", "<step lr=rate>"),
            ("step until loss < 0.5", "<step until=(< loss 0.5)>"), ("step nesterov", "<step nesterov>"),
            ("evaluate on validation", "<evaluate on=validation>"), ("predict test[12]", "<predict test[12]>"),
            ("dialect torch", "<dialect torch>"), ("save model to \"five.safetensors\"", "<save :model to=\"five.safetensors\">"),
            ("expect run.accuracy > 0.97, \"adam should learn this\"", "<expect (> run.accuracy 0.97) \"adam should learn this\">"),
            ("expect (evaluate).accuracy > 0.9", "<expect (> <evaluate>.accuracy 0.9)>"),
            ("watch conv1.weight[0, 0, 2, 2]", "<watch conv1.weight[0, 0, 2, 2]>"),
            (
                "plot path of [sgd(lr: 0.001), adam(lr: 0.1)] on rosenbrock from [-1.5, 2] steps 200",
                "<plot :path of=[sgd(lr: 0.001) adam(lr: 0.1)] on=rosenbrock from=[(- 1.5) 2] steps=200>"
            ),
            (
                "let race = compare [sgd, adam] epochs 5 batch 256 seeds 3",
                "let race = <compare [sgd adam] epochs=5 batch=256 seeds=3>"
            ),
            ("report race to \"report.html\"", "<report race to=\"report.html\">"),
            ("print \"a\", 1 + 2, xs", "<print \"a\" (+ 1 2) xs>"), ("help train", "<help train>"), ("help", "<help>"),
            ("lesson momentum; lesson", "<lesson momentum>; <lesson>"),
        ])
    func sentences(text: String, expected: String) { #expect(tree(text) == expected) }

    @Test(
        "control, assignments, definitions",
        arguments: [
            ("let x = 3; x = x + 1; x *= 2", "let x = 3; x = (+ x 1); x *= 2"),
            ("if a { print 1 } else if b { print 2 } else { }", "if a {<print 1>} else if b {<print 2>} else {}"),
            ("for r in 1..3 {\n rewind\n let q = train with sgd lr r\n}", "for r in (1..3) {<rewind>; let q = <train with=sgd lr=r>}"),
            ("while run.loss > 0.1 { run = train with adam epochs 1 }", "while (> run.loss 0.1) {run = <train with=adam epochs=1>}"),
            ("repeat 3 { step; break }", "repeat 3 {<step>; break}"),
            ("def best(xs, n = 2) { return train with adam }", "def best(xs, n = 2) {return <train with=adam>}"),
            ("def f() { return }", "def f() {return}"),
            ("optimizer amsgrad as keras = adam(amsgrad: true)", "optimizer amsgrad as keras = adam(amsgrad: true)"),
            ("schedule halving(every = 5) = lr * 0.5 ^ floor(epoch / every)", "schedule halving(every = 5) = (* lr (^ 0.5 floor((/ epoch every))))"),
            ("schedule warm = lr * step / steps", "schedule warm() = (/ (* lr step) steps)"),
            ("schedule plateau(factor = 0.1) {\n scalar best = 0\n if metric > best { best = metric } else { lr = lr * factor }\n}",
             "schedule plateau(factor = 0.1) {scalar best = 0; if (> metric best) {best = metric} else {lr = (* lr factor)}}"),
            ("landscape rosenbrock(x, y) = (1 - x)^2 + 100 * (y - x^2)^2",
             "landscape rosenbrock(x, y) = (+ (^ (- 1 x) 2) (* 100 (^ (- y (^ x 2)) 2)))"),
            ("model m { dropout 0.2; dense 10 }", "model m() {<dropout 0.2>; <dense 10>}"),
            ("model small(width = 8) {\n  conv width 3x3 same relu as c1\n  maxpool 2 # half\n  dense 64 leaky 0.1\n}",
             "model small(width = 8) {<conv width 3x3 same relu as=c1>; <maxpool 2>; <dense 64 leaky=0.1>}"),
            ("optimizer muon(lr = 0.001) {\n only matrices, else adamw(lr: lr)\n state m = 0\n m += g\n next = m\n w = w - lr * orthogonalize(next, 5)\n evaluate w\n}",
             "optimizer muon(lr = 0.001) {only matrices, else adamw(lr: lr); state m = 0; m = (+ m g); next = m; w = (- w (* lr orthogonalize(next, 5))); evaluate w}"),
        ])
    func statements(text: String, expected: String) { #expect(tree(text) == expected) }

    @Test("a flag of an optimizer stands alone from its definition on")
    func flags() {
        let rule = "optimizer mine(lr = 0.1, quick = false) { w = w - lr * g }\n"
        #expect(tree(rule + "train with mine quick epochs 2").hasSuffix("<train with=mine quick epochs=2>"))
        #expect(Script("train with mine quick epochs 2").titles.count == 1)
    }

    @Test("the lines of ## above a definition are its help")
    func documentation() {
        let script = Script("## not this\n\n## Two lines\n##   of help.\noptimizer a(lr = 1) { w = w - lr * g }\n## lost\nprint 1\ndef f() { }")
        let texts = script.parsed.block.statements.compactMap { statement -> String? in
            switch statement {
            case .definition(.optimizer(let rule)): rule.documentation
            case .definition(.function(let function)): function.documentation
            default: nil
            }
        }
        #expect(texts == ["Two lines\n  of help.", ""])
        #expect(script.parsed.diagnostics.isEmpty)
    }

    @Test("a definition's span reaches from its word to its brace")
    func definitionSpan() {
        let marked = MarkedText("## Help.\n‹optimizer a(lr = 1) {\n    ‹w = w - lr * g›\n}›\nprint 1")
        guard case .definition(.optimizer(let rule))? = Script(marked.text).parsed.block.statements.first else {
            Issue.record("no optimizer")
            return
        }
        #expect([rule.span, rule.body[0].span].map { $0.start..<$0.end } == marked.spans)
    }

    @Test(
        "the prompt asks for more where more would complete it",
        arguments: [
            ("for x in [1,", true), ("if a {", true), ("if a {\n print (1 +", true), ("train with adam \\", true), ("train with adam \\\n", true),
            ("optimizer a(lr = 1) {\n w = w", true), ("model m {\n dense 10", true), ("f(a,\n b", true),
            ("print 1 +", false), ("print \"abc", false), ("print 1)", false), ("}", false), ("print 1", false), ("let x = ", false),
            ("if a { print 1 }", false), ("print [1, 2\nlet x = 3", false), ("let train = [1,", false), ("", false),
            ("[1, 2\n", true), ("f(a \\", true), ("def f(a", true), ("print \"{f(\"", false),
        ])
    func incomplete(text: String, expected: Bool) {
        let parsed = Script(text).parsed
        #expect(parsed.isIncomplete == expected)
        if expected { #expect(parsed.diagnostics.count == 1) }
    }

    @Test("include reads a file's statements in place, its flags too, and refuses cycles with both places")
    func include() {
        let files = [
            "common.lenet": "optimizer mine(lr = 1, quick = false) { w = w - lr * g }", "a.lenet": "include \"b.lenet\"",
            "b.lenet": "print 1\ninclude \"a.lenet\"", "wrong.lenet": "let train = 3",
        ]
        let script = Script("include \"common.lenet\"\ntrain with mine quick", files: files)
        #expect(script.tree == "include common.lenet {optimizer mine(lr = 1, quick = false) {w = (- w (* lr g))}}; <train with=mine quick>")

        let cycle = Script("print 0\ninclude \"a.lenet\"", files: files)
        #expect(cycle.titles == ["'a.lenet' includes itself"])
        #expect(cycle.parsed.diagnostics[0].primary.map { cycle.sources[$0.span.source].name } == "b.lenet")
        #expect(cycle.parsed.diagnostics[0].secondary.map { cycle.sources[$0.span.source].name } == ["a.lenet"])

        #expect(Script("include \"nowhere.lenet\"").titles == ["cannot read 'nowhere.lenet'"])
        #expect(Script("include \"wrong.lenet\"\nlet x = (", files: files).titles.count == 2)
        #expect(Script("include \"test.lenet\"", files: ["test.lenet": ""]).titles == ["'test.lenet' includes itself"])
    }
}
