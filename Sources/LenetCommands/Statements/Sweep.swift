import LenetCards
import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax

/// `sweep lr 1e-3..1 log 4 batch [32, 128] with adam`
package enum Sweep: StatementDefinition {
    private static func oneOrMore(_ domain: Domain) -> Domain { .either([domain, .list(domain)]) }

    package static let card = Card(
        .statement, "sweep", "Trains once for every combination of the values that options are given as lists.",
        [
            Parameter(
                "with", .option, oneOrMore(.name(of: [.optimizer], called: true)), default: .absent("The rule of the last training."),
                "The optimizer, or a list of them; its hyper-parameters may follow, each a value or a list: lr [0.01, 0.1], momentum 0.9.",
                otherSpellings: ["optimizer", "using"]),
            Parameter(
                "epochs", .option, oneOrMore(.integer(1...1_000_000)), default: .number(1), unit: "passes",
                "How many times all training images are used, or a list: [1, 2, 4].",
                otherSpellings: ["epoch", "nepochs", "n_epochs", "num_epochs", "passes"]),
            Parameter(
                "batch", .option, oneOrMore(.integer(1...1_000_000)), default: .number(128), unit: "images",
                "How many images an update is made from, or a list: [32, 128].", otherSpellings: ["batch_size", "batchsize", "bs"]),
            Parameter(
                "loss", .option, oneOrMore(.name(of: [.loss], called: true)), default: .name("cross_entropy"),
                "What is made small, or a list: [cross_entropy, mse].", otherSpellings: ["criterion", "loss_function"]),
            Parameter(
                "schedule", .option, oneOrMore(.name(of: [.schedule], called: true)), default: .absent("The rate stays as it is."),
                "How the rate changes from step to step, or a list.", otherSpellings: ["scheduler", "lr_schedule"]),
            Parameter(
                "seeds", .option, .integer(1...1000), default: .number(1),
                "How many starts: the seed in force, the next one, and so on.", otherSpellings: ["runs", "repeats", "seed"]),
        ],
        takesRuleOptions: true,
        notes: [
            "What it returns is a list with a row for each combination: `filter`, `sort`, `for` and `save table of` take it, "
                + "`plot sensitivity of` draws it. The fields of a row: help trial.",
            "Every run starts from the initial weights of its seed and sees the batches of its seed; the current model is left as it is.",
            "Accuracies are those on validation images where the data has them. What is chosen by them is measured afterwards, on the "
                + "test images: compare, evaluate test.",
            "^C keeps the runs that were finished: `resume`, or the same statement, goes on from them.",
        ],
        examples: [
            Example(
                "load digits train 600 validation 200\nmodel softmax_regression\nsweep lr 1e-3..1 log 4 batch [32, 128] with sgd", "eight combinations"),
            Example(
                "load digits train 600 validation 200\nmodel softmax_regression\nlet grid = sweep with [sgd, adam] lr [0.01, 0.1]\n"
                    + "def accuracy_of(row) { return row.accuracy }\nprint sort(grid, accuracy_of)", "kept, and printed from the worst to the best"),
        ])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        let experiment = try Experiment(call, in: session)
        let grid = try SweepGrid(call, in: session)
        let contestants = try grid.contestants(experiment, in: session)
        if experiment.data.validation == nil {
            let count = max(1, experiment.data.training.count / 6)
            session.warn(
                "the best of these is chosen by the test images", at: call.sentence.verb.span, "no other images are left to measure it",
                notes: ["keep some training images for the choice: load \(experiment.data.name) validation \(count)"], code: "W0820")
        }
        let seeds = experiment.seeds(call)
        announce(call, grid, contestants, seeds, in: session)
        let comparison = try experiment.sweep(contestants, seeds: seeds, name: grid.axes.map(\.word).joined(separator: " x "))
        let rows = TrialFields.rows(grid, comparison)
        let lines = SweepReport.lines(grid, comparison, rows, width: session.output.width)
        if !lines.isEmpty { session.say(lines.joined(separator: "\n"), for: call) }
        experiment.conclude(isInterrupted: comparison.isInterrupted, takenOver: comparison.runs.count { $0.isTakenOver })
        return .list(rows)
    }

    private static func announce(
        _ call: SentenceCall, _ grid: SweepGrid, _ contestants: [Contestant], _ seeds: [UInt64], in session: Session
    ) {
        guard let first = contestants.first else { return }
        let swept = Set(grid.axes.map(\.word))
        var parts = ["\(first.recipe.plan.name) on \(first.recipe.data.name)"]
        if !swept.contains("with"), case .rule(var choice)? = grid.base.value("with") {
            choice.settings += grid.base.ruleSettings.filter { !swept.contains($0.name.text) }
            parts.append("with \(choice.phrase)")
        }
        for axis in grid.axes { parts.append(values(axis)) }
        if !swept.contains("epochs") { parts.append("epochs \(first.recipe.epochs)") }
        if !swept.contains("batch") { parts.append("batch \(first.recipe.batchSize)") }
        if !swept.contains("schedule"), case .schedule(let choice)? = grid.base.value("schedule") { parts.append("schedule \(choice.phrase)") }
        if !swept.contains("loss") { parts.append("loss \(first.recipe.loss.name)") }
        parts.append(seeds.count == 1 ? "seed \(seeds[0])" : "seeds \(seeds[0]) to \(seeds[seeds.count - 1])")
        let runs = contestants.count * seeds.count
        parts.append(runs == 1 ? "1 run" : "\(NumberText.grouped(runs)) runs")
        for line in RunReport.folded(parts) { session.say(line, for: call) }
    }

    /// `lr 0.01 | 0.1 | 1`, or `lr 1e-5 to 1 (11 values)`.
    private static func values(_ axis: SweepGrid.Axis) -> String {
        let texts = axis.texts
        guard texts.count > 6, let first = texts.first, let last = texts.last else { return "\(axis.word) \(texts.joined(separator: " | "))" }
        return "\(axis.word) \(first) to \(last) (\(texts.count) values)"
    }
}
