/// The one writer of this room: a fact becomes a sentence and the lines below it.
extension DataError {
    /// One line without a full stop: "no dataset named 'minst'".
    package var message: String { "\(self)" }

    /// What was looked at, what was expected and found, and the ways on: a line each.
    package var notes: [String] { [] }
}
