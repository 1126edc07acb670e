import LenetCards
import LenetSyntax

/// Cards like those of the real statements, enough to read every line of language.md. The real ones belong to other rooms.
enum TestGrammar {
    static let grammar = Grammar(statements: statements, layers: layers, activations: activations, flags: ["nesterov", "amsgrad"])

    static let training: [Parameter] = [
        Parameter("with", .option, .name(of: [.optimizer], called: true), default: .name("rmsprop"), "The rule."),
        Parameter("epochs", .option, .integer(0...1_000_000), default: .number(1), "Passes."),
        Parameter("batch", .option, .integer(1...60_000), default: .number(128), "Images an update.", otherSpellings: ["batch_size"]),
        Parameter("loss", .option, .name(of: [.loss]), default: .name("cross_entropy"), "What is made small."),
        Parameter("schedule", .option, .name(of: [.schedule], called: true), default: .absent("none"), "How the rate changes."),
        Parameter("until", .option, .condition, default: .absent("never"), "Stops early."),
    ]

    static let statements: [Card] = [
        Card(
            .statement, "load", "Loads data.",
            [
                Parameter("source", .positional, .source, "Where from."),
                Parameter("train", .option, .integer(1...60_000), default: .absent("all"), "Training images."),
                Parameter("validation", .option, .integer(0...60_000), default: .number(0), "Validation images."),
                Parameter("stratified", .flag, .flag, default: .flag(false), "Keeps the shares of the classes."),
            ],
            topics: [
                Card(.statement, "model", "Loads a model.", [Parameter("file", .positional, .path, "Its file.")]),
                Card(.statement, "checkpoint", "Loads a checkpoint.", [Parameter("file", .positional, .path, "Its file.")]),
            ]),
        Card(
            .statement, "show", "Shows things.",
            topics: [
                Card(
                    .statement, "samples", "Shows images.",
                    [Parameter("count", .positional, .integer(1...100), default: .number(12), "How many.")]),
                Card(.statement, "data", "Shows the data.", otherSpellings: ["dataset"]),
                Card(.statement, "model", "Shows the model."),
                Card(.statement, "optimizer", "Shows a rule.", [Parameter("name", .positional, .name(of: [.optimizer]), "Which.")]),
            ]),
        Card(.statement, "model", "Makes a network.", [Parameter("name", .positional, .name(of: [.preset], called: true), "Which.")]),
        Card(
            .statement, "train", "Trains the model.", training, takesRuleOptions: true,
            examples: [Example("train with adam lr 0.001 epochs 5", "five passes")], otherSpellings: ["learn"]),
        Card(
            .statement, "step", "Makes updates.",
            [Parameter("count", .positional, .integer(1...1_000_000), default: .number(1), "How many.")] + training,
            takesRuleOptions: true),
        Card(
            .statement, "evaluate", "Measures the model.",
            [Parameter("on", .option, .word(["training", "validation", "test"]), default: .name("test"), "Which images.")]),
        Card(.statement, "predict", "Predicts an image.", [Parameter("image", .positional, .value, "Which image.")]),
        Card(.statement, "seed", "Sets the seed.", [Parameter("value", .positional, .integer(0...9_007_199_254_740_992), "The seed.")]),
        Card(.statement, "threads", "Sets the threads.", [Parameter("count", .positional, .integer(1...64), "How many.")]),
        Card(
            .statement, "dialect", "Sets the dialect.",
            [Parameter("name", .positional, .word(["keras", "torch", "paper"]), "Which.")]),
        Card(.statement, "rewind", "Goes back to the start."),
        Card(.statement, "back", "Undoes updates.", [Parameter("count", .positional, .integer(1...1_000), default: .number(1), "How many.")]),
        Card(
            .statement, "save", "Saves.",
            topics: ["model", "checkpoint"].map {
                Card(.statement, $0, "Saves it.", [Parameter("to", .option, .path, "The file.")])
            }),
        Card(.statement, "print", "Prints values.", [Parameter("values", .positional, .values, "What.")]),
        Card(
            .statement, "expect", "Checks that something holds.",
            [
                Parameter("condition", .positional, .condition, "What must hold."),
                Parameter("message", .positional, .text, default: .absent("none"), "What to say if not."),
            ]),
        Card(.statement, "watch", "Watches weights.", [Parameter("weights", .positional, .value, "Which.")]),
        Card(.statement, "explain", "Explains a rule.", [Parameter("name", .positional, .name(of: [.optimizer]), "Which.")]),
        Card(.statement, "why", "Says why."),
        Card(
            .statement, "plot", "Draws.",
            topics: [
                Card(
                    .statement, "path", "Draws paths.",
                    [
                        Parameter("of", .option, .list(.name(of: [.optimizer], called: true)), "Which rules."),
                        Parameter("on", .option, .name(of: [.landscape]), "Where."),
                        Parameter("from", .option, .list(.number(.any)), "The start."),
                        Parameter("steps", .option, .integer(1...100_000), default: .number(100), "How many."),
                    ])
            ]
                + ["bars", "accuracy"].map {
                    Card(
                        .statement, $0, "Draws it.",
                        [Parameter("of", .option, .value, "Of what."), Parameter("to", .option, .path, default: .absent("terminal"), "The file.")])
                }),
        Card(
            .statement, "lesson", "Begins a lesson.",
            [Parameter("name", .positional, .word(["momentum", "adam"]), default: .absent("the list"), "Which.")]),
        Card(.statement, "check", "Checks a lesson."),
        Card(.statement, "next", "Goes on with a lesson."),
        Card(
            .statement, "compare", "Compares rules.",
            [Parameter("rules", .positional, .list(.name(of: [.optimizer], called: true)), "Which.")] + training.dropFirst()
                + [Parameter("seeds", .option, .integer(1...100), default: .number(1), "How many seeds.")], takesRuleOptions: true),
        Card(
            .statement, "report", "Writes a report.",
            [Parameter("of", .positional, .value, "Of what."), Parameter("to", .option, .path, "The file.")]),
        Card(
            .statement, "help", "Helps.",
            [Parameter("word", .positional, .name(of: [.statement, .optimizer]), default: .absent("everything"), "About what.")]),
    ]

    static let layers: [Card] = [
        Card(
            .layer, "conv", "Convolution.",
            [
                Parameter("filters", .positional, .integer(1...4096), "How many."),
                Parameter("kernel", .positional, .either([.size, .integer(1...64)]), "Its size."),
                Parameter("stride", .option, .integer(1...16), default: .number(1), "Its step."),
                Parameter("same", .flag, .flag, default: .flag(false), "Keeps the size."),
            ], otherSpellings: ["conv2d", "Conv2D"]),
        Card(.layer, "maxpool", "Maxima.", [Parameter("size", .positional, .either([.size, .integer(1...64)]), default: .number(2), "The window.")]),
        Card(.layer, "dense", "All to all.", [Parameter("units", .positional, .integer(1...65_536), "How many.")], otherSpellings: ["linear"]),
        Card(.layer, "dropout", "Drops values.", [Parameter("rate", .positional, .number(.share), "The share.")]),
        Card(.layer, "flatten", "One row."),
    ]

    static let activations: [Card] = [
        Card(.activation, "relu", "max(0, x)."), Card(.activation, "tanh", "Hyperbolic tangent."),
        Card(.activation, "leaky", "Leaky.", [Parameter("slope", .positional, .number(.any), default: .number(0.01), "Below 0.")]),
    ]
}
