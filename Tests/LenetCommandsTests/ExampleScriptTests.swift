import Foundation
import LenetCommands
import Testing

/// The scripts in `examples` run from beginning to end on a few images.
@Suite struct ExampleScriptTests {
    @Test(arguments: [
        ("quickstart", []), ("my_optimizer", []), ("lenet5_five_optimizers", ["as_published", "1"]),
        ("lenet5_five_optimizers", ["keras", "1", "2"]), ("cnn4_four_optimizers", ["1"]),
    ])
    func example(name: String, arguments: [String]) throws {
        let path = DocumentationTests.root.appendingPathComponent("examples/\(name).lenet").path
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let (session, output) = TestSession.make()
        session.scopes.declare("args", .list(arguments.map { .text($0) }))
        #expect(session.run(text, name: path) == .fine, "\(output.messages.joined(separator: "\n"))")
        let printed = output.results.joined(separator: "\n")
        #expect(printed.contains("luck"))
        // Readable in a terminal of 80 columns.
        for line in printed.components(separatedBy: "\n") where !line.hasPrefix("- ") { #expect(line.count <= 80, "\(line)") }
    }

    @Test(arguments: ["quickstart", "my_optimizer", "lenet5_five_optimizers", "cnn4_four_optimizers"])
    func checks(name: String) throws {
        let path = DocumentationTests.root.appendingPathComponent("examples/\(name).lenet").path
        let (session, output) = TestSession.make()
        #expect(session.check(try String(contentsOfFile: path, encoding: .utf8), name: path) == .fine, "\(output.messages)")
    }
}
