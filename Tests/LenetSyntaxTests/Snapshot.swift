import Foundation
import LenetTestSupport
import Testing

/// Texts that tests compare with files in `Snapshots`. `LENET_RECORD=1` writes the files anew and fails the run, so that a
/// recording is read before it is believed.
enum Snapshot {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Snapshots")

    static func expect(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let file = folder.appendingPathComponent(name + ".txt")
        if let difference = try RecordedText.difference(text, from: file) { Issue.record("\(difference)", sourceLocation: sourceLocation) }
    }
}
