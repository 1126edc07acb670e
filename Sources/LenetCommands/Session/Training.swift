import LenetCards
import LenetEngine
import LenetLab
import LenetSyntax

/// A training that begins or goes on: what `train` and `resume` have in common.
struct Training {
    static let pauseParameter = Parameter(
        "pause", .option, .integer(0...1_000_000_000_000), default: .absent("Nothing pauses it but ^C."), unit: "updates",
        "Pauses as ^C does, after so many updates of the training; `resume` goes on.")

    var contender: Contender
    var request: RuleRequest?
    var recipe: Recipe
    var until: Expression?
    /// Of the training that goes on.
    var paused: PausedTraining?

    /// The session's model is where the training has brought it, whatever ended it.
    func run(_ call: SentenceCall, in session: Session) throws -> Run {
        guard var state = session.training else { throw Failure(.noModel, at: call.sentence.verb.span) }
        let recorder = session.recorder(of: self, from: state)
        let watching = Watching(session)
        var watch = TrainingWatch()
        recorder.listen(&watch)
        watching.listen(&watch)
        var laboratory = try session.laboratory(at: call.sentence.verb.span)
        laboratory.isInterrupted = { session.isInterrupted() || watching.hasNews }
        laboratory.stopsForAMoment = { watching.hasNews }
        let pauseAfter = call.optionalInteger("pause")
        var refused: (any Error)?
        var rows = 0
        if paused == nil { session.live = LiveCurve() }
        var pause = paused?.pause
        var run: Run
        repeat {
            do {
                run = try laboratory.train(
                    &state, with: contender, recipe: recipe, resuming: pause, pauseAfter: pauseAfter,
                    keeper: session.keeper(pausedTraining(at:)), watch: watch
                ) { row in
                    session.live.accuracy = row.judged?.accuracy
                    Self.tell(row, first: rows == 0, call, in: session)
                    rows += 1
                    guard let until else { return false }
                    do {
                        return try session.holds(until, for: row)
                    } catch {
                        refused = error
                        return true
                    }
                }
            } catch {
                throw Failure(.engine(error), at: call.sentence.span)
            }
            session.output.progress(nil)
            recorder.end(state, run.result)
            session.arrive(
                at: state,
                paused: run.result.pause.map(pausedTraining(at:)))
            session.lastRule = contender
            session.lastRequest = request
            session.lossInUse = recipe.loss
            pause = run.result.pause
            session.autosaveAtEnd(wasPausedByWord: run.result.steps == pauseAfter && run.result.pause != nil)
            if let refused { throw refused }
        } while try watching.runBlocks(goingOnAfter: run.result, unlessAt: pauseAfter)
        if run.final.accuracy.isNaN {
            do {
                run.final = try laboratory.judge(state, recipe)
            } catch {
                throw Failure(.engine(error), at: call.sentence.span)
            }
        }
        run = session.record(run, recipe: recipe, statement: call.sentence.verb.text, until: until)
        session.lastResult = .run(run)
        try conclude(run, call, pauseAfter: pauseAfter, in: session)
        return run
    }

    /// What goes on from a moment of it.
    private func pausedTraining(at pause: TrainingPause) -> PausedTraining {
        PausedTraining(contender: contender, request: request, recipe: recipe, until: until, pause: pause, variable: paused?.variable)
    }

    static func tell(_ row: HistoryRow, first: Bool, _ call: SentenceCall, in session: Session) {
        guard session.speaks(call) else { return }
        session.output.progress(nil)
        if first { session.output.result(RunReport.rowHeading(row)) }
        session.output.result(RunReport.row(row))
    }

    static func warn(of divergence: Divergence, after steps: Int, _ contender: Contender, _ call: SentenceCall, in session: Session) {
        session.warn(
            "the training diverged: \(divergence.sentence)", at: call.sentence.span, "stopped here",
            notes: DivergenceReport.notes(
                divergence, steps: steps, rule: contender.rule, usual: session.usualRate(of: contender)))
    }

    private func conclude(_ run: Run, _ call: SentenceCall, pauseAfter: Int?, in session: Session) throws {
        session.say(RunReport.conclusion(run), for: call)
        if session.settings.isInteractive, let number = run.facts?.number { session.say("recorded as run \(number)", for: call) }
        switch run.result.stop {
        case .diverged(let divergence) where divergence.place == .rate:
            throw Failure(.rateOfSchedule(divergence, steps: run.result.steps), at: call.isGiven("schedule") ? call.span(of: "schedule") : call.sentence.span)
        case .diverged(let divergence): Self.warn(of: divergence, after: run.result.steps, contender, call, in: session)
        case .interrupted:
            if let paused = session.paused {
                session.note("paused: \(paused.summary); weights, optimizer state and history are kept, `resume` goes on")
            }
        case .finished, .until:
            if run.result.stop == .finished, let until {
                session.note("`until \(session.written(until.span))` was not fulfilled in \(NumberText.counted(recipe.epochs, "epoch"))")
            }
            if let pauseAfter, pauseAfter > run.result.steps {
                session.note("the training ended after \(NumberText.counted(run.result.steps, "update")), before `pause \(pauseAfter)`")
            }
        }
    }
}
