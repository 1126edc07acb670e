import Foundation
import Testing

/// Files of the project that are made from what the program does. `LENET_RECORD=1` writes them anew and fails the run, so that a
/// recording is read before it is believed.
enum RecordedFile {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func expect(_ text: String, _ path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let file = root.appendingPathComponent(path)
        if ProcessInfo.processInfo.environment["LENET_RECORD"] == "1" {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file, options: .atomic)
            Issue.record("recorded \(path); run again without LENET_RECORD", sourceLocation: sourceLocation)
            return
        }
        let recorded = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        guard recorded != text else { return }
        let old = recorded.split(separator: "\n", omittingEmptySubsequences: false)
        let new = text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(old.count, new.count)
        Issue.record(
            """
            \(path) is out of date from line \(line + 1) on (LENET_RECORD=1 writes it anew):
            recorded: \(line < old.count ? String(old[line]) : "(its end)")
            now:      \(line < new.count ? String(new[line]) : "(its end)")
            """, sourceLocation: sourceLocation)
    }
}
