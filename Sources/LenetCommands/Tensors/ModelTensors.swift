import LenetEngine
import LenetSyntax

/// A network's arrays under the names and in the shapes that PyTorch's `state_dict` gives them, if the layers are attributes of our
/// names: `conv1.weight` [out, in, height, width], `dense1.weight` [out, in], `batchnorm1.running_var` [channels].
package enum ModelTensors {
    /// The field of `__metadata__` that holds the layers.
    static let planName = "lenet.model"

    /// The file: weights, and what layers remember besides. `network`: as evaluation sees it.
    package static func bytes(_ network: Network, step: Int) -> [UInt8] {
        let plan = network.plan
        var tensors: [(name: String, shape: [Int], numbers: TensorFile.Numbers)] = plan.arrays.map {
            (name(of: $0.name), $0.dimensions, .singles(network.weights[$0.range]))
        }
        for statistic in plan.statistics {
            tensors.append((name(of: statistic.name), [statistic.count], .singles(network.statistics[statistic.range])))
        }
        for counter in counters(of: plan) { tensors.append((counter, [], .counter(step))) }
        return TensorFile.bytes(
            tensors, metadata: [("format", "pt"), ("lenet.numerics", "\(numericsVersion)"), (planName, plan.json.text)])
    }

    /// The network that the file names, else the one that `plan` is, with the file's numbers.
    package static func network(reading bytes: [UInt8], into plan: NetworkPlan?) throws(TensorFault) -> Network {
        let file = try TensorFile(reading: bytes)
        guard let plan = try self.plan(in: file) ?? plan else { throw .noNetwork }
        var byName: [String: TensorFile.Tensor] = [:]
        for tensor in file.tensors { byName[tensor.name] = tensor }
        let counters = counters(of: plan)
        let wanted = plan.arrays.map { (name(of: $0.name), $0.dimensions) } + plan.statistics.map { (name(of: $0.name), [$0.count]) }
        // Names first: a file of another network is told by them.
        for (name, _) in wanted where byName[name] == nil { throw .missing(name: name, found: file.tensors.map(\.name).sorted()) }
        let known = Set(wanted.map(\.0)).union(counters)
        let unexpected = file.tensors.map(\.name).filter { !known.contains($0) }.sorted()
        guard unexpected.isEmpty else { throw .unexpected(unexpected, known: wanted.map(\.0)) }
        var numbers: [Float] = []
        for (name, shape) in wanted {
            guard let tensor = byName[name] else { continue }
            guard tensor.shape == shape else { throw .shape(name: name, found: tensor.shape, wanted: shape) }
            numbers += try file.singles(tensor)
        }
        return Network(
            plan: plan, weights: Array(numbers.prefix(plan.parameterCount)), statistics: Array(numbers.dropFirst(plan.parameterCount)))
    }

    private static func plan(in file: TensorFile) throws(TensorFault) -> NetworkPlan? {
        guard let text = file.metadata[planName] else { return nil }
        let json: JSON
        do { json = try JSON.reading(Array(text.utf8)[...]) } catch { throw .network("its description is no JSON: \(error.reason)") }
        do throws(CheckpointFault) {
            return try NetworkPlan.reading(CheckpointReader(json, in: [], "the model"))
        } catch {
            switch error {
            case .network(let reason), .wrong(let reason): throw .network(reason)
            default: throw .network("its description cannot be read")
            }
        }
    }

    /// PyTorch's word for the last part of our names.
    private static let words = ["gamma": "weight", "beta": "bias", "running_variance": "running_var"]

    private static func name(of array: String) -> String {
        guard let dot = array.lastIndex(of: "."), let word = words[String(array[array.index(after: dot)...])] else { return array }
        return String(array[...dot]) + word
    }

    /// What PyTorch counts beside running means; nothing here depends on it.
    private static func counters(of plan: NetworkPlan) -> [String] {
        plan.statistics.filter { $0.name.hasSuffix(".running_mean") }.map { $0.name.dropLast("running_mean".count) + "num_batches_tracked" }
    }
}
