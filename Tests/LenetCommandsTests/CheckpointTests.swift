import Foundation
import LenetCommands
import LenetData
import LenetEngine
import LenetLab
import Testing

/// A training that went through a file into another session is the training that never stopped: same weights, same optimizer,
/// same history.
@Suite struct CheckpointTests {
    private static let data = "load digits train 130\nseed 5\n"
    private static let small = "model small { dense 12 relu; dropout 0.3; dense 10 }\nmodel small\n"
    private static let normed = "model normed(width = 6) { dense width; batchnorm; relu; dense 10 }\nmodel normed(width: 8)\n"
    /// A rule with states, a scalar, a flag and a start of its own; an alias; a schedule that remembers.
    private static let own = """
        ## A rule of my own.
        optimizer mine(lr = 0.05, momentum = 0.8, doubled = false) {
            state v = momentum, start = w
            scalar calls = 1
            calls = calls + 1
            start = start + 0.1 * (w - start)
            v = momentum * v - lr * g / sqrt(calls)
            if doubled { v = 2 * v }
            w = w + v - 0.001 * (w - start)
        }
        optimizer twice = mine(doubled: true)
        schedule falling(by = 0.9) {
            scalar rate = 1
            rate = rate * by
            lr = lr * rate
        }

        """

    static let trainings: [(start: String, training: String)] =
        ResumeTests.trainings.map { (small, $0) } + [
            (normed, "adam epochs 3 batch 32"), (normed, "sgd lr 0.1 momentum 0.9 average 0.9 epochs 3 batch 32"),
            (small, "schedule_free_adamw lr 0.01 epochs 3 batch 32"), (small, "muon lr 0.01 epochs 2 batch 32"),
            (small, "asgd epochs 2 batch 32"), (small, "adam epochs 3 batch 32 loss focal(gamma: 1.5)"),
            (own + small, "mine epochs 3 batch 32 schedule falling(by: 0.95)"), (own + normed, "twice lr 0.02 epochs 2 batch 32 accumulate 2"),
            (small, "adam lr 0.01 epochs 6 batch 32 until accuracy > goal"),
        ]

    private func withFile(_ body: (String) throws -> Void) rethrows {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-\(UUID().uuidString).ckpt").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    private func session(_ script: String) throws -> (session: Session, output: CollectedOutput) {
        let (session, output) = TestSession.make()
        try #require(session.run(script, name: "test") == .fine, "\(output.messages)")
        return (session, output)
    }

