#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How much of the thread's stack a script may use: recursion in a script is recursion here, and must end with a message.
///
/// Made where a script begins to run, on the thread that runs it.
struct StackRoom {
    private let floor: UInt

    init() {
        var limit = rlimit()
        #if canImport(Darwin)
            // Threads other than the first have half a megabyte.
            let size: UInt = pthread_main_np() == 1 ? 8 << 20 : 512 << 10
            _ = limit
        #else
            let asked = getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit)
            // "Unlimited" is 8 MB for threads; more than that is not counted on.
            let size: UInt = asked == 0 && limit.rlim_cur < 64 << 20 ? UInt(limit.rlim_cur) : 8 << 20
        #endif
        // A quarter remains for what a statement does by itself: training, the C library, libedit.
        let room = size / 4 * 3
        let here = Self.here()
        floor = here > room ? here - room : 0
    }

    var isNearlyUsedUp: Bool { Self.here() < floor }

    /// An address on the stack, about where it ends now.
    @inline(never)
    private static func here() -> UInt {
        var local = 0
        return withUnsafeMutablePointer(to: &local) { UInt(bitPattern: $0) }
    }
}
