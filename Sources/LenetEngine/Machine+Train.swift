import LenetData
import LenetRandom

extension Machine {
    /// Trains from where `state` stands, and leaves it where the training ends.
    ///
    /// `progress` is called some twenty times a second and at the end of every epoch, `until` with each epoch's row (true ends the
    /// training), `isInterrupted` before every batch. `resuming`: what an interrupted training left; with the state as it was then
    /// and the same options, the training ends as if it had never stopped. `keeper` gets such pauses while the training goes on.
    /// Errors are thrown before anything is changed, and before `watch` hears of anything.
    package func train(
        _ state: inout TrainingState, on data: Dataset, options: TrainingOptions, resuming pause: TrainingPause? = nil,
        keeper: TrainingKeeper? = nil, progress: (TrainingProgress) -> Void = { _ in }, until: (HistoryRow) -> Bool = { _ in false },
        isInterrupted: () -> Bool = { false }, watch: TrainingWatch = TrainingWatch()
    ) throws(EngineError) -> TrainingResult {
        let plan = state.network.plan
        try Self.check(plan, data.training, "training")
        if let validation = data.validation, validation.count > 0 { try Self.check(plan, validation, "validation") }
        if data.test.count > 0 { try Self.check(plan, data.test, "test") }
        guard options.epochs >= 1 else { throw .epochs(said: options.epochs) }
        guard (1...data.training.count).contains(options.batchSize) else {
            throw .batchSize(said: options.batchSize, most: data.training.count)
        }
        let runner = try runner(for: plan, batchSize: options.batchSize)
        let rule = updateRunner(for: plan, options.rule)
        var dropped = false
        if let optimizer = state.optimizer {
            if optimizer.identity == options.rule.identity { rule.restore(optimizer) } else { dropped = true }
        }
        var run = TrainingRun(options: options, images: data.training.count, clock: ContinuousClock())
        if dropped { state.optimizer = nil }
        var history: [HistoryRow]
        if let pause {
            history = pause.history
            run.goOn(from: pause)
            if options.measuresStart { try measureStart(&run, &history, &state, data) }
        } else {
            run.start = UnmeasuredStart(network: state.evaluationNetwork)
            history = []
            try measureStart(&run, &history, &state, data)
            // A pass that was left in its middle is not gone back to.
            state.position = 0
        }
        watch.onMoment?(state, run.pause(history))

        while run.stop == nil, run.epochsDone < options.epochs {
            let before = (state, run)
            runner.workspace.load(state.network)
            run.startClock()
            runEpoch(&state, data.training, runner, rule, &run, history, watch, keeper, progress, isInterrupted)
            run.stopClock()
            runner.workspace.store(into: &state.network)
            state.optimizer = rule.snapshot(identity: options.rule.identity, weights: runner.workspace.weights)
            let isFinite = run.isFinite && state.network.weights.allSatisfy(\.isFinite)
            if run.stop != nil, isFinite { break }
            if run.isKeeping, isFinite {
                run.isKeeping = false
                keeper?.keep(state, run.pause(history))
                continue
            }
            var measured: HistoryRow?
            if isFinite {
                run.epochsDone += 1
                try measureStart(&run, &history, &state, data)
                measured =
                    watch.knownRows.indices.contains(history.count)
                    ? watch.knownRows[history.count]
                    : try row(of: state.evaluationNetwork, data, options.loss, epoch: run.epochsDone, seconds: run.seconds)
            }
            guard let row = measured, row.trainLoss.isFinite else {
                let clock = run
                (state, run) = before
                if let divergence = findDivergence(&state, on: data.training, runner, &run, isInterrupted: isInterrupted) {
                    run.stop = .diverged(divergence)
                }
                run.keepClock(of: clock)
                run.start = clock.start
                break
            }
            history.append(row)
            // What a schedule may look at: never the test images.
            run.schedule.report(
                metric: row.validationLoss ?? row.trainLoss, accuracy: row.validationAccuracy ?? row.trainAccuracy, at: run.moment)
            var counted = row
            counted.epoch = (state.history.last?.epoch ?? 0) + 1
            counted.seconds = (state.history.last?.seconds ?? 0) + row.seconds - (history.dropLast().last?.seconds ?? 0)
            state.history.append(counted)
            progress(run.progress(epoch: run.epochsDone))
            watch.onMoment?(state, run.pause(history))
            if until(row) { run.stop = .until }
        }
        return TrainingResult(
            history: history, steps: run.step, epochs: run.epochsDone, seconds: run.seconds,
            imagesPerSecond: run.seconds > 0 ? Double(run.imagesSeen) / run.seconds : 0, stop: run.stop ?? .finished,
            fingerprint: state.network.fingerprint, droppedOptimizerState: dropped,
            pause: run.stop == .interrupted ? run.pause(history) : nil, lastLoss: run.loss, batchLosses: run.batchLosses)
    }

