import CEditLine

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Lines from a terminal, edited with libedit: Emacs' keys, history, TAB, ^R, pasted text.
///
/// ^C is not libedit's: the process's own handler sets a flag and the read ends, so one press clears the line.
package final class EditLineEditor: LineEditor {
    let editor: OpaquePointer
    private let past: OpaquePointer
    private let file: HistoryFile?
    private let isInterrupted: () -> Bool
    let complete: (String) -> Completion.Answer
    private var prompt: UnsafeMutablePointer<CChar>
    private let hasColor: () -> Bool
    var browser = HistoryBrowser()
    /// What was pasted with an end of line behind it, too long to be shown: it belongs to the line that is being read.
    var pasted = ""

    /// Nil where the terminal will not have it. `entries` are those of the file; `complete` gets what stands before the cursor.
    package init?(
        file: HistoryFile?, entries: [String], hasColor: @escaping () -> Bool, isInterrupted: @escaping () -> Bool,
        complete: @escaping (String) -> Completion.Answer
    ) {
        // Before anything else: without it libedit edits bytes, not characters.
        setlocale(LC_CTYPE, "")
        lenet_resize_install()
        let opened = lenet_el_open("lenet") { editor, character in
            guard let character else { return -1 }
            return EditLineEditor.of(editor)?.readCharacter(character) ?? -1
        }
        guard let editor = opened, let past = history_init(), let prompt = strdup("lenet> ") else { return nil }
        self.editor = editor
        self.past = past
        self.file = file
        self.hasColor = hasColor
        self.isInterrupted = isInterrupted
        self.complete = complete
        self.prompt = prompt
        lenet_history_size(past, Int32(HistoryFile.mostEntries))
        lenet_el_use_history(editor, past)
        browser.entries = entries
        for entry in entries { lenet_history_add(past, entry) }
        // The editor never outlives this object, which the shell holds.
        lenet_el_set_context(editor, Unmanaged.passUnretained(self).toOpaque())
        lenet_el_set_prompt(editor) { editor in EditLineEditor.of(editor)?.prompt }
        bindKeys()
    }

    deinit {
        history_end(past)
        el_end(editor)
        free(prompt)
    }

    private static func of(_ editor: OpaquePointer?) -> EditLineEditor? {
        guard let editor, let context = lenet_el_context(editor) else { return nil }
        return Unmanaged<EditLineEditor>.fromOpaque(context).takeUnretainedValue()
    }

    private func bindKeys() {
        lenet_el_add(editor, "lenet-complete") { editor, _ in EditLineEditor.of(editor)?.completeWord() ?? lenet_el_result_error() }
        lenet_el_add(editor, "lenet-earlier") { editor, _ in EditLineEditor.of(editor)?.browse(by: -1) ?? lenet_el_result_error() }
        lenet_el_add(editor, "lenet-later") { editor, _ in EditLineEditor.of(editor)?.browse(by: 1) ?? lenet_el_result_error() }
        lenet_el_add(editor, "lenet-paste") { editor, _ in EditLineEditor.of(editor)?.paste() ?? lenet_el_result_error() }
        for (keys, command) in [
            ("^I", "lenet-complete"), ("\u{1B}[A", "lenet-earlier"), ("\u{1B}OA", "lenet-earlier"), ("^P", "lenet-earlier"),
            ("\u{1B}[B", "lenet-later"), ("\u{1B}OB", "lenet-later"), ("^N", "lenet-later"), ("\u{1B}[200~", "lenet-paste"),
        ] { lenet_el_bind(editor, keys, command) }
    }

    package func read(_ prompt: Prompt) -> LineRead {
        let text = hasColor() ? "\u{1}\u{1B}[1m\u{1}\(prompt.text)\u{1}\u{1B}[0m\u{1}" : prompt.text
        if let copy = strdup(text) {
            free(self.prompt)
            self.prompt = copy
        }
        pasted = ""
        browser.leave()
        // From here on the terminal says what is pasted and what is typed.
        ShellWriter.write("\u{1B}[?2004h")
        defer { ShellWriter.write("\u{1B}[?2004l") }
        el_resize(editor)
        var count: Int32 = 0
        guard let line = lenet_el_read_line(editor, &count), count > 0 else {
            if isInterrupted() {
                el_reset(editor)
                ShellWriter.write("^C\n")
                return .interrupted
            }
            ShellWriter.write("\n")
            return .end
        }
        var typed = String(cString: line)
        if typed.last == "\n" { typed.removeLast() }
        if !pasted.isEmpty { ShellWriter.write("  ... \(pasted.split(separator: "\n").count) lines more\n") }
        return .line(typed + pasted)
    }

    package func remember(_ statement: String) {
        guard !statement.isEmpty, statement.first != " ", statement != browser.entries.last else { return }
        lenet_history_add(past, statement)
        browser.entries.append(statement)
        file?.append(statement)
    }

    private func readCharacter(_ character: UnsafeMutablePointer<wchar_t>) -> Int32 {
        while true {
            // Before the wait too: ^C may have come before the signals were held.
            if isInterrupted() { return -1 }
            let result = lenet_read_character(character)
            guard result == Int32(LENET_SIGNAL) else { return result }
            if isInterrupted() { return -1 }
            // Another size of the terminal: the line is drawn anew.
            el_resize(editor)
            lenet_el_refresh(editor)
        }
    }

    /// The line as it stands, before the cursor and behind it.
    func line() -> (before: String, after: String) {
        guard let info = el_line(editor)?.pointee, let buffer = info.buffer, let cursor = info.cursor, let end = info.lastchar else {
            return ("", "")
        }
        let count = max(0, cursor - buffer)
        return (
            String(decoding: UnsafeRawBufferPointer(start: buffer, count: count), as: UTF8.self),
            String(decoding: UnsafeRawBufferPointer(start: cursor, count: max(0, end - cursor)), as: UTF8.self)
        )
    }

    func replaceLine(_ text: String) {
        guard let info = el_wline(editor)?.pointee, let buffer = info.buffer, let end = info.lastchar else { return }
        let length = Int32(clamping: end - buffer)
        _ = el_cursor(editor, length)
        el_deletestr(editor, length)
        _ = el_insertstr(editor, text)
    }
}
