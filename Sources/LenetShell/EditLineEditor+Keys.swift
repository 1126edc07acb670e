import CEditLine

// What the keys of our own do: TAB, the arrows, a paste.

extension EditLineEditor {
    /// Puts in what is certain; shows what is not.
    func completeWord() -> UInt8 {
        let before = line().before
        let answer = complete(before)
        guard let first = answer.candidates.first else { return lenet_el_result_error() }
        let common = answer.candidates.dropFirst().reduce(first.text) { $0.sharedBeginning(with: $1.text) }
        let rest = common.dropFirst(answer.word.count)
        if answer.candidates.count == 1 {
            _ = el_insertstr(editor, String(rest) + first.ending)
            return lenet_el_result_refresh()
        }
        if !rest.isEmpty {
            _ = el_insertstr(editor, String(rest))
            return lenet_el_result_refresh()
        }
        let size = ShellWriter.size
        ShellWriter.write("\n" + Completion.list(answer.candidates, rows: size.rows, columns: size.columns).joined(separator: "\n") + "\n")
        return lenet_el_result_redisplay()
    }

    /// The arrows: through the statements that begin as the line did.
    func browse(by step: Int) -> UInt8 {
        let line = line()
        guard let text = browser.move(by: step, from: line.before, line.after) else { return lenet_el_result_error() }
        replaceLine(text)
        return lenet_el_result_refresh()
    }

    /// Text between ESC [200~ and ESC [201~: lines of it are no Enter. Where it ends with a line's end it is entered whole, as a
    /// file would be read.
    func paste() -> UInt8 {
        guard let text = pastedText() else { return lenet_el_result_end() }
        let body = String(text.reversed().drop { $0 == "\n" }.reversed())
        let isEntered = body.count < text.count
        let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
        let rows = ShellWriter.size.rows
        // More than fits the screen is not drawn, and so not edited either.
        let isDrawn = lines.count < max(4, rows - 2)
        _ = el_insertstr(editor, isDrawn ? body : String(lines.first ?? ""))
        if !isDrawn { pasted = "\n" + lines.dropFirst().joined(separator: "\n") }
        if isEntered || !isDrawn { el_push(editor, "\n") }
        return lenet_el_result_refresh()
    }

    /// All up to the end of the paste; nil where ^C or the end of input came before.
    private func pastedText() -> String? {
        let end = Array("\u{1B}[201~".unicodeScalars)
        var scalars: [Unicode.Scalar] = []
        while scalars.suffix(end.count) != end[...] {
            var character = wchar_t(0)
            guard el_wgetc(editor, &character) == 1, scalars.count < 4_000_000 else { return nil }
            scalars.append(Unicode.Scalar(UInt32(bitPattern: Int32(character))) ?? "\u{FFFD}")
        }
        var text = ""
        var last: Unicode.Scalar?
        for scalar in scalars.dropLast(end.count) {
            defer { last = scalar }
            switch scalar {
            case "\n" where last == "\r": break
            // Terminals send what Enter sends.
            case "\r", "\n": text.unicodeScalars.append("\n")
            case "\t": text += "    "
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: break
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension String {
    fileprivate func sharedBeginning(with other: String) -> String {
        String(zip(self, other).prefix { $0 == $1 }.map(\.0))
    }
}
