import Foundation
import LenetCommands
import Testing

/// Every script in `Scripts` says in comments, at the lines they concern, what comes of it:
///
///     print 1 + 1                # expect: 2
///     print nothing              # expect error: there is nothing named 'nothing'
///     train with adam            # expect note: goes on with
///
/// `expect:` lines together are all that is printed, in order; several below each other belong to one statement. `expect error:`,
/// `warning:` and `note:` want a message that holds the text, an error or a warning at that line. `# expect exit: 3` is the exit
/// code where it is not that of the errors.
@Suite struct ScriptTests {
    static let scripts: [String] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Scripts")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        return files.filter { $0.pathExtension == "lenet" && !$0.lastPathComponent.hasPrefix("included") }.map(\.path).sorted()
    }()

    @Test func thereAreScripts() { #expect(Self.scripts.count >= 20) }

    @Test(arguments: scripts)
    func script(path: String) throws {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let (session, output) = TestSession.make()
        session.settings.quiet = !text.hasPrefix("# loud")
        let outcome = session.run(text, name: path)

        var expected: [String] = []
        var wantsError = false
        var exit: Int32?
        let messages = output.messages.joined(separator: "\n")
        for (index, line) in text.components(separatedBy: "\n").enumerated() {
            guard let mark = line.range(of: "# expect") else { continue }
            let rest = line[mark.upperBound...]
            if rest.hasPrefix(":") {
                expected.append(String(rest.dropFirst(rest.hasPrefix(": ") ? 2 : 1)))
            } else if rest.hasPrefix(" exit: ") {
                exit = Int32(rest.dropFirst(7).trimmingCharacters(in: .whitespaces))
            } else if let colon = rest.firstIndex(of: ":") {
                let kind = rest[..<colon].trimmingCharacters(in: .whitespaces)
                let wanted = rest[rest.index(after: colon)...].trimmingCharacters(in: .whitespaces)
                if kind == "error" { wantsError = true }
                #expect(
                    Self.holds(output.messages, kind: kind, wanted, line: index + 1),
                    "line \(index + 1) should bring \(kind): \(wanted)\nthe messages were:\n\(messages)")
            }
        }
        let printed = output.results.flatMap { $0.components(separatedBy: "\n") }
        #expect(printed == expected, "\(messages)")
        if let exit {
            #expect(outcome.rawValue == exit)
        } else {
            #expect((outcome == .fine) == !wantsError, "\(messages)")
        }
    }

    private static func holds(_ messages: [String], kind: String, _ wanted: String, line: Int) -> Bool {
        messages.contains { message in
            guard message.hasPrefix(kind + ":"), message.replacingOccurrences(of: "\n", with: " ").contains(wanted) else { return false }
            return kind == "note" || !message.contains("-->") || message.contains(":\(line):")
        }
    }
}
