import LenetData

/// One update of one weight.
package struct WeightStep: Sendable, Hashable {
    /// Of the batch, before the update.
    package var gradient: Float
    /// After it.
    package var weight: Float
}

/// A weight on its way through the first updates of a training.
package struct WeightSteps: Sendable, Hashable {
    /// Its place among all weights.
    package var place: Int
    /// Before the first update.
    package var start: Float
    package var steps: [WeightStep]
}

/// How large the first updates of a training are beside the weights that they change.
package struct UpdateRatios: Sendable, Hashable {
    /// Those that have weights, in order.
    package var layers: [String]
    /// [update][layer]: the norm of the update by that of the weights before it. 0 while gradients wait for those of other batches; no
    /// number where the weights are all 0.
    package var ratios: [[Double]]
}

extension Machine {
    /// The first updates of a training from `state`, as some of the weights have them; see `firstUpdates`.
    ///
    /// `places`: the weights; where there are none, the one of the first array with the greatest gradient in the first batch.
    package func weightSteps(
        _ state: TrainingState, on data: Dataset, options: TrainingOptions, at places: [Int] = [], count: Int,
        isInterrupted: () -> Bool = { false }
    ) throws(EngineError) -> [WeightSteps] {
        let plan = state.network.plan
        guard let first = plan.arrays.first, places.allSatisfy({ 0..<plan.parameterCount ~= $0 }) else { return [] }
        var seen: [WeightSteps] = []
        var gradientsSeen: [Float] = []
        try firstUpdates(from: state, on: data, options: options, count: count, isInterrupted: isInterrupted) { weights, gradients in
            if seen.isEmpty {
                let chosen = places.isEmpty ? [Self.greatest(gradients, first.range)] : places
                seen = chosen.map { WeightSteps(place: $0, start: weights[$0], steps: []) }
            }
            gradientsSeen = seen.map { gradients[$0.place] }
        } after: { weights in
            guard seen.allSatisfy({ weights[$0.place].isFinite }), gradientsSeen.allSatisfy(\.isFinite) else { return false }
            for index in seen.indices {
                seen[index].steps.append(WeightStep(gradient: gradientsSeen[index], weight: weights[seen[index].place]))
            }
            return true
        }
        return seen
    }

    /// How large the first updates of a training from `state` are, layer by layer; see `firstUpdates`.
    package func updateRatios(
        _ state: TrainingState, on data: Dataset, options: TrainingOptions, count: Int, isInterrupted: () -> Bool = { false }
    ) throws(EngineError) -> UpdateRatios {
        let plan = state.network.plan
        let layers = plan.layers.compactMap { layer -> (name: String, range: Range<Int>)? in
            let arrays = plan.arrays[layer.arrays]
            guard let first = arrays.first, let last = arrays.last else { return nil }
            return (layer.name, first.range.lowerBound..<last.range.upperBound)
        }
        var made = UpdateRatios(layers: layers.map(\.name), ratios: [])
        var before: [Float] = []
        try firstUpdates(from: state, on: data, options: options, count: count, isInterrupted: isInterrupted) { weights, _ in
            before = Array(UnsafeBufferPointer(start: weights, count: plan.parameterCount))
        } after: { weights in
            var sums = layers.map { _ in (weight: 0.0, update: 0.0) }
            for (index, layer) in layers.enumerated() {
                for place in layer.range {
                    let old = Double(before[place]), change = Double(weights[place]) - old
                    sums[index].weight += old * old
                    sums[index].update += change * change
                }
            }
            guard sums.allSatisfy({ $0.update.isFinite }) else { return false }
            made.ratios.append(sums.map { $0.update.squareRoot() / $0.weight.squareRoot() })
            return true
        }
        return made
    }

    /// The first updates of a training from `state`, made on a copy: those that `train` would make, to the bit. They end before `count`
    /// where the training does, where a number is not finite or `after` says so, and, with a schedule that reads measures, at the end
    /// of the first epoch.
    ///
    /// `before` sees the weights and the gradients of the batch, `after` the weights that came of them.
    private func firstUpdates(
        from state: TrainingState, on data: Dataset, options: TrainingOptions, count: Int, isInterrupted: () -> Bool,
        before: (_ weights: UnsafeMutablePointer<Float>, _ gradients: UnsafeMutablePointer<Float>) -> Void,
        after: (_ weights: UnsafeMutablePointer<Float>) -> Bool
    ) throws(EngineError) {
        let plan = state.network.plan
        try Self.check(plan, data.training, "training")
        guard (1...data.training.count).contains(options.batchSize) else {
            throw .batchSize(said: options.batchSize, most: data.training.count)
        }
        let runner = try runner(for: plan, batchSize: options.batchSize)
        let rule = updateRunner(for: plan, options.rule)
        var state = state
        var run = TrainingRun(options: options, images: data.training.count, clock: ContinuousClock())
        var isOver = false
        runner.workspace.load(state.network)
        state.position = 0
        while !isOver, run.epochsDone < options.epochs, run.step < count {
            forEachBatch(of: data.training, &state, options) { _, batch in
                guard run.step < count, !isInterrupted(), runner.gradients(of: batch).isFinite else {
                    isOver = true
                    return false
                }
                before(runner.workspace.weights, runner.workspace.gradients)
                runner.update(with: rule, rate: run.nextRate(rule))
                run.advance(by: batch.shards.images)
                guard after(runner.workspace.weights) else {
                    isOver = true
                    return false
                }
                return true
            }
            run.epochsDone += 1
            if options.rule.schedule?.readsMetric == true { isOver = true }
        }
    }

    private static func greatest(_ gradients: UnsafeMutablePointer<Float>, _ range: Range<Int>) -> Int {
        range.max { gradients[$0].magnitude < gradients[$1].magnitude } ?? range.lowerBound
    }
}
