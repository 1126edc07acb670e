import LenetCommands
import LenetEngine
import LenetLab
import Testing

/// A training that was paused and went on is the training that never stopped: same weights, same optimizer, same history.
@Suite struct ResumeTests {
    /// 130 images, batch 32: five updates an epoch, the last of two images.
    static let start = "load digits train 130\nseed 5\nmodel small { dense 12 relu; dropout 0.3; dense 10 }\nmodel small\n"

    private func session(_ script: String) throws -> (session: Session, output: CollectedOutput) {
        let (session, output) = TestSession.make()
        try #require(session.run(Self.start + script, name: "test") == .fine, "\(output.messages)")
        return (session, output)
    }

    private func traces(_ session: Session) throws -> Traces { Traces(try #require(session.training)) }

    static let trainings = [
        "sgd lr 0.1 momentum 0.9 nesterov epochs 3 batch 32 schedule cosine", "adam epochs 2 batch 32", "nadam lr 0.01 epochs 3 batch 32",
        "rmsprop epochs 3 batch 32 loss mse", "adagrad lr 0.05 epochs 2 batch 32",
        // What a schedule remembers, what it does to the momentum, and gradients that wait for their update.
        "sgd lr 0.1 epochs 5 batch 32 schedule plateau(patience: 0, factor: 0.5, threshold: 0.5)",
        "sgd lr 0.1 momentum 0.9 epochs 3 batch 32 schedule one_cycle",
        "adam epochs 3 batch 32 accumulate 3", "sgd lr 0.1 momentum 0.9 epochs 2 batch 32 accumulate 2 schedule one_cycle",
    ]

    @Test(arguments: trainings, [1, 2, 4, 5, 6, 9])
    func pausedAndResumedIsNeverStopped(training: String, step: Int) throws {
        let (whole, _) = try session("let run = train with \(training)")
        let (paused, output) = try session("let run = train with \(training) pause \(step)")
        #expect(paused.paused?.pause.steps == step)
        #expect(paused.training?.step == step)
        // One may look around.
        #expect(paused.run("evaluate\nstatus\nshow model\npredict test[0]\nlet other = compare [sgd] epochs 1", name: "test") == .fine)
        try #require(paused.run("resume", name: "test") == .fine, "\(output.messages)")
        #expect(paused.paused == nil)
        #expect(try traces(paused) == traces(whole))
        // The variable holds the whole training.
        guard case .run(let first)? = whole.scopes["run"], case .run(let second)? = paused.scopes["run"] else {
            Issue.record("both are runs")
            return
        }
        #expect(first.result.fingerprint == second.result.fingerprint)
        #expect(first.result.steps == second.result.steps && first.result.epochs == second.result.epochs)
        #expect(first.result.history.map(\.testLoss) == second.result.history.map(\.testLoss))
        #expect(first.final == second.final)
        // And what comes after is the same too.
        for session in [whole, paused] { try #require(session.run("train with \(training)", name: "test") == .fine) }
        #expect(try traces(paused) == traces(whole))
    }

    /// Running statistics are of the network, and go on with it.
    @Test(arguments: [2, 5, 7])
    func runningStatisticsGoOn(step: Int) throws {
        let model = "model normed { dense 12; batchnorm; relu; dense 10 }\nmodel normed\n"
        let (whole, _) = try session(model + "train with adam epochs 3 batch 32")
        let (paused, _) = try session(model + "train with adam epochs 3 batch 32 pause \(step)\nresume")
        let statistics = try traces(whole).statistics
        #expect(!statistics.isEmpty)
        #expect(try traces(paused) == traces(whole))
    }

    /// A rate that `resume` names is not lost on a schedule that remembers the one before.
    @Test func anotherRateReachesThePlateau() throws {
        let training = "train with sgd lr 0.1 epochs 5 batch 32 schedule plateau(patience: 0, factor: 0.5, threshold: 0.5)"
        let (same, _) = try session(training + " pause 17\nresume lr 0.1")
        let (whole, _) = try session(training)
        #expect(try traces(same) == traces(whole))
        let (still, _) = try session(training + " pause 17\nresume lr 0")
        let (paused, _) = try session(training + " pause 17")
        #expect(try traces(still).weights == traces(paused).weights)
    }

    /// A pause right behind the update that went wrong tells of it, as the training without a pause does.
    @Test(arguments: [1, 2, 3])
    func aDivergenceIsFoundBehindAPause(step: Int) throws {
        let training = "let run = train with sgd lr 1e38 epochs 2 batch 32"
        let (whole, _) = try session(training)
        let (paused, _) = try session(training + " pause \(step)")
        if paused.paused != nil { try #require(paused.run("resume", name: "test") == .fine) }
        guard case .run(let first)? = whole.scopes["run"], case .run(let second)? = paused.scopes["run"] else {
            Issue.record("both are runs")
            return
        }
        #expect(first.result.stop == second.result.stop)
        #expect(try traces(paused).weights.allSatisfy(\.isFinite))
    }

    @Test func pausedManyTimes() throws {
        let (whole, _) = try session("train with adam epochs 3 batch 32")
        let (paused, _) = try session("train with adam epochs 3 batch 32 pause 1")
        for step in 2...14 { try #require(paused.run("resume pause \(step)", name: "test") == .fine) }
        try #require(paused.run("resume", name: "test") == .fine)
        #expect(try traces(paused) == traces(whole))
    }

    /// As ^C does it: the flag goes up at some batch.
    @Test(arguments: [1, 3, 5, 8, 13])
    func anInterruptIsAPause(batches: Int) throws {
        let (whole, _) = try session("train with adam epochs 3 batch 32")
        let (paused, output) = try session("print 1")
        var asked = 0
        paused.isInterrupted = {
            asked += 1
            return asked > batches
        }
        #expect(paused.run("train with adam epochs 3 batch 32", name: "test") == .interrupted)
        #expect(paused.paused != nil)
        paused.isInterrupted = { false }
        try #require(paused.run("resume", name: "test") == .fine, "\(output.messages)")
        #expect(try traces(paused) == traces(whole))
    }

    @Test func anotherRateHoldsFromThePauseOn() throws {
        let (session, output) = try session("train with sgd lr 0.1 momentum 0.9 epochs 2 batch 32 pause 4\nresume lr 0.01")
        #expect(session.lastRule?.rule.learningRate == 0.01)
        // By hand: the same updates, the rate changed after the fourth.
        let (other, _) = try self.session("train with sgd lr 0.1 momentum 0.9 epochs 2 batch 32 pause 4\nresume lr 0.1")
        let (plain, _) = try self.session("train with sgd lr 0.1 momentum 0.9 epochs 2 batch 32")
        #expect(try traces(other) == traces(plain))
        #expect(try traces(session).weights != traces(plain).weights)
        #expect(session.run("resume", name: "test") == .failed)
        #expect(output.messages.last?.contains("no training is paused") == true)
    }

    @Test(arguments: ["train with adam", "rewind", "model mlp", "load digits train 200"])
    func whatMovesTheModelEndsThePause(statement: String) throws {
        let (session, _) = try session("train with adam epochs 2 batch 32 pause 3\n" + statement)
        #expect(session.paused == nil)
    }

    @Test func untilGoesOnToo() throws {
        let training = "train with adam lr 0.01 epochs 50 batch 32 until accuracy > 0.3"
        let (whole, _) = try session(training)
        let (paused, _) = try session(training + " pause 3\nresume")
        #expect(try traces(paused) == traces(whole))
        #expect(whole.training?.history.count ?? 0 < 51)
    }

    @Test func abandoningKeepsTheWeights() throws {
        let (session, output) = try session("train with adam epochs 2 batch 32 pause 3")
        let before = try traces(session)
        session.settings.quiet = false
        session.abandonPaused()
        #expect(session.paused == nil)
        #expect(try traces(session) == before)
        #expect(output.messages.last?.contains("after step 3") == true)
    }
}
