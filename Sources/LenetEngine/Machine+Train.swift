import LenetData
import LenetRandom

extension Machine {
    /// Trains from where `state` stands, and leaves it where the training ends.
    ///
    /// `progress` is called some twenty times a second and at the end of every epoch, `until` with each epoch's row (true ends the
    /// training), `isInterrupted` before every batch. `resuming`: what an interrupted training left; with the state as it was then
    /// and the same options, the training ends as if it had never stopped. Errors are thrown before anything is changed.
    package func train(
        _ state: inout TrainingState, on data: Dataset, options: TrainingOptions, resuming pause: TrainingPause? = nil,
        progress: (TrainingProgress) -> Void = { _ in }, until: (HistoryRow) -> Bool = { _ in false },
        isInterrupted: () -> Bool = { false }
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
        let rule = UpdateRunner<Float>(
            program: options.rule.program, hyperparameters: options.rule.hyperparameters,
            arrays: plan.arrays.map(\.dimensions), workers: threads, kernels: kernels)
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
        } else {
            let start = try row(of: state, data, options.loss, epoch: 0, seconds: 0)
            history = [start]
            if state.history.isEmpty { state.history.append(start) }
            // A pass that was left in its middle is not gone back to.
            state.position = 0
        }

        while run.stop == nil, run.epochsDone < options.epochs {
            runner.workspace.weights.load(state.network.weights)
            run.startClock()
            try runEpoch(&state, data.training, runner, rule, &run, progress, isInterrupted)
            run.stopClock()
            state.network.weights = Array(
                UnsafeBufferPointer(start: runner.workspace.weights, count: plan.parameterCount))
            state.optimizer = rule.snapshot(identity: options.rule.identity, weights: runner.workspace.weights)
            guard run.stop == nil else { break }
            run.epochsDone += 1
            let row = try row(of: state, data, options.loss, epoch: run.epochsDone, seconds: run.seconds)
            history.append(row)
            var counted = row
            counted.epoch = (state.history.last?.epoch ?? 0) + 1
            counted.seconds = (state.history.last?.seconds ?? 0) + row.seconds - history[history.count - 2].seconds
            state.history.append(counted)
            progress(run.progress(epoch: run.epochsDone))
            if !row.trainLoss.isFinite {
                // The epoch's last updates did it, and no batch came after them to show it.
                run.stop = .diverged(step: run.step, reason: row.trainLoss.isNaN ? .notANumber : .infinite)
            } else if until(row) {
                run.stop = .until
            }
        }
        return TrainingResult(
            history: history, steps: run.step, epochs: run.epochsDone, seconds: run.seconds,
            imagesPerSecond: run.seconds > 0 ? Double(run.imagesSeen) / run.seconds : 0, stop: run.stop ?? .finished,
            fingerprint: state.network.fingerprint, droppedOptimizerState: dropped,
            pause: run.stop == .interrupted ? run.pause(history) : nil)
    }

    /// One shuffled pass over the images, in batches, or what is left of one; the last batch may be short.
    private func runEpoch(
        _ state: inout TrainingState, _ split: ImageSplit, _ runner: BatchRunner, _ rule: UpdateRunner<Float>,
        _ run: inout TrainingRun, _ progress: (TrainingProgress) -> Void, _ isInterrupted: () -> Bool
    ) throws(EngineError) {
        var position = state.position
        if position == 0 { state.pass += 1 }
        var order = RandomStream(seed: state.seed, purpose: .shuffle, UInt32(truncatingIfNeeded: state.pass - 1))
            .permuted(split.indices)
        var step = state.step
        split.images.pixels.withUnsafeBufferPointer { pixels in
            split.images.labels.withUnsafeBufferPointer { labels in
                order.withUnsafeMutableBufferPointer { order in
                    var batch = BatchRunner.Batch()
                    batch.pixels = pixels.baseAddress
                    batch.labels = labels.baseAddress
                    batch.loss = run.options.loss.function
                    batch.seed = state.seed
                    while position < order.count {
                        if run.step == run.options.pauseAfter || isInterrupted() {
                            run.stop = .interrupted
                            break
                        }
                        batch.indices = order.baseAddress.map { UnsafePointer($0 + position) }
                        batch.shards = Shards(images: min(run.options.batchSize, order.count - position))
                        batch.step = UInt32(truncatingIfNeeded: step)
                        run.loss = runner.gradients(of: batch)
                        guard run.loss.isFinite else {
                            run.stop = .diverged(step: step + 1, reason: run.loss.isNaN ? .notANumber : .infinite)
                            break
                        }
                        runner.update(with: rule, rate: run.options.rule.rate(run.moment))
                        step += 1
                        run.step += 1
                        position += batch.shards.images
                        run.imagesSeen += batch.shards.images
                        if run.isTimeToReport { progress(run.progress(epoch: run.epochsDone + 1)) }
                    }
                }
            }
        }
        state.step = step
        state.position = position < order.count ? position : 0
        // A pass of which nothing was used has not begun.
        if position == 0 { state.pass -= 1 }
    }

    private func row(
        of state: TrainingState, _ data: Dataset, _ loss: Loss, epoch: Int, seconds: Double
    ) throws(EngineError) -> HistoryRow {
        let network = state.evaluationNetwork
        let training = try evaluate(network, data.training, first: 10_000, loss)
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

/// Where one call of `train` stands.
private struct TrainingRun {
    let options: TrainingOptions
    let steps: Int
    let clock: ContinuousClock
    var step = 0
    var epochsDone = 0
    var imagesSeen = 0
    /// The last batch's.
    var loss = 0.0
    var stop: TrainingResult.Stop?
    private var before: Duration = .zero
    private var started: ContinuousClock.Instant
    private var reported: ContinuousClock.Instant

    init(options: TrainingOptions, images: Int, clock: ContinuousClock) {
        self.options = options
        self.clock = clock
        let batches = (images + options.batchSize - 1) / options.batchSize
        let (steps, overflow) = batches.multipliedReportingOverflow(by: options.epochs)
        self.steps = overflow ? .max : steps
        started = clock.now
        reported = clock.now
    }

    mutating func goOn(from pause: TrainingPause) {
        step = pause.steps
        epochsDone = pause.epochs
        imagesSeen = pause.imagesSeen
        before = .seconds(pause.seconds)
    }

    func pause(_ history: [HistoryRow]) -> TrainingPause {
        TrainingPause(steps: step, epochs: epochsDone, imagesSeen: imagesSeen, seconds: seconds, history: history)
    }

    mutating func startClock() { started = clock.now }
    mutating func stopClock() { before += clock.now - started }

    /// Of training, evaluations left out; the clock stands.
    var seconds: Double { Self.seconds(before) }

    var moment: ScheduleMoment {
        ScheduleMoment(step: step, epoch: epochsDone, steps: steps, epochs: options.epochs)
    }

    /// Twenty times a second.
    var isTimeToReport: Bool {
        mutating get {
            let now = clock.now
            guard now - reported >= .milliseconds(50) else { return false }
            reported = now
            return true
        }
    }

    func progress(epoch: Int) -> TrainingProgress {
        TrainingProgress(
            epoch: epoch, epochs: options.epochs, step: step, steps: steps, imagesSeen: imagesSeen, loss: loss,
            secondsElapsed: Self.seconds(epoch > epochsDone ? before + (clock.now - started) : before))
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }
}
