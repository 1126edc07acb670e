/// Why a file is no picture that can be read as a digit: facts.
package enum PictureFault: Error, Sendable, Hashable {
    /// Its first bytes are of no kind that is known.
    case unknownKind
    /// The second half of a sentence.
    case damaged(reason: String)
    /// A kind of PNG that is not read; the same.
    case notRead(reason: String)
    case tooLarge(width: Int, height: Int, limit: Int)
    /// One colour all over.
    case empty
    /// The network takes images of several channels.
    case network(channels: Int)
}
