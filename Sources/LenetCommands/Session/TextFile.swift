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

    /// Writes a file whole or not at all: to a temporary name beside it, which then takes its place. What a link points to is
    /// written, and an existing file keeps its permissions.
    package static func write(_ text: String, to path: String) -> Fault? {
        let target = resolved(path)
        let temporary = target + ".lenet-\(getpid())"
        var status = stat()
        let mode = stat(target, &status) == 0 ? status.st_mode & 0o7777 : 0o644
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { return .refused(String(cString: strerror(errno))) }
        var fault: Fault?
        if !writeAll(Array(text.utf8), to: descriptor) { fault = .refused(String(cString: strerror(errno))) }
        fchmod(descriptor, mode)
        if close(descriptor) != 0, fault == nil { fault = .refused(String(cString: strerror(errno))) }
        if fault == nil, rename(temporary, target) != 0 { fault = .refused(String(cString: strerror(errno))) }
        if fault != nil { unlink(temporary) }
        return fault
    }

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
        // Repairs would change the bytes, and then it was not text.
        let text = String(decoding: bytes, as: UTF8.self)
        return text.utf8.elementsEqual(bytes) ? .success(text) : .failure(.notText)
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int { write(descriptor, bytes, count) }
