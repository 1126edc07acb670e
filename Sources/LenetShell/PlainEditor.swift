import CEditLine

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Lines from a pipe, or from a terminal that cannot be edited on: there with a prompt and kept in the history, else without.
package final class PlainEditor: LineEditor {
    private let descriptor: Int32
    private let showsPrompt: Bool
    private let file: HistoryFile?
    private let isInterrupted: () -> Bool
    private var bytes: [UInt8] = []
    private var start = 0
    private var isAtEnd = false

    package init(
        descriptor: Int32 = STDIN_FILENO, showsPrompt: Bool = false, file: HistoryFile? = nil, isInterrupted: @escaping () -> Bool
    ) {
        self.file = file
        self.descriptor = descriptor
        self.showsPrompt = showsPrompt
        self.isInterrupted = isInterrupted
    }

    package func read(_ prompt: Prompt) -> LineRead {
        if showsPrompt { ShellWriter.write(prompt.text) }
        // The terminal has shown what was typed before ^C or ^D; what follows begins a line.
        let answer = readLine()
        if showsPrompt, answer == .interrupted || answer == .end { ShellWriter.write("\n") }
        return answer
    }

    private func readLine() -> LineRead {
        var searched = start
        while true {
            if let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { start = end + 1 }
                return .line(text(start..<end))
            }
            searched = bytes.count
            if isAtEnd {
                guard start < bytes.count else { return .end }
                defer { start = bytes.count }
                return .line(text(start..<bytes.count))
            }
            if !fill(&searched) { return .interrupted }
        }
    }

    /// Without the return of a line that ends in two characters.
    private func text(_ range: Range<Int>) -> String {
        var line = bytes[range]
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return String(decoding: line, as: UTF8.self)
    }

    /// Waits for more; false where ^C ended the wait.
    private func fill(_ searched: inout Int) -> Bool {
        bytes.removeFirst(start)
        searched -= start
        start = 0
        var before = sigset_t()
        lenet_signals_hold(&before)
        defer { lenet_signals_restore(&before) }
        repeat {
            // Before the wait too: ^C may have come between the prompt and the signals being held.
            if isInterrupted() { return false }
        } while lenet_wait_for_input(descriptor) != 1
        var chunk = [UInt8](repeating: 0, count: 4096)
        let count = readBytes(descriptor, &chunk, chunk.count)
        if count > 0 { bytes.append(contentsOf: chunk[..<count]) }
        if count == 0 || (count < 0 && errno != EINTR) { isAtEnd = true }
        return true
    }

    package func remember(_ statement: String) {
        guard !statement.isEmpty, statement.first != " ", statement != file?.last else { return }
        file?.append(statement)
    }
}

private func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}

/// What the shell itself draws: prompts, lists of words.
enum ShellWriter {
    static func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var done = 0
            while done < bytes.count {
                let count = writeBytes(STDOUT_FILENO, bytes.baseAddress.map { $0 + done }, bytes.count - done)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { return }
                done += count
            }
        }
    }

    /// Rows and columns of the terminal; 24 x 80 where none tells.
    static var size: (rows: Int, columns: Int) {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return (24, 80) }
        return (Int(size.ws_row), Int(size.ws_col))
    }
}

private func writeBytes(_ descriptor: Int32, _ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
