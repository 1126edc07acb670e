import Foundation

/// Texts that tests compare with files in `Snapshots`. `LENET_RECORD=1` writes the files anew and makes the comparison fail, so
/// that a recording is read before it is believed.
package enum RecordedText {
    package static var isRecording: Bool { ProcessInfo.processInfo.environment["LENET_RECORD"] == "1" }

    /// Nil where the text is what the file holds; else what is wrong.
    package static func difference(_ text: String, from file: URL) throws -> String? {
        if isRecording {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file, options: .atomic)
            return "recorded \(file.lastPathComponent); run again without LENET_RECORD"
        }
        guard let data = try? Data(contentsOf: file) else { return "\(file.lastPathComponent) is not there: run with LENET_RECORD=1" }
        let recorded = String(decoding: data, as: UTF8.self)
        guard recorded != text else { return nil }
        let old = recorded.split(separator: "\n", omittingEmptySubsequences: false)
        let new = text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(old.count, new.count)
        return """
            \(file.lastPathComponent) differs from line \(line + 1) on:
            recorded: \(line < old.count ? String(old[line]) : "(its end)")
            now:      \(line < new.count ? String(new[line]) : "(its end)")
            """
    }
}
