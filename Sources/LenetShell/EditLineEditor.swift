import CEditLine

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Lines from a terminal, edited with libedit: Emacs' keys, history, TAB, ^R.
///
/// ^C is not libedit's: the process's own handler sets a flag and the read ends, so one press clears the line.
package final class EditLineEditor: LineEditor {
    private let editor: OpaquePointer
    private let past: OpaquePointer
    private let file: HistoryFile?
    private let isInterrupted: () -> Bool
    private let complete: (String) -> [String]
    private var prompt: UnsafeMutablePointer<CChar>
    private let hasColor: Bool

    /// Nil where the terminal will not have it. `complete` gets what stands before the cursor and tells the words that may
    /// stand in place of the last one.
    package init?(
        file: HistoryFile?, hasColor: Bool, isInterrupted: @escaping () -> Bool, complete: @escaping (String) -> [String]
    ) {
        // Before anything else: without it libedit edits bytes, not characters.
        setlocale(LC_CTYPE, "")
        guard let editor = lenet_el_open("lenet"), let past = history_init(), let prompt = strdup(Prompt.statement.rawValue) else {
            return nil
        }
        self.editor = editor
        self.past = past
        self.file = file
        self.hasColor = hasColor
        self.isInterrupted = isInterrupted
        self.complete = complete
        self.prompt = prompt
        lenet_history_size(past, Int32(HistoryFile.mostEntries))
        lenet_el_use_history(editor, past)
        for entry in file?.entries() ?? [] { lenet_history_add(past, entry) }
        // The editor never outlives this object, which the shell holds.
        lenet_el_set_context(editor, Unmanaged.passUnretained(self).toOpaque())
        lenet_el_set_prompt(editor) { editor in EditLineEditor.of(editor)?.prompt }
        lenet_el_set_completion(editor) { editor, _ in EditLineEditor.of(editor)?.completeWord() ?? lenet_el_result_error() }
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

    package func read(_ prompt: Prompt) -> LineRead {
        let text = hasColor ? "\u{1}\u{1B}[1m\u{1}\(prompt.rawValue)\u{1}\u{1B}[0m\u{1}" : prompt.rawValue
        if let copy = strdup(text) {
            free(self.prompt)
            self.prompt = copy
        }
        el_resize(editor)
        var count: Int32 = 0
        guard let line = lenet_el_read_line(editor, &count), count > 0 else {
            if isInterrupted() {
                el_reset(editor)
                write("\n")
                return .interrupted
            }
            write("\n")
            return .end
        }
        var typed = String(cString: line)
        if typed.last == "\n" { typed.removeLast() }
        return .line(typed)
    }

    package func remember(_ statement: String) {
        guard !statement.isEmpty, statement.first != " ", statement != file?.last else { return }
        lenet_history_add(past, statement)
        file?.append(statement)
    }

    /// Puts in what is certain; shows what is not.
    private func completeWord() -> UInt8 {
        guard let info = el_line(editor)?.pointee, let buffer = info.buffer, let cursor = info.cursor else { return lenet_el_result_error() }
        let before = String(
            decoding: UnsafeRawBufferPointer(start: buffer, count: max(0, cursor - buffer)), as: UTF8.self)
        let words = complete(before)
        let word = Completion.lastWord(before)
        guard let first = words.first else { return lenet_el_result_error() }
        let common = words.dropFirst().reduce(first) { $0.sharedBeginning(with: $1) }
        let rest = common.dropFirst(word.count)
        if words.count == 1 {
            _ = el_insertstr(editor, String(rest) + (common.hasSuffix("(") ? "" : " "))
            return lenet_el_result_refresh()
        }
        if !rest.isEmpty {
            _ = el_insertstr(editor, String(rest))
            return lenet_el_result_refresh()
        }
        write("\n" + Completion.columns(words, width: 80).joined(separator: "\n") + "\n")
        return lenet_el_result_redisplay()
    }

    private func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in _ = writeBytes(STDOUT_FILENO, bytes) }
    }
}

private func writeBytes(_ descriptor: Int32, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}

extension String {
    fileprivate func sharedBeginning(with other: String) -> String {
        String(zip(self, other).prefix { $0 == $1 }.map(\.0))
    }
}
