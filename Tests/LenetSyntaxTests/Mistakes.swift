/// Scripts with one mistake each.
enum Mistakes {
    static let topics: [String: [String]] = [
        "lexical": lexical, "values": values, "statements": statements, "sentences": sentences, "definitions": definitions,
        "other-tools": otherTools,
    ]

    static let lexical = [
        "print .5", "print 2.", "print 1e400", "print 1e-400", "print 2pi", "print 3x3x3", "print 0x10", "print \"open", "print \"a } b\"",
        #"print "C:\data""#, "print \"a {x\"", "print 'adam", "print “adam”", "let größe = 3", "let ε = 1e-7", "let 重み = 3", "print 3 × 4",
        "print a\u{200B}", "print ☃", "print \\ 3", "print 1...10", "print 1..<10", "print \u{1}",
        "print \"{f(\"a\"\"",
    ]

    static let values = [
        "print a < b < c", "print 1..2..3", "for x in 1e-4..1 log { }", "print +3", "print a == not b", "print 2(x)", "print if",
        "print 1 ? 2", "let x = {1, 2}", "print ()", "print 1 +", "print * 3", "print evaluate", "print evaluate.accuracy", "print (a, b)",
        "print (1]", "print (1 2)", "print [1 2]", "print run.", "print xs.0", "print xs[1:3]", "print xs[]", "f(lr=0.1)", "f(lr 0.1)",
        "print \"a {} b\"", "print \"{x:}\"", "print \"{x y}\"", "print 3 4", "print (1 + 2", "let x = print 3 +",
    ]

    static let statements = [
        "print 1)", "}", "if a {", "print [1, 2\nlet x = 3", "print 3 \\", "print (1 \\", "trian with adam", "dense 10", "frobnicate 3", "x := 3", "epochs: 5",
        "xs[0] = 3", "if x = 3 { }", "let", "let x == 3", "let a, b = 3", "let x", "let x 3", "let x += 3", "a = b = 3", "let if = 3",
        "let train = 3", "seed = 3", "for step in 1..3 { }", "def print(x) { }", "def f(train) { }", "if a\n{ print 1 }", "if a", "while { }",
        "repeat { }", "for x in { }", "for x { }", "if a { } print 3", "print 1, 2; 3, 4", "break", "continue", "return 3",
        "if a { }\nelse { }", "else { }", "if a { include \"b\" }", "include common", "include \"{x}\"", "include \"nowhere.lenet\"",
        "include \"test.lenet\"", "for x in 1..3 { schedule f = lr }", "evaluate = 3", "train with",
    ]

    static let sentences = [
        "evaluate()", "train(with: adam)", "show", "show sampels", "show 3", "load", "load \"mnist\"", "load \"my folder\"", "load mnist()",
        "load mnist trian 48000", "load mnist or", "compare sgd, adam", "compare epochs 3", "train with adam epochs 2 epochs 3",
        "train with sgd nesterov true", "train with sgd nesterov false", "train with adam lr", "train with adam lr epochs 5", "train epochs",
        "evaluate on", "evaluate on validation epochs 5", "print x y", "train with adam 0.1", "seed", "seed 1 2", "save model",
        "save model to", "predict", "print", "train --lr 0.1", "train with adam nestrov", "rewind 3", "rewind now", "print 1,", "expect",
        "predict (train", "train with adam lr 0.1 until", "model", "model {", "let r = train with",
    ].filter { $0 != "model" && $0 != "model {" }

    static let definitions = [
        "let optimizer a = adam()", "def f(a, a) { }", "optimizer a(lr: 0.1) { w = w - lr * g }", "optimizer a(lr = 1) as torch { w = w - lr * g }",
        "optimizer adam lr 0.1", "optimizer a(lr = 1)", "schedule s(every = 5)", "landscape l(x, y)", "def f { }", "optimizer a as = adam()",
        "model { dense 10 }", "optimizer a(lr = 1) { let w = w - lr * g }", "optimizer a(lr = 1) { state v\n w = w - lr * g }",
        "optimizer a(lr = 1) { only matrices adamw\n w = w - lr * g }", "optimizer a(lr = 1) { print w\n w = w - lr * g }",
        "optimizer a(lr = 1) { w - lr * g }", "model m { 3 }", "model m { linear 10 }", "model m { dens 10 }", "model m { for x in 1..3 { dense 10 } }",
        "model m { dense(64) }", "model m { conv 8 3 x 3 }", "model m { conv 8 3x3 relu tanh }", "model m { conv 8 3x3 padding 2 }",
        "model m { dense }", "model m { dense 64 rleu }", "model m { dense 64 as train }", "model m { dense 64 as }", "def train() { }",
        "optimizer sgd {", "landscape = (",
    ]

    static let otherTools = [
        "train with adam learning_rate=0.1", "train with adam lr=0.1, epochs=5", "train with adam epochs: 5", "train optimizer='adam'",
        "train with adam batch_size 32", "train with 'adam'", "model.fit(x_train, y_train, epochs=5)", "model.compile(optimizer='adam')",
        "optimizer.step()", "print 7 % 3", "print 7%3", "print x ** 2", "if a && b { }", "if a || b { }", "if !a { }", "// a comment",
        "print 3 // a comment", "/* a comment */", "let x = True", "if x {\n} elif y {\n}", "elif x { }", "if x > 3:\n    print x\nelse:\n    print 3",
        "for i in range(10):\n    print i", "def f(x):\n    return x", "import torch", "from keras import layers", "var x = 3", "function f(x) { }",
        "if x then print 3", "x++", "x--", "print x === 3", "print x <> 3", "x <- 3", "lambda x: x", "print xs[-1:]", "xs.append(3)", "learn with adam",
        "while not done do print 1", "for (i = 0; i < 3; i += 1) { }", "show dataset", "model.summary()", "train(adam, epochs=5)", "assert x > 3",
        "x = y ? 1 : 2", "@decorator", "print \"a\" + 'b'", "class Net { }",
    ]
}
