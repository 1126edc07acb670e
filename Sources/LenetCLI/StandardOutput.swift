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

    init(environment: [String: String], quiet: Bool) {
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
        hasProgress = line != nil
        write(Array(("\r" + (line ?? "") + "\u{1B}[K").utf8), to: STDERR_FILENO)
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
                // The reader is gone, or the disk is full: nothing more can be said there.
                if count <= 0 { return }
                done += count
            }
        }
    }
}

private func writeBytes(_ descriptor: Int32, _ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
