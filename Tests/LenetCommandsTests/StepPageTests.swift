import Foundation
import LenetCommands
import Testing

/// The outputs in docs/step.md and docs/why.md, marked `text`, are those of the blocks above them, in one sitting (`lenet-next` goes on with it).
/// `LENET_RECORD=1` writes them anew and fails, so that they are read before they are believed.
@Suite struct StepPageTests {
    @Test(arguments: ["docs/step.md", "docs/why.md"])
    func page(_ path: String) throws {
        let file = RecordedFile.root.appendingPathComponent(path)
        let old = try String(contentsOf: file, encoding: .utf8)
        let (session, output) = TestSession.make(quiet: false)
        var new: [String] = []
        var printed: [String] = []
        var block: [String]?
        var isText = false
        for line in old.components(separatedBy: "\n") {
            if line == "```lenet" || line == "```lenet-next" {
                block = []
            } else if line == "```text" {
                isText = true
                new += [line] + printed
                continue
            } else if line == "```" {
                if let script = block {
                    let before = output.results.count
                    #expect(session.run(script.joined(separator: "\n"), name: path) == .fine, "\(output.messages.joined(separator: "\n"))")
                    printed = output.results[before...].flatMap { $0.components(separatedBy: "\n") }
                }
                block = nil
                isText = false
            } else {
                block?.append(line)
            }
            if !isText { new.append(line) }
        }
        #expect(printed.count > 2)
        try RecordedFile.expect(new.joined(separator: "\n"), path)
    }
}
