/// What a training is asked to do.
package struct TrainingOptions: Sendable {
    package var rule: RuleInUse
    package var loss: Loss
    package var epochs: Int
    package var batchSize: Int
    /// Stops as an interrupt would, before the update that would follow this one (from 1, over all epochs).
    package var pauseAfter: Int?
    /// False: the row of a training's start, where it is not there yet, waits until the first epoch's is measured. A single step
    /// then costs no evaluation.
    package var measuresStart: Bool

    package init(
        rule: RuleInUse, loss: Loss = .standard, epochs: Int = 1, batchSize: Int = 128, pauseAfter: Int? = nil,
        measuresStart: Bool = true
    ) {
        self.rule = rule
        self.loss = loss
        self.epochs = epochs
        self.batchSize = batchSize
        self.pauseAfter = pauseAfter
        self.measuresStart = measuresStart
    }
}

/// Where an interrupted training stands, besides what its `TrainingState` says.
package struct TrainingPause: Sendable, Hashable {
    /// Updates and whole epochs of this training so far: the moment of its schedule.
    package var steps: Int
    package var epochs: Int
    package var imagesSeen: Int
    /// Of training, evaluations left out.
    package var seconds: Double
    /// The rows of this training so far.
    package var history: [HistoryRow]
    /// What the schedule remembers.
    package var schedule: ScheduleRun
    /// The network at the start, of which the history lacks its row so far; nil where that has been measured.
    package var start: UnmeasuredStart?
    package var batchLosses: BatchLosses

    package init(
        steps: Int, epochs: Int, imagesSeen: Int, seconds: Double, history: [HistoryRow], schedule: ScheduleRun,
        start: UnmeasuredStart? = nil, batchLosses: BatchLosses = BatchLosses()
    ) {
        self.steps = steps
        self.epochs = epochs
        self.imagesSeen = imagesSeen
        self.seconds = seconds
        self.history = history
        self.schedule = schedule
        self.start = start
        self.batchLosses = batchLosses
    }

    /// Before a training's first update: to go on from it is to begin. Nothing has been measured, and the pass that the state is in
    /// is gone on with.
    package static func beginning(of rule: RuleInUse, at state: TrainingState) -> TrainingPause {
        TrainingPause(
            steps: 0, epochs: 0, imagesSeen: 0, seconds: 0, history: [], schedule: rule.startSchedule(),
            start: UnmeasuredStart(network: state.evaluationNetwork))
    }
}

/// A network that will be measured when it is needed.
package struct UnmeasuredStart: Sendable, Hashable {
    package var network: Network

    package init(network: Network) { self.network = network }

    package static func == (a: UnmeasuredStart, b: UnmeasuredStart) -> Bool {
        a.network.plan == b.network.plan && a.network.weights == b.network.weights && a.network.statistics == b.network.statistics
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(network.plan) }
}

/// What keeps a training while it runs: what `keep` gets is what an interrupt at that moment would leave, and the training goes on to
/// the same bits.
package struct TrainingKeeper {
    /// Asked before every batch but the first, with the updates of this training so far.
    package var isDue: (_ steps: Int) -> Bool
    package var keep: (TrainingState, TrainingPause) -> Void

    package init(isDue: @escaping (_ steps: Int) -> Bool, keep: @escaping (TrainingState, TrainingPause) -> Void) {
        self.isDue = isDue
        self.keep = keep
    }
}

/// What is measured, with fixed weights, at the start of a training and after every epoch.
package struct HistoryRow: Sendable, Hashable {
    /// 0 is the start, before any training.
    package var epoch: Int
    /// On the first 10,000 training images.
    package var trainLoss: Double
    package var trainAccuracy: Double
    package var validationLoss: Double?
    package var validationAccuracy: Double?
    package var testLoss: Double?
    package var testAccuracy: Double?
    /// Of training so far, evaluations left out.
    package var seconds: Double

    package init(
        epoch: Int, trainLoss: Double, trainAccuracy: Double, validationLoss: Double? = nil, validationAccuracy: Double? = nil,
        testLoss: Double? = nil, testAccuracy: Double? = nil, seconds: Double
    ) {
        self.epoch = epoch
        self.trainLoss = trainLoss
        self.trainAccuracy = trainAccuracy
        self.validationLoss = validationLoss
        self.validationAccuracy = validationAccuracy
        self.testLoss = testLoss
        self.testAccuracy = testAccuracy
        self.seconds = seconds
    }
}

