/// Why a file of tensors cannot be read, or not into a network: facts. `ProblemWriter` puts them into words.
package enum TensorFault: Error, Sendable, Hashable {
    /// It is no safetensors file, or one that lies about itself. `reason` is the second half of a sentence.
    case damaged(reason: String)
    case missing(name: String, found: [String])
    /// Tensors that the network has no place for.
    case unexpected([String], known: [String])
    case shape(name: String, found: [Int], wanted: [Int])
    case type(name: String, found: String)
    case notFinite(name: String, index: Int)
    /// The network that it describes is none.
    case network(String)
    /// It names no network, and none is there.
    case noNetwork
}
