#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Scripts are read with the C library's own calls: Foundation would cost more time at the start than all of the parsing.
package enum TextFile {
    package enum Fault: Error, Sendable, Hashable {
        case absent, isFolder, notText, tooLarge(limit: Int)
        case refused(String)

        /// The second half of a sentence.
        package var reason: String {
            switch self {
            case .absent: "there is no such file"
            case .isFolder: "it is a folder"
            case .notText: "it is not text in UTF-8"
            case .tooLarge(let limit): "it has more than \(limit) bytes"
            case .refused(let reason): reason
            }
        }
    }

    private static let limit = 16 << 20

    package static func read(_ path: String) -> Result<String, Fault> {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else {
            return .failure(errno == ENOENT ? .absent : .refused(String(cString: strerror(errno))))
        }
        defer { close(descriptor) }
        return read(descriptor: descriptor)
    }

    /// All bytes of a file; of no more than `limit`.
    package static func readBytes(_ path: String, limit: Int) -> Result<[UInt8], Fault> {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return .failure(errno == ENOENT ? .absent : .refused(String(cString: strerror(errno)))) }
        defer { close(descriptor) }
        return readBytes(descriptor: descriptor, limit: limit)
    }

    package static func write(_ text: String, to path: String) -> Fault? { write(Array(text.utf8), to: path) }

    /// Writes a file whole or not at all: under a temporary name in the same folder, put to disk, then renamed, and the
    /// folder put to disk too. A reader sees the old file or the new one. What a link points to is written, an existing file keeps its permissions, and a device or a pipe is
    /// written to as it is. nil where all went well.
    package static func write(_ bytes: [UInt8], to path: String) -> Fault? {
        let target = resolved(path)
        var status = stat()
        let exists = stat(target, &status) == 0
        if exists, status.st_mode & S_IFMT == S_IFDIR { return .isFolder }
        if exists, status.st_mode & S_IFMT != S_IFREG {
            let descriptor = open(target, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return refusal() }
            let fault = writeAll(bytes, to: descriptor) ? nil : refusal()
            return close(descriptor) == 0 || fault != nil ? fault : refusal()
        }
        // One of its own for each write: two sessions of a process may write to one place.
        let temporary = "\(target).\(getpid())-\(String(UInt32.random(in: 0...UInt32.max), radix: 16)).new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return refusal() }
        var fault: Fault?
        if !writeAll(bytes, to: descriptor) || (exists && fchmod(descriptor, status.st_mode & 0o7777) != 0) || fsync(descriptor) != 0 {
            fault = refusal()
        }
        if close(descriptor) != 0, fault == nil { fault = refusal() }
        if fault == nil, rename(temporary, target) != 0 { fault = refusal() }
        if fault != nil { unlink(temporary) } else { syncFolder(of: target) }
        return fault
    }

    /// Takes away what processes left beside a file that were killed while they wrote it, and are no more.
    package static func removeLeftovers(of path: String) {
        let target = resolved(path)
        guard let slash = target.lastIndex(of: "/"), case .success(let names) = Folder.names(String(target[..<slash])) else { return }
        let name = String(target[target.index(after: slash)...]) + "."
        for leftover in names where leftover.hasPrefix(name) && leftover.hasSuffix(".new") {
            let number = leftover.dropFirst(name.count).prefix { $0 != "-" }
            guard let process = pid_t(number), kill(process, 0) != 0, errno == ESRCH else { continue }
            unlink(String(target[...slash]) + leftover)
        }
    }

    /// The new name is then there after a power cut too. Where a file system knows no such thing, the file is written all the same.
    private static func syncFolder(of path: String) {
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private static func refusal() -> Fault { .refused(String(cString: strerror(errno))) }

    private static func resolved(_ path: String) -> String {
        guard let found = realpath(path, nil) else { return path }
        defer { free(found) }
        return String(cString: found)
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
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

    /// All of a file, or of standard input, until its end.
    package static func read(descriptor: Int32) -> Result<String, Fault> {
        readBytes(descriptor: descriptor, limit: limit).flatMap { bytes in
            // Repairs would change the bytes, and then it was not text.
            let text = String(decoding: bytes, as: UTF8.self)
            return text.utf8.elementsEqual(bytes) ? .success(text) : .failure(.notText)
        }
    }

    private static func readBytes(descriptor: Int32, limit: Int) -> Result<[UInt8], Fault> {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            #if canImport(Darwin)
                let count = Darwin.read(descriptor, &chunk, chunk.count)
            #elseif canImport(Glibc)
                let count = Glibc.read(descriptor, &chunk, chunk.count)
            #else
                let count = Musl.read(descriptor, &chunk, chunk.count)
            #endif
            if count < 0 {
                if errno == EINTR { continue }
                return .failure(errno == EISDIR ? .isFolder : .refused(String(cString: strerror(errno))))
            }
            if count == 0 { break }
            bytes.append(contentsOf: chunk[..<count])
            if bytes.count > limit { return .failure(.tooLarge(limit: limit)) }
        }
        return .success(bytes)
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int { write(descriptor, bytes, count) }
