import Foundation
import LenetCommands
import Testing

/// JSON that comes from elsewhere: read as Foundation reads it, or refused.
@Suite struct JSONReadingTests {
    private func read(_ text: String) throws -> JSON { try JSON.reading(Array(text.utf8)[...]) }

    @Test(arguments: [
        "{}", "[]", "null", "  true ", "-0.5e-3", "[1, 2.5, -3e10, 0]", "\"a\\n\\u00e9\\ud83d\\ude00\\\\\\\"\\/\"",
        "{\"a\": [{\"b\": null}, false], \"c\": {\"d\": \"é\"}}", "[[[[[1]]]]]",
    ])
    func whatIsWrittenIsRead(text: String) throws {
        let read = try read(text).text
        let ours = try JSONSerialization.jsonObject(with: Data(read.utf8), options: .fragmentsAllowed) as? NSObject
        let theirs = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed) as? NSObject
        #expect(ours == theirs)
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\":1,}", "{a:1}", "[1 2]", "01", "1.", ".5", "+1", "1e", "nul", "\"", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"",
        "\"\\ud800\\u0041\"", "\"\u{1}\"", "{\"a\":1,\"a\":2}", "1 1", "1e999", "NaN", "{\"a\"}", "'a'",
    ])
    func whatIsNoJSONIsRefused(text: String) {
        #expect(throws: JSON.Fault.self) { try read(text) }
    }

    @Test func bytesThatAreNoTextAreRefused() {
        #expect(throws: JSON.Fault.self) { try JSON.reading([0x22, 0xC3, 0x28, 0x22]) }
        #expect(throws: JSON.Fault.self) { try read(String(repeating: "[", count: 100_000)) }
    }
}
