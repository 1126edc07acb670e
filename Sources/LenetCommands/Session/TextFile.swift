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

    /// Replaces a file as a whole: it is written under another name and renamed. nil where that went well.
    package static func write(_ text: String, to path: String) -> Fault? { write(Array(text.utf8), to: path) }

    package static func write(_ bytes: [UInt8], to path: String) -> Fault? {
        func refusal() -> Fault { .refused(String(cString: strerror(errno))) }
        var information = stat()
        let exists = stat(path, &information) == 0
        if exists, information.st_mode & S_IFMT == S_IFDIR { return .isFolder }
        // A device is written to as it is.
        let isPlain = !exists || information.st_mode & S_IFMT == S_IFREG
        let place = isPlain ? "\(path).\(getpid()).new" : path
        let descriptor = open(place, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        guard descriptor >= 0 else { return refusal() }
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                #if canImport(Darwin)
                    Darwin.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
                #elseif canImport(Glibc)
                    Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
                #else
                    Musl.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
                #endif
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let fault = refusal()
                close(descriptor)
                if isPlain { unlink(place) }
                return fault
            }
            done += count
        }
        guard close(descriptor) == 0, !isPlain || rename(place, path) == 0 else {
            let fault = refusal()
            if isPlain { unlink(place) }
            return fault
        }
        return nil
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
