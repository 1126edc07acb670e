#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A thread of the system's that runs one body. Whoever starts it waits for its end.
package struct RunningThread {
    #if canImport(Darwin)
        private typealias Handle = pthread_t?
    #else
        private typealias Handle = pthread_t
    #endif
    private let handle: Handle

    /// Nil where the system gives no more threads.
    package static func start(_ body: @escaping @Sendable () -> Void) -> RunningThread? {
        #if canImport(Darwin)
            var handle: Handle = nil
        #else
            var handle: Handle = 0
        #endif
        let work = Unmanaged.passRetained(Work(body))
        let status = pthread_create(&handle, nil, { context in
            #if canImport(Darwin)
                Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
            #else
                if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
            #endif
            return nil
        }, work.toOpaque())
        guard status == 0 else {
            work.release()
            return nil
        }
        return RunningThread(handle: handle)
    }

    package func join() {
        #if canImport(Darwin)
            if let handle { pthread_join(handle, nil) }
        #else
            pthread_join(handle, nil)
        #endif
    }

    private final class Work: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}

enum Threads {
    /// How many processors are at hand.
    static var available: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    /// Calls `body` once for each of `parts`, on that many threads at most; the caller's is one of them.
    /// Where the system gives no more threads, the caller does the work.
    static func run(parts: Int, _ body: @escaping @Sendable (Int) -> Void) {
        var running: [RunningThread] = []
        for part in 1..<max(parts, 1) {
            if let thread = RunningThread.start({ body(part) }) { running.append(thread) } else { body(part) }
        }
        body(0)
        for thread in running { thread.join() }
    }
}
