import LenetLab

/// The fields of what `why` returns.
package enum WhyFields {
    package static let all: [Field<WhyReport.Account>] = [
        Field("findings", "What was found, the most important first; a row for each: name, sentence, evidence, line.") { account in
            .list(account.diagnosis.texts.map { finding($0.finding, $0.text) })
        },
        Field("subject", "The training or comparison in a line; nothing where there was none.") { $0.subject.map { .text($0) } ?? .nothing },
        Field("fine", "What was looked at and found fine, a word each.") { .list($0.diagnosis.fine.map { .text($0.rawValue) }) },
        Field("unknown", "What could not be looked at, a word each.") { .list($0.diagnosis.unknown.map { .text($0.rawValue) }) },
        Field("measured", "What was measured besides the history, and on how many images.") { .list($0.measured.map { .text($0) }) },
        Field("text", "What is printed with `verbose`.") { .text(WhyReport.lines($0, most: nil, width: 80).joined(separator: "\n")) },
    ]

    static let record: @Sendable (WhyReport.Account) -> Value = { account in
        .record(Record(kind: "diagnosis", fields: all.map { ($0.name, $0.get(account)) }))
    }

    private static func finding(_ finding: Finding, _ text: FindingText) -> Value {
        .record(
            Record(
                kind: "finding",
                fields: [
                    ("name", .text(finding.name)), ("sentence", .text(text.sentence)), ("evidence", .list(text.evidence.map { .text($0) })),
                    ("line", .text(text.line)),
                ]))
    }
}
