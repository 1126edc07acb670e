import LenetData

extension Machine {
    /// Trains a copy of `state` with one rate after the other, a batch each, and gives the loss of each batch before its update; it
    /// ends early where a loss is not finite or `isEnough` says so. What the copy was made of is left as it was: weights, the
    /// rule's state, the place in the data and with it every random number to come.
    package func rangeTest(
        of state: TrainingState, on data: Dataset, options: TrainingOptions, rates: [Double], isEnough: ([Double]) -> Bool,
        isInterrupted: () -> Bool = { false }
    ) throws(EngineError) -> [Double] {
        let plan = state.network.plan
        try Self.check(plan, data.training, "training")
        guard (1...data.training.count).contains(options.batchSize) else {
            throw .batchSize(said: options.batchSize, most: data.training.count)
        }
        let runner = try runner(for: plan, batchSize: options.batchSize)
        let rule = updateRunner(for: plan, options.rule)
        if let optimizer = state.optimizer, optimizer.identity == options.rule.identity { rule.restore(optimizer) }
        runner.workspace.load(state.network)
        var copy = state
        var losses: [Double] = []
        var isDone = rates.isEmpty
        while !isDone {
            forEachBatch(of: data.training, &copy, options) { _, batch in
                guard losses.count < rates.count, !isInterrupted() else {
                    isDone = true
                    return false
                }
                let loss = runner.gradients(of: batch)
                guard loss.isFinite else {
                    isDone = true
                    return false
                }
                losses.append(loss)
                if isEnough(losses) {
                    isDone = true
                    return false
                }
                runner.update(with: rule, rate: rates[losses.count - 1])
                return true
            }
        }
        return losses
    }
}
