import CKernels
import LenetData

/// Threads, memory and kernels: what moves a training. Used from one thread; everything that lasts is in the values it is given.
package final class Machine {
    package let threads: Int
    package let kernels: Kernels

    /// `threads`: at least 1, the caller's own counted.
    package init(threads: Int, kernels: Kernels = .chosen) throws(EngineError) {
        self.threads = threads
        self.kernels = kernels
    }

    package func train(
        _ state: inout TrainingState, on data: Dataset, options: TrainingOptions,
        progress: (TrainingProgress) -> Void = { _ in }, until: (HistoryRow) -> Bool = { _ in false },
        isInterrupted: () -> Bool = { false }
    ) throws(EngineError) -> TrainingResult {
        throw .threadsRefused(threads)
    }

    package func evaluate(_ network: Network, on split: ImageSplit, loss: Loss = .standard) throws(EngineError) -> Evaluation {
        throw .threadsRefused(threads)
    }

    /// The network's probabilities for one image of a split.
    package func probabilities(_ network: Network, image split: ImageSplit, at index: Int) throws(EngineError) -> [Float] {
        throw .threadsRefused(threads)
    }
}
