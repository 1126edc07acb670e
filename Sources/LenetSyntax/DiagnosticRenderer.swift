/// Draws a diagnostic for a terminal: the only place where their look is decided.
///
///     error: no optimizer named 'rmsporp'
///       --> compare.lenet:4:12
///        |
///      4 | train with rmsporp lr 0.001
///        |            ^^^^^^^ did you mean 'rmsprop'?
///        |
///        = optimizers: adadelta, adagrad, adam, …  (help optimizers)
///
/// Other places are marked by `---`; those in another text follow with a heading `::: file:line:column`. Long lines are cut
/// around what is marked, long notes broken.
package struct DiagnosticRenderer: Sendable {
    package var sources: SourceTable
    /// Colours by ANSI sequences.
    package var color: Bool
    /// Columns of the terminal.
    package var width: Int

    package init(sources: SourceTable, color: Bool, width: Int) {
        self.sources = sources
        self.color = color
        self.width = max(width, 40)
    }

    /// The drawing, each line ended by a newline.
    package func render(_ diagnostic: Diagnostic) -> String {
        var out = Drawing(color: color)
        let severity = diagnostic.severity.rawValue
        out.line(out.styled(severity, .severity(diagnostic.severity)) + out.styled(": " + safe(diagnostic.title), .strong))
        let marks = marks(of: diagnostic)
        let gutter = String(marks.map(\.lastLine).max() ?? 0).count
        for (index, group) in groups(marks).enumerated() {
            draw(group, isFirst: index == 0, gutter: gutter, severity: diagnostic.severity, into: &out)
        }
        let indent = marks.isEmpty ? "  " : String(repeating: " ", count: gutter + 2)
        if !diagnostic.notes.isEmpty, !marks.isEmpty { out.line(out.styled(indent + "|", .frame)) }
        for note in diagnostic.notes {
            for (index, line) in wrapped(safe(note), to: width - indent.count - 2).enumerated() {
                out.line(indent + (index == 0 ? out.styled("= ", .frame) : "  ") + line)
            }
        }
        return out.text
    }

    // MARK: What is marked where

    /// A label with the lines that it marks.
    private struct Mark {
        var label: Diagnostic.Label
        var isPrimary: Bool
        var firstLine: Int
        var lastLine: Int
        /// Where these lines begin, in bytes.
        var firstStart: Int
        var lastStart: Int
    }

    private func marks(of diagnostic: Diagnostic) -> [Mark] {
        let labels = (diagnostic.primary.map { [($0, true)] } ?? []) + diagnostic.secondary.map { ($0, false) }
        return labels.map { label, isPrimary in
            let source = sources[label.span.source]
            let first = source.lineStart(of: label.span.start)
            // A span that ends with a newline ends on its line.
            let last = label.span.end > label.span.start ? source.lineStart(of: label.span.end - 1) : first
            return Mark(
                label: label, isPrimary: isPrimary, firstLine: first.line, lastLine: max(last.line, first.line),
                firstStart: first.start, lastStart: max(last.start, first.start))
        }
    }

    /// The marks by their source, that of the primary one first.
    private func groups(_ marks: [Mark]) -> [[Mark]] {
        var order: [SourceID] = []
        var bySource: [SourceID: [Mark]] = [:]
        for mark in marks {
            if bySource[mark.label.span.source] == nil { order.append(mark.label.span.source) }
            bySource[mark.label.span.source, default: []].append(mark)
        }
        return order.map { bySource[$0] ?? [] }
    }

    // MARK: Drawing

    private func draw(
        _ marks: [Mark], isFirst: Bool, gutter: Int, severity: Diagnostic.Severity, into out: inout Drawing
    ) {
        guard let head = marks.first else { return }
        let source = sources[head.label.span.source]
        let position = source.position(of: head.label.span.start)
        let bar = String(repeating: " ", count: gutter + 2) + "|"
        let arrow = String(repeating: " ", count: gutter + 1) + (isFirst ? "-->" : ":::")
        out.line(out.styled(arrow, .frame) + " \(safe(source.name)):\(position.line):\(position.column)")
        out.line(out.styled(bar, .frame))

        var lines: [Int: Int] = [:]
        for mark in marks {
            lines[mark.firstLine] = mark.firstStart
            lines[mark.lastLine] = mark.lastStart
        }
        var previous: Int?
        for line in lines.keys.sorted() {
            guard let start = lines[line] else { continue }
            if let previous, line > previous + 1 { out.line(out.styled("...", .frame)) }
            previous = line
            let here = marks.filter { $0.firstLine == line || $0.lastLine == line }
            let text = source.line(from: start)
            let columns = here.map { self.columns(of: $0, line: line, start: start, text: text) }
            let cut = Cut(
                text, width: width - gutter - 4, around: columns.map(\.lowerBound).min() ?? 0,
                to: columns.map(\.upperBound).max() ?? 0)
            let number = String(line)
            let frame = String(repeating: " ", count: gutter - number.count + 1) + number + " |"
            out.line(out.styled(frame, .frame) + (cut.text.isEmpty ? "" : " " + cut.text))
            for (mark, columns) in zip(here, columns) {
                let from = cut.place(columns.lowerBound)
                let count = max(1, cut.place(columns.upperBound) - from)
                let isLast = mark.lastLine == line
                let label = isLast && !mark.label.text.isEmpty ? " " + safe(mark.label.text) : ""
                let carets = String(repeating: mark.isPrimary ? "^" : "-", count: count)
                out.line(
                    out.styled(bar, .frame) + " " + String(repeating: " ", count: from)
                        + out.styled(carets + label, mark.isPrimary ? .severity(severity) : .frame))
            }
        }
    }

    /// The terminal columns of a mark on one of its lines, from 0.
    private func columns(of mark: Mark, line: Int, start: Int, text: Substring) -> Range<Int> {
        let span = mark.label.span
        let length = text.utf8.count
        let from = line == mark.firstLine ? min(max(Int(span.start) - start, 0), length) : leadingSpace(text)
        let to = line == mark.lastLine ? min(max(Int(span.end) - start, from), length) : length
        return width(of: text, bytes: from)..<max(width(of: text, bytes: to), width(of: text, bytes: from))
    }

    private func leadingSpace(_ text: Substring) -> Int {
        text.utf8.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
    }

    private func width(of text: Substring, bytes: Int) -> Int {
        let end = text.utf8.index(text.startIndex, offsetBy: bytes)
        return TerminalWidth.of(TerminalWidth.printable(text[..<end]))
    }

    private func safe(_ text: String) -> String { TerminalWidth.printable(text) }

    private func wrapped(_ text: String, to limit: Int) -> [String] {
        guard TerminalWidth.of(text) > limit else { return [text] }
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if !line.isEmpty, TerminalWidth.of(line) + 1 + TerminalWidth.of(word) > limit {
                lines.append(line)
                line = String(word)
            } else {
                line += line.isEmpty && lines.isEmpty && word.isEmpty ? " " : (line.isEmpty ? "" : " ") + word
            }
        }
        return lines + [line]
    }
}

