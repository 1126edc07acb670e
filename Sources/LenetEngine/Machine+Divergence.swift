import LenetData

extension Machine {
    /// Goes once more, from its beginning, through an epoch in which a number stopped being finite, and looks at every step: the
    /// same values and the same calls give the same bits, so a training itself need not keep what it might come back to.
    ///
    /// `state` and `run` are as the epoch began; they are left as they were before the update that went wrong. Returns nil where
    /// no step went wrong, or where it was interrupted: then they are left at the last step made.
    func findDivergence(
        _ state: inout TrainingState, on split: ImageSplit, _ runner: BatchRunner, _ run: inout TrainingRun,
        isInterrupted: () -> Bool
    ) -> Divergence? {
        let plan = state.network.plan
        let rule = updateRunner(for: plan, run.options.rule)
        if let optimizer = state.optimizer { rule.restore(optimizer) }
        let weights = UnsafeMutableBufferPointer(start: runner.workspace.weights, count: plan.parameterCount)
        runner.workspace.weights.load(state.network.weights)
        var before = state
        var found: BatchRunner.Finding?
        forEachBatch(of: split, &state, run.options) { state, batch in
            if isInterrupted() {
                run.stop = .interrupted
                return false
            }
            before = state
            before.network.weights = Array(weights)
            before.optimizer = rule.snapshot(identity: run.options.rule.identity, weights: runner.workspace.weights)
            run.loss = runner.gradients(of: batch)
            guard run.loss.isFinite else {
                found = runner.firstWrongResult(of: batch)
                return false
            }
            let rate = run.options.rule.rate(run.moment)
            runner.update(with: rule, rate: rate)
            guard let weight = BatchRunner.firstWrong(weights) else {
                run.advance(by: batch.shards.images)
                return true
            }
            if let value = Divergence.Value(rate) {
                found = (.rate, value)
            } else {
                let after = rule.snapshot(identity: run.options.rule.identity, weights: runner.workspace.weights)
                runner.workspace.weights.load(before.network.weights)
                found =
                    runner.firstWrongGradient(of: batch) ?? runner.firstWrongWeightGradient()
                    ?? Self.firstWrong(after, weight, plan)
            }
            return false
        }
        guard let found else {
            state.network.weights = Array(weights)
            state.optimizer = rule.snapshot(identity: run.options.rule.identity, weights: runner.workspace.weights)
            return nil
        }
        state = before
        return Divergence(step: run.step + 1, epoch: run.epochsDone + 1, place: found.place, value: found.value)
    }

    /// Of an update from finite gradients: what the rule remembers comes before the weight that follows from it.
    private static func firstWrong(
        _ optimizer: OptimizerState, _ weight: (index: Int, value: Divergence.Value), _ plan: NetworkPlan
    ) -> BatchRunner.Finding? {
        var first: BatchRunner.Finding?
        for (name, numbers) in zip(optimizer.stateNames, optimizer.states) where first == nil {
            guard let wrong = BatchRunner.firstWrong(numbers), let place = Divergence.WeightPlace(wrong.index, of: plan)
            else { continue }
            first = (.state(name: name, place), wrong.value)
        }
        return first ?? Divergence.WeightPlace(weight.index, of: plan).map { (.weight($0), weight.value) }
    }

    /// What is wrong with the loss that a network has on the first `count` images of a split, where it is not finite.
    func divergenceAtEpochsEnd(
        _ network: Network, on split: ImageSplit, first count: Int, _ runner: BatchRunner, _ run: TrainingRun
    ) -> Divergence? {
        runner.workspace.weights.load(network.weights)
        var found: BatchRunner.Finding?
        Self.withBatches(of: split, split.indices.prefix(count), run.options.batchSize) { batch in
            batch.loss = run.options.loss.function
            found = runner.firstWrongResult(of: batch, isTraining: false)
            return found == nil
        }
        return found.map { found in
            var layer: String?
            if case .output(let name, _, _) = found.place { layer = name }
            return Divergence(
                step: run.step, epoch: run.epochsDone, place: .epochsEnd(layer: layer), value: found.value)
        }
    }
}
