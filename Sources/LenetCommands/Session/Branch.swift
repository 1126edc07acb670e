import LenetEngine

/// A point of a training that was kept under a name.
package struct Branch: Sendable {
    package var name: String
    package var state: TrainingState
    /// Where the training stood that was going on there.
    package var paused: PausedTraining?

    package init(name: String, state: TrainingState, paused: PausedTraining?) {
        self.name = name
        self.state = state
        self.paused = paused
    }
}
