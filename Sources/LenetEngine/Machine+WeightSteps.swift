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

extension Machine {
    /// The first updates of a training from `state`, as one weight has them: those that `train` would make, to the bit. The state
    /// stays as it is. They end before `count` where the training does, where a number is not finite, and, with a schedule that
    /// reads measures, at the end of the first epoch.
    ///
    /// `place`: the weight; where it is nil, the one of the first array with the greatest gradient in the first batch.
    package func weightSteps(
        _ state: TrainingState, on data: Dataset, options: TrainingOptions, at place: Int? = nil, count: Int,
        isInterrupted: () -> Bool = { false }
    ) throws(EngineError) -> WeightSteps? {
        let plan = state.network.plan
        try Self.check(plan, data.training, "training")
        guard (1...data.training.count).contains(options.batchSize) else {
            throw .batchSize(said: options.batchSize, most: data.training.count)
        }
        guard let first = plan.arrays.first, place.map({ 0..<plan.parameterCount ~= $0 }) ?? true else { return nil }
        let runner = try runner(for: plan, batchSize: options.batchSize)
        let rule = updateRunner(for: plan, options.rule)
        var state = state
        var run = TrainingRun(options: options, images: data.training.count, clock: ContinuousClock())
        var seen: WeightSteps?
        var isOver = false
        runner.workspace.load(state.network)
        state.position = 0
        while !isOver, run.epochsDone < options.epochs, run.step < count {
            forEachBatch(of: data.training, &state, options) { _, batch in
                guard run.step < count, !isInterrupted(), runner.gradients(of: batch).isFinite else {
                    isOver = true
                    return false
                }
                let weights = runner.workspace.weights, gradients = runner.workspace.gradients
                let index = place ?? seen?.place ?? Self.greatest(gradients, first.range)
                if seen == nil { seen = WeightSteps(place: index, start: weights[index], steps: []) }
                let gradient = gradients[index]
                runner.update(with: rule, rate: run.nextRate(rule))
                run.advance(by: batch.shards.images)
                guard weights[index].isFinite, gradient.isFinite else {
                    isOver = true
                    return false
                }
                seen?.steps.append(WeightStep(gradient: gradient, weight: weights[index]))
                return true
            }
            run.epochsDone += 1
            if options.rule.schedule?.readsMetric == true { isOver = true }
        }
        return seen
    }

    private static func greatest(_ gradients: UnsafeMutablePointer<Float>, _ range: Range<Int>) -> Int {
        range.max { gradients[$0].magnitude < gradients[$1].magnitude } ?? range.lowerBound
    }
}
