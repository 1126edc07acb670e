/// What listens to a training on its way. It changes no bit of it; what is not set costs nothing.
package struct TrainingWatch {
    /// Rows that the training is known to bring, its start's first: taken as they are in place of being measured again.
    package var knownRows: [HistoryRow] = []
    /// Asked before every update: true brings `onMoment`.
    package var isDue: (() -> Bool)?
    /// A moment from which the training could go on: at its beginning, behind every epoch's row, and wherever `isDue` says so.
    package var onMoment: ((TrainingState, TrainingPause) -> Void)?
    /// After every update.
    package var onUpdate: ((UpdateReport) -> Void)?

    package init() {}
}

/// What may be told of an update that was just made.
package struct UpdateReport: Sendable {
    /// The mean over its batch, before the update.
    package var loss: Double
    package var learningRate: Double
    /// Over all trainings, this one counted.
    package var step: Int
    /// What was measured last, if anything was.
    package var row: HistoryRow?
}
