import LenetCommands
import LenetEngine
import LenetLab
import Testing

/// Going back and forth in a training: wherever one goes, everything is what it was when that step was first reached, and goes on to
/// the same bits.
@Suite struct PastTests {
    /// 130 images, batch 32: five updates an epoch, the last of two images.
    private static let start = """
        load digits train 130 validation 40
        seed 5
        model small { dense 12; batchnorm; relu; dropout 0.3; dense 10 }
        model small

        """

    /// Trainings one after the other: rules with much and with little to remember, gradients that wait for their update, schedules
    /// with a memory, losses, batches, an end by `until`, one that diverges.
    static let lives: [[String]] = [
        ["train with adam lr 0.01 epochs 2 batch 32", "train with adam lr 0.002 epochs 1 batch 20", "train with sgd lr 0.1 epochs 2 batch 32"],
        ["train with sgd lr 0.1 momentum 0.9 nesterov epochs 3 batch 32 schedule one_cycle", "train with rmsprop epochs 2 batch 32 loss mse"],
        [
            "train with sgd lr 0.1 epochs 4 batch 32 schedule plateau(patience: 0, factor: 0.5, threshold: 0.5)",
            "train with adam epochs 2 batch 32 accumulate 3", "train with adam epochs 2 batch 32 accumulate 3",
        ],
        ["train with nadam lr 0.01 epochs 2 batch 32 pause 7", "train with adagrad lr 0.05 epochs 1 batch 32", "train with nadam epochs 1 batch 64"],
        ["train with adam lr 0.01 epochs 30 batch 32 until accuracy > 0.3", "train with sgd lr 0.1 epochs 1 batch 32"],
        ["train with sgd lr 0.1 momentum 0.9 epochs 2 batch 32 pause 4", "resume lr 0.01", "train with sgd lr 0.1 epochs 1 batch 32"],
        ["train with sgd lr 0.1 epochs 1 batch 32", "train with sgd lr 1e38 epochs 2 batch 32", "train with adam epochs 1 batch 32"],
    ]

    struct Pace: Sendable, CustomTestStringConvertible {
        var name: String
        var bytes = 256 << 20
        var everyUpdates: Int
        var testDescription: String { name }
    }
    static let paces = [
        Pace(name: "every update", everyUpdates: 1), Pace(name: "every third", everyUpdates: 3),
        Pace(name: "beginnings and epochs", everyUpdates: 1_000_000), Pace(name: "no room at all", bytes: 1, everyUpdates: 1),
        Pace(name: "room for four", bytes: 200_000, everyUpdates: 1),
    ]

    /// All that a later statement could see; times are nobody's bits.
    private struct Traces: Equatable {
        var weights: [Float]
        var statistics: [Float]
        var optimizer: OptimizerState?
        var places: [Int]
        var history: [HistoryRow]
        var pause: TrainingPause?
        var rule: String?

        init(_ session: Session) throws {
            let state = try #require(session.training)
            func timeless(_ rows: [HistoryRow]) -> [HistoryRow] {
                rows.map { row in
                    var row = row
                    row.seconds = 0
                    return row
                }
            }
            weights = state.network.weights
            statistics = state.network.statistics
            optimizer = state.optimizer
            places = [state.step, state.pass, state.position]
            history = timeless(state.history)
            let rows = session.paused.map { timeless($0.pause.history) } ?? []
            pause = session.paused?.pause
            pause?.seconds = 0
            pause?.history = rows
            rule = session.lastRule?.rule.displayName
        }
    }

    private func session(_ pace: Pace) throws -> (session: Session, output: CollectedOutput) {
        let (session, output) = TestSession.make()
        session.setPast(bytes: pace.bytes, pace: SnapshotPace(everyUpdates: pace.everyUpdates))
        try #require(session.run(Self.start, name: "test") == .fine, "\(output.messages)")
        return (session, output)
    }

    private func run(_ text: String, in session: Session, _ output: CollectedOutput) throws {
        try #require(session.run(text, name: "test") == .fine, "\(text): \(output.messages.suffix(3))")
    }

