import CKernels

/// Going through a batch once more, slowly, to find the first number that is not finite.
extension BatchRunner {
    /// A place and what was found there.
    typealias Finding = (place: Divergence.Place, value: Divergence.Value)

    /// The first layer's first result that is not finite, else the first loss. While training `batch` is the one whose gradients were
    /// made last: layers that need sums over it find them.
    func firstWrongResult(of batch: Batch, isTraining: Bool = true) -> Finding? {
        self.batch = batch
        if !isTraining { beginEvaluation() }
        var first: (layer: Int, finding: Finding)?
        var loss: Finding?
        for group in 0..<batch.shards.groups {
            gather(group, worker: 0)
            forward(group, worker: 0, isTraining: isTraining)
            for layer in workspace.layers.indices where layer < first?.layer ?? .max {
                let output = workspace.pass(layer, worker: 0, group: group).output
                guard let wrong = firstWrong(in: output, group) else { continue }
                let place = Divergence.Place.output(layer: workspace.names[layer], at: wrong.position, image: wrong.image)
                first = (layer, (place, wrong.value))
            }
            guard first == nil, loss == nil else { continue }
            lossGradient(group, worker: 0)
            for lane in 0..<batch.shards.count(of: group) {
                guard let value = Divergence.Value(workspace.losses[group * Lanes.count + lane]) else { continue }
                loss = (.loss(image: image(lane, group)), value)
                break
            }
        }
        return first?.finding ?? loss
    }

    /// The first gradient of a layer's result that is not finite, on the way from the loss back. Every result is finite.
    func firstWrongGradient(of batch: Batch) -> Finding? {
        self.batch = batch
        var first: (layer: Int, finding: Finding)?
        for group in 0..<batch.shards.groups {
            gather(group, worker: 0)
            forward(group, worker: 0, isTraining: true)
            lossGradient(group, worker: 0)
            for layer in stride(from: workspace.layers.count - 1, through: workspace.firstLearning, by: -1) {
                if layer <= first?.layer ?? -1 { break }
                let gradient = workspace.pass(layer, worker: 0, group: group).outputGradient
                if let wrong = firstWrong(in: gradient, group) {
                    let place = Divergence.Place.outputGradient(
                        layer: workspace.names[layer], at: wrong.position, image: wrong.image)
                    first = (layer, (place, wrong.value))
                    break
                }
                backward(layer, group, worker: 0, shard: 0)
            }
        }
        return first?.finding
    }

    /// The first weight's gradient that is not finite, of the batch whose gradients were made last.
    func firstWrongWeightGradient() -> Finding? {
        Self.firstWrong(UnsafeBufferPointer(start: workspace.gradients, count: workspace.plan.parameterCount))
            .flatMap { index, value in
                Divergence.WeightPlace(index, of: workspace.plan).map { (.gradient($0), value) }
            }
    }

    static func firstWrong(_ numbers: some Sequence<Float>) -> (index: Int, value: Divergence.Value)? {
        for (index, number) in numbers.enumerated() where !number.isFinite {
            return Divergence.Value(number).map { (index, $0) }
        }
        return nil
    }

    /// The number of an image in its set.
    private func image(_ lane: Int, _ group: Int) -> Int {
        batch.indices.map { Int($0[group * Lanes.count + lane]) } ?? 0
    }

    /// In channel, row, column order, in the lanes that hold images.
    private func firstWrong(
        in lanes: lenet_lanes, _ group: Int
    ) -> (position: Divergence.Position, image: Int, value: Divergence.Value)? {
        guard let base = lanes.at else { return nil }
        for channel in 0..<Int(lanes.channels) {
            for row in 0..<Int(lanes.height) {
                for column in 0..<Int(lanes.width) {
                    let place = base + channel * lanes.channel + row * lanes.row + column * Lanes.count
                    for lane in 0..<batch.shards.count(of: group) where !place[lane].isFinite {
                        guard let value = Divergence.Value(place[lane]) else { continue }
                        return (.init(channel: channel, row: row, column: column), image(lane, group), value)
                    }
                }
            }
        }
        return nil
    }
}
