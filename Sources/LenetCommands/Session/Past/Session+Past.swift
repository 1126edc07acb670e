import LenetEngine
import LenetLab
import LenetSyntax

// Moving along the line: how a training writes its past, and how one goes back and forth on it.

extension Session {
    /// The model stands elsewhere on its own line: its past and its branches stay.
    func arrive(at state: TrainingState, paused: PausedTraining?) {
        isOnItsLine = true
        training = state
        isOnItsLine = false
        self.paused = paused
    }

    /// Another model: nothing of the old one's past leads to it.
    func forgetPast() {
        if !branches.isEmpty {
            let names = (branches.map(\.name) + [branchName]).sorted().joined(separator: ", ")
            note("the branches \(names) were of the model before and are gone with it")
        }
        past = past.forgotten
        branches = []
        branchName = Branch.mainName
    }

    /// The very beginning; where the line begins there, the steps that were made stay within reach of `goto`.
    func rewind(to start: TrainingState) {
        if let root = past.line?.root.state, root.step == 0, root.network.weights == start.network.weights {
            arrive(at: start, paused: nil)
        } else {
            training = start
        }
    }

    /// What keeps the past of a training: nothing is changed before the engine has accepted it.
    func recorder(of training: Training, from state: TrainingState) -> PastRecorder {
        PastRecorder(session: self, training: training, root: Line.Root(state: state, paused: paused))
    }

    /// With 0 what was kept goes, and nothing is kept from now on; branches stay where they are.
    func setPast(megabytes: Int) { setPast(bytes: megabytes << 20, pace: past.pace) }

    package func setPast(bytes: Int, pace: SnapshotPace) {
        past.pace = pace
        past.snapshots.setBudget(bytes, now: training?.step ?? 0)
        guard bytes == 0 else { return }
        past = past.forgotten
        for place in branches.indices { branches[place].line = nil }
    }

    // MARK: There and back

    /// Where a step of the line is, as exactly as if it had just been reached, and how many updates were made again for it.
    func travel(to step: Int, at span: Span) throws -> (paused: PausedTraining?, replayed: Int) {
        guard let training else { throw Failure(.noModel, at: span) }
        guard let line = past.line else {
            if step == training.step { return (paused, 0) }
            throw Failure(.past(.nothingKept(step: training.step, isOff: past.snapshots.budget == 0)), at: span)
        }
        let root = line.root.state.step
        guard step != root else {
            arrive(at: line.root.state, paused: line.root.paused)
            return (line.root.paused, 0)
        }
        guard let index = past.part(of: step) else {
            throw Failure(.past(.unknownStep(step, first: root, last: line.end, here: training.step, isPaused: paused != nil)), at: span)
        }
        let part = line.parts[index]
        guard let known = past.trainings[part.training] else { throw Failure(.past(.lost(step: step)), at: span) }
        let (state, pause, replayed) = try moment(step, in: index, of: line, from: training, at: span)
        var paused: PausedTraining?
        if let pause, let dataset, !(part.isOver && step == part.last) {
            // The variable that holds the run is the one of the training that still is paused.
            let variable = self.paused.flatMap { old in past.part(of: training.step) == index ? old.variable : nil }
            paused = PausedTraining(
                contender: known.contender, request: known.request, recipe: known.recipe(dataset), until: known.until, pause: pause,
                variable: variable)
        }
        arrive(at: state, paused: paused)
        lastRule = known.contender
        lastRequest = known.request
        lossInUse = known.loss
        return (paused, replayed)
    }

    private typealias Moment = (state: TrainingState, pause: TrainingPause?, replayed: Int)

