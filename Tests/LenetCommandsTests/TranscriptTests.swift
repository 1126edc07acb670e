import LenetCommands
import LenetEngine
import Testing

/// What `save session` writes makes the session again.
@Suite struct TranscriptTests {
    private func replay(_ session: Session) throws -> Session {
        let (other, output) = TestSession.make()
        try #require(other.run(session.script, name: "saved") == .fine, "\(session.script)\n\(output.messages)")
        return other
    }

    private static let sittings: [[String]] = [
        ["load digits train 300", "show data", "model mlp", "evaluate", "train with adam", "print model.fingerprint"],
        ["seed 9; model lenet1", "load digits train 200", "train wiht adam", "train with sgd lr 0.1", "rewind", "train with sgd lr 0.05"],
        [
            "## Steps of one size.", "## A rule.\noptimizer plain(lr = 0.1) {\n    w = w - lr * g\n}", "dialect torch", "load digits train 100",
            "model m(width = 4) { dense width; dense 10 }", "model m(width: 6)", "let run = train with plain lr 0.2", "print run.accuracy",
        ],
        ["let rates = [0.1, 0.01]", "load digits train 100\nmodel softmax_regression", "for r in rates { train with sgd lr r }", "help train"],
        ["load digits train 200", "model mlp", "train with adam epochs 3 batch 50 pause 7", "evaluate", "resume lr 0.0001"],
        ["load digits train 200", "model mlp", "let a = train with adam epochs 3 batch 50 # two words", "evaluate on training"],
    ]

    @Test(arguments: sittings.indices)
    func replayingGivesTheSameBits(index: Int) throws {
        let (session, _) = TestSession.make()
        for statement in Self.sittings[index] { _ = session.run(statement, name: "<prompt>") }
        #expect(session.transcript.isExact)
        let other = try replay(session)
        #expect(other.training?.network.fingerprint == session.training?.network.fingerprint)
        #expect(other.training?.history.count == session.training?.history.count)
        #expect(other.dialect == session.dialect && other.settings.seed == session.settings.seed)
        #expect(Set(other.scopes.globals.keys) == Set(session.scopes.globals.keys))
    }

    @Test func onlyWhatMatteredIsWritten() throws {
        let (session, _) = TestSession.make()
        for statement in ["load digits train 100", "show data", "model mlp", "evaluate", "print 1", "nonsense", "help train", "train with adma"] {
            _ = session.run(statement, name: "<prompt>")
        }
        #expect(session.transcript.statements == ["load digits train 100", "model mlp"])
    }

    @Test func anInterruptedTrainingIsWrittenWithItsStep() throws {
        let (session, _) = TestSession.make()
        for statement in ["load digits train 100", "model mlp"] { _ = session.run(statement, name: "<prompt>") }
        var asked = 0
        session.isInterrupted = {
            asked += 1
            return asked > 9
        }
        #expect(session.run("train with adam epochs 50 batch 10 # long", name: "<prompt>") == .interrupted)
        session.isInterrupted = { false }
        let steps = try #require(session.training?.step)
        #expect(session.transcript.statements.last == "train with adam epochs 50 batch 10 pause \(steps)")
        let other = try replay(session)
        #expect(other.training?.network.fingerprint == session.training?.network.fingerprint)
        // And both go on alike.
        #expect(session.run("resume pause 20", name: "<prompt>") == .fine && other.run("resume pause 20", name: "<prompt>") == .fine)
        #expect(other.training?.network.fingerprint == session.training?.network.fingerprint)
        #expect(session.transcript.statements.last == "resume pause 20")
    }

    @Test func whatCannotBeSaidAgainIsMarked() throws {
        let (session, _) = TestSession.make()
        _ = session.run("load digits train 100\nmodel mlp", name: "<prompt>")
        #expect(session.run("for rate in [0.1, \"x\"] { train with sgd lr rate }", name: "<prompt>") == .failed)
        #expect(!session.transcript.isExact)
        #expect(session.transcript.statements.last?.hasPrefix("# this failed half-way") == true)
        #expect(try replay(session).training?.step == 0)
    }

    @Test func theStartingSeedIsWritten() throws {
        let output = CollectedOutput()
        var settings = Settings()
        settings.seed = 12
        let session = Session(output: output, settings: settings)
        _ = session.run("model mlp", name: "<prompt>")
        #expect(try replay(session).training?.network.fingerprint == session.training?.network.fingerprint)
    }
}
