import LenetCards
import LenetLab
import LenetSyntax

/// `diff runs 3 7`
package enum Diff: StatementDefinition {
    private static func number(_ name: String, _ summary: String) -> Parameter {
        Parameter(name, .positional, .integer(1...1_000_000_000), summary)
    }

    package static let card = Card(
        .statement, "diff", "Two recorded trainings side by side: which settings differ, and what came of both.",
        topics: [
            Card(
                .statement, "runs", "Two runs by the numbers that `show runs` gives them.",
                [number("first", "The one."), number("second", "The other.")])
        ],
        examples: [Example("show runs", "their numbers; then, such as: diff runs 3 7")], otherSpellings: ["difference"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        let first = try session.recordedRun(call.integer("first"), at: call.span(of: "first"))
        let second = try session.recordedRun(call.integer("second"), at: call.span(of: "second"))
        let settings = differing(RecordFacts.asked(first), RecordFacts.asked(second)).filter { !["run", "when"].contains($0.name) }
        let places = differing(RecordFacts.place(first), RecordFacts.place(second))
        let results = pairs(RecordFacts.result(first), RecordFacts.result(second))
        let headings = [call.integer("first"), call.integer("second")].map { "run \($0)" }
        func table(_ title: String, _ rows: [Pair]) -> [String] {
            TextTable(
                [.init(title, .left), .init(headings[0], .left), .init(headings[1], .left)],
                rows.map { [$0.name, $0.first ?? "-", $0.second ?? "-"] }
            ).lines()
        }
        var lines = settings.isEmpty ? ["the settings are the same"] : table("settings", settings)
        if !places.isEmpty { lines += [""] + table("done with", places) }
        lines += [""] + table("results", results)
        let isSame = first.result.fingerprint == second.result.fingerprint
        lines.append(isSame ? "the same weights, bit for bit" : "other weights")
        if call.isPrinted { session.print(lines.joined(separator: "\n")) }
        return .list((settings + places + results).map(\.record))
    }

    private struct Pair {
        var name: String
        var first: String?
        var second: String?
        var record: Value {
            .record(
                Record(
                    kind: "difference",
                    fields: [("field", .text(name)), ("first", first.map { .text($0) } ?? .nothing), ("second", second.map { .text($0) } ?? .nothing)]))
        }
    }

    private static func pairs(_ first: [RecordFacts.Fact], _ second: [RecordFacts.Fact]) -> [Pair] {
        let names = first.map(\.name) + second.map(\.name).filter { name in !first.contains { $0.name == name } }
        return names.map { name in
            Pair(name: name, first: first.first { $0.name == name }?.text, second: second.first { $0.name == name }?.text)
        }
    }

    private static func differing(_ first: [RecordFacts.Fact], _ second: [RecordFacts.Fact]) -> [Pair] {
        pairs(first, second).filter { pair in
            first.first { $0.name == pair.name }?.whole != second.first { $0.name == pair.name }?.whole
        }
    }
}
