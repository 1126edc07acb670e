import LenetCards
import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax

/// `tune [sgd, adam] lr 1e-5..1 log 11 epochs 2`
package enum Tune: StatementDefinition {
    package static let card = Card(
        .statement, "tune", "Finds a learning rate for each of several rules, with the same care for all.",
        [
            Parameter(
                "rules", .positional, .list(.name(of: [.optimizer], called: true)),
                "A list of optimizers; hyper-parameters other than lr may be given: [sgd(momentum: 0.9), adam]."),
            Parameter(
                "lr", .option, .list(.number(.positive)), default: .absent("1e-5..1 log 11: two in every power of ten."),
                "The rates that are tried with every rule: 1e-5..1 log 11, or a list."),
            Parameter(
                "epochs", .option, .integer(1...1_000_000), default: .number(1), unit: "passes",
                "How many times a run uses all training images.", otherSpellings: ["epoch", "n_epochs", "num_epochs", "passes"]),
            Parameter(
                "batch", .option, .integer(1...1_000_000), default: .number(128), unit: "images",
                "How many images an update is made from; fewer images than the default make one batch.", otherSpellings: ["batch_size", "batchsize", "bs"]),
            Parameter(
                "loss", .option, .name(of: [.loss], called: true), default: .name("cross_entropy"), "What is made small.",
                otherSpellings: ["criterion", "loss_function"]),
            Parameter(
                "schedule", .option, .name(of: [.schedule], called: true), default: .absent("The rate stays as it is."),
                "How the rate changes from step to step.", otherSpellings: ["scheduler", "lr_schedule"]),
            Parameter("seeds", .option, .integer(1...1000), default: .number(1), "How many starts every rate is tried with."),
            Parameter(
                "fresh", .option, .integer(1...1000), default: .number(3),
                "How many other starts the best rate of each rule is measured with, on the test images."),
        ],
        takesRuleOptions: true,
        notes: [
            "The rates are judged by the accuracy on validation images (load mnist validation 10000): test images have no say in the choice.",
            "Then the best rate of each rule runs from fresh starts, and is measured on the test images: those figures are not the luck of "
                + "the choice.",
            "`plot sensitivity of` what it returns draws the accuracy against the rate.",
        ],
        examples: [
            Example(
                "load digits train 600 validation 200\nmodel softmax_regression\ntune [sgd, adam] lr 1e-3..1 log 4 fresh 2", "four rates for two rules"),
            Example(
                "load digits train 600 validation 200\nmodel softmax_regression\nlet found = tune [sgd, adam] lr [0.01, 0.1] fresh 1\nprint found.table",
                "kept, and its table printed"),
        ], otherSpellings: ["search", "grid_search", "optimize"])

    /// Two in every power of ten from 1e-5 to 1.
    static let usualRates = [1e-5, 10.0.squareRoot() * 1e-5, 1e-4, 10.0.squareRoot() * 1e-4, 1e-3, 10.0.squareRoot() * 1e-3, 0.01, 10.0.squareRoot() * 0.01, 0.1, 10.0.squareRoot() * 0.1, 1]

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        let experiment = try Experiment(call, in: session)
        guard experiment.data.validation != nil else {
            throw Failure(.noValidation(dataset: experiment.data.name), at: call.sentence.verb.span)
        }
        guard case .list(let values) = call.value("rules"), !values.isEmpty else {
            throw Failure(.emptyList(function: "tune"), at: call.span(of: "rules"))
        }
        try session.refuseSettingsOfSeveral(call)
        let rates = try rates(call)
        let rules = try values.map { try rule($0, rates, call, in: session) }
        let seeds = experiment.seeds(call)
        let last = seeds[seeds.count - 1]
        let fresh = (1...UInt64(call.integer("fresh"))).map { last &+ $0 }
        let tuning = try experiment.tune(rules, rates: rates, seeds: seeds, freshSeeds: fresh)
        session.say(TuningReport.lines(tuning, width: session.output.width).joined(separator: "\n"), for: call)
        experiment.conclude(isInterrupted: tuning.isInterrupted)
        return TuningFields.record(tuning)
    }

    private static func rates(_ call: SentenceCall) throws -> [Double] {
        guard case .list(let values)? = call.value("lr") else { return usualRates }
        let rates = values.compactMap { if case .number(let x) = $0 { x } else { nil } }
        if rates.isEmpty { throw Failure(.emptyList(function: "tune"), at: call.span(of: "lr")) }
        return Array(Set(rates)).sorted()
    }

    private static func rule(
        _ value: Value, _ rates: [Double], _ call: SentenceCall, in session: Session
    ) throws -> (name: String, usual: Double?, contenders: [Contender]) {
        guard case .rule(let choice) = value else {
            throw Failure(.wrongKind(wanted: "an optimizer", found: value.kind.phrase), at: call.span(of: "rules"))
        }
        if let given = choice.settings.first(where: { $0.name.text == "lr" }) {
            throw Failure(.rateIsTuned(choice.name), at: given.name.span)
        }
        let asked = try session.contenders([value], call)
        let contenders = try rates.map { rate -> Contender in
            var tried = choice
            tried.settings.append(RuleSetting(Name("lr", choice.span), .number(rate)))
            return try session.contenders([.rule(tried)], call)[0]
        }
        return (choice.phrase, session.usualRate(of: asked[0]), contenders)
    }
}