    /// What each step was when it was first reached, with a pause behind every update; nothing of the past is used for it.
    private func golden(_ life: [String]) throws -> [Int: Traces] {
        let (session, output) = try session(Pace(name: "off", bytes: 0, everyUpdates: 1))
        var traces = [0: try Traces(session)]
        /// Where one training ends and the next begins, the end of the first is what counts.
        func note() throws {
            let step = try #require(session.training?.step)
            if traces[step] == nil { traces[step] = try Traces(session) }
        }
        for training in life {
            let clause = training.range(of: "pause ").flatMap { Int(training[$0.upperBound...]) }
            let plain = clause.map { training.replacingOccurrences(of: " pause \($0)", with: "") } ?? training
            var next = (session.paused?.pause.steps ?? 0) + 1
            if !training.hasPrefix("resume") { next = 1 }
            try run("\(plain) pause \(next)", in: session, output)
            try note()
            while session.paused != nil, next < clause ?? .max {
                next += 1
                try run("resume pause \(next)", in: session, output)
                try note()
            }
        }
        return traces
    }

    /// To every step and back to the end, in an order that goes both ways.
    @Test(arguments: lives.indices, paces)
    func everyStepIsWhatItWas(life: Int, pace: Pace) throws {
        // A training that diverges at once leaves everything where it was.
        let golden = try golden(Self.lives[life].filter { !$0.contains("1e38") })
        let (session, output) = try session(pace)
        for training in Self.lives[life] { try run(training, in: session, output) }
        let last = try #require(session.training?.step)
        #expect(golden.keys.max() == last)
        #expect(try Traces(session) == golden[last])
        for place in 0...last {
            let step = place * 7 % (last + 1)
            try run("goto step \(step)", in: session, output)
            if step == 0 { continue }
            #expect(try Traces(session) == golden[step], "step \(step)")
        }
        try run("goto step \(last)", in: session, output)
        for step in (0..<last).reversed() {
            try run("back", in: session, output)
            if step == 0 { continue }
            #expect(try Traces(session) == golden[step], "back to \(step)")
        }
        #expect(session.past.snapshots.bytes <= max(pace.bytes, 0))
    }

    /// After `back`, the training that goes on is the one that was.
    @Test(arguments: lives.indices, [1, 2, 3, 6, 9])
    func goingOnIsTheSameWay(life: Int, back: Int) throws {
        let golden = try golden(Self.lives[life].filter { !$0.contains("1e38") })
        let (session, output) = try session(Self.paces[1])
        for training in Self.lives[life] { try run(training, in: session, output) }
        let last = try #require(session.training?.step)
        try run("back \(back)", in: session, output)
        for step in (last - back + 1)...last {
            guard let paused = session.paused else { break }
            try run("resume pause \(paused.pause.steps + 1)", in: session, output)
            // Behind a pause after which another training began, this is another way.
            if golden[step]?.rule != session.lastRule?.rule.displayName { break }
            #expect(try Traces(session) == golden[step], "step \(step)")
        }
    }

