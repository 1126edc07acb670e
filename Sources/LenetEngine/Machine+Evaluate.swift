import LenetData

extension Machine {
    /// Measures a network on a split. Losses are added in Double, image after image. `isInterrupted` is asked every few thousand
    /// images; true ends it with an error.
    package func evaluate(
        _ network: Network, on split: ImageSplit, loss: Loss = .standard, isInterrupted: () -> Bool = { false }
    ) throws(EngineError) -> Evaluation {
        try evaluate(network, split, first: split.count, loss, isInterrupted)
    }

    /// Images between two questions whether to go on: lane groups enough for many threads.
    private static let piece = 256 * Lanes.count

    /// On the first images of a split alone.
    func evaluate(
        _ network: Network, _ split: ImageSplit, first count: Int, _ loss: Loss, _ isInterrupted: () -> Bool = { false }
    ) throws(EngineError) -> Evaluation {
        try Self.check(network.plan, split, "such")
        let runner = try runner(for: network.plan, batchSize: 1)
        runner.workspace.load(network)
        let count = min(count, split.count)
        let lanes = Lanes.groups(count) * Lanes.count
        var losses = [Float](repeating: 0, count: lanes)
        var predictions = [UInt8](repeating: 0, count: lanes)
        var isCut = false
        split.images.pixels.withUnsafeBufferPointer { pixels in
            split.images.labels.withUnsafeBufferPointer { labels in
                split.indices.withUnsafeBufferPointer { indices in
                    losses.withUnsafeMutableBufferPointer { losses in
                        predictions.withUnsafeMutableBufferPointer { predictions in
                            var batch = BatchRunner.Batch()
                            batch.pixels = pixels.baseAddress
                            batch.labels = labels.baseAddress
                            batch.loss = loss.function
                            for start in stride(from: 0, to: count, by: Self.piece) {
                                isCut = isInterrupted()
                                if isCut { return }
                                batch.indices = indices.baseAddress.map { $0 + start }
                                batch.shards = Shards(images: min(Self.piece, count - start))
                                batch.losses = losses.baseAddress.map { $0 + start }
                                batch.predictions = predictions.baseAddress.map { $0 + start }
                                runner.evaluate(batch)
                            }
                        }
                    }
                }
            }
        }
        if isCut { throw .interrupted }
        let classes = network.plan.classes
        var evaluation = Evaluation(
            count: count, correct: 0, loss: 0,
            confusion: [[Int]](repeating: [Int](repeating: 0, count: classes), count: classes),
            predictions: Array(predictions.prefix(count)))
        for image in 0..<count {
            let label = Int(split.images.labels[Int(split.indices[image])])
            let said = Int(predictions[image])
            evaluation.loss += Double(losses[image])
            evaluation.confusion[label][said] += 1
            if label == said { evaluation.correct += 1 }
        }
        evaluation.loss /= Double(count)
        return evaluation
    }

    /// The network's probabilities for one image of a split, one per class.
    package func probabilities(
        _ network: Network, image split: ImageSplit, at index: Int
    ) throws(EngineError) -> [Float] {
        try Self.check(network.plan, split, "such")
        precondition(split.indices.indices.contains(index), "the caller has checked the number of the image")
        let runner = try runner(for: network.plan, batchSize: 1)
        runner.workspace.load(network)
        let classes = network.plan.classes
        var lanes = [Float](repeating: 0, count: classes * Lanes.count)
        split.images.pixels.withUnsafeBufferPointer { pixels in
            split.images.labels.withUnsafeBufferPointer { labels in
                withUnsafePointer(to: split.indices[index]) { indices in
                    lanes.withUnsafeMutableBufferPointer { lanes in
                        var batch = BatchRunner.Batch()
                        batch.pixels = pixels.baseAddress
                        batch.labels = labels.baseAddress
                        batch.indices = indices
                        batch.shards = Shards(images: 1)
                        if let out = lanes.baseAddress { runner.probabilities(batch, out) }
                    }
                }
            }
        }
        return (0..<classes).map { lanes[$0 * Lanes.count] }
    }
}
