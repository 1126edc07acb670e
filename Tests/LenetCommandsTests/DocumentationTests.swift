import Foundation
import LenetCommands
import Testing

/// Every block marked `lenet` in the documentation runs as it stands.
@Suite struct DocumentationTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let blocks: [String] = {
        var files = [root.appendingPathComponent("README.md"), root.appendingPathComponent("CONTRIBUTING.md")]
        let docs = FileManager.default.enumerator(at: root.appendingPathComponent("docs"), includingPropertiesForKeys: nil)
        files += (docs?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "md" }.sorted { $0.path < $1.path }
        return files.flatMap { file -> [String] in
            guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
            return text.components(separatedBy: "```lenet\n").dropFirst().compactMap { part in
                part.components(separatedBy: "```").first.map { "\(file.lastPathComponent)\u{1F}\($0)" }
            }
        }
    }()

    @Test(arguments: blocks)
    func block(_ text: String) throws {
        let script = try #require(text.split(separator: "\u{1F}", maxSplits: 1).last)
        let (session, output) = TestSession.make()
        #expect(session.run(String(script), name: "block") == .fine, "\(output.messages.joined(separator: "\n"))")
    }
}