/// A source line, printable, cut to the terminal around what is marked.
private struct Cut {
    var text: String
    /// Columns that were cut away on the left.
    private var removed = 0
    private var limit: Int

    init(_ line: Substring, width: Int, around first: Int, to last: Int) {
        let printable = TerminalWidth.printable(line)
        var end = printable.endIndex
        while end > printable.startIndex, printable[printable.index(before: end)] == " " { end = printable.index(before: end) }
        text = String(printable[..<end])
        let whole = TerminalWidth.of(text)
        limit = max(whole, first, last) + 1
        guard whole > width else { return }
        // A third of the line before the mark shows what led to it.
        let from = last + 2 <= width ? 0 : max(0, first - width / 3)
        var column = 0
        var kept = from > 0 ? "…" : ""
        var keptWidth = from > 0 ? 1 : 0
        var isCutRight = false
        for character in text {
            let wide = TerminalWidth.of(character)
            defer { column += wide }
            // One column of the line gave way to the ellipsis.
            if column < from + (from > 0 ? 1 : 0) { continue }
            if keptWidth + wide > width - 1 {
                isCutRight = true
                break
            }
            kept.append(character)
            keptWidth += wide
        }
        text = kept + (isCutRight ? "…" : "")
        removed = from
        limit = keptWidth + 1
    }

    /// Where a column of the whole line is drawn.
    func place(_ column: Int) -> Int { min(max(column - removed, 0), limit) }
}

/// The lines drawn so far.
private struct Drawing {
    enum Style { case severity(Diagnostic.Severity), strong, frame }

    let color: Bool
    var text = ""

    init(color: Bool) { self.color = color }

    mutating func line(_ line: String) { text += line + "\n" }

    func styled(_ text: String, _ style: Style) -> String {
        guard color else { return text }
        let code =
            switch style {
            case .severity(.error): "1;31"
            case .severity(.warning): "1;33"
            case .severity(.note): "1;36"
            case .strong: "1"
            case .frame: "34"
            }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}
