/// An optimizer as a training uses it: flags settled, hyper-parameters given, the schedule attached. Made by `LenetRules`.
package struct RuleInUse: Sendable {
    package var program: UpdateProgram
    /// In the order of `program.hyperparameters`.
    package var hyperparameters: [Double]
    /// The base rate, before the schedule.
    package var learningRate: Double
    /// The rate after the schedule, for the update about to be made.
    package var rate: @Sendable (ScheduleMoment) -> Double
    /// `adam (keras) lr 0.001 beta1 0.9 beta2 0.999 epsilon 1e-7`
    package var displayName: String
    /// Equal for two uses of one rule with the same states: a second training then keeps the optimizer's state.
    package var identity: String

    package init(
        program: UpdateProgram, hyperparameters: [Double], learningRate: Double,
        rate: @escaping @Sendable (ScheduleMoment) -> Double, displayName: String, identity: String
    ) {
        self.program = program
        self.hyperparameters = hyperparameters
        self.learningRate = learningRate
        self.rate = rate
        self.displayName = displayName
        self.identity = identity
    }
}

/// Where a training stands: what schedules see.
package struct ScheduleMoment: Sendable, Hashable {
    /// Updates done so far, from 0.
    package var step: Int
    /// Epochs done so far, from 0.
    package var epoch: Int
    /// Updates of this training in all.
    package var steps: Int
    /// Epochs of this training in all.
    package var epochs: Int

    package init(step: Int, epoch: Int, steps: Int, epochs: Int) {
        self.step = step
        self.epoch = epoch
        self.steps = steps
        self.epochs = epochs
    }
}
