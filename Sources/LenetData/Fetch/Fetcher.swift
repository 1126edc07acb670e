#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Runs lenet-fetch, the program that downloads one file; its main.swift describes what it prints.
struct Fetcher {
    let path: String
    let environment: [String: String]

    enum Outcome {
        case done
        /// In lenet-fetch's words.
        case failed(String)
        case interrupted
        /// It did not start, or broke down.
        case broken(String)
    }

    /// LENET_FETCH where it is set, else beside this program. `path` need not exist.
    init(_ locator: DataLocator) {
        environment = locator.environment
        path = locator.value("LENET_FETCH") ?? (Self.programFolder ?? locator.workingDirectory) + "/lenet-fetch"
    }

    var exists: Bool { access(path, X_OK) == 0 && Files.kind(path) == .file }

    func fetch(
        _ address: String, to file: String, secondsOfSilence: Int, limit: Int, progress: (_ received: Int, _ total: Int?) -> Void
    ) -> Outcome {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return .broken(Files.lastReason) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let (output, input) = (ends[0], ends[1])
        defer { close(output) }
        let child: pid_t
        switch spawn([path, address, file, String(secondsOfSilence), String(limit)], output: input) {
        case .success(let identifier): child = identifier
        case .failure(let fault):
            close(input)
            return .broken(Files.reason(fault.code))
        }
        close(input)

        var verdict: Outcome?
        var reader = LineReader(descriptor: output)
        // Not until its output ends: another child that was started just now may hold the same pipe for a while.
        while verdict == nil, let line = reader.next() {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            switch parts.first {
            case "progress" where parts.count == 3:
                if let received = Int(parts[1]) { progress(received, Int(parts[2])) }
            case "done": verdict = .done
            case "failed": verdict = .failed(parts.count > 1 ? String(parts[1]) : "it gives no reason")
            default: break
            }
        }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        // The low seven bits are the signal that ended it: ^C goes to both programs.
        let signal = status & 0x7F
        if signal == SIGINT { return .interrupted }
        if let verdict { return verdict }
        return .broken(signal != 0 ? "it was ended by signal \(signal)" : "it ended with \(status >> 8 & 0xFF) and said nothing")
    }

    private struct SpawnFault: Error { var code: Int32 }

    private func spawn(_ arguments: [String], output: Int32) -> Result<pid_t, SpawnFault> {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        // Should this program, or the thread that calls, ignore or hold back ^C, the download must still end with it.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigaddset(&signals, SIGINT)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))

        var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        argv.append(nil)
        var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") }
        envp.append(nil)
        defer { for text in argv + envp { free(text) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, path, &actions, &attributes, argv, envp)
        return code == 0 ? .success(child) : .failure(SpawnFault(code: code))
    }

    private static var programFolder: String? {
        var buffer = [CChar](repeating: 0, count: 4096)
        #if canImport(Darwin)
            var size = UInt32(buffer.count)
            guard _NSGetExecutablePath(&buffer, &size) == 0 else { return nil }
        #else
            guard readlink("/proc/self/exe", &buffer, buffer.count - 1) > 0 else { return nil }
        #endif
        let program = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return program.lastIndex(of: "/").map { String(program[..<$0]) }
    }
}

/// Lines from a pipe, as they come.
private struct LineReader {
    let descriptor: Int32
    private var pending: [UInt8] = []

    init(descriptor: Int32) { self.descriptor = descriptor }

    mutating func next() -> String? {
        while true {
            if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                defer { pending.removeSubrange(...end) }
                return String(decoding: pending[..<end], as: UTF8.self)
            }
            var chunk = [UInt8](repeating: 0, count: 1024)
            let got = read(descriptor, &chunk, chunk.count)
            if got < 0, errno == EINTR { continue }
            if got <= 0 { return nil }
            pending.append(contentsOf: chunk[..<got])
        }
    }
}
