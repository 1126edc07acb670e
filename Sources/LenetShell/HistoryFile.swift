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
/// Each statement is appended with a single write, so two shells may use it at once. At the start of a shell a file that has
/// grown beyond its limit is cut to the newest entries, through a temporary file that is renamed.
package final class HistoryFile {
    package static let mostEntries = 2_000
    private static let mostBytes = 4_000_000

    private let path: String
    package private(set) var last: String?

    package init(path: String) { self.path = path }

    /// `$XDG_STATE_HOME/lenet/history`, else `~/.local/state/lenet/history`; nil where there is no home.
    package convenience init?(environment: [String: String]) {
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
            self.init(path: state + "/lenet/history")
        } else if let home = environment["HOME"], home.hasPrefix("/") {
            self.init(path: home + "/.local/state/lenet/history")
        } else {
            return nil
        }
    }

    /// Oldest first. A file that cannot be read is an empty one: the shell works without.
    package func entries() -> [String] {
        guard case .success(let text) = TextFile.read(path) else { return [] }
        var lines = text.split(separator: "\n").map(String.init)
        if lines.count > Self.mostEntries * 2 || text.utf8.count > Self.mostBytes {
            lines = Array(lines.suffix(Self.mostEntries))
            rewrite(lines)
        }
        let entries = lines.suffix(Self.mostEntries).map(Self.decoded)
        last = entries.last
        return entries
    }

    package func append(_ statement: String) {
        last = statement
        makeFolder()
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT, 0o600)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        writeAll(Self.encoded(statement) + "\n", to: descriptor)
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

    private func rewrite(_ lines: [String]) {
        let temporary = path + ".\(getpid()).new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard descriptor >= 0 else { return }
        writeAll(lines.joined(separator: "\n") + "\n", to: descriptor)
        close(descriptor)
        if rename(temporary, path) != 0 { unlink(temporary) }
    }

    private func makeFolder() {
        var place = ""
        for part in path.split(separator: "/").dropLast() {
            place += "/" + part
            mkdir(place, 0o700)
        }
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
