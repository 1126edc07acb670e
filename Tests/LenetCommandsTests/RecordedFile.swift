import Foundation
import LenetTestSupport
import Testing

/// Files of the project that are made from what the program does. `LENET_RECORD=1` writes them anew and fails the run, so that a
/// recording is read before it is believed.
enum RecordedFile {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func expect(_ text: String, _ path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let file = root.appendingPathComponent(path)
        if let difference = try RecordedText.difference(text, from: file) {
            Issue.record("\(path): \(difference)", sourceLocation: sourceLocation)
        }
    }
}
