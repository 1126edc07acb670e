import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// `lenet` in a pseudo-terminal: keys go in, the screen's bytes come out.
final class Terminal {
    private let primary: Int32
    private let process = Process()
    private(set) var screen = ""

    init(_ arguments: [String] = [], environment: [String: String] = [:]) throws {
        var primary: Int32 = 0
        var secondary: Int32 = 0
        var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&primary, &secondary, nil, nil, &size) == 0 else { throw POSIXError(.EIO) }
        self.primary = primary
        // The child needs the terminal as its own, so that ^C reaches it: setsid does that.
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
        process.arguments = ["--ctty", LenetProcess.executable.path] + arguments
        process.environment = [
            "PATH": "/usr/bin:/bin", "TERM": "xterm", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "LENET_OFFLINE": "1",
        ].merging(environment) { $1 }
        let handle = FileHandle(fileDescriptor: secondary, closeOnDealloc: false)
        process.standardInput = handle
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        close(secondary)
    }

    deinit {
        if process.isRunning { process.terminate() }
        close(primary)
    }

    func type(_ keys: String) {
        let bytes = Array(keys.utf8)
        _ = write(primary, bytes, bytes.count)
    }

    /// Reads until the text appears after what was seen before; false after some seconds.
    func sees(_ text: String, within seconds: Double = 20) -> Bool {
        let end = Date().addingTimeInterval(seconds)
        while Date() < end {
            if let found = screen.range(of: text) {
                screen = String(screen[found.upperBound...])
                return true
            }
            var waiting = pollfd(fd: primary, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 100) > 0 else { continue }
            var bytes = [UInt8](repeating: 0, count: 4096)
            let count = read(primary, &bytes, bytes.count)
            guard count > 0 else { return screen.contains(text) }
            screen += String(decoding: bytes[..<count], as: UTF8.self)
        }
        return false
    }

    /// The exit code, once it has ended.
    func end(within seconds: Double = 20) -> Int32? {
        let end = Date().addingTimeInterval(seconds)
        while process.isRunning, Date() < end {
            _ = sees("\u{0}", within: 0.1)
        }
        return process.isRunning ? nil : process.terminationStatus
    }
}
