#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A figure's SVG as the bytes of a PNG picture, by rsvg-convert of librsvg, which is looked for in PATH. The SVG goes to it and the
/// picture comes back through files of a folder of their own, so nothing half-made is seen.
enum PictureFile {
    enum Fault: Error {
        case noConverter
        case failed(String)

        func problem(_ path: String) -> DrawingProblem {
            switch self {
            case .noConverter: .noConverter
            case .failed(let reason): .converterFailed(path, reason: reason)
            }
        }
    }

    /// At twice the size, for screens that are finer than the figure's points.
    static func png(of svg: String) throws(Fault) -> [UInt8] {
        guard let program = converter() else { throw .noConverter }
        var template = Array((variable("TMPDIR") ?? "/tmp").utf8CString.dropLast()) + Array("/lenet-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .failed("no temporary folder can be made: \(String(cString: strerror(errno)))") }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let source = folder + "/figure.svg", target = folder + "/figure.png"
        defer {
            unlink(source)
            unlink(target)
            rmdir(folder)
        }
        if let fault = TextFile.write(svg, to: source) { throw .failed(fault.reason) }
        let status = run(program, ["--zoom", "2", "--output", target, source])
        guard status == 0 else { throw .failed("rsvg-convert ended with \(status)") }
        guard let bytes = contents(of: target), bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) else { throw .failed("rsvg-convert made no picture") }
        return bytes
    }

    private static func converter() -> String? {
        (variable("PATH") ?? "").split(separator: ":").map { "\($0)/rsvg-convert" }.first { access($0, X_OK) == 0 }
    }

    private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// Its exit code; 127 where it could not be started, 128 and the signal's number where one ended it.
    private static func run(_ program: String, _ arguments: [String]) -> Int {
        var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
        // What it may need to find fonts; nothing else of ours is its business.
        var envp: [UnsafeMutablePointer<CChar>?] =
            ["HOME", "PATH", "LANG", "LC_ALL", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_DATA_DIRS", "FONTCONFIG_FILE", "FONTCONFIG_PATH"]
            .compactMap { name in variable(name).map { strdup("\(name)=\($0)") } } + [nil]
        defer { for text in argv + envp { free(text) } }
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
        #else
            var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var child: pid_t = 0
        guard posix_spawn(&child, program, &actions, nil, &argv, &envp) == 0 else { return 127 }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            if errno != EINTR { return 127 }
        }
        let signal = status & 0x7F
        return Int(signal == 0 ? (status >> 8) & 0xFF : 128 + signal)
    }

    private static func contents(of path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count == 0 ? bytes : nil }
            bytes.append(contentsOf: chunk[..<count])
        }
    }
}
