/// Where one call of `train` stands.
struct TrainingRun {
    let options: TrainingOptions
    let steps: Int
    let clock: ContinuousClock
    var schedule: ScheduleRun
    var step = 0
    var epochsDone = 0
    var imagesSeen = 0
    /// The last batch's.
    var loss = 0.0
    var batchLosses = BatchLosses()
    /// Every batch's loss was; after an epoch, `Machine.train` looks for what went wrong where one was not.
    var isFinite = true
    var stop: TrainingResult.Stop?
    /// The pass was left for a moment, so that its keeper can have what there is.
    var isKeeping = false
    private var keptAt = 0
    /// Of which the history lacks its row.
    var start: UnmeasuredStart?
    private var before: Duration = .zero
    private var started: ContinuousClock.Instant
    private var reported: ContinuousClock.Instant

    init(options: TrainingOptions, images: Int, clock: ContinuousClock) {
        self.options = options
        self.clock = clock
        schedule = options.rule.startSchedule()
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
        batchLosses = pause.batchLosses
        schedule.goOn(from: pause.schedule)
        keptAt = step
        start = pause.start
    }

    /// `isRunning`: while the clock runs.
    func pause(_ history: [HistoryRow], isRunning: Bool = false) -> TrainingPause {
        TrainingPause(
            steps: step, epochs: epochsDone, imagesSeen: imagesSeen,
            seconds: isRunning ? Self.seconds(before + (clock.now - started)) : seconds, history: history, schedule: schedule,
            start: start, batchLosses: batchLosses)
    }

    mutating func startClock() { started = clock.now }
    mutating func stopClock() { before += clock.now - started }

    /// Of the update about to be made, by the schedule; where it sets a momentum, that goes to the rule.
    mutating func nextRate(_ rule: UpdateRunner<Float>) -> Double {
        schedule.advance(to: moment)
        if let momentum = schedule.momentum, let name = options.rule.momentumName { rule.set(name, to: momentum) }
        return schedule.rate
    }

    /// An update from so many images was made.
    mutating func advance(by images: Int) {
        step += 1
        imagesSeen += images
    }

    /// The time of a run that is this one up to a point, and the losses on its way.
    mutating func keepClock(of other: TrainingRun) {
        before = other.before
        batchLosses = other.batchLosses
    }

    /// Of training, evaluations left out; the clock stands.
    var seconds: Double { Self.seconds(before) }

    var moment: ScheduleMoment {
        ScheduleMoment(step: step, epoch: epochsDone, steps: steps, epochs: options.epochs)
    }

    /// At most once between two updates.
    mutating func isTimeToKeep(_ keeper: TrainingKeeper?) -> Bool {
        guard let keeper, step != keptAt, keeper.isDue(step) else { return false }
        keptAt = step
        isKeeping = true
        return true
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
