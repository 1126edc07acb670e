#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One piece of memory, zeroed, from which a workspace takes all its buffers before the first step.
final class Arena {
    let base: UnsafeMutablePointer<Float>

    /// Counts what will be needed; every buffer begins on a cache line.
    struct Layout {
        private(set) var floats = 0

        /// The offset of a buffer.
        mutating func reserve(_ count: Int) -> Int {
            defer { floats += (max(count, 1) + 15) / 16 * 16 }
            return floats
        }
    }

    init(_ layout: Layout) throws(EngineError) {
        let bytes = layout.floats * MemoryLayout<Float>.stride
        var memory: UnsafeMutableRawPointer?
        guard posix_memalign(&memory, 4096, max(bytes, 4096)) == 0, let memory else { throw .outOfMemory(bytes: bytes) }
        memset(memory, 0, bytes)
        base = memory.bindMemory(to: Float.self, capacity: layout.floats)
    }

    deinit { free(base) }
}
