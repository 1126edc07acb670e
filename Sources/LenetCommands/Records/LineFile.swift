#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file of lines that several processes add to at once, and that none of them rewrites.
///
/// A line is added with one write at the file's end under a lock. Where a process was killed in the middle of that, its line has no
/// newline: the next one begins on a line of its own, and the reader passes over what cannot be read.
package struct LineFile: Sendable {
    package let path: String
    package init(path: String) { self.path = path }

    package enum Fault: Error, Sendable, Hashable { case refused(String) }

    /// Adds the line that `make` gives for the last lines of the file, newest first, as far as it asks for them. Nothing can come
    /// between what it sees and what it writes.
    package func append(_ make: (_ lastLines: () -> [UInt8]?) -> String) throws(Fault) {
        if let slash = path.lastIndex(of: "/") { Self.makeFolder(String(path[..<slash])) }
        let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.refusal() }
        // Closing it gives the lock up.
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw Self.refusal() }
        }
        let size = lseek(descriptor, 0, SEEK_END)
        guard size >= 0 else { throw Self.refusal() }
        var backward = BackwardLines(descriptor: descriptor, size: Int(size))
        let endsInNewline = backward.endsInNewline
        let line = make { backward.next() } + "\n"
        let bytes = Array(((endsInNewline ? "" : "\n") + line).utf8)
        guard Self.write(bytes, to: descriptor) else {
            let fault = Self.refusal()
            // A full disk: half a line is none.
            _ = ftruncate(descriptor, size)
            throw fault
        }
    }

    /// All bytes; none where there is no file.
    package func bytes() throws(Fault) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return [] }
            throw Self.refusal()
        }
        defer { close(descriptor) }
        var information = stat()
        guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG else { throw .refused("it is no file") }
        let size = Int(information.st_size)
        // An array of no capacity is one that all threads share.
        if size == 0 { return [] }
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
                if got < 0, errno == EINTR { continue }
                if got < 0 { failed = true }
                if got <= 0 { break }
                count += got
            }
        }
        if failed { throw Self.refusal() }
        return bytes
    }

    /// The lines of some bytes, without their newlines; empty ones are left out.
    package static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        bytes.split(separator: UInt8(ascii: "\n"))
    }

    private static func refusal() -> Fault { .refused(String(cString: strerror(errno))) }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                let count = systemWrite(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { return false }
                done += count
            }
            return true
        }
    }

    package static func makeFolder(_ path: String) {
        var place = ""
        for part in path.split(separator: "/") {
            place += "/" + part
            mkdir(place, 0o700)
        }
    }
}

/// The lines of a file from its end.
private struct BackwardLines {
    let descriptor: Int32
    /// What lies before this was not read yet.
    private var unread: Int
    /// What was read and not given out, in the order of the file.
    private var known: [UInt8] = []
    let endsInNewline: Bool

    init(descriptor: Int32, size: Int) {
        self.descriptor = descriptor
        unread = size
        var last: UInt8 = UInt8(ascii: "\n")
        if size > 0 { _ = pread(descriptor, &last, 1, off_t(size - 1)) }
        endsInNewline = last == UInt8(ascii: "\n")
    }

    mutating func next() -> [UInt8]? {
        while known.last == UInt8(ascii: "\n") { known.removeLast() }
        while true {
            if let newline = known.lastIndex(of: UInt8(ascii: "\n")) {
                let line = Array(known[(newline + 1)...])
                known.removeSubrange(newline...)
                if line.isEmpty { continue }
                return line
            }
            guard unread > 0 else {
                defer { known = [] }
                return known.isEmpty ? nil : known
            }
            let count = min(unread, 1 << 14)
            var chunk = [UInt8](repeating: 0, count: count)
            guard pread(descriptor, &chunk, count, off_t(unread - count)) == count else { return nil }
            unread -= count
            let wasEmpty = known.isEmpty
            known = chunk + known
            if wasEmpty { while known.last == UInt8(ascii: "\n") { known.removeLast() } }
        }
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int { write(descriptor, bytes, count) }
