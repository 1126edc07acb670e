import Foundation
import LenetCommands
import Testing

/// Pages of the documentation whose outputs, marked `text`, are what the blocks above them print, all in one sitting (`lenet-next`
/// stands for a block that goes on with it and does not run alone). `LENET_RECORD=1` writes them anew and fails, so that they are read
/// before they are believed.
enum RecordedPage {
    static func expect(_ path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let old = try String(contentsOf: RecordedFile.root.appendingPathComponent(path), encoding: .utf8)
        let (session, output) = TestSession.make(quiet: false)
        // The digits as a reader has them, whole.
        session.loadData = Session(output: CollectedOutput()).loadData
        var new: [String] = []
        var printed: [String] = []
        var script: [String]?
        var recorded: [String]?
        var isCompared = false
        for line in old.components(separatedBy: "\n") {
            switch line {
            case "```lenet", "```lenet-next": script = []
            case "```text": recorded = []
            case "```":
                if let text = script {
                    let before = output.results.count
                    let outcome = session.run(text.joined(separator: "\n"), name: path)
                    #expect(outcome == .fine, "\(output.messages.joined(separator: "\n"))", sourceLocation: sourceLocation)
                    printed = output.results[before...].flatMap { $0.components(separatedBy: "\n") }
                } else if let lines = recorded {
                    isCompared = isCompared || !printed.isEmpty
                    // Where only times differ, which are never the same twice, the recorded ones stay.
                    new += withoutTimes(lines) == withoutTimes(printed) ? lines : printed
                }
                (script, recorded) = (nil, nil)
            default:
                script?.append(line)
                if recorded != nil {
                    recorded?.append(line)
                    continue
                }
            }
            new.append(line)
        }
        #expect(isCompared, "\(path) has no recorded output", sourceLocation: sourceLocation)
        try RecordedFile.expect(new.joined(separator: "\n"), path, sourceLocation: sourceLocation)
    }

    /// "0.03 s" and the spaces before it.
    private static func withoutTimes(_ lines: [String]) -> [String] {
        lines.map { $0.replacingOccurrences(of: " *[0-9]+\\.[0-9]+ s$", with: " # s", options: .regularExpression) }
    }
}
