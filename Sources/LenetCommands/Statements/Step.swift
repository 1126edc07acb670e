import LenetCards
import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax

/// `step with adam lr 0.01`, `step 10`, `step until loss < 0.5`, `step with adam lr 0.1 on rosenbrock from [-1.5, 2]`
package enum Step: StatementDefinition {
    /// What `until` alone goes to at most.
    private static let most = 10_000

    package static let card = Card(
        .statement, "step", "Makes one update of a training, or on a landscape, and explains it with the numbers in each line of the rule.",
        [
            Parameter("count", .positional, .integer(1...1_000_000), default: .absent("One; with `until`, 10,000 at most."), unit: "updates", "How many; the last is explained."),
            Parameter(
                "until", .option, .condition, default: .absent("After the updates that were asked for."),
                "Stops after the first update that fulfils it: until loss < 0.5. There is also previous_loss, step and epoch, and what the last row of the history holds: accuracy."),
        ] + Train.card.parameters.filter { ["with", "epochs", "batch", "loss", "schedule"].contains($0.name) }
            + WalkStepping.parameters
            + [
                Parameter("verbose", .flag, .flag, default: .flag(false), "Every watched weight or variable line by line, a row for each array, all digits."),
                Parameter("images", .flag, .flag, default: .flag(false), "Draws the batch's images, 24 at most."),
            ],
        takesRuleOptions: true,
        notes: [
            "A step is a training that pauses itself: `step with RULE` begins one as `train` would, the next `step` goes on with it, `resume` makes the rest. A training that ^C or `pause` stopped can be stepped, too; another rule takes over in the middle of the pass.",
            "`watch` says which weights are explained line by line.",
            "In `until`, loss is that of the batch, before its update; accuracy is known once an epoch has ended.",
            "`on` a landscape, its variables are the weights, and the model stays as it is. The next `step` goes on along the walk, `from` begins another, `back` undoes steps of it; `train`, `resume`, another model or `forget walk` give `step` back to the network.",
            "There, `until` knows value, the height that the update led to (loss is the same), distance from the nearest minimum, and the variables by their names: until value < 0.5, until x > 0.",
        ],
        examples: [
            Example("load digits train 600\nmodel lenet5\nwatch conv1.weight[0, 0, 2, 2]\nstep with adam lr 0.01\nstep", "the first updates of a weight"),
            Example("load digits train 600\nmodel softmax_regression\nstep 20 with sgd lr 0.1 until loss < 1.5", "until it is better, twenty at most"),
            Example("step with adam lr 0.1 on rosenbrock from [-1.5, 2]\nstep\nstep 50 until value < 1\nback 3", "on a landscape"),
            Example("load digits train 600\nmodel mlp\nlet s = step with adam\nprint s.loss_before - s.loss_after", "kept"),
        ], otherSpellings: ["train_step", "train_on_batch", "next_batch"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        let call = WalkStepping.withRulesOwn(call, in: session)
        let until = call.conditions["until"]
        let count = call.optionalInteger("count") ?? (until == nil ? 1 : most)
        if try WalkStepping.isMeant(by: call, in: session) { return try WalkStepping.run(call, count: count, in: session) }
        let training = try training(call, in: session)
        var stepping = Stepping(training)
        var last: Stepping.Update?
        var losses: [(step: Int, loss: Double)] = []
        var isFulfilled = false
        while losses.count < count, !isFulfilled {
            guard let update = try stepping.advance(call, in: session) else { break }
            if let until {
                isFulfilled = try session.holds(
                    until,
                    after: .init(
                        loss: update.loss, previousLoss: losses.last?.loss, step: update.step, epoch: update.epoch, row: update.after.history.last))
            }
            losses.append((update.step, update.loss))
            last = update
            if update.isPaused { break }
        }
        guard let last else {
            if session.isInterrupted() { throw Failure(.interrupted, at: nil) }
            return .nothing
        }
        if until != nil, !isFulfilled, losses.count == count {
            session.note("`until` was not fulfilled in \(NumberText.counted(count, "update"))")
            if let until, last.after.history.isEmpty, let name = StepCondition.measure(in: until) {
                session.note("\(name) is measured at the end of an epoch, and none has ended yet: until then no condition on it holds")
            }
        }
        let account = try StepExplanation(of: last, losses: losses, isVerbose: call.flag("verbose"), at: call.sentence.span, in: session)
        if session.speaks(call) {
            for line in StepReport.lines(account, isVerbose: call.flag("verbose"), width: session.output.width) { session.say(line, for: call) }
            if call.flag("images") {
                session.say(
                    (["", "images of the batch"] + Picture.lines(account.pictures(most: 24), width: session.output.width)).joined(separator: "\n"),
                    for: call)
            }
        }
        if last.isLast { session.note("that was the training's last update; the next `step` begins another pass with \(last.training.contender.label)") }
        let record = StepFields.record(account)
        session.lastStep = (record, training.recipe.plan)
        return .record(record)
    }

    /// The training that the step belongs to: the paused one, as long as nothing else is asked for; else one that begins.
    private static func training(_ call: SentenceCall, in session: Session) throws -> PausedTraining {
        guard let data = session.dataset else { throw Failure(.noData, at: call.sentence.verb.span) }
        guard let state = session.training else { throw Failure(.noModel, at: call.sentence.verb.span) }
        let standing = session.paused ?? session.stepped
        if var going = standing, try goesOn(going, call, in: session) {
            if let request = try request(call, over: going, in: session) {
                let contender = try session.contender(request, in: call.isGiven("with") ? nil : going.recipe.dialect, at: call.sentence.span)
                if call.isGiven("with") { going.recipe.dialect = session.dialect }
                tellOfState(contender, state, in: session)
                going.contender = contender
                going.request = request
            }
            if session.paused == nil { going.pause = .beginning(of: going.contender.rule, at: state) }
            return going
        }
        let contender = try session.contender(call)
        let recipe = Recipe(
            plan: state.network.plan, data: data, loss: try session.loss(call), epochs: call.integer("epochs"),
            batchSize: try session.batchSize(call, data), dialect: session.dialect(of: contender, call))
        if let paused = session.paused { session.note("the paused training (\(paused.summary)) is not gone on with; `step` alone would have") }
        session.noteDialect(of: contender, call)
        session.noteAccumulation(contender, recipe)
        tellOfState(contender, state, in: session)
        for line in RunReport.header(
            rule: contender.rule.displayName, loss: recipe.loss.name, batch: recipe.batchSize, epochs: recipe.epochs, seed: state.seed,
            model: recipe.plan.name, data: recipe.data.name)
        { session.say(line, for: call) }
        return PausedTraining(
            contender: contender, request: try session.request(call) ?? session.lastRequest, recipe: recipe,
            pause: .beginning(of: contender.rule, at: state))
    }

    /// Nothing is said that would make it another training: the rule may change in the middle of one, the batch may not.
    private static func goesOn(_ going: PausedTraining, _ call: SentenceCall, in session: Session) throws -> Bool {
        let recipe = going.recipe
        if call.isGiven("epochs"), call.integer("epochs") != recipe.epochs { return false }
        if call.isGiven("batch"), call.integer("batch") != recipe.batchSize { return false }
        if call.isGiven("loss"), try session.loss(call).name != recipe.loss.name { return false }
        if call.isGiven("schedule"), let request = try request(call, over: going, in: session) {
            let asked = try session.contender(request, at: call.sentence.span).rule.schedule
            if asked != going.contender.rule.schedule { return false }
        }
        return true
    }

    /// The rule as it is asked for now; nil where nothing is said of it.
    private static func request(_ call: SentenceCall, over going: PausedTraining, in session: Session) throws -> RuleRequest? {
        if call.value("with") != nil, var request = try session.request(call) {
            // The schedule goes on with the training unless another is named.
            if request.schedule == nil { request.schedule = going.request?.schedule }
            return request
        }
        guard call.isGiven("schedule") || !call.ruleSettings.isEmpty else { return nil }
        guard var request = going.request else {
            let first = call.ruleSettings.first?.name
            throw Failure(.settingWithoutRule(first?.text ?? "schedule"), at: first?.span ?? call.span(of: "schedule"))
        }
        if let schedule = session.scheduleUse(call) { request.schedule = schedule }
        let said = Set(call.ruleSettings.map(\.name.text))
        request.choice.settings.removeAll { said.contains($0.name.text) }
        request.choice.settings += call.ruleSettings
        return request
    }

    private static func tellOfState(_ contender: Contender, _ state: TrainingState, in session: Session) {
        guard let optimizer = state.optimizer, optimizer.identity != contender.rule.identity else { return }
        session.noteDroppedState(for: contender)
    }
}
