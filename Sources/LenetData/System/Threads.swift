#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

enum Threads {
    /// How many processors are at hand.
    static var available: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    /// Calls `body` once for each of `parts`, on that many threads at most; the caller's is one of them.
    /// Where the system gives no more threads, the caller does the work.
    static func run(parts: Int, _ body: @escaping @Sendable (Int) -> Void) {
        #if canImport(Darwin)
            typealias Handle = pthread_t?
            let none: Handle = nil
        #else
            typealias Handle = pthread_t
            let none: Handle = 0
        #endif
        var running: [Handle] = []
        for part in 1..<max(parts, 1) {
            var handle = none
            let work = Unmanaged.passRetained(Work { body(part) })
            let status = pthread_create(&handle, nil, { context in
                #if canImport(Darwin)
                    Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
                #else
                    if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
                #endif
                return nil
            }, work.toOpaque())
            if status == 0 {
                running.append(handle)
            } else {
                work.takeRetainedValue().body()
            }
        }
        body(0)
        for handle in running {
            #if canImport(Darwin)
                if let handle { pthread_join(handle, nil) }
            #else
                pthread_join(handle, nil)
            #endif
        }
    }

    private final class Work: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
