import Foundation
import LenetSyntax
import Testing

/// The scripts of language.md, in `Scripts`, as they stand there.
enum LanguageScripts {
    static func all() throws -> [(name: String, text: String)] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Scripts")
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "lenet" }
            .map { ($0.lastPathComponent, try String(decoding: Data(contentsOf: $0), as: UTF8.self)) }
            .sorted { $0.0 < $1.0 }
    }
}

@Suite("The scripts of language.md")
struct LanguageScriptTests {
    @Test("each reads without a mistake, into the tree recorded")
    func read() throws {
        let scripts = try LanguageScripts.all()
        #expect(scripts.count == 5)
        var text = ""
        for script in scripts {
            let read = Script(script.text, name: script.name, files: ["common.lenet": "print 1"])
            #expect(read.parsed.diagnostics.isEmpty, "\(read.rendered)")
            text += "# \(script.name)\n" + read.parsed.block.statements.map { TreeText.of($0) + "\n" }.joined()
        }
        try Snapshot.expect(text, "language")
    }
}
