import LenetEngine

/// A kept point of a training, with a way of its own from there: what `branch NAME` makes.
package struct Branch: Sendable {
    /// Of the way that was there before any branch.
    package static let mainName = "main"

    package var name: String
    package var state: TrainingState
    package var paused: PausedTraining?
    /// nil: it begins here.
    var line: Line?

    package init(name: String, state: TrainingState, paused: PausedTraining? = nil) {
        self.name = name
        self.state = state
        self.paused = paused
    }
}
