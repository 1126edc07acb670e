import LenetData
import LenetEngine
import LenetRules

/// A rule that takes part: its name, `sgd`, and how tables show it, `sgd(lr: 0.1)`.
package struct Contender: Sendable {
    package var name: String
    package var label: String
    package var rule: RuleInUse
    /// In which its words were said: the same words may be another rule in another dialect.
    package var dialect: Dialect
    package init(name: String, label: String, rule: RuleInUse, dialect: Dialect) {
        self.name = name
        self.label = label
        self.rule = rule
        self.dialect = dialect
    }
}

/// What is common to the runs of an experiment.
package struct Recipe: Sendable {
    package var plan: NetworkPlan
    package var data: Dataset
    package var loss: Loss
    package var epochs: Int
    package var batchSize: Int
    package var dialect: Dialect
    package init(plan: NetworkPlan, data: Dataset, loss: Loss, epochs: Int, batchSize: Int, dialect: Dialect) {
        self.plan = plan
        self.data = data
        self.loss = loss
        self.epochs = epochs
        self.batchSize = batchSize
        self.dialect = dialect
    }
}

/// Trains and measures. Everything that lasts is in the values it is given and returns.
package struct Laboratory {
    package let machine: Machine
    package var isInterrupted: () -> Bool
    package var progress: (TrainingProgress, _ label: String) -> Void
    /// A comparison's run that was brought to its end before, by its key: it is not done again. `keep` hears of each that is.
    package var finished: (RunKey) -> FinishedRun? = { _ in nil }
    package var keep: (FinishedRun, RunKey, Contestant) -> Void = { _, _, _ in }
    /// A training that is stopped only for a moment need not be judged: its measure is then not a number.
    package var stopsForAMoment: () -> Bool = { false }

    package init(
        machine: Machine, isInterrupted: @escaping () -> Bool = { false },
        progress: @escaping (TrainingProgress, String) -> Void = { _, _ in }
    ) {
        self.machine = machine
        self.isInterrupted = isInterrupted
        self.progress = progress
    }

    /// Trains a network on from where it stands. `onRow`: every row of the history as it is measured; true ends the training.
    /// `resuming`: what a training that was interrupted left; `pauseAfter`: interrupts it itself, after so many updates; `keeper`: gets
    /// such pauses on the way.
    package func train(
        _ state: inout TrainingState, with contender: Contender, recipe: Recipe,
        resuming pause: TrainingPause? = nil, pauseAfter: Int? = nil, keeper: TrainingKeeper? = nil, watch: TrainingWatch = TrainingWatch(),
        onRow: (HistoryRow) -> Bool = { _ in false }
    ) throws(EngineError) -> Run {
        let options = TrainingOptions(
            rule: contender.rule, loss: recipe.loss, epochs: recipe.epochs, batchSize: recipe.batchSize,
            pauseAfter: pauseAfter)
        let isFresh = pause == nil && state.isFresh
        let result = try machine.train(
            &state, on: recipe.data, options: options, resuming: pause, keeper: keeper, progress: { progress($0, contender.label) }, until: onRow,
            isInterrupted: isInterrupted, watch: watch)
        let judging = recipe.data.judging
        let final: Measure
        switch (result.stop, result.history.last?.judged) {
        case (.finished, let measure?), (.until, let measure?): final = measure
        default:
            // It ended within an epoch: the last row is older than the weights.
            final = stopsForAMoment() ? Measure(loss: .nan, accuracy: .nan) : try judge(state, recipe)
        }
        var run = Run(
            optimizer: contender.name, label: contender.label, rule: contender.rule.displayName, dialect: recipe.dialect, loss: recipe.loss.name,
            batchSize: recipe.batchSize, seed: state.seed, model: recipe.plan.name, result: result, final: final,
            measuredOn: judging.name)
        run.settings = contender.rule.settings
        run.schedule = contender.rule.scheduleName
        run.used = Run.Asked(contender: contender, recipe: recipe)
        if isFresh { run.asked = run.used }
        return run
    }

    /// The network as it stands, on the images by which trainings are judged.
    package func judge(_ state: TrainingState, _ recipe: Recipe) throws(EngineError) -> Measure {
        let evaluation = try machine.evaluate(state.evaluationNetwork, on: recipe.data.judging.images, loss: recipe.loss)
        return Measure(loss: evaluation.loss, accuracy: evaluation.accuracy)
    }
}
