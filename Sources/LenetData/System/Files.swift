#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The few calls of the system that this room needs. Foundation would cost start-up time.
enum Files {
    enum Kind { case file, folder, other }

    /// nil where there is nothing, or nothing that may be seen.
    static func kind(_ path: String) -> Kind? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder
        default: return .other
        }
    }

    /// The names in a folder, sorted; nil where it cannot be read.
    static func names(in folder: String) -> [String]? {
        guard let directory = opendir(folder) else { return nil }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The same; nil where there is no such folder, an error where there is one that cannot be looked into.
    static func names(inFolder folder: String) throws(DataError) -> [String]? {
        switch kind(folder) {
        case nil where errno == ENOENT || errno == ENOTDIR: return nil
        case nil: throw .file(path: folder, .unreadable(reason: lastReason))
        case .folder: break
        default: throw .file(path: folder, .notAFolder)
        }
        if let names = names(in: folder) { return names }
        throw .file(path: folder, .unreadable(reason: lastReason))
    }

    /// What is read of one file, or unpacked from it: forty times MNIST. More is refused before memory is asked for.
    static let largest = 1 << 31

    /// All bytes of a file.
    static func read(_ path: String) throws(DataError) -> [UInt8] {
        switch kind(path) {
        case .file: break
        case nil where errno == ENOENT || errno == ENOTDIR: throw .file(path: path, .absent)
        case nil: throw .file(path: path, .unreadable(reason: lastReason))
        default: throw .file(path: path, .notAFile)
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .file(path: path, .unreadable(reason: lastReason)) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .file(path: path, .unreadable(reason: lastReason)) }
        let size = Int(status.st_size)
        guard size <= largest else { throw .file(path: path, .tooLarge(bytes: size, limit: largest)) }
        var filled = 0
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
            while filled < size {
                let got = systemRead(descriptor, buffer.baseAddress! + filled, size - filled)
                if got < 0, errno == EINTR { continue }
                if got <= 0 {
                    failed = got < 0
                    break
                }
                filled += got
            }
            initialized = filled
        }
        if failed { throw .file(path: path, .unreadable(reason: lastReason)) }
        return bytes
    }

    /// Makes a folder and those above it.
    static func makeFolder(_ path: String) -> Bool {
        if mkdir(path, 0o755) == 0 || errno == EEXIST { return kind(path) == .folder }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return false }
        guard makeFolder(String(path[..<slash])) else { return false }
        return mkdir(path, 0o755) == 0 || (errno == EEXIST && kind(path) == .folder)
    }

    @discardableResult
    static func move(_ from: String, to: String) -> Bool { rename(from, to) == 0 }

    @discardableResult
    static func remove(_ path: String) -> Bool { unlink(path) == 0 }

    @discardableResult
    static func removeFolder(_ path: String) -> Bool { rmdir(path) == 0 }

    /// "Permission denied": what the system says about the last call that failed.
    static var lastReason: String { reason(errno) }

    static func reason(_ code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}
