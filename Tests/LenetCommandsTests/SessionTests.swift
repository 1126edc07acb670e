import LenetCommands
import LenetEngine
import LenetLab
import Testing

/// What statements do to a session, seen from the program's side.
@Suite struct SessionTests {
    private func value(_ name: String, _ session: Session) throws -> Value { try #require(session.scopes[name]) }

    private func fingerprint(_ script: String, threads: Int = 1) throws -> String {
        let (session, output) = TestSession.make()
        session.setThreads(threads)
        try #require(session.run(script, name: "test") == .fine, "\(output.messages)")
        return try #require(session.training?.network.fingerprint)
    }

    @Test func theSameScriptGivesTheSameBits() throws {
        let script = "load digits train 500\nseed 3\nmodel lenet5\ntrain with adam epochs 2 batch 64"
        let first = try fingerprint(script)
        #expect(try fingerprint(script) == first)
        #expect(try fingerprint(script, threads: 3) == first)
        #expect(try fingerprint(script.replacing("seed 3", with: "seed 4")) != first)
    }

    @Test func rewindGoesBackToTheBeginning() throws {
        let once = try fingerprint("load digits train 300\nmodel mlp\ntrain with sgd lr 0.1")
        #expect(try fingerprint("load digits train 300\nmodel mlp\ntrain with adam\nrewind\ntrain with sgd lr 0.1") == once)
    }

    @Test func aSecondTrainingGoesOn() throws {
        let twice = try fingerprint("load digits train 300\nmodel mlp\ntrain with adam\ntrain with adam")
        #expect(try fingerprint("load digits train 300\nmodel mlp\ntrain with adam epochs 2") == twice)
    }

    @Test func comparingLeavesTheModelAlone() throws {
        let script = "load digits train 300\nmodel mlp\ntrain with sgd lr 0.1\n"
        let alone = try fingerprint(script)
        #expect(try fingerprint(script + "compare [sgd, adam] epochs 1 seeds 2") == alone)
    }

    @Test func aComparisonIsWhatTheTrainingsAre() throws {
        let (session, _) = TestSession.make()
        try #require(
            session.run(
                """
                load digits train 300
                model mlp
                let race = compare [sgd(lr: 0.1), adam] epochs 2 batch 50 seeds 2
                seed 1
                model mlp
                let run = train with adam epochs 2 batch 50
                """, name: "test") == .fine)
        guard case .comparison(let race) = try value("race", session), case .run(let run) = try value("run", session) else {
            Issue.record("race is a comparison and run a run")
            return
        }
        #expect(race.runs.map(\.optimizer) == ["sgd", "sgd", "adam", "adam"])
        #expect(race.runs.map(\.seed) == [0, 1, 0, 1])
        #expect(race.runs.last?.result.fingerprint == run.result.fingerprint)
    }

    @Test func interruptingKeepsWhatWasLearnt() throws {
        let (session, output) = TestSession.make()
        try #require(session.run("load digits train 1000\nmodel mlp", name: "test") == .fine)
        let start = session.training?.network.fingerprint
        var asked = 0
        session.isInterrupted = {
            asked += 1
            return asked > 6
        }
        #expect(session.run("let run = train with adam epochs 100 batch 10\nprint run.steps", name: "test") == .interrupted)
        #expect(output.results.isEmpty)
        session.isInterrupted = { false }
        #expect(session.training?.network.fingerprint != start)
        #expect(session.training?.step ?? 0 > 0)
        // The value of the training that was interrupted is there.
        #expect(session.run("print run.reason", name: "test") == .fine)
        #expect(output.results == ["interrupted"])
        // And training goes on from there.
        #expect(session.run("train with adam epochs 1", name: "test") == .fine)
    }

    @Test func theLastStatementInterruptedEndsAFileWith130() throws {
        let (session, _) = TestSession.make()
        try #require(session.run("load digits train 1000\nmodel mlp", name: "test") == .fine)
        var asked = 0
        session.isInterrupted = {
            asked += 1
            return asked > 4
        }
        #expect(session.run("train with adam epochs 100 batch 10", name: "test") == .interrupted)
    }

    @Test func jsonIsOneObjectAResult() throws {
        let (session, output) = TestSession.make(quiet: false)
        session.settings.json = true
        try #require(session.run("load digits train 200\nmodel mlp\ntrain with adam\nprint \"a \\\"b\\\"\"\n[1, 0.5]\nlet x = 3", name: "test") == .fine)
        #expect(output.results.count == 5)
        #expect(output.results.allSatisfy { $0.hasPrefix("{\"statement\": ") && !$0.contains("\n") })
        #expect(output.results[3] == "{\"statement\": \"print\", \"result\": \"a \\\"b\\\"\"}")
        #expect(output.results[4] == "{\"statement\": \"value\", \"result\": [1, 0.5]}")
    }

    @Test func aModelThatDoesNotFitIsDroppedWithAWord() throws {
        let (session, output) = TestSession.make()
        try #require(session.run("model mlp\nload digits train 100", name: "test") == .fine)
        #expect(session.training != nil)
        #expect(output.messages.isEmpty)
    }

    @Test func errorsLeaveTheSessionUsable() {
        let (session, output) = TestSession.make()
        #expect(session.run("let x = 1\nif true { let y = nowhere }", name: "test") == .failed)
        #expect(session.run("print x", name: "test") == .fine)
        #expect(output.results == ["1"])
        #expect(session.scopes.isAtTopLevel)
    }

    @Test func deepRecursionIsAnError() {
        let (session, output) = TestSession.make()
        #expect(session.run("def f(n) { return 1 + (f(n + 1)) }\nprint f(0)", name: "test") == .failed)
        // Calls or the stack: without optimisation the stack is the first to be used up.
        #expect(output.messages.first?.contains("a function that calls itself needs a case in which it does not") == true)
    }

    @Test func aLoopWithoutEndIsAnError() {
        let (session, output) = TestSession.make()
        session.limits.rounds = 1000
        #expect(session.run("while true { let x = 1 }", name: "test") == .failed)
        #expect(output.messages.first?.contains("this loop does not end") == true)
    }
}