    /// From the nearest snapshot, or from where the model stands if that is nearer, made again update by update.
    private func moment(_ step: Int, in index: Int, of line: Line, from here: TrainingState, at span: Span) throws -> Moment {
        // The part from which the way there begins.
        var start = index
        var moment: Moment?
        while moment == nil {
            let part = line.parts[start]
            let target = start == index ? step : part.last
            if let snapshot = past.snapshots.nearest(part.training, atOrBefore: target) {
                moment = (snapshot.state, snapshot.pause, 0)
            }
            if let paused, past.part(of: here.step) == start, here.step <= target, here.step >= moment?.state.step ?? 0 {
                moment = (here, paused.pause, 0)
            }
            if moment != nil { break }
            if start == 0 { moment = (line.root.state, nil, 0) } else { start -= 1 }
        }
        guard var moment else { throw Failure(.past(.lost(step: step)), at: span) }
        for place in start...index {
            let part = line.parts[place]
            guard let known = past.trainings[part.training] else { throw Failure(.past(.lost(step: step)), at: span) }
            try check(known, at: span)
            let target = place == index ? step : part.last
            if place > start || moment.pause == nil { moment = (known.beginning(from: moment.state), known.begin, moment.replayed) }
            if moment.state.step < target {
                let before = moment.state.step
                moment = try replay(known, part.training, moment, to: target, at: span)
                moment.replayed += target - before
            }
        }
        return moment
    }

    private func check(_ known: PastTraining, at span: Span) throws {
        let now = dataset.map(DataKey.init)
        guard now != known.data else { return }
        throw Failure(.past(.otherData(then: known.data.summary, now: now?.summary)), at: span)
    }

    private func replay(_ known: PastTraining, _ number: Int, _ from: Moment, to step: Int, at span: Span) throws -> Moment {
        guard let dataset else { throw Failure(.noData, at: span) }
        var state = from.state
        var watch = TrainingWatch()
        watch.knownRows = known.rows
        watch.isDue = { [self] in past.pace.isDue() }
        watch.onMoment = { [self] in past.pass(number, $0, $1) }
        let options = TrainingOptions(
            rule: known.contender.rule, loss: known.loss, epochs: known.epochs, batchSize: known.batchSize,
            pauseAfter: known.update(of: step))
        let count = step - state.step
        do {
            let result = try machine().train(
                &state, on: dataset, options: options, resuming: from.pause,
                progress: { [self] progress in
                    guard showsProgress else { return }
                    let left = known.update(of: step) - progress.step
                    output.progress("making \(NumberText.grouped(count)) steps again: \(NumberText.grouped(max(0, left))) to go")
                },
                isInterrupted: isInterrupted, watch: watch)
            output.progress(nil)
            guard state.step == step else {
                throw isInterrupted() ? Failure(.interrupted, at: nil) : Failure(.past(.lost(step: step)), at: span)
            }
            return (state, result.pause, from.replayed)
        } catch let error as EngineError {
            throw Failure(.engine(error), at: span)
        }
    }
}

/// Writes down a training of the session as it passes.
final class PastRecorder {
    private let session: Session
    private let training: Training
    private let root: Line.Root
    private var number: Int?

    init(session: Session, training: Training, root: Line.Root) {
        self.session = session
        self.training = training
        self.root = root
    }

    /// Adds to `watch` what it must hear.
    func listen(_ watch: inout TrainingWatch) {
        guard session.past.snapshots.budget > 0 else { return }
        watch.isDue = { [session] in session.past.pace.isDue() }
        watch.onMoment = { state, pause in self.pass(state, pause) }
    }

    private func pass(_ state: TrainingState, _ pause: TrainingPause) {
        if number == nil {
            let end = session.past.line?.end ?? state.step
            number = session.past.begin(training, state, pause, from: root)
            session.past.tidy(session.branches)
            if let line = session.past.line, line.end < end, state.step > line.root.state.step {
                let lost = end - line.end
                session.note(
                    "\(lost == 1 ? "1 step" : "\(NumberText.grouped(lost)) steps") that came after step "
                        + "\(NumberText.grouped(state.step)) before can no longer be gone to; a branch would have kept them")
            }
        }
        if let number { session.past.pass(number, state, pause) }
    }

    /// The training stands at `state`.
    func end(_ state: TrainingState, _ result: TrainingResult) {
        guard let number else {
            // Nothing was kept of how it came here.
            session.past = session.past.forgotten
            return
        }
        if let pause = result.pause { session.past.pass(number, state, pause) }
        session.past.end(number, at: state.step, isOver: result.pause == nil)
        session.past.tidy(session.branches)
    }
}
