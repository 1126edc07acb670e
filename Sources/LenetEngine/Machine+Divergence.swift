import LenetData

extension Machine {
    /// Goes once more, from its beginning, through an epoch in which a number stopped being finite, and looks at every step: the
    /// same values and the same calls give the same bits, so a training itself need not keep what it might come back to.
    ///
    /// `state` and `run` are as the epoch began; they are left as they were before the update that went wrong, which is the one
    /// before a loss that is not finite. Returns nil where it was interrupted: they are then left at the last step made.
    func findDivergence(
        _ state: inout TrainingState, on split: ImageSplit, _ runner: BatchRunner, _ run: inout TrainingRun,
        isInterrupted: () -> Bool
    ) -> Divergence? {
        let plan = state.network.plan
        let identity = run.options.rule.identity
        let rule = updateRunner(for: plan, run.options.rule)
        if let optimizer = state.optimizer { rule.restore(optimizer) }
        let weights = UnsafeMutableBufferPointer(start: runner.workspace.weights, count: plan.parameterCount)
        runner.workspace.load(state.network)
        // Before the last update, and before the step that runs: at an epoch's beginning one and the same.
        var kept = (state, run)
        var current = kept
        var updates = rule.t
        var found: BatchRunner.Finding?
        forEachBatch(of: split, &state, run.options) { state, batch in
            if isInterrupted() {
                run.stop = .interrupted
                return false
            }
            if rule.t > updates {
                updates = rule.t
                kept = current
            }
            current = (state, run)
            runner.workspace.store(into: &current.0.network)
            current.0.optimizer = rule.snapshot(identity: identity, weights: runner.workspace.weights)
            if run.step == kept.1.step { kept = current }
            run.loss = runner.gradients(of: batch)
            guard run.loss.isFinite else {
                found = runner.firstWrongResult(of: batch)
                return false
            }
            let rate = run.nextRate(rule)
            if let value = Divergence.Value(rate: rate) {
                kept = current
                found = (.rate, value)
                return false
            }
            runner.update(with: rule, rate: rate)
            guard let weight = BatchRunner.firstWrong(weights) else {
                run.advance(by: batch.shards.images)
                return true
            }
            kept = current
            let after = rule.snapshot(identity: identity, weights: runner.workspace.weights)
            runner.workspace.load(current.0.network)
            found =
                runner.firstWrongGradient(of: batch) ?? runner.firstWrongWeightGradient()
                ?? Self.firstWrong(after, weight, plan)
            return false
        }
        runner.workspace.store(into: &state.network)
        state.optimizer = rule.snapshot(identity: identity, weights: runner.workspace.weights)
        if run.stop != nil { return nil }
        let (step, epoch) = (run.step, run.epochsDone + 1)
        if let found {
            (state, run) = kept
            return Divergence(step: step + 1, epoch: epoch, place: found.place, value: found.value)
        }
        // No step went wrong: it is the loss after the last of them.
        let end = state.evaluationNetwork
        (state, run) = current
        return divergenceAtEpochsEnd(end, on: split, runner, run.options).map { layer, value in
            Divergence(step: step, epoch: epoch, place: .epochsEnd(layer: layer), value: value)
        }
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

    /// The first layer with a result that is not finite on the images by which an epoch's training loss is measured.
    private func divergenceAtEpochsEnd(
        _ network: Network, on split: ImageSplit, _ runner: BatchRunner, _ options: TrainingOptions
    ) -> (layer: String?, value: Divergence.Value)? {
        runner.workspace.load(network)
        var found: BatchRunner.Finding?
        Self.withBatches(of: split, split.indices.prefix(Self.imagesOfRow), options.batchSize) { batch in
            batch.loss = options.loss.function
            found = runner.firstWrongResult(of: batch, isTraining: false)
            return found == nil
        }
        return found.map { found in
            guard case .output(let layer, _, _) = found.place else { return (nil, found.value) }
            return (layer, found.value)
        }
    }
}