package struct TrainingResult: Sendable {
    package enum Stop: Sendable, Hashable {
        case finished
        /// The condition of `until` held.
        case until
        case interrupted
        /// A number stopped being finite, or the schedule gave a rate below 0; the weights are the last with which all was well.
        case diverged(Divergence)
    }

    /// The rows of this run; the first is its start.
    package var history: [HistoryRow]
    /// Updates made.
    package var steps: Int
    /// Epochs completed.
    package var epochs: Int
    /// Training alone.
    package var seconds: Double
    package var imagesPerSecond: Double
    package var stop: Stop
    /// Of the weights at the end.
    package var fingerprint: String
    /// A rule of another identity was in use before, so its state was dropped and this one's begins anew.
    package var droppedOptimizerState: Bool
    /// What goes on from here with `resuming`; nil unless it was interrupted.
    package var pause: TrainingPause?
    /// Of the last batch, before its update.
    package var lastLoss = 0.0
    /// Of every batch, or means of neighbours where they are many.
    package var batchLosses = BatchLosses()
}

/// How far a training is, some twenty times a second.
package struct TrainingProgress: Sendable, Hashable {
    /// From 1: the epoch that runs.
    package var epoch: Int
    package var epochs: Int
    /// Updates made in this training, and how many it will take.
    package var step: Int
    package var steps: Int
    /// Over all epochs.
    package var imagesSeen: Int
    /// The mean over the last batch.
    package var loss: Double
    package var secondsElapsed: Double
}

/// A network in training: a value. The machine that moves it holds nothing of it.
package struct TrainingState: Sendable {
    package var network: Network
    /// nil before the first training.
    package var optimizer: OptimizerState?
    /// Updates so far, over all trainings: dropout depends on it.
    package var step: Int
    /// Passes over the data that were begun; pass p's order follows from the seed and p.
    package var pass: Int
    /// Images of the current pass that were used; 0: at its beginning or between two passes.
    package var position: Int
    /// The start, and a row for every epoch of all trainings, counted through.
    package var history: [HistoryRow]
    package let seed: UInt64

    package init(network: Network, seed: UInt64) {
        self.network = network
        self.seed = seed
        step = 0
        pass = 0
        position = 0
        history = []
    }

    /// A fresh network.
    package init(plan: NetworkPlan, seed: UInt64) {
        self.init(network: Network(plan: plan, seed: seed), seed: seed)
    }

    /// Nothing was done with it: its weights are the first ones of its seed, and not ones that were loaded.
    package var isFresh: Bool {
        guard step == 0, pass == 0, history.isEmpty, optimizer == nil else { return false }
        let first = Network(plan: network.plan, seed: seed)
        return network.weights == first.weights && network.statistics == first.statistics
    }

    /// What evaluation and saving look at: the weights, or what the rule names in their place.
    package var evaluationNetwork: Network {
        guard let optimizer, let weights = optimizer.evaluationWeights else { return network }
        return Network(plan: network.plan, weights: weights, statistics: network.statistics)
    }
}

/// What a rule remembers from step to step.
package struct OptimizerState: Sendable, Hashable {
    /// Of the rule that made it.
    package var identity: String
    package var stateNames: [String]
    /// One array for every state, as long as the weights; behind them, gradients that wait for an update.
    package var states: [[Float]]
    /// For every weight array (one for neighbours that the rule treats alike), the rule's `scalar` names in order.
    package var arrayScalars: [[Double]]
    /// Updates that it made.
    package var t: Int
    /// Which of `states` evaluation takes in place of the weights.
    package var evaluationState: Int?
    /// Batches whose gradients wait for an update; their sum is then the last of `states`.
    package var accumulatedBatches = 0

    package init(
        identity: String, stateNames: [String], states: [[Float]], arrayScalars: [[Double]], t: Int, evaluationState: Int?,
        accumulatedBatches: Int = 0
    ) {
        precondition(stateNames.count == states.count, "a name for every state")
        precondition(evaluationState.map(states.indices.contains) ?? true, "evaluation takes one of the states")
        self.identity = identity
        self.stateNames = stateNames
        self.states = states
        self.arrayScalars = arrayScalars
        self.t = t
        self.evaluationState = evaluationState
        self.accumulatedBatches = accumulatedBatches
    }

    package var evaluationWeights: [Float]? { evaluationState.map { states[$0] } }
}
