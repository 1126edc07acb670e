import LenetSyntax

// How a session speaks. Reports of statements are for people: `--quiet` and `--json` leave them out. What a script asks to be
// printed (`print`, `show`, an expression alone) is always printed.

extension Session {
    /// Whether a statement should describe its result in words.
    package func speaks(_ call: SentenceCall) -> Bool { call.isPrinted && !settings.quiet && !settings.json }

    /// A statement's report: nothing where its value is kept by `let`, with `--quiet` and with `--json`.
    package func say(_ text: String, for call: SentenceCall) {
        guard speaks(call) else { return }
        output.result(text)
    }

    /// What was asked for: `show`, `print`.
    package func print(_ text: String) {
        guard !settings.json else { return }
        output.result(text)
    }

    /// Something worth knowing that is no result: what was assumed, what was dropped.
    package func note(_ text: String) {
        guard !settings.quiet else { return }
        output.message("note: " + text)
    }

    package func warn(_ title: String, at span: Span?, _ label: String = "", notes: [String] = [], code: String = "W0001") {
        report([Diagnostic(.warning, code: code, title, at: span.map { .init($0, label) }, notes: notes)])
    }

    /// An expression alone on its line.
    package func printValue(_ value: Value) {
        if settings.json {
            printObject(value, verb: "value")
        } else {
            output.result(drawing(of: value).joined(separator: "\n"))
        }
    }

    /// With `--json`, one object a result.
    package func printObject(_ value: Value, verb: String) {
        guard settings.json else { return }
        if case .nothing = value { return }
        output.result(JSON.object([("statement", .text(verb)), ("result", value.json)]).text)
    }
}
