import LenetData
import LenetEngine
import LenetLab
import LenetSyntax

/// A training of the past: all that making its updates once more takes, but the data and a state to begin from.
package struct PastTraining: Sendable {
    var contender: Contender
    var request: RuleRequest?
    var until: Expression?
    var plan: NetworkPlan
    var loss: Loss
    var epochs: Int
    var batchSize: Int
    var dialect: Dialect
    var data: DataKey
    /// Updates of all trainings before its first.
    var first: Int
    /// As it began: a training that `resume` gave another rate begins in its middle.
    var begin: TrainingPause
    /// What else the beginning changed about the state.
    var pass: Int
    var position: Int
    var history: [HistoryRow]
    /// All rows that are known of it, and for those it measured the epoch, over all trainings, with its step.
    var rows: [HistoryRow]
    var ends: [(epoch: Int, step: Int)] = []

    init(_ training: Training, _ state: TrainingState, _ pause: TrainingPause) {
        contender = training.contender
        request = training.request
        until = training.until
        plan = training.recipe.plan
        loss = training.recipe.loss
        epochs = training.recipe.epochs
        batchSize = training.recipe.batchSize
        dialect = training.recipe.dialect
        data = DataKey(training.recipe.data)
        first = state.step
        begin = pause
        (pass, position, history) = (state.pass, state.position, state.history)
        rows = pause.history
    }

    /// The update of the training, from 1 on, that a step over all trainings is.
    func update(of step: Int) -> Int { begin.steps + step - first }

    /// The state with which it begins, made of the one that came before.
    func beginning(from state: TrainingState) -> TrainingState {
        var state = state
        (state.pass, state.position, state.history) = (pass, position, history)
        return state
    }

    func recipe(_ data: Dataset) -> Recipe {
        Recipe(plan: plan, data: data, loss: loss, epochs: epochs, batchSize: batchSize, dialect: dialect)
    }

    /// Going on with `training` makes the very updates that this one made, or would have made.
    func isGoneOnWith(by training: Training, at step: Int) -> Bool {
        guard let pause = training.paused?.pause, pause.steps == update(of: step) else { return false }
        let (a, b) = (contender.rule, training.contender.rule)
        return a.program == b.program && a.hyperparameters == b.hyperparameters && a.learningRate == b.learningRate
            && a.schedule == b.schedule && a.accumulate == b.accumulate && a.momentumName == b.momentumName
            && a.otherwise?.program == b.otherwise?.program && a.otherwise?.hyperparameters == b.otherwise?.hyperparameters
            && epochs == training.recipe.epochs && batchSize == training.recipe.batchSize && loss.name == training.recipe.loss.name
            && data == DataKey(training.recipe.data)
    }
}

/// By what two loads are known to have brought the same images in the same order.
struct DataKey: Sendable, Hashable {
    var name: String
    var checksums: [String]
    var training: [Int32]
    var validation: Int
    var test: Int

    init(_ data: Dataset) {
        name = data.name
        checksums = data.checksums
        training = data.training.indices
        validation = data.validation?.count ?? 0
        test = data.test.count
    }

    /// "mnist, 48,000 to train"
    var summary: String {
        "\(name), \(NumberText.grouped(training.count)) to train" + (validation > 0 ? ", \(NumberText.grouped(validation)) to validate" : "")
    }
}
