import LenetData

extension Machine {
    /// The mean loss over a split taken as one batch, and its gradient with respect to every weight.
    ///
    /// `seed` and `step` decide what dropout drops.
    package func gradients(
        _ network: Network, on split: ImageSplit, loss: Loss = .standard, seed: UInt64 = 0, step: Int = 0
    ) throws(EngineError) -> (loss: Double, gradients: [Float]) {
        try Self.check(network.plan, split, "such")
        let runner = try runner(for: network.plan, batchSize: split.count)
        runner.workspace.load(network)
        var batch = BatchRunner.Batch()
        batch.shards = Shards(images: split.count)
        batch.loss = loss.function
        batch.seed = seed
        batch.step = UInt32(truncatingIfNeeded: step)
        let mean = split.images.pixels.withUnsafeBufferPointer { pixels in
            split.images.labels.withUnsafeBufferPointer { labels in
                split.indices.withUnsafeBufferPointer { indices in
                    batch.pixels = pixels.baseAddress
                    batch.labels = labels.baseAddress
                    batch.indices = indices.baseAddress
                    return runner.gradients(of: batch)
                }
            }
        }
        return (
            mean, Array(UnsafeBufferPointer(start: runner.workspace.gradients, count: network.plan.parameterCount))
        )
    }
}
