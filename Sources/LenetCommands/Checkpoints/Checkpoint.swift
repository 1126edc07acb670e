import LenetData
import LenetEngine
import LenetRules

/// Everything from which a session goes on to the same bits: a value that knows nothing of files, and of no session.
package struct Checkpoint: Sendable {
    /// `numericsVersion` of the lenet that made it.
    package var numerics: Int
    /// Of the next model.
    package var seed: UInt64
    package var dialect: Dialect
    /// The user's own optimizers, schedules, landscapes and models, as they were written.
    package var definitions: [String]
    /// What `step` shows, as it is written behind `watch`.
    package var watched: [String]
    /// The `when` statements that were in force, for people to read: a file brings no statements that run by themselves.
    package var whens: [String]
    package var data: Data?
    package var loss: Loss
    /// What `train` without `with` takes.
    package var rule: Rule?
    /// Where the model stands, with the name of its way; then the branches.
    package var current: Branch
    package var branches: [Branch]

    /// A training, with the name that it goes by.
    package struct Branch: Sendable {
        package var name: String
        package var state: TrainingState
        package var paused: Pause?
    }

    package struct Data: Sendable, Equatable {
        package var request: DataRequest
        package var checksums: [String]
        /// Images for training, validation and test.
        package var counts: [Int]
    }

    /// A rule as it was asked for; `identity` and `displayName` say what that meant.
    package struct Rule: Sendable {
        package var name: String
        package var settings: [Setting]
        package var schedule: Schedule?
        package var dialect: Dialect
        package var identity: String
        package var displayName: String
    }

    package struct Setting: Sendable {
        package var name: String
        package var value: RuleSetting.Value
    }

    package struct Schedule: Sendable {
        package var name: String
        package var settings: [Setting]
    }

    /// A training that was stopped: what was asked, and how far it is.
    package struct Pause: Sendable {
        package var rule: Rule
        package var loss: Loss
        package var epochs: Int
        package var batchSize: Int
        /// The condition of `until`, written out.
        package var until: String?
        package var stepsDone: Int
        package var epochsDone: Int
        package var imagesSeen: Int
        package var seconds: Double
        package var history: [HistoryRow]
        package var schedule: ScheduleRun.Memory
        package var batchLosses: BatchLosses
        /// The network at the start of the training, where that has not been measured yet.
        package var start: Network?
    }
}

extension Dataset {
    /// How many images each part has.
    var counts: [Int] { [training.count, validation?.count ?? 0, test.count] }
}
