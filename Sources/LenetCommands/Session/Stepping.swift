import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax

/// A training that goes one update at a time: it begins as `train` would, pauses itself after the update, and the next `step`, or
/// `resume`, goes on from there. There is no other way through the engine.
struct Stepping {
    /// Where it stands.
    private(set) var training: PausedTraining
    private var rows = 0

    init(_ training: PausedTraining) { self.training = training }

    /// An update, from before to after.
    struct Update {
        var before: TrainingState
        var after: TrainingState
        /// How the training stood before it.
        var training: PausedTraining
        /// Of its batch, before it.
        var loss: Double
        var step: Int
        var epoch: Int
        /// It was the training's last.
        var isLast: Bool
        /// A `when` block paused the training behind it.
        var isPaused: Bool
    }

    /// Makes one update, which moves the session's model. nil where ^C came before it, or where it diverged; that is said.
    mutating func advance(_ call: SentenceCall, in session: Session) throws -> Update? {
        guard var state = session.training else { throw Failure(.noModel, at: call.sentence.verb.span) }
        let before = state
        let standing = training
        let options = TrainingOptions(
            rule: standing.contender.rule, loss: standing.recipe.loss, epochs: standing.recipe.epochs, batchSize: standing.recipe.batchSize,
            pauseAfter: standing.pause.steps + 1, measuresStart: false)
        let asTraining = Training(
            contender: standing.contender, request: standing.request, recipe: standing.recipe, until: standing.until, paused: standing)
        let recorder = session.recorder(of: asTraining, from: state)
        let watching = Watching(session)
        var watch = TrainingWatch()
        recorder.listen(&watch)
        watching.listen(&watch)
        var refused: (any Error)?
        var measured: [HistoryRow] = []
        let result: TrainingResult
        do {
            result = try session.machine().train(
                &state, on: standing.recipe.data, options: options, resuming: standing.pause,
                until: { row in
                    measured.append(row)
                    guard let until = standing.until else { return false }
                    do {
                        return try session.holds(until, for: row)
                    } catch {
                        refused = error
                        return true
                    }
                }, isInterrupted: { session.isInterrupted() || watching.hasNews }, watch: watch)
        } catch {
            throw Failure(.engine(error), at: call.sentence.span)
        }
        recorder.end(state, result)
        session.arrive(at: state, paused: nil)
        session.lastRule = standing.contender
        session.lastRequest = standing.request
        session.lossInUse = standing.recipe.loss
        if let pause = result.pause {
            training.pause = pause
            session.paused = training
        } else {
            // The next step is the first of another training of its kind.
            training.pause = .beginning(of: standing.contender.rule, at: state)
            training.variable = nil
            session.stepped = training
        }
        for row in measured {
            Training.tell(row, first: rows == 0, call, in: session)
            rows += 1
        }
        if let refused { throw refused }
        _ = try watching.runBlocks(goingOnAfter: result, unlessAt: standing.pause.steps + 1)
        if case .diverged(let divergence) = result.stop {
            Training.warn(of: divergence, after: result.steps, standing.contender, call, in: session)
            return nil
        }
        guard result.steps > standing.pause.steps else { return nil }
        return Update(
            before: before, after: state, training: standing, loss: result.lastLoss, step: result.steps, epoch: standing.pause.epochs + 1,
            isLast: result.pause == nil, isPaused: watching.wantsPause)
    }
}
