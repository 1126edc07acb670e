#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Clocks for measurements.
enum Stopwatch {
    /// Seconds that this thread has spent computing.
    static var threadSeconds: Double { read(CLOCK_THREAD_CPUTIME_ID) }
    /// Seconds that have passed.
    static var wallSeconds: Double { read(CLOCK_MONOTONIC) }

    /// Seconds that `body` takes: of this thread alone where it is the only one, else of the wall clock.
    static func measure(threads: Int, _ body: () -> Void) -> Double {
        let start = threads == 1 ? threadSeconds : wallSeconds
        body()
        return max((threads == 1 ? threadSeconds : wallSeconds) - start, 1e-9)
    }

    private static func read(_ clock: clockid_t) -> Double {
        var time = timespec()
        guard clock_gettime(clock, &time) == 0 else { return 0 }
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
