import LenetCards
import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax

/// `compare [sgd, adam] epochs 5 seeds 3`, `compare losses [cross_entropy, mse] with adam`
package enum Compare: StatementDefinition {
    /// The options that all comparisons have.
    private static let epochs = Parameter(
        "epochs", .option, .integer(1...1_000_000), default: .number(1), unit: "passes",
        "How many times all training images are used.", otherSpellings: ["epoch", "n_epochs", "num_epochs", "passes"])
    private static let batch = Parameter(
        "batch", .option, .integer(1...1_000_000), default: .number(128), unit: "images",
        "How many images an update is made from; fewer images than the default make one batch.", otherSpellings: ["batch_size", "batchsize", "bs"])
    private static let loss = Parameter(
        "loss", .option, .name(of: [.loss], called: true), default: .name("cross_entropy"), "What is made small.",
        otherSpellings: ["criterion", "loss_function"])
    private static let schedule = Parameter(
        "schedule", .option, .name(of: [.schedule], called: true), default: .absent("The rate stays as it is."),
        "How the rate changes from step to step.", otherSpellings: ["scheduler", "lr_schedule"])
    private static let seeds = Parameter(
        "seeds", .option, .integer(1...1000), default: .number(1),
        "How many starts: the seed in force, the next one, and so on.", otherSpellings: ["runs", "repeats", "seed"])
    private static let target = Parameter(
        "target", .option, .number(.share), default: .absent("None is looked for."),
        "An accuracy: the table tells how many epochs it took to reach it.")
    private static let with = Parameter(
        "with", .option, .name(of: [.optimizer], called: true),
        "The optimizer of all runs; its hyper-parameters may follow as options: lr 0.01, momentum 0.9.",
        otherSpellings: ["optimizer", "using", "by"])

    package static let card = Card(
        .statement, "compare", "Trains a copy of the model with each of several rules, from the same weights over the same batches.",
        [
            Parameter(
                "rules", .positional, .list(.name(of: [.optimizer], called: true)),
                "A list of optimizers, with hyper-parameters where they are not the dialect's: [sgd(lr: 0.1), adam]."),
            epochs, batch, loss, schedule, seeds, target,
        ],
        topics: [
            Card(
                .statement, "losses", "Trains with each of several losses, all else the same.",
                [
                    Parameter(
                        "losses", .positional, .list(.name(of: [.loss], called: true)),
                        "A list of losses: [cross_entropy, mse, huber(delta: 0.5)]."),
                    with, epochs, batch, schedule, seeds, target,
                ],
                takesRuleOptions: true,
                notes: ["Losses of different kinds are no figures of one kind: the runs are judged by their accuracy."]),
            Card(
                .statement, "models", "Trains each of several networks, all else the same.",
                [
                    Parameter("models", .positional, .list(.name(of: [.preset], called: true)), "A list of models: [lenet5, mlp, small(width: 8)]."),
                    with, epochs, batch, loss, schedule, seeds, target,
                ],
                takesRuleOptions: true),
            Card(
                .statement, "batches", "Trains with batches of several sizes, all else the same.",
                [
                    Parameter("sizes", .positional, .list(.integer(1...1_000_000)), unit: "images", "A list of sizes: [32, 128, 512]."),
                    with, epochs, loss, schedule, seeds, target,
                ],
                takesRuleOptions: true,
                notes: ["Smaller batches make more updates of the same epochs; the comparison says how many."]),
        ],
        takesRuleOptions: true,
        notes: [
            "The current model is left as it is: every run starts from the initial weights of its seed.",
            "The table gives each accuracy with its 95% interval (Wilson); the sentences below say which differences are more than luck: "
                + "McNemar's test on the same images for one seed, Student's paired test over several, corrected for all pairs (Holm).",
            "Several runs go side by side, each on one thread, where that is faster than all threads in one run; the bits are the same.",
            "^C keeps the runs that were finished: `resume`, or the same statement, goes on from them.",
        ],
        examples: [
            Example("load digits train 600\nmodel softmax_regression\ncompare [sgd(lr: 0.1), adam] epochs 2", "two rules"),
            Example("load digits train 600\nmodel softmax_regression\nlet race = compare [sgd, adam] seeds 2\nprint race.table", "kept, and its table printed"),
            Example(
                "load digits train 600\nmodel softmax_regression\ncompare [sgd, rmsprop, adam] epochs 3 seeds 2 target 0.8",
                "over two starts, with the epochs it takes to 0.8"),
            Example("load digits train 600\nmodel mlp\ncompare losses [cross_entropy, mse] with adam epochs 2", "two losses"),
            Example("load digits train 600\ncompare models [softmax_regression, mlp] with adam", "two networks"),
            Example("load digits train 600\nmodel softmax_regression\ncompare batches [16, 64] with sgd lr 0.1 epochs 2", "two sizes of a batch"),
        ])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        let experiment = try Experiment(call, in: session)
        let subject = call.topic.flatMap(Comparison.Subject.init(rawValue:)) ?? .rules
        let contestants = try contestants(subject, experiment, call, in: session)
        if subject == .rules, let unfairness = Unfairness.of(try experiment.rates(call, contestants)) {
            session.warn(
                unfairness.sentence, at: call.span(of: "rules"), notes: unfairness.advice.map { [$0] } ?? [], code: "W0801")
        }
        let comparison = try experiment.compare(
            contestants, subject: subject, seeds: experiment.seeds(call), target: call.isGiven("target") ? call.number("target") : nil)
        session.lastResult = .comparison(comparison)
        session.say(ComparisonReport.lines(comparison, width: session.output.width).joined(separator: "\n"), for: call)
        experiment.conclude(isInterrupted: comparison.isInterrupted, takenOver: comparison.runs.count { $0.isTakenOver })
        return .comparison(comparison)
    }

    private static func contestants(
        _ subject: Comparison.Subject, _ experiment: Experiment, _ call: SentenceCall, in session: Session
    ) throws -> [Contestant] {
        let place = subject == .batches ? "sizes" : subject.rawValue
        guard case .list(let values) = call.value(place), !values.isEmpty else {
            throw Failure(.emptyList(function: "compare"), at: call.span(of: place))
        }
        switch subject {
        case .rules:
            try session.refuseSettingsOfSeveral(call)
            let recipe = try experiment.recipe()
            return try session.contenders(values, call).map { Contestant(label: $0.label, contender: $0, recipe: recipe) }
        case .losses:
            let contender = try session.contender(call)
            return try values.map { value in
                guard case .loss(let choice) = value else { throw wrong("a loss", value, call.span(of: place)) }
                let recipe = try experiment.recipe(loss: try session.loss(choice))
                return Contestant(label: choice.phrase, contender: contender, recipe: recipe)
            }
        case .models:
            let contender = try session.contender(call)
            return try values.map { value in
                guard case .architecture(let architecture) = value else { throw wrong("a model", value, call.span(of: place)) }
                let recipe = try experiment.recipe(plan: try session.plan(architecture))
                return Contestant(label: architecture.written, contender: contender, recipe: recipe)
            }
        case .batches:
            let contender = try session.contender(call)
            return try values.map { value in
                guard case .number(let x) = value, let size = WholeNumber.from(x) else { throw wrong("a whole number", value, call.span(of: place)) }
                try session.check(batchSize: size, experiment.data, at: call.span(of: place))
                return Contestant(label: "\(size)", contender: contender, recipe: try experiment.recipe(batchSize: size))
            }
        }
    }

    private static func wrong(_ wanted: String, _ value: Value, _ span: Span) -> Failure {
        Failure(.wrongKind(wanted: wanted, found: value.kind.phrase), at: span)
    }
}
