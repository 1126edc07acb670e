/// Where the arrow keys are in the history. They stop at entries that begin with what stood before the cursor when the search
/// began.
package struct HistoryBrowser {
    /// Oldest first.
    package var entries: [String] = []
    private var place: Int?
    private var beginning = ""
    /// The line that was being written when the search began.
    private var draft = ""
    /// What was put into the line last: another text there ends the search.
    private var shown = ""

    package init(_ entries: [String] = []) { self.entries = entries }

    /// Enter, ^C: the next arrow begins anew.
    package mutating func leave() { place = nil }

    /// -1 is older, 1 newer. Nil where there is nothing further; else what the line is now.
    package mutating func move(by step: Int, from before: String, _ after: String) -> String? {
        let line = before + after
        if place == nil || line != shown {
            guard step < 0 else { return nil }
            place = entries.count
            beginning = before
            draft = line
            shown = line
        }
        var next = (place ?? entries.count) + step
        while entries.indices.contains(next) {
            if entries[next].hasPrefix(beginning), entries[next] != shown {
                place = next
                shown = entries[next]
                return shown
            }
            next += step
        }
        guard next >= entries.count else { return nil }
        place = nil
        return draft
    }
}
