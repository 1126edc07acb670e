import LenetSyntax

extension Session {
    /// Parses a text and checks what can be known without running it: every error is reported, those of the grammar and those
    /// of names, options, definitions and shapes.
    package func check(_ text: String, name: String) -> Outcome {
        reportedCodes = []
        let parsed = parse(text, name: name)
        // What stands on a line that could not be read is not known, and what would follow from it is not said.
        let unread = UnreadLines(parsed.diagnostics, in: sources)
        var diagnostics = parsed.diagnostics + Checker(self, passingOver: unread).check(parsed.block)
        diagnostics.sort { $0.place < $1.place }
        if settings.json {
            for diagnostic in diagnostics { output.result(DiagnosticRecord(diagnostic, in: sources).json.text) }
            reportedCodes = Diagnostic.codes(of: diagnostics)
        } else {
            report(diagnostics)
        }
        return diagnostics.contains { $0.severity == .error } ? .misused : .fine
    }
}

extension Diagnostic {
    fileprivate var place: (Int32, Int32) { primary.map { ($0.span.source.index, $0.span.start) } ?? (.max, 0) }
}

/// The lines on which the parser stopped understanding, and the words on them.
package struct UnreadLines {
    private var words: Set<String> = []
    private var stretches: [Span] = []

    package init(_ diagnostics: [Diagnostic] = [], in sources: SourceTable = SourceTable()) {
        var texts: [Int32: [UInt8]] = [:]
        for diagnostic in diagnostics where diagnostic.severity == .error {
            guard let span = diagnostic.primary?.span else { continue }
            let bytes = texts[span.source.index] ?? Array(sources[span.source].text.utf8)
            texts[span.source.index] = bytes
            var start = min(max(0, Int(span.start)), bytes.count)
            var end = min(max(start, Int(span.end)), bytes.count)
            while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
            while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
            stretches.append(Span(source: span.source, start: Int32(start), end: Int32(end)))
            let line = String(decoding: bytes[start..<end], as: UTF8.self)
            words.formUnion(line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
        }
    }

    func contain(_ span: Span?) -> Bool {
        guard let span else { return false }
        return stretches.contains { $0.source == span.source && $0.start <= span.start && span.start <= $0.end }
    }

    func mention(_ name: String) -> Bool { words.contains(name) }

    /// A definition that is wrong was reported; that its name is missing then is no mistake of its own.
    mutating func add(_ name: String) { words.insert(name) }
}