    private func traces(_ session: Session) throws -> Traces { Traces(try #require(session.training)) }

    @Test(arguments: trainings.indices, [1, 4, 5, 7])
    func aSplitRunIsAWholeRun(index: Int, step: Int) throws {
        let (start, training) = Self.trainings[index]
        let script = "let goal = 0.35\n" + Self.data + start + "train with \(training)"
        let (whole, _) = try session(script)
        try withFile { path in
            let (paused, _) = try session(script + " pause \(step)\nsave checkpoint to \"\(path)\"")
            let isPaused = paused.paused != nil
            let (other, output) = try session("load checkpoint \"\(path)\"")
            #expect(other.paused?.summary == paused.paused?.summary)
            #expect(try traces(other) == traces(paused))
            if isPaused { try #require(other.run("resume", name: "test") == .fine, "\(output.messages)") }
            #expect(try traces(other) == traces(whole))
            // Settings come with it, and what follows is the same too.
            #expect(other.settings.seed == 5)
            for session in [whole, other] { try #require(session.run("train\nrewind\ntrain with \(training.replacing("goal", with: "0.35")) pause 3", name: "test") == .fine) }
            #expect(try traces(other) == traces(whole))
        }
    }

    /// In another dialect than the one in force now, and with branches.
    /// The same words are another rule in another dialect: the one that ran is kept.
    @Test func aRuleKeepsTheDialectItRanIn() throws {
        try withFile { path in
            let (first, _) = try session(Self.data + Self.small + "train with adam epochs 1 batch 32\ndialect torch\nsave checkpoint to \"\(path)\"")
            let (second, output) = try session("load checkpoint \"\(path)\"")
            #expect(second.dialect == .torch)
            #expect(second.lastRule?.rule.displayName == first.lastRule?.rule.displayName)
            #expect(second.lastRule?.dialect == .keras, "\(output.messages)")
        }
    }

    @Test func dialectSeedAndBranchesComeBack() throws {
        try withFile { path in
            let (first, _) = try session("dialect torch\n" + Self.data + Self.normed + "train with adam epochs 2 batch 32 pause 3")
            first.branches = [Branch(name: "early", state: try #require(first.training), paused: first.paused)]
            try #require(first.run("resume pause 6\nsave checkpoint to \"\(path)\" with branches", name: "test") == .fine)
            let (other, _) = try session("seed 9\nload checkpoint \"\(path)\"")
            #expect(other.dialect == .torch && other.settings.seed == 5)
            #expect(other.branches.map(\.name) == ["early"])
            #expect(other.branches.first?.state.step == 3 && other.branches.first?.paused?.pause.steps == 3)
            #expect(other.branches.first?.state.network.weights == first.branches.first?.state.network.weights)
            #expect(try traces(other) == traces(first))
            // Without the words there are none.
            try #require(first.run("save checkpoint to \"\(path)\"", name: "test") == .fine)
            let (plain, _) = try session("load checkpoint \"\(path)\"")
            #expect(plain.branches.isEmpty)
        }
    }

    /// What is watched, landscapes of one's own, and the names of what does not come: `when` blocks.
    @Test func watchesAndLandscapesComeBack() throws {
        try withFile { path in
            let (first, _) = try session(
                Self.data + """
                    let scale = 4
                    model mlp
                    watch dense1.weight[3, 2], dense2, norm(dense1.bias) / scale
                    ## A valley.
                    ## Start: [2, 1]
                    landscape valley(x, y, steep = 10) = (x + y)^2 / 2 + steep * (x - y)^2
                    when loss > 1e6 { pause }
                    train with adam epochs 2 batch 32 pause 3
                    save checkpoint to "\(path)"
                    """)
            let (other, output) = TestSession.make(quiet: false)
            try #require(other.run("let watched = load checkpoint \"\(path)\"\nload checkpoint \"\(path)\"", name: "test") == .fine, "\(output.messages)")
            #expect(other.watched.map(\.text) == ["dense1.weight[3, 2]", "dense2", "norm(dense1.bias) / (4)"])
            let said = output.results.joined(separator: " ").split(separator: " ").joined(separator: " ")
            #expect(
                said.contains("with it came landscape valley; watched: dense1.weight[3, 2], dense2, norm(dense1.bias) / (4)"), "\(output.results)")
            #expect(output.messages.contains { $0.contains("when loss > 1e6 { pause }") })
            #expect(other.watchers.isEmpty)
            // They are what they were.
            let one = "let s = step\nlet p = path of sgd on valley(steep: 3) steps 4"
            for session in [first, other] { try #require(session.run(one, name: "test") == .fine) }
            guard case .path(let a)? = first.scopes["p"], case .path(let b)? = other.scopes["p"], case .record(let s)? = first.scopes["s"],
                case .record(let t)? = other.scopes["s"], case .list(let left)? = s["watched"], case .list(let right)? = t["watched"]
            else { return #expect(Bool(false)) }
            #expect(a.tracks[0].coordinates == b.tracks[0].coordinates && a.start == [2, 1])
            #expect(left.count == 3 && right.count == 3 && left[0].text == right[0].text && left[1].text == right[1].text)
            // What was watched here stays.
            let (third, _) = try session("model mlp\nwatch dense2.bias[1]\nload checkpoint \"\(path)\"")
            #expect(third.watched.map(\.text).first == "dense2.bias[1]" && third.watched.count == 4)
        }
    }

    /// A file that would have something done in place of a watch is refused.
    @Test(arguments: ["(save model to \"x\")", "dense1.bias[0], dense2", "(train with sgd)", "dense1.bias[99999]", "nothing nothing", "f {", "dense1.bias[0] \u{1b}[2J"])
    func aWatchOnlyWatches(text: String) throws {
        let (session, _) = try session("model mlp")
        var checkpoint = session.checkpoint(of: try #require(session.training), nil)
        checkpoint.watched = [text]
        let read = try Checkpoint(reading: checkpoint.bytes)
        #expect(read.watched == [text])
        #expect(throws: CheckpointFault.self) { try session.restore(read, from: "file") }
        #expect(session.watched.isEmpty)
    }

    /// Every state that autosave writes in the middle of a training leads to the same end, and writing changes nothing.
    @Test(arguments: [
        "adam epochs 3 batch 32", "sgd lr 0.1 momentum 0.9 epochs 3 batch 32 accumulate 2 schedule one_cycle",
        "sgd lr 0.1 epochs 4 batch 32 schedule plateau(patience: 0, factor: 0.5, threshold: 0.5)",
    ])
    func autosaveChangesNoBits(training: String) throws {
        try withFile { path in
            let (whole, _) = try session(Self.data + Self.normed + "train with \(training)")
            let (saving, _) = try session(Self.data + Self.normed + "autosave to \"\(path)\" every 3 steps")
            var files: [Data] = []
            saving.isInterrupted = {
                if let file = try? Data(contentsOf: URL(fileURLWithPath: path)), file != files.last { files.append(file) }
                return false
            }
            try #require(saving.run("train with \(training)", name: "test") == .fine)
            #expect(try traces(saving) == traces(whole))
            #expect(files.count >= 4)
            var paused = 0
            for file in files {
                try file.write(to: URL(fileURLWithPath: path))
                let (other, _) = try session("load checkpoint \"\(path)\"")
                // The last is the training's end.
                if let training = other.paused {
                    paused += 1
                    #expect(training.pause.steps.isMultiple(of: 3))
                    try #require(other.run("resume", name: "test") == .fine)
                }
                #expect(try traces(other) == traces(whole))
            }
            #expect(paused >= 3 && paused >= files.count - 1)
        }
    }

    /// The last write is the end of the training, by the clock too.
    @Test func autosaveWritesTheEnd() throws {
        try withFile { path in
            let (saving, _) = try session(Self.data + Self.small + "autosave to \"\(path)\" every 0.5 minutes")
            var time = 0.0
            saving.clock = {
                time += 1
                return time
            }
            try #require(saving.run("train with adam epochs 4 batch 16", name: "test") == .fine)
            let (other, _) = try session("load checkpoint \"\(path)\"")
            #expect(other.paused == nil)
            #expect(try traces(other) == traces(saving))
            #expect(saving.run("autosave off\nautosave every 5 steps minutes", name: "test") == .failed)
            #expect(saving.autosave == nil)
        }
    }

    @Test func aFolderThatCannotBeWrittenToIsSaidOnce() throws {
        let (saving, output) = try session(Self.data + Self.small + "autosave to \"/nowhere/run.ckpt\" every 2 steps")
        try #require(saving.run("train with adam epochs 2 batch 32", name: "test") == .fine)
        #expect(output.messages.filter { $0.contains("autosave cannot write") }.count == 1)
    }

    /// What does not fit leaves the session as it was.
    @Test func otherImagesAreRefused() throws {
        try withFile { path in
            let (first, _) = try session(Self.data + Self.own + Self.small + "train with mine epochs 2 batch 32 pause 3\nsave checkpoint to \"\(path)\"")
            _ = first
            let (other, output) = try session("print 1")
            let load = other.loadData
            other.loadData = { (requests, locator, progress) throws(DataError) in
                var data = try load(requests, locator, progress)
                data.dataset.checksums = ["0000"]
                return data
            }
            #expect(other.run("load checkpoint \"\(path)\"", name: "test") == .failed)
            #expect(other.reportedCodes == ["E0745"])
            #expect(output.messages.contains { $0.contains("its checksum is not that of the images it was trained on") })
            #expect(other.training == nil && other.dataset == nil && other.library.ownDefinitions.isEmpty)
        }
    }

    // MARK: Damage

    private static let sample: [UInt8] = {
        let (session, _) = TestSession.make()
        let script = data + own + normed
            + "train with twice epochs 3 batch 32 accumulate 2 schedule falling(by: 0.5) until accuracy > 0.999 pause 7"
        guard session.run(script, name: "sample") == .fine, let state = session.training else { return [] }
        session.branches = [Branch(name: "here", state: state, paused: session.paused)]
        return session.checkpoint(of: state, session.paused, withBranches: true).bytes
    }()

    @Test func whatIsTornOrChangedIsRefused() throws {
        try #require(!Self.sample.isEmpty)
        _ = try Checkpoint(reading: Self.sample)
        for length in Array(0..<200) + stride(from: 200, to: Self.sample.count, by: 997) + [Self.sample.count - 1] {
            #expect(throws: CheckpointFault.self) { try Checkpoint(reading: Array(Self.sample.prefix(length))) }
        }
        for place in Array(0..<64) + stride(from: 64, to: Self.sample.count, by: 211) {
            var bytes = Self.sample
            bytes[place] ^= 0x10
            #expect(throws: CheckpointFault.self) { try Checkpoint(reading: bytes) }
        }
        #expect(throws: CheckpointFault.tooLong(bytes: Self.sample.count + 1, expected: Self.sample.count)) {
            try Checkpoint(reading: Self.sample + [0])
        }
        #expect(throws: CheckpointFault.foreign) { try Checkpoint(reading: Array("a diary, and no checkpoint at all".utf8)) }
        #expect(throws: CheckpointFault.foreign) { try Checkpoint(reading: []) }
    }

    /// Mutants whose checksum is right: their contents lie. Each is refused, or can be gone on with.
    @Test func contentsThatLieAreRefusedOrHarmless() throws {
        try #require(!Self.sample.isEmpty)
        var (refused, taken) = (0, 0)
        for number in 0..<Fuzzing.mutants {
            let bytes = Fuzzing.checkpoint(Self.sample, number)
            guard let checkpoint = try? Checkpoint(reading: bytes) else {
                refused += 1
                continue
            }
            let (session, _) = TestSession.make()
            do {
                try session.restore(checkpoint, from: "mutant")
                taken += 1
                // A number of epochs may have grown.
                if number.isMultiple(of: 8) { _ = session.run(session.paused == nil ? "evaluate" : "resume pause \((session.paused?.pause.steps ?? 0) + 2)", name: "test") }
            } catch {
                refused += 1
            }
        }
        #expect(refused > Fuzzing.mutants / 4 && taken > 0)
    }
}
