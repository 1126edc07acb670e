import LenetCommands
import LenetEngine

/// All that a later training could see; times are nobody's bits.
struct Traces: Equatable {
    var weights: [Float]
    var statistics: [Float]
    var optimizer: OptimizerState?
    var step: Int
    var pass: Int
    var position: Int
    var history: [HistoryRow]

    init(_ state: TrainingState) {
        weights = state.network.weights
        statistics = state.network.statistics
        optimizer = state.optimizer
        step = state.step
        pass = state.pass
        position = state.position
        history = state.history.map { row in
            var row = row
            row.seconds = 0
            return row
        }
    }
}
