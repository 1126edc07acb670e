/// An optimizer as `train` uses it: compiled, with its settings and its schedule. Made by `LenetRules`.
package struct RuleInUse: Sendable {
    package var program: UpdateProgram
    /// In the order of `program.hyperparameters`.
    package var hyperparameters: [Double]
    package var learningRate: Double
    /// The rate after the schedule, for the update about to be made.
    package var rate: @Sendable (ScheduleMoment) -> Double
    /// `adam(lr: 0.01)`, as tables show it.
    package var displayName: String
    /// Two rules with the same identity go on with each other's state.
    package var identity: String

    package init(
        program: UpdateProgram, hyperparameters: [Double], learningRate: Double,
        rate: @escaping @Sendable (ScheduleMoment) -> Double, displayName: String, identity: String
    ) {
        precondition(hyperparameters.count == program.hyperparameters.count, "a value for every hyper-parameter")
        self.program = program
        self.hyperparameters = hyperparameters
        self.learningRate = learningRate
        self.rate = rate
        self.displayName = displayName
        self.identity = identity
    }
}

/// Where a training stands, for its schedule: updates and epochs done so far (from 0) and in all of this training.
package struct ScheduleMoment: Sendable, Hashable {
    package var step: Int
    package var epoch: Int
    package var steps: Int
    package var epochs: Int

    package init(step: Int, epoch: Int, steps: Int, epochs: Int) {
        self.step = step
        self.epoch = epoch
        self.steps = steps
        self.epochs = epochs
    }
}
