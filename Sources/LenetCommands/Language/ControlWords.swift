/// Words of the language that are no statement with options: what `help if` says.
enum ControlWords {
    struct Entry {
        var word: String
        /// How it is written.
        var form: String
        var summary: String
        var example: String

        init(_ word: String, _ form: String, _ summary: String, _ example: String) {
            self.word = word
            self.form = form
            self.summary = summary
            self.example = example
        }
    }

    static func entry(_ word: String) -> Entry? { all.first { $0.word == word } }

    static let all: [Entry] = [
        Entry(
            "let", "let NAME = VALUE",
            "Makes a variable; `NAME = VALUE` changes one that there is, `+=` and its like do so in place.",
            "let x = 2\nx += 1\nprint x"),
        Entry(
            "if", "if CONDITION { … } else if CONDITION { … } else { … }",
            "Runs the first block whose condition is true. `else` stands on the line of its `}`.",
            "if 2 > 1 { print \"more\" } else { print \"less\" }"),
        Entry(
            "else", "} else { … }",
            "What `if` runs where no condition is true. It stands on the line of the `}` before it.",
            "if 1 > 2 { print \"more\" } else { print \"less\" }"),
        Entry(
            "for", "for NAME in LIST { … }",
            "Runs the block with each value of a list: a range, `[a, b]`, a split of the data, the rows of a history.",
            "for lr in [0.1, 0.01] { print lr }\nfor i in 1..3 { print i }"),
        Entry(
            "in", "for NAME in LIST { … }",
            "Stands between a loop's variable and its list. Whether a list holds a value is asked with a loop or `filter`.",
            "for i in 1..3 { print i }"),
        Entry(
            "while", "while CONDITION { … }",
            "Runs the block as long as the condition is true.",
            "let x = 1\nwhile x < 100 { x = 2 * x }\nprint x"),
        Entry("repeat", "repeat COUNT { … }", "Runs the block so many times.", "let x = 1\nrepeat 3 { x = 2 * x }\nprint x"),
        Entry("break", "break", "Leaves the innermost loop.", "for i in 1..9 { if i > 2 { break }; print i }"),
        Entry(
            "continue", "continue",
            "Goes on with the next round of the innermost loop.",
            "for i in 1..4 { if i mod 2 == 0 { continue }; print i }"),
        Entry(
            "def", "def NAME(a, b = 2) { … return VALUE }",
            "Defines a function. Arguments follow in order or by name; `##` lines above it are its help.",
            "def twice(x) { return 2 * x }\nprint twice(4)"),
        Entry(
            "return", "return VALUE",
            "Ends a function with a value; without one the value is nothing.",
            "def sign(x) { if x < 0 { return -1 }; return 1 }\nprint sign(-3)"),
        Entry(
            "include", "include \"file.lenet\"",
            "Reads another file in its place, before anything runs. Its path begins at the folder of the file that says so.",
            "print \"include \\\"common.lenet\\\" reads that file here\""),
        Entry(
            "and", "CONDITION and CONDITION",
            "True where both are; the second is asked only where the first is true.",
            "print 1 < 2 and 2 < 3"),
        Entry(
            "or", "CONDITION or CONDITION",
            "True where one of them is; the second is asked only where the first is false.",
            "print 1 > 2 or 2 < 3"),
        Entry("not", "not CONDITION", "True where the condition is false.", "print not 1 > 2"),
        Entry("mod", "a mod b", "What is left when a is divided by b: from 0 up to b.", "print 7 mod 3, -1 mod 3"),
        Entry("true", "true", "One of the two values of a condition.", "let done = true\nif done { print \"done\" }"),
        Entry("false", "false", "One of the two values of a condition.", "let done = false\nif not done { print \"going on\" }"),
        Entry(
            "args", "args",
            "The list of what stands behind `--` on the command line: `lenet run file.lenet -- 41`.",
            "print length(args)"),
        Entry(
            "training", "training",
            "The images that a training sees, as a value: `training[12]`, `evaluate on training`.",
            "print training.count"),
        Entry(
            "validation", "validation",
            "Images set aside by `load … validation 5000`, for choosing rates by: `evaluate on validation`.",
            "load digits train 300 validation 50\nprint validation.count"),
        Entry(
            "test", "test",
            "The images that no training sees, as a value: `test[12]`, `predict test[0]`, `evaluate on test`.",
            "print test.count"),
        Entry(
            "optimizer", "optimizer NAME(lr = 0.01, …) { LINES }",
            "Defines a rule; `optimizer NAME = RULE(…)` gives a rule with settings a name of its own.",
            "optimizer mine(lr = 0.1) { w = w - lr * sign(g) }\nexplain mine"),
        Entry(
            "schedule", "schedule NAME(every = 5) = FORMULA",
            "Defines a schedule: the rate, made of `lr`, `epoch`, `step`, `epochs`, `steps`.",
            "schedule halving(every = 2) = lr * 0.5 ^ floor(epoch / every)\nshow schedule halving epochs 6 batch 100"),
        Entry(
            "landscape", "landscape NAME(x, y) = FORMULA",
            "Defines a function of some variables on which rules can walk.",
            "landscape dent(x, y) = x ^ 2 + 3 * y ^ 2\nstep with sgd lr 0.1 on dent from [1, 1]"),
        Entry(
            "state", "state NAME = 0",
            "In an optimizer: one number for each weight, kept from step to step.",
            "optimizer ball(lr = 0.1) { state v = 0; v = 0.9 * v - lr * g; w = w + v }\nexplain ball"),
        Entry(
            "scalar", "scalar NAME = 1",
            "In an optimizer: one number for each weight array, kept from step to step.",
            "optimizer slow(lr = 0.1) { scalar p = 1; p = 0.99 * p; w = w - lr * p * g }\nexplain slow"),
    ]
}
