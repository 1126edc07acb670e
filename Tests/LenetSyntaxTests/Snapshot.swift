import Foundation
import Testing

/// Texts that tests compare with files in `Snapshots`. `LENET_RECORD=1` writes the files anew and fails the run, so that a
/// recording is read before it is believed.
enum Snapshot {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Snapshots")

    static func expect(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let file = folder.appendingPathComponent(name + ".txt")
        if ProcessInfo.processInfo.environment["LENET_RECORD"] == "1" {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file, options: .atomic)
            Issue.record("recorded \(name).txt; run again without LENET_RECORD", sourceLocation: sourceLocation)
            return
        }
        let recorded = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        guard recorded != text else { return }
        let old = recorded.split(separator: "\n", omittingEmptySubsequences: false)
        let new = text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(old.count, new.count)
        Issue.record(
            """
            \(name).txt differs from line \(line + 1) on:
            recorded: \(line < old.count ? String(old[line]) : "(its end)")
            now:      \(line < new.count ? String(new[line]) : "(its end)")
            """, sourceLocation: sourceLocation)
    }
}