    @Test func epochsAreTheEndsOfTheirRows() throws {
        let (session, output) = try session(Self.paces[1])
        try run("train with adam epochs 3 batch 32 pause 12\ntrain with sgd epochs 2 batch 32", in: session, output)
        let history = try #require(session.training?.history)
        #expect(history.map(\.epoch) == [0, 1, 2, 3, 4])
        for (epoch, step) in [(4, 22), (1, 5), (3, 17), (2, 10), (0, 0)] {
            try run("goto epoch \(epoch)", in: session, output)
            #expect(session.training?.step == step)
            if epoch > 0 { #expect(session.training?.history == Array(history[...epoch])) }
        }
        #expect(session.run("goto epoch 5", name: "test") == .failed)
        #expect(session.reportedCodes == ["E0721"])
    }

    /// From the middle of a training another one begins: what came after is gone, and said to be.
    @Test func anotherTrainingCutsTheWay() throws {
        let (session, output) = try session(Self.paces[1])
        session.settings.quiet = false
        try run("train with adam epochs 3 batch 32\nback 4\ntrain with sgd lr 0.1 epochs 1 batch 32", in: session, output)
        #expect(session.training?.step == 16)
        #expect(output.messages.contains { $0.contains("4 steps that came after step 11") })
        #expect(session.run("goto step 17", name: "test") == .failed)
        #expect(session.reportedCodes == ["E0720"])
        let after = try Traces(session)
        try run("goto step 3\ngoto step 16", in: session, output)
        #expect(try Traces(session) == after)
    }

    @Test func rewindLeavesTheStepsWithinReach() throws {
        let (session, output) = try session(Self.paces[1])
        try run("train with adam epochs 2 batch 32", in: session, output)
        let end = try Traces(session)
        try run("rewind", in: session, output)
        #expect(session.training?.step == 0)
        #expect(session.training?.history.isEmpty == true)
        try run("goto step 10", in: session, output)
        #expect(try Traces(session) == end)
        try run("rewind\ntrain with sgd epochs 1 batch 32", in: session, output)
        #expect(session.run("goto step 6", name: "test") == .failed)
    }

    @Test func aPauseIsAPauseAgain() throws {
        let (session, output) = try session(Self.paces[1])
        try run("let run = train with adam epochs 2 batch 32 pause 6\nback 2\nresume", in: session, output)
        guard case .run(let run)? = session.scopes["run"] else {
            Issue.record("a run")
            return
        }
        #expect(run.result.epochs == 2 && run.result.steps == 10)
    }

    @Test func anInterruptedWayBackChangesNothing() throws {
        let (session, output) = try session(Self.paces[2])
        try run("train with adam epochs 2 batch 32", in: session, output)
        let before = try Traces(session)
        var asked = 0
        session.isInterrupted = {
            asked += 1
            return asked > 3
        }
        #expect(session.run("goto step 9", name: "test") == .interrupted)
        #expect(try Traces(session) == before)
        session.isInterrupted = { false }
        try run("goto step 9\ngoto step 10", in: session, output)
        #expect(try Traces(session) == before)
    }

    @Test func otherDataIsRefused() throws {
        let (session, output) = try session(Self.paces[1])
        try run("train with adam epochs 1 batch 32", in: session, output)
        let end = try Traces(session)
        try run("load digits train 200", in: session, output)
        #expect(session.run("back 2", name: "test") == .failed)
        #expect(session.reportedCodes == ["E0723"])
        // Trained on from here, both parts are within reach, each with its own images.
        try run("train with adam epochs 1 batch 50", in: session, output)
        try run("goto step 7", in: session, output)
        #expect(session.run("goto step 3", name: "test") == .failed)
        try run("load digits train 130 validation 40\ngoto step 5", in: session, output)
        #expect(try Traces(session) == end)
    }

    @Test func withoutAPast() throws {
        let (session, _) = try session(Pace(name: "off", bytes: 0, everyUpdates: 1))
        try #require(session.run("train with adam epochs 1 batch 32", name: "test") == .fine)
        #expect(session.past.snapshots.count == 0)
        #expect(session.run("back", name: "test") == .failed)
        #expect(session.reportedCodes == ["E0722"])
    }

    // MARK: Branches

    /// Two futures of one beginning are the two trainings that two sessions would have made.
    @Test(arguments: paces)
    func branchesGoTheirOwnWays(pace: Pace) throws {
        let (one, first) = try session(pace)
        let (two, second) = try session(pace)
        let (three, third) = try session(pace)
        let beginning = "train with sgd lr 0.1 momentum 0.9 epochs 2 batch 32 pause 7"
        try run(beginning + "\nresume\ntrain with adam epochs 1 batch 32", in: one, first)
        try run(beginning + "\nresume lr 0.5\ntrain with rmsprop epochs 1 batch 20", in: two, second)
        try run(beginning + "\nbranch fast\nresume\nswitch fast\nresume lr 0.5", in: three, third)
        try run("switch main\ntrain with adam epochs 1 batch 32\nswitch fast\ntrain with rmsprop epochs 1 batch 20", in: three, third)
        #expect(try Traces(three) == Traces(two))
        try run("switch main", in: three, third)
        #expect(try Traces(three) == Traces(one))
        // Each has its own past, back to before the fork.
        for step in [12, 8, 7, 5] {
            try run("goto step \(step)", in: one, first)
            try run("goto step \(step)", in: two, second)
            try run("switch main\ngoto step \(step)", in: three, third)
            #expect(try Traces(three) == Traces(one), "main at \(step)")
            try run("switch fast\ngoto step \(step)", in: three, third)
            #expect(try Traces(three) == Traces(two), "fast at \(step)")
        }
        try run("switch main\nforget branch fast", in: three, third)
        #expect(three.branches.isEmpty)
        try run("goto step 12\ngoto step 15", in: three, third)
        #expect(try Traces(three).weights.count == Traces(one).weights.count)
    }

    @Test func aBranchRefusesOtherData() throws {
        let (session, output) = try session(Self.paces[1])
        try run("train with adam epochs 1 batch 32\nbranch kept\nload digits train 200", in: session, output)
        #expect(session.run("switch kept", name: "test") == .failed)
        #expect(session.reportedCodes == ["E0723"])
        try run("load digits train 130 validation 40\nswitch kept\ntrain with adam epochs 1 batch 32", in: session, output)
        #expect(session.training?.step == 10)
    }

    @Test func anotherModelEndsThem() throws {
        let (session, output) = try session(Self.paces[1])
        session.settings.quiet = false
        try run("branch kept\nmodel mlp", in: session, output)
        #expect(session.branches.isEmpty)
        #expect(output.messages.contains { $0.contains("the branches kept, main were of the model before") })
        try run("let kept = 3\nlet main = 4", in: session, output)
    }

    @Test func theSessionIsSavedWithThem() throws {
        let (session, output) = try session(Self.paces[1])
        try run(
            "when step == 3 { branch third }\ntrain with adam epochs 2 batch 32\nback 2\ntrain with sgd lr 0.1 epochs 1 batch 32\n"
                + "forget when 1\nswitch third\nresume pause 5\ngoto step 4\nresume lr 0.1", in: session, output)
        let (again, second) = TestSession.make()
        try run(session.script, in: again, second)
        #expect(again.training?.network.fingerprint == session.training?.network.fingerprint)
        #expect(again.branchNames == session.branchNames)
        #expect(again.branchName == "third")
    }

    // MARK: When

    @Test func watchingChangesNothing() throws {
        let (plain, first) = try session(Self.paces[1])
        let (watched, second) = try session(Self.paces[1])
        let training = "train with adam epochs 3 batch 32 schedule cosine"
        try run(training, in: plain, first)
        try run("let count = 0\nwhen step mod 2 == 0 { count += 1; evaluate; predict test[0] }\n\(training)\nexpect count == 7", in: watched, second)
        #expect(try Traces(watched) == Traces(plain))
    }

    @Test func aPauseInABlockIsAPause() throws {
        let (plain, first) = try session(Self.paces[1])
        let (watched, second) = try session(Self.paces[1])
        try run("train with adam epochs 2 batch 32 pause 4", in: plain, first)
        try run("when step >= 4 { pause }\nlet run = train with adam epochs 2 batch 32", in: watched, second)
        #expect(try Traces(watched) == Traces(plain))
        // It has come true: it does not again before it was false in between.
        for session in [plain, watched] { try #require(session.run("resume", name: "test") == .fine) }
        #expect(try Traces(watched) == Traces(plain))
        guard case .run(let run)? = watched.scopes["run"] else {
            Issue.record("a run")
            return
        }
        #expect(run.result.steps == 10)
    }

    @Test func blocksAreToldWhatTheyMayDo() throws {
        let (session, _) = try session(Self.paces[1])
        for (text, code) in [
            ("when step == 2 { train with adam }", "E0725"), ("when step == 2 { if true { rewind } }", "E0725"), ("pause", "E0726"),
            ("repeat 1 { when step == 2 { pause } }", "E0727"), ("forget when 3", "E0728"), ("when lss > 2 { pause }", "E0201"),
            ("def f() { rewind }\nwhen step == 2 { f() }\ntrain with adam batch 32", "E0725"),
            ("forget when 1\nwhen loss { pause }\ntrain with adam batch 32", "E0224"),
        ] {
            #expect(session.run(text, name: "test") == .failed, "\(text)")
            #expect(session.reportedCodes == [code], "\(text): \(session.reportedCodes)")
        }
    }
}
