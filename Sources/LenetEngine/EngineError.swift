/// Why the machine cannot do what it is asked: facts. `message` puts them into words.
package enum EngineError: Error, Sendable, Hashable {
    /// The network was made for images of another shape, or for another number of classes.
    case wrongImages(network: Shape, data: Shape)
    case wrongClasses(network: Int, data: Int)
    case noImages(split: String)
    /// `most` is the number of training images.
    case batchSize(said: Int, most: Int)
    case epochs(said: Int)
    /// The system gave fewer threads or less memory than needed.
    case threadsRefused(Int)
    case outOfMemory(bytes: Int)
    /// Someone pressed ^C; nothing was changed.
    case interrupted

    package var message: String {
        switch self {
        case .wrongImages(let network, let data):
            "the network takes images of \(network.height)x\(network.width)x\(network.channels), the data has \(data.height)x\(data.width)x\(data.channels)"
        case .wrongClasses(let network, let data): "the network tells \(network) classes apart, the data has \(data)"
        case .noImages(let split): "there are no \(split) images"
        case .batchSize(let said, let most): "a batch has 1 to \(most) images, not \(said)"
        case .epochs(let said): "a training has at least 1 epoch, not \(said)"
        case .threadsRefused(let threads): "the system refused \(threads) threads"
        case .outOfMemory(let bytes): "the system refused \(bytes / 1_000_000) MB of memory"
        case .interrupted: "interrupted"
        }
    }
}
