import LenetCards
import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax

/// `train with adam lr 0.001 epochs 5`
package enum Train: StatementDefinition {
    package static let card = Card(
        .statement, "train", "Trains the model on from where it stands.",
        [
            Parameter(
                "with", .option, .name(of: [.optimizer], called: true), default: .absent("The rule of the last training."),
                "The optimizer; its hyper-parameters may follow as options: lr 0.01, momentum 0.9.",
                otherSpellings: ["optimizer", "using", "by"]),
            Parameter(
                "epochs", .option, .integer(1...1_000_000), default: .number(1), unit: "passes",
                "How many times all training images are used.", otherSpellings: ["epoch", "nepochs", "n_epochs", "num_epochs", "passes"]),
            Parameter(
                "batch", .option, .integer(1...1_000_000), default: .number(128), unit: "images",
                "How many images an update is made from; fewer images than the default make one batch.", otherSpellings: ["batch_size", "batchsize", "bs"]),
            Parameter(
                "loss", .option, .name(of: [.loss], called: true), default: .name("cross_entropy"),
                "What is made small; its parameters may follow as options: smoothing 0.1, or in the call: huber(delta: 0.5).",
                otherSpellings: ["criterion", "loss_function"]),
            Parameter(
                "schedule", .option, .name(of: [.schedule], called: true), default: .absent("The rate stays as it is."),
                "How the rate changes from step to step.", otherSpellings: ["scheduler", "lr_schedule"]),
            Parameter(
                "until", .option, .condition, default: .absent("All epochs are made."),
                "Ends the training after the first epoch whose measures fulfil it: until accuracy > 0.99."),
            Training.pauseParameter,
        ],
        takesRuleOptions: true,
        notes: [
            "A second training with the same rule keeps the optimizer's state; with another rule it starts a new one, and says so.",
            "In `until`, accuracy and loss are those of the validation images, or of the test images where there are none.",
        ],
        examples: [
            Example("load digits train 600\nmodel softmax_regression\ntrain with sgd lr 0.1 momentum 0.9 nesterov epochs 2", "options of the statement and of the rule"),
            Example("load digits train 600\nmodel softmax_regression\ntrain with adam until accuracy > 0.5 epochs 20", "until it is good enough"),
        ], otherSpellings: ["fit", "learn", "run"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let data = session.dataset else { throw Failure(.noData, at: call.sentence.verb.span) }
        guard let state = session.training else { throw Failure(.noModel, at: call.sentence.verb.span) }
        let contender = try session.contender(call)
        let recipe = Recipe(
            plan: state.network.plan, data: data, loss: try session.loss(call), epochs: call.integer("epochs"),
            batchSize: try session.batchSize(call, data), dialect: session.dialect(of: contender, call))
        if let until = call.conditions["until"] { try session.check(until: until, of: recipe) }
        announce(call, contender, recipe, state, in: session)
        let request = try session.request(call) ?? session.lastRequest
        return .run(
            try Training(contender: contender, request: request, recipe: recipe, until: call.conditions["until"]).run(call, in: session))
    }

    /// Everything that decides the run, defaults included.
    private static func announce(
        _ call: SentenceCall, _ contender: Contender, _ recipe: Recipe, _ state: TrainingState, in session: Session
    ) {
        if let paused = session.paused {
            session.note("the paused training (\(paused.summary)) is not gone on with; `resume` would have")
        }
        session.noteDialect(of: contender, call)
        session.noteAccumulation(contender, recipe)
        if let optimizer = state.optimizer, optimizer.identity != contender.rule.identity {
            session.noteDroppedState(for: contender)
        } else if state.optimizer != nil {
            session.note("\(contender.label) goes on with the optimizer state of the last training (`rewind` starts afresh)")
        }
        for line in RunReport.header(
            rule: contender.rule.displayName, loss: recipe.loss.name, batch: recipe.batchSize,
            epochs: recipe.epochs, seed: state.seed, model: recipe.plan.name, data: recipe.data.name)
        { session.say(line, for: call) }
    }
}
