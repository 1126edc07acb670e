#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import LenetCommands

/// The process's standard streams. Results are gathered and written in large pieces where no one watches them appear.
final class StandardOutput: Output {
    private var waiting: [UInt8] = []
    private var lastFlush = SystemClock.seconds()
    private let isTerminal = isatty(STDOUT_FILENO) == 1
    private var hasProgress = false
    let hasColor: Bool
    let showsProgress: Bool
    private let canPage: Bool
    private let pagerCommand: String
    private let restoreInterrupt: () -> Void
    /// Why results could not be written, where they could not: the disk is full, or the stream was closed before.
    private(set) var lost: String?
    /// Of the terminal when the progress line was drawn last: after a change it wraps, and cannot be drawn over.
    private var progressWidth = 0

    /// `restoreInterrupt`: makes ^C what it was, after a pager had it.
    init(environment: [String: String], quiet: Bool, restoreInterrupt: @escaping () -> Void) {
        self.restoreInterrupt = restoreInterrupt
        // A stream that is closed would be the first file that is opened, and results would be written into that.
        while fcntl(STDOUT_FILENO, F_GETFD) < 0 || fcntl(STDERR_FILENO, F_GETFD) < 0 {
            if open("/dev/null", O_RDONLY) < 0 { break }
        }
        let pager = environment["PAGER"] ?? ""
        pagerCommand = pager.isEmpty ? "less -FR" : pager
        canPage = isatty(STDIN_FILENO) == 1 && environment["TERM"] ?? "dumb" != "dumb"
        let terminal = environment["TERM"] ?? "dumb"
        let canDraw = isatty(STDERR_FILENO) == 1 && terminal != "dumb"
        hasColor = canDraw && (environment["NO_COLOR"] ?? "").isEmpty
        showsProgress = canDraw && !quiet
    }

    var width: Int {
        var size = winsize()
        guard isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 20 else { return 80 }
        return Int(size.ws_col)
    }

    func result(_ text: String) {
        progress(nil)
        waiting.append(contentsOf: text.utf8)
        waiting.append(UInt8(ascii: "\n"))
        // A reader at the other end of a pipe sees the rows of a long training as they come.
        if isTerminal || waiting.count > 1 << 16 || SystemClock.seconds() - lastFlush > 0.1 { flush() }
    }

    func message(_ text: String) {
        progress(nil)
        flush()
        write(Array((text + "\n").utf8), to: STDERR_FILENO)
    }

    func progress(_ line: String?) {
        guard showsProgress, line != nil || hasProgress else { return }
        if line != nil { flush() }
        let width = width
        let isResized = hasProgress && width != progressWidth
        hasProgress = line != nil
        progressWidth = width
        write(Array(((isResized ? "\r\n" : "\r") + (line ?? "") + "\u{1B}[K").utf8), to: STDERR_FILENO)
    }

    /// Through $PAGER (else `less`) where the text is longer than the screen and someone sits before it.
    func page(_ text: String) {
        var size = winsize()
        let rows = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 ? Int(size.ws_row) : 0
        let isLong = text.utf8.count { $0 == UInt8(ascii: "\n") } + 1 > rows - 1
        guard isTerminal, canPage, rows > 4, isLong, let pager = popen(pagerCommand, "w") else { return result(text) }
        progress(nil)
        flush()
        // ^C and a reader who leaves early are the pager's.
        signal(SIGINT, SIG_IGN)
        signal(SIGPIPE, SIG_IGN)
        fputs(text + "\n", pager)
        let status = pclose(pager)
        signal(SIGPIPE, SIG_DFL)
        restoreInterrupt()
        // No such program: the text is shown all the same.
        if status >> 8 == 127 { result(text) }
    }

    func flush() {
        lastFlush = SystemClock.seconds()
        guard !waiting.isEmpty else { return }
        write(waiting, to: STDOUT_FILENO)
        waiting.removeAll(keepingCapacity: true)
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32) {
        bytes.withUnsafeBufferPointer { bytes in
            var done = 0
            while done < bytes.count {
                let count = writeBytes(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
                if count < 0, errno == EINTR || errno == EAGAIN { continue }
                if count <= 0 {
                    if descriptor == STDOUT_FILENO, lost == nil { lost = String(cString: strerror(errno)) }
                    return
                }
                done += count
            }
        }
    }
}

private func writeBytes(_ descriptor: Int32, _ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
