/// What a training is asked to do.
package struct TrainingOptions: Sendable {
    package var rule: RuleInUse
    package var loss: Loss
    package var epochs: Int
    package var batchSize: Int
    /// Stops as an interrupt would, before the update that would follow this one (from 1, over all epochs).
    package var pauseAfter: Int?

    package init(
        rule: RuleInUse, loss: Loss = .standard, epochs: Int = 1, batchSize: Int = 128, pauseAfter: Int? = nil
    ) {
        self.rule = rule
        self.loss = loss
        self.epochs = epochs
        self.batchSize = batchSize
        self.pauseAfter = pauseAfter
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
    var schedule: ScheduleRun
    var batchLosses = BatchLosses()
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
}

package struct TrainingResult: Sendable {
    package enum Stop: Sendable, Hashable {
        case finished
        /// The condition of `until` held.
        case until
        case interrupted
        /// A number stopped being finite; the weights are the last with which all was well.
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

    package var evaluationWeights: [Float]? { evaluationState.map { states[$0] } }
}
