#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import LenetCommands

/// What was entered, kept from shell to shell: one statement a line, `\n` for a newline inside it and `\\` for a backslash.
///
/// Several shells may use it at once: each statement is appended with a single write under a lock. At the start of a shell a file
/// that has grown beyond its limit is cut to the newest entries, through a temporary file that is renamed under the same lock.
package final class HistoryFile {
    package static let mostEntries = 2_000
    private static let mostBytes = 4_000_000

    private let path: String
    package private(set) var last: String?

    package init(path: String) { self.path = path }

    /// `$XDG_STATE_HOME/lenet/history`, else `~/.local/state/lenet/history`; nil where there is no home.
    package convenience init?(environment: [String: String]) {
        guard let folder = StateFolder.path(environment) else { return nil }
        self.init(path: folder + "/history")
    }

    /// Oldest first. A file that cannot be read is an empty one: the shell works without.
    package func entries() -> [String] {
        guard case .success(let text) = TextFile.read(path) else { return [] }
        var lines = text.split(separator: "\n").map(String.init)
        if lines.count > Self.mostEntries * 2 || text.utf8.count > Self.mostBytes {
            rewrite()
            lines = Array(lines.suffix(Self.mostEntries))
        }
        let entries = lines.suffix(Self.mostEntries).map(Self.decoded)
        last = entries.last
        return entries
    }

    package func append(_ statement: String) {
        last = statement
        makeFolder()
        guard let descriptor = openLocked() else { return }
        defer { close(descriptor) }
        writeAll(Self.encoded(statement) + "\n", to: descriptor)
    }

    /// The file, for appending, locked until it is closed. Another shell may have renamed a new one into its place meanwhile.
    private func openLocked() -> Int32? {
        for _ in 0..<100 {
            let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { return nil }
            while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
            var (opened, named) = (stat(), stat())
            if fstat(descriptor, &opened) == 0, stat(path, &named) == 0, opened.st_ino == named.st_ino, opened.st_dev == named.st_dev {
                return descriptor
            }
            close(descriptor)
        }
        return nil
    }

    static func encoded(_ statement: String) -> String {
        var line = ""
        for character in statement.unicodeScalars {
            switch character {
            case "\\": line += "\\\\"
            case "\n": line += "\\n"
            default: line.unicodeScalars.append(character)
            }
        }
        return line
    }

    static func decoded(_ line: String) -> String {
        var statement = ""
        var isEscaped = false
        for character in line.unicodeScalars {
            if isEscaped {
                statement.unicodeScalars.append(character == "n" ? "\n" : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                statement.unicodeScalars.append(character)
            }
        }
        return statement
    }

    /// Cuts the file to its newest entries; what another shell has appended since is among them.
    private func rewrite() {
        guard let locked = openLocked() else { return }
        defer { close(locked) }
        guard case .success(let text) = TextFile.read(path) else { return }
        var lines = text.split(separator: "\n").suffix(Self.mostEntries).map(String.init)
        // Few entries may be long ones.
        var size = lines.reduce(0) { $0 + $1.utf8.count + 1 }
        while size > Self.mostBytes / 2, lines.count > 1 { size -= lines.removeFirst().utf8.count + 1 }
        let temporary = path + ".\(getpid()).new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard descriptor >= 0 else { return }
        writeAll(lines.joined(separator: "\n") + "\n", to: descriptor)
        close(descriptor)
        if rename(temporary, path) != 0 { unlink(temporary) }
    }

    private func makeFolder() {
        if let slash = path.lastIndex(of: "/") { Unfinished.makeFolder(String(path[..<slash])) }
    }

    private func writeAll(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var done = 0
            while done < bytes.count {
                let count = write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { return }
                done += count
            }
        }
    }
}
