/// Why `resume` does not go on with a comparison that ^C ended.
package enum CutShortProblem: Sendable {
    /// `resume lr 0.1`
    case takesNothing(String, _ statement: String)
    /// Another model, other data.
    case moved(_ statement: String, _ changes: [String])

    var words: ProblemWriter.Words {
        switch self {
        case .takesNothing(let word, let statement):
            ProblemWriter.Words(
                title: "`resume` would go on with a comparison, which has its options already", label: "'\(word)' cannot be said here",
                notes: ["the comparison that was interrupted: \(statement)", "with other options it is another one: say the statement as it should be"])
        case .moved(let statement, let changes):
            ProblemWriter.Words(
                title: "the comparison that was interrupted was of something else", label: changes.first ?? "",
                notes: Array(changes.dropFirst()) + ["to make it with what is there now, say it again: \(statement)"])
        }
    }
}
