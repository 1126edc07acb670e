import LenetCards
import LenetEngine
import LenetLab
import LenetSyntax

/// `compare [sgd, adam] epochs 5 seeds 3`
package enum Compare: StatementDefinition {
    package static let card = Card(
        .statement, "compare", "Trains a copy of the model with each of several rules, from the same weights over the same batches.",
        [
            Parameter(
                "rules", .positional, .list(.name(of: [.optimizer], called: true)),
                "A list of optimizers, with hyper-parameters where they are not the dialect's: [sgd(lr: 0.1), adam]."),
            Parameter(
                "epochs", .option, .integer(1...1_000_000), default: .number(1), unit: "passes",
                "How many times all training images are used.", otherSpellings: ["epoch", "n_epochs", "num_epochs", "passes"]),
            Parameter(
                "batch", .option, .integer(1...1_000_000), default: .number(128), unit: "images",
                "How many images an update is made from; fewer images than the default make one batch.", otherSpellings: ["batch_size", "batchsize", "bs"]),
            Parameter(
                "loss", .option, .name(of: [.loss], called: true), default: .name("cross_entropy"), "What is made small.",
                otherSpellings: ["criterion", "loss_function"]),
            Parameter(
                "schedule", .option, .name(of: [.schedule], called: true), default: .absent("The rate stays as it is."),
                "How the rate changes from step to step.", otherSpellings: ["scheduler", "lr_schedule"]),
            Parameter(
                "seeds", .option, .integer(1...1000), default: .number(1),
                "How many starts: the seed in force, the next one, and so on.", otherSpellings: ["runs", "repeats", "seed"]),
        ],
        notes: [
            "The current model is left as it is: every run starts from the initial weights of its seed.",
            "The table gives each accuracy with its 95% interval (Wilson); the sentences below say which differences are more than luck.",
        ],
        examples: [
            Example("load digits train 600\nmodel softmax_regression\ncompare [sgd(lr: 0.1), adam] epochs 2", "two rules"),
            Example("load digits train 600\nmodel softmax_regression\nlet race = compare [sgd, adam] seeds 2\nprint race.table", "kept, and its table printed"),
        ])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let data = session.dataset else { throw Failure(.noData, at: call.sentence.verb.span) }
        guard let state = session.training else { throw Failure(.noModel, at: call.sentence.verb.span) }
        guard case .list(let rules) = call.value("rules"), !rules.isEmpty else {
            throw Failure(.emptyList(function: "compare"), at: call.span(of: "rules"))
        }
        let contenders = try session.contenders(rules, call)
        let recipe = Recipe(
            plan: state.network.plan, data: data, loss: try session.loss(call), epochs: call.integer("epochs"),
            batchSize: session.batchSize(call, data), dialect: session.dialect)
        let seeds = (0..<UInt64(call.integer("seeds"))).map { session.settings.seed &+ $0 }
        var laboratory = try session.laboratory(at: call.sentence.verb.span)
        laboratory.finished = { session.finishedRun($0) }
        laboratory.keep = { session.keepFinished($0, $1) }
        announce(call, recipe, seeds, in: session)
        let comparison: Comparison
        do {
            comparison = try laboratory.compare(contenders, recipe: recipe, seeds: seeds) { run in
                session.output.progress(nil)
                _ = session.record(
                    run, recipe: recipe, statement: "compare", comparison: contenders.map(\.label).joined(separator: ", "))
                session.say("  \(run.rule), seed \(run.seed): \(NumberText.fixed(run.final.accuracy, decimals: 4))", for: call)
            }
        } catch {
            throw Failure(.engine(error), at: call.sentence.span)
        }
        session.output.progress(nil)
        session.say(ComparisonReport.lines(comparison, width: session.output.width).joined(separator: "\n"), for: call)
        let takenOver = comparison.runs.count { $0.isTakenOver }
        if takenOver > 0 { session.note("\(takenOver == 1 ? "1 run was" : "\(takenOver) runs were") finished before an interruption, and not done again") }
        if !comparison.isInterrupted { session.comparisonEnded() }
        if comparison.isInterrupted { session.note("interrupted: the runs that were finished are in the table") }
        return .comparison(comparison)
    }

    private static func announce(_ call: SentenceCall, _ recipe: Recipe, _ seeds: [UInt64], in session: Session) {
        var parts = ["\(recipe.plan.name) on \(recipe.data.name)", "epochs \(recipe.epochs)", "batch \(recipe.batchSize)"]
        if case .schedule(let choice) = call.value("schedule") { parts.append("schedule \(choice.phrase)") }
        parts.append("loss \(recipe.loss.name)")
        parts.append(seeds.count == 1 ? "seed \(seeds[0])" : "seeds \(seeds[0]) to \(seeds[seeds.count - 1])")
        for line in RunReport.folded(parts) { session.say(line, for: call) }
    }
}
