import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// `lenet` in a pseudo-terminal: keys go in, the screen's bytes come out.
final class Terminal {
    private var primary: Int32
    private let process = Process()
    /// What came after the text that was seen last.
    private(set) var screen = ""
    /// All that ever came.
    private(set) var everything = ""

    init(_ arguments: [String] = [], environment: [String: String] = [:]) throws {
        var primary: Int32 = 0
        var secondary: Int32 = 0
        var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&primary, &secondary, nil, nil, &size) == 0 else { throw POSIXError(.EIO) }
        self.primary = primary
        // The child must not hold this end: the terminal is closed when it is closed here.
        _ = fcntl(primary, F_SETFD, FD_CLOEXEC)
        // The child needs the terminal as its own, so that ^C reaches it: setsid does that, and ends with its exit code.
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
        process.arguments = ["--ctty", "--wait", LenetProcess.executable.path] + arguments
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
        if primary >= 0 { close(primary) }
    }

    func type(_ keys: String) {
        let bytes = Array(keys.utf8)
        _ = write(primary, bytes, bytes.count)
    }

    func resize(rows: UInt16, columns: UInt16) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(primary, UInt(TIOCSWINSZ), &size)
    }

    /// The window is closed.
    func hangUp() {
        close(primary)
        primary = -1
    }

    /// Reads until the text appears after what was seen before; false after some seconds.
    func sees(_ text: String, within seconds: Double = 60) -> Bool {
        let end = Date().addingTimeInterval(seconds)
        while Date() < end {
            if let found = screen.range(of: text) {
                screen = String(screen[found.upperBound...])
                return true
            }
            guard read(milliseconds: 100) else { return screen.contains(text) }
        }
        return false
    }

    /// Takes in what comes within a time; false where nothing will come any more.
    private func read(milliseconds: Int32) -> Bool {
        guard primary >= 0 else { return false }
        var waiting = pollfd(fd: primary, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, milliseconds) > 0 else { return true }
        var bytes = [UInt8](repeating: 0, count: 4096)
        #if canImport(Glibc)
            let count = Glibc.read(primary, &bytes, bytes.count)
        #else
            let count = Darwin.read(primary, &bytes, bytes.count)
        #endif
        guard count > 0 else { return false }
        let text = String(decoding: bytes[..<count], as: UTF8.self)
        // What says whether pastes are marked stands anywhere, and is nothing to be seen.
        screen = (screen + text).replacing("\u{1B}[?2004l", with: "").replacing("\u{1B}[?2004h", with: "")
        everything += text
        return true
    }

    /// The exit code, once it has ended.
    func end(within seconds: Double = 60) -> Int32? {
        let end = Date().addingTimeInterval(seconds)
        while process.isRunning, Date() < end {
            if !read(milliseconds: 50) { Thread.sleep(forTimeInterval: 0.02) }
        }
        return process.isRunning ? nil : process.terminationStatus
    }
}
