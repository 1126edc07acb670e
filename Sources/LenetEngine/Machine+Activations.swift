import CKernels
import LenetData

/// What a line of a network gives for one image.
package struct LayerActivation: Sendable {
    package var shape: Shape
    /// channels x height x width
    package var numbers: [Float]
}

extension Machine {
    /// What the line at `row` of `plan.rows` gives for one image of a split, as evaluation goes through it.
    ///
    /// The network is cut off behind that line, so that what is looked at is kept even where training never writes it down: a
    /// convolution's output that the pooling behind it takes at once.
    package func activation(
        _ network: Network, behind row: Int, image split: ImageSplit, at index: Int
    ) throws(EngineError) -> LayerActivation {
        try Self.check(network.plan, split, "such")
        precondition(split.indices.indices.contains(index), "the caller has checked the number of the image")
        precondition(network.plan.lines.indices.contains(row), "the caller has checked the line")
        let shape = network.plan.rows[row].output
        let lines = Array(network.plan.lines[...row])
        guard
            let plan = try? NetworkPlan(
                name: network.plan.name, lines: lines, input: network.plan.input, classes: shape.count, dialect: network.plan.dialect)
        else { preconditionFailure("the beginning of a network is one") }
        let part = Network(
            plan: plan, weights: Array(network.weights.prefix(plan.parameterCount)),
            statistics: Array(network.statistics.prefix(plan.statisticCount)))
        let runner = try runner(for: plan, batchSize: 1)
        runner.workspace.load(part)
        var numbers: [Float] = []
        split.images.pixels.withUnsafeBufferPointer { pixels in
            withUnsafePointer(to: split.indices[index]) { indices in
                var batch = BatchRunner.Batch()
                batch.pixels = pixels.baseAddress
                batch.indices = indices
                batch.shards = Shards(images: 1)
                numbers = runner.lastOutput(batch)
            }
        }
        return LayerActivation(shape: shape, numbers: numbers)
    }
}

extension BatchRunner {
    /// The last layer's output for the batch's first image: channel, row, column.
    fileprivate func lastOutput(_ batch: Batch) -> [Float] {
        self.batch = batch
        beginEvaluation()
        gather(0, worker: 0)
        forward(0, worker: 0, isTraining: false)
        // A network of flatten alone computes nothing.
        let lanes =
            workspace.layers.isEmpty ? workspace.input(0) : workspace.pass(workspace.layers.count - 1, worker: 0).output
        guard let base = lanes.at else { return [] }
        var numbers: [Float] = []
        for channel in 0..<Int(lanes.channels) {
            for row in 0..<Int(lanes.height) {
                for column in 0..<Int(lanes.width) {
                    numbers.append(base[channel * lanes.channel + row * lanes.row + column * Lanes.count])
                }
            }
        }
        return numbers
    }
}
