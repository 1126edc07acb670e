import CKernels
import LenetData

/// Threads, memory and kernels: what moves a training. Used from one thread; everything that lasts is in the values it is given.
///
/// The same values and the same calls give the same bits, whatever the number of threads and whichever the kernels.
package final class Machine {
    package var threads: Int { pool.threads }
    package let kernels: Kernels
    let pool: ThreadPool
    private var runner: BatchRunner?

    /// `threads`: at least 1, the caller's own counted.
    package init(threads: Int, kernels: Kernels = .chosen) throws(EngineError) {
        self.kernels = kernels
        pool = try ThreadPool(threads: threads)
    }

    /// The buffers for a plan, kept from call to call as long as they fit.
    func runner(for plan: NetworkPlan, batchSize: Int) throws(EngineError) -> BatchRunner {
        if let runner, runner.workspace.batchSize >= batchSize, runner.workspace.plan.hasSameLayers(as: plan) { return runner }
        runner = nil
        let made = BatchRunner(
            workspace: try Workspace(plan: plan, batchSize: batchSize, workers: threads, kernels: kernels), pool: pool)
        runner = made
        return made
    }

    static func check(_ plan: NetworkPlan, _ split: ImageSplit, _ name: String) throws(EngineError) {
        let images = split.images
        let shape = Shape(channels: images.channels, height: images.height, width: images.width)
        guard shape == plan.input else { throw .wrongImages(network: plan.input, data: shape) }
        guard images.classes == plan.classes else { throw .wrongClasses(network: plan.classes, data: images.classes) }
        guard split.count > 0 else { throw .noImages(split: name) }
    }
}

extension UnsafeMutablePointer where Pointee == Float {
    func load(_ numbers: [Float]) {
        numbers.withUnsafeBufferPointer { numbers in
            if let first = numbers.baseAddress { update(from: first, count: numbers.count) }
        }
    }
}
