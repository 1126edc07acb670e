import LenetSyntax

/// Why a file is not taken for a checkpoint: facts. `ProblemWriter` puts them into words.
package enum CheckpointFault: Error, Sendable, Hashable {
    /// It does not begin as a checkpoint does.
    case foreign
    /// Of a later lenet.
    case version(found: Int, newest: Int)
    /// Its end is missing.
    case torn(bytes: Int, expected: Int)
    /// More than it says it has.
    case tooLong(bytes: Int, expected: Int)
    /// Its bytes are not those that were written.
    case checksum
    /// The bytes are as they were written, and say something that cannot be. `what` ends a sentence.
    case wrong(String)
    /// What it says of a network is none.
    case network(String)
    /// A definition of the user's that does not hold here.
    case definition(name: String, reason: String)
    /// The rule that ran has another text or other settings here. `here` nil: it is not known.
    case rule(name: String, saved: String, here: String?)
    /// The images are not those that it was trained on.
    case data(name: String, reason: String)
}
