#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Files that statements write: under a temporary name in the same folder, put to disk, then renamed. A reader sees the old
/// file or the new one, never half of one.
package enum WrittenFile {
    package struct Fault: Error, Sendable, Hashable {
        /// The second half of a sentence.
        package var reason: String
    }

    /// Nil where all went well.
    package static func write(_ text: String, to path: String) -> Fault? {
        let temporary = "\(path).\(getpid()).tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        guard descriptor >= 0 else { return fault() }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { systemWrite(descriptor, $0) }
            if count < 0 {
                if errno == EINTR { continue }
                return abandon(descriptor, temporary)
            }
            bytes = bytes.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { return abandon(descriptor, temporary) }
        guard close(descriptor) == 0, rename(temporary, path) == 0 else {
            let fault = fault()
            unlink(temporary)
            return fault
        }
        return nil
    }

    private static func fault() -> Fault { Fault(reason: String(cString: strerror(errno))) }

    private static func abandon(_ descriptor: Int32, _ temporary: String) -> Fault {
        let fault = fault()
        close(descriptor)
        unlink(temporary)
        return fault
    }

    private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Darwin)
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Glibc)
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }
}
