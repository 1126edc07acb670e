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
    }

    /// It holds what it measures against what the paper proves.
    @Test func wilson() throws {
        let path = DocumentationTests.root.appendingPathComponent("examples/wilson.lenet").path
        let (session, output) = TestSession.make()
        #expect(session.run(try String(contentsOfFile: path, encoding: .utf8), name: path) == .fine, "\(output.messages)")
        #expect(output.results.filter { $0.contains("right about both") }.count == 2)
        #expect(output.results.filter { $0.contains("every new -1 is taken for +1") }.count == 3)
    }

    @Test(arguments: ["quickstart", "my_optimizer", "lenet5_five_optimizers", "cnn4_four_optimizers", "wilson"])
    func checks(name: String) throws {
        let path = DocumentationTests.root.appendingPathComponent("examples/\(name).lenet").path
        let (session, output) = TestSession.make()
        #expect(session.check(try String(contentsOfFile: path, encoding: .utf8), name: path) == .fine, "\(output.messages)")
    }
}
