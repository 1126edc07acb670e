#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Lines from a pipe or from a terminal that cannot be edited on: no prompt, no history, no echo.
package final class PlainEditor: LineEditor {
    private let descriptor: Int32
    private let isInterrupted: () -> Bool
    private var bytes: [UInt8] = []
    private var start = 0
    private var isAtEnd = false

    package init(descriptor: Int32 = STDIN_FILENO, isInterrupted: @escaping () -> Bool) {
        self.descriptor = descriptor
        self.isInterrupted = isInterrupted
    }

    package func read(_ prompt: Prompt) -> LineRead {
        var searched = start
        while true {
            if let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { start = end + 1 }
                return .line(String(decoding: bytes[start..<end], as: UTF8.self))
            }
            searched = bytes.count
            if isAtEnd {
                guard start < bytes.count else { return .end }
                defer { start = bytes.count }
                return .line(String(decoding: bytes[start...], as: UTF8.self))
            }
            if isInterrupted() { return .interrupted }
            fill(&searched)
        }
    }

    private func fill(_ searched: inout Int) {
        bytes.removeFirst(start)
        searched -= start
        start = 0
        var chunk = [UInt8](repeating: 0, count: 4096)
        let count = readBytes(descriptor, &chunk, chunk.count)
        if count > 0 { bytes.append(contentsOf: chunk[..<count]) }
        if count == 0 || (count < 0 && errno != EINTR) { isAtEnd = true }
    }

    package func remember(_ statement: String) {}
}

private func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}