    /// One shuffled pass over the images, or what is left of one.
    private func runEpoch(
        _ state: inout TrainingState, _ split: ImageSplit, _ runner: BatchRunner, _ rule: UpdateRunner<Float>,
        _ run: inout TrainingRun, _ history: [HistoryRow], _ watch: TrainingWatch, _ keeper: TrainingKeeper?,
        _ progress: (TrainingProgress) -> Void, _ isInterrupted: () -> Bool
    ) {
        forEachBatch(of: split, &state, run.options) { state, batch in
            if run.step == run.options.pauseAfter || isInterrupted() {
                run.stop = .interrupted
                return false
            }
            if run.isTimeToKeep(keeper) { return false }
            if let isDue = watch.isDue, isDue() {
                var moment = state
                runner.workspace.store(into: &moment.network)
                moment.optimizer = rule.snapshot(identity: run.options.rule.identity, weights: runner.workspace.weights)
                watch.onMoment?(moment, run.pause(history, isRunning: true))
            }
            run.loss = runner.gradients(of: batch)
            guard run.loss.isFinite else {
                run.isFinite = false
                return false
            }
            let rate = run.nextRate(rule)
            // `Machine.findDivergence` comes to it again, and says which step it was.
            guard Divergence.Value(rate: rate) == nil else {
                run.isFinite = false
                return false
            }
            runner.update(with: rule, rate: rate)
            run.advance(by: batch.shards.images)
            run.batchLosses.add(run.loss)
            if let onUpdate = watch.onUpdate {
                onUpdate(UpdateReport(loss: run.loss, learningRate: rate, step: state.step + 1, row: history.last))
            }
            if run.isTimeToReport { progress(run.progress(epoch: run.epochsDone + 1)) }
            return true
        }
    }

    /// Begins a pass, or goes on with the one that was left at `state.position`: calls `body` for every batch of it in order; the
    /// last may be short. Where `body` returns true the batch counts as trained on, false leaves the pass. A pass of which nothing
    /// was used has not begun.
    func forEachBatch(
        of split: ImageSplit, _ state: inout TrainingState, _ options: TrainingOptions,
        _ body: (TrainingState, BatchRunner.Batch) -> Bool
    ) {
        let pass = state.position == 0 ? state.pass : state.pass - 1
        let order = RandomStream(seed: state.seed, purpose: .shuffle, UInt32(truncatingIfNeeded: pass))
            .permuted(split.indices)
        Self.withBatches(of: split, order.dropFirst(state.position), options.batchSize) { batch in
            batch.loss = options.loss.function
            batch.seed = state.seed
            batch.step = UInt32(truncatingIfNeeded: state.step)
            guard body(state, batch) else { return false }
            state.pass = pass + 1
            state.step += 1
            state.position += batch.shards.images
            return true
        }
        if state.position >= order.count { state.position = 0 }
    }

    /// Images in batches, in order, until `body` returns false.
    static func withBatches(
        of split: ImageSplit, _ order: ArraySlice<Int32>, _ batchSize: Int, _ body: (inout BatchRunner.Batch) -> Bool
    ) {
        split.images.pixels.withUnsafeBufferPointer { pixels in
            split.images.labels.withUnsafeBufferPointer { labels in
                order.withUnsafeBufferPointer { order in
                    var batch = BatchRunner.Batch()
                    batch.pixels = pixels.baseAddress
                    batch.labels = labels.baseAddress
                    var position = 0
                    while position < order.count {
                        batch.indices = order.baseAddress.map { $0 + position }
                        batch.shards = Shards(images: min(batchSize, order.count - position))
                        guard body(&batch) else { return }
                        position += batch.shards.images
                    }
                }
            }
        }
    }

    func updateRunner(for plan: NetworkPlan, _ rule: RuleInUse) -> UpdateRunner<Float> {
        UpdateRunner<Float>(rule: rule, arrays: plan.arrays.map(\.dimensions), workers: threads, kernels: kernels)
    }

    /// Training loss and accuracy are those of the first so many training images.
    package static let imagesOfRow = 10_000

    /// The row of the start, where it has not been measured yet.
    private func measureStart(
        _ run: inout TrainingRun, _ history: inout [HistoryRow], _ state: inout TrainingState, _ data: Dataset
    ) throws(EngineError) {
        guard let start = run.start else { return }
        let row = try row(of: start.network, data, run.options.loss, epoch: 0, seconds: 0)
        history.insert(row, at: 0)
        if state.history.isEmpty { state.history.append(row) }
        run.start = nil
    }

    private func row(
        of network: Network, _ data: Dataset, _ loss: Loss, epoch: Int, seconds: Double
    ) throws(EngineError) -> HistoryRow {
        let training = try evaluate(network, data.training, first: Self.imagesOfRow, loss)
        var row = HistoryRow(
            epoch: epoch, trainLoss: training.loss, trainAccuracy: training.accuracy, seconds: seconds)
        if let split = data.validation, split.count > 0 {
            let validation = try evaluate(network, on: split, loss: loss)
            row.validationLoss = validation.loss
            row.validationAccuracy = validation.accuracy
        }
        if data.test.count > 0 {
            let test = try evaluate(network, on: data.test, loss: loss)
            row.testLoss = test.loss
            row.testAccuracy = test.accuracy
        }
        return row
    }
}

extension RandomStream {
    /// A random order of some images.
    fileprivate func permuted(_ indices: [Int32]) -> [Int32] {
        var stream = self
        return stream.permutation(of: indices.count).map { indices[Int($0)] }
    }
}
