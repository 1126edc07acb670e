import CKernels
import LenetData

/// What the units behind an activation do over some images, with fixed weights.
package struct LayerActivity: Sendable, Hashable {
    package var layer: String
    /// Numbers that it gives for an image.
    package var units: Int
    /// Of a ReLU: those that are 0 for every image; nil for another activation.
    package var dead: Int?
    /// Of an activation with limits: the share of its results that lie against one; nil for another.
    package var saturated: Double?

    package init(layer: String, units: Int, dead: Int? = nil, saturated: Double? = nil) {
        self.layer = layer
        self.units = units
        self.dead = dead
        self.saturated = saturated
    }
}

extension Machine {
    /// How lively the layers of a network are over the first images of a split, as evaluation goes through them. Changes nothing.
    package func activity(_ network: Network, on split: ImageSplit, first count: Int) throws(EngineError) -> [LayerActivity] {
        try Self.check(network.plan, split, "such")
        let runner = try runner(for: network.plan, batchSize: 1)
        runner.workspace.load(network)
        var found: [LayerActivity] = []
        let images = min(count, split.count)
        Self.withBatches(of: split, split.indices.prefix(images), max(1, images)) { batch in
            found = runner.activity(of: batch)
            return false
        }
        return found
    }
}

extension BatchRunner {
    /// A result within this share of the way between the limits of its activation counts as lying against one: there the
    /// slope of tanh and of the sigmoid is less than 4% of its greatest.
    private static let nearLimit: Float = 0.01

    fileprivate func activity(of batch: Batch) -> [LayerActivity] {
        self.batch = batch
        beginEvaluation()
        let wanted = workspace.layers.indices.filter { endsInReLU($0) || workspace.layers[$0].limits != nil }
        var lives = wanted.map { endsInReLU($0) ? [Bool](repeating: false, count: workspace.layers[$0].output.count) : [] }
        var against = wanted.map { _ in 0 }
        for group in 0..<batch.shards.groups {
            gather(group, worker: 0)
            forward(group, worker: 0, isTraining: false)
            let images = batch.shards.count(of: group)
            for (place, layer) in wanted.enumerated() {
                let output = workspace.pass(layer, worker: 0).output
                if !lives[place].isEmpty { markLive(&lives[place], output, images: images) }
                if let limits = workspace.layers[layer].limits { against[place] += Self.count(near: limits, output, images: images) }
            }
        }
        return wanted.enumerated().map { place, layer in
            let units = workspace.layers[layer].output.count
            let name = String(workspace.names[layer].prefix { $0 != "," && $0 != "." })
            let all = Double(units * batch.shards.images)
            return LayerActivity(
                layer: name, units: units, dead: lives[place].isEmpty ? nil : lives[place].count { !$0 },
                saturated: workspace.layers[layer].limits == nil || all == 0 ? nil : Double(against[place]) / all)
        }
    }

    private static func count(near limits: ClosedRange<Float>, _ lanes: lenet_lanes, images: Int) -> Int {
        guard let base = lanes.at else { return 0 }
        let margin = (limits.upperBound - limits.lowerBound) * nearLimit
        var count = 0
        for channel in 0..<Int(lanes.channels) {
            for row in 0..<Int(lanes.height) {
                for column in 0..<Int(lanes.width) {
                    let place = base + channel * lanes.channel + row * lanes.row + column * Lanes.count
                    for lane in 0..<images where place[lane] < limits.lowerBound + margin || place[lane] > limits.upperBound - margin {
                        count += 1
                    }
                }
            }
        }
        return count
    }
}
