import CKernels

/// A few threads that are made once and wait, spinning briefly before they sleep.
final class ThreadPool {
    let threads: Int
    private let pool: OpaquePointer

    init(threads: Int) throws(EngineError) {
        guard threads > 0, threads <= 1024, let pool = lenet_pool_create(Int32(threads)) else {
            throw .threadsRefused(threads)
        }
        self.threads = threads
        self.pool = pool
    }

    deinit { lenet_pool_destroy(pool) }

    /// Calls `body(context, task, worker)` for every task, spread over the workers, and returns when all are done.
    @inline(__always)
    func run<Context: AnyObject>(
        _ tasks: Int, _ context: Context,
        _ body: @convention(c) (UnsafeMutableRawPointer?, Int32, Int32) -> Void
    ) {
        guard tasks > 0 else { return }
        withExtendedLifetime(context) {
            lenet_pool_run(pool, Int32(tasks), body, Unmanaged.passUnretained(context).toOpaque())
        }
    }

    /// The context that `run` was given.
    @inline(__always)
    static func context<Context: AnyObject>(_ pointer: UnsafeMutableRawPointer?, as type: Context.Type) -> Context? {
        pointer.map { Unmanaged<Context>.fromOpaque($0).takeUnretainedValue() }
    }
}
