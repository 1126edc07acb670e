import Foundation
import LenetCommands
import Testing

/// The scripts in `examples` run from beginning to end on a few images.
@Suite struct ExampleScriptTests {
    @Test(arguments: [
        ("quickstart", []), ("my_optimizer", []), ("lenet5_five_optimizers", ["as_published", "1"]),
        ("lenet5_five_optimizers", ["keras", "1", "2"]), ("lenet5_five_optimizers", ["tuned", "1", "1"]),
        ("cnn4_four_optimizers", ["1"]),
    ])
    func example(name: String, arguments: [String]) throws {
        let path = DocumentationTests.root.appendingPathComponent("examples/\(name).lenet").path
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let (session, output) = TestSession.make()
        session.scopes.declare("args", .list(arguments.map { .text($0) }))
        #expect(session.run(text, name: path) == .fine, "\(output.messages.joined(separator: "\n"))")
        let printed = output.results.joined(separator: "\n")
        #expect(printed.contains("luck"))
    }

    /// It holds what it measures against what the paper proves.
    @Test func wilson() throws {
        let path = DocumentationTests.root.appendingPathComponent("examples/wilson.lenet").path
        let (session, output) = TestSession.make()
        #expect(session.run(try String(contentsOfFile: path, encoding: .utf8), name: path) == .fine, "\(output.messages)")
        #expect(output.results.filter { $0.contains("right about both") }.count == 2)
        #expect(output.results.filter { $0.contains("every new -1 is taken for +1") }.count == 3)
    }

    /// The report's loss and the one it explains are the same to the last bit; the script itself expects it.
    @Test func losses() throws {
        let path = DocumentationTests.root.appendingPathComponent("examples/cnn4_losses.lenet").path
        let (session, output) = TestSession.make()
        session.scopes.declare("args", .list([.text("1")]))
        #expect(session.run(try String(contentsOfFile: path, encoding: .utf8), name: path) == .fine, "\(output.messages)")
        #expect(output.results.contains { $0.contains("give the same weights") })
    }

    /// What `scripts/reproduce` writes: a page that holds a table and names figures which were drawn.
    @Test(arguments: [("lenet5", 8), ("cnn4", 5), ("losses", 2)])
    func paper(study: String, figures: Int) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-papers-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder.appendingPathComponent("figures"), withIntermediateDirectories: true)
        let path = DocumentationTests.root.appendingPathComponent("scripts/papers/\(study).lenet").path
        let (session, output) = TestSession.make()
        session.scopes.declare("args", .list([folder.path, "1", "2", "a machine"].map { .text($0) }))
        #expect(session.run(try String(contentsOfFile: path, encoding: .utf8), name: path) == .fine, "\(output.messages)")
        let page = output.results.joined(separator: "\n")
        #expect(page.contains("**In short:**") && page.contains("|---|"))
        let named = page.matches(of: /\((figures\/[a-z0-9_]+\.svg)\)/).map { String($0.1) }
        #expect(named.count == figures)
        for figure in named { #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent(figure).path), "\(figure)") }
    }

    @Test(arguments: ["quickstart", "my_optimizer", "lenet5_five_optimizers", "cnn4_four_optimizers", "cnn4_losses", "time_to_99", "wilson"])
    func checks(name: String) throws {
        let path = DocumentationTests.root.appendingPathComponent("examples/\(name).lenet").path
        let (session, output) = TestSession.make()
        #expect(session.check(try String(contentsOfFile: path, encoding: .utf8), name: path) == .fine, "\(output.messages)")
    }
}
