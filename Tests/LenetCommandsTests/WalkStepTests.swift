import Foundation
import LenetCommands
import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax
import Testing

/// What `step` prints of a walk over a landscape is what ran: a walk of the program that `path` runs, which keeps nothing of its
/// lines, stands at the same points, to the bit.
@Suite struct WalkStepTests {
    private static let start = [1.2, 0.8]

    @Test(arguments: StepTests.cases + StepTests.options)
    func printedIsWhatRan(_ text: String) throws {
        let parts = text.split(separator: "\u{1F}").map(String.init)
        try check("\(parts[0])\n", parts[1])
    }

    @Test(arguments: [
        "adam lr 0.1 schedule cosine steps 6", "sgd lr 0.01 momentum 0.5 schedule one_cycle steps 9 epochs 3", "adam noise 0.5",
        "sgd lr 0.001 clip_norm 0.01 decay 0.1 noise 0.1 schedule exponential steps 5",
    ])
    func withASchedule(_ rule: String) throws { try check("seed 3\n", rule) }

    /// Three updates, then the one that is compared.
    private func check(_ before: String, _ rule: String) throws {
        let (session, output) = TestSession.make()
        #expect(
            session.run(before + "step 3 with \(rule) on beale from [1.2, 0.8]", name: "test") == .fine, "\(output.messages.joined(separator: "\n"))")
        let stretch = try #require(session.walk?.walk.stretch)
        let request = stretch.request
        // As `path` has it: without a trace.
        let plain = try session.library.use(
            Name(request.choice.name, request.choice.span), dialect: session.dialect, settings: request.choice.settings, schedule: request.schedule)
        let landscape = try #require(session.library.landscape(named: "beale"))
        var walk = LandscapeWalk(
            landscape: landscape, rule: plain, from: Self.start, noise: stretch.noise, steps: stretch.steps, epochs: stretch.epochs)
        for _ in 0..<3 { walk.advance() }
        #expect(bits(try #require(session.walk?.walk.point)) == bits(walk.point))
        let (weights, point) = (walk.weights, walk.point)
        let statesBefore = [0, 1].map { self.states(of: $0, walk, plain) }
        let gradient = walk.advance()

        session.settings.quiet = false
        let printed = output.results.count
        #expect(session.run("let kept = step verbose\nkept.text", name: "test") == .fine, "\(output.messages.joined(separator: "\n"))")
        let lines = output.results[printed...].flatMap { $0.components(separatedBy: "\n") }
        func exact(_ numbers: [Double]) -> String { "(" + numbers.map { NumberText.exact($0) }.joined(separator: ", ") + ")" }
        #expect(unfolded(lines).contains("step 4: \(exact(point)) to \(exact(walk.point))"), "\(lines.joined(separator: "\n"))")
        #expect(unfolded(lines).contains("gradient \(exact(gradient))"), "\(lines.joined(separator: "\n"))")
        #expect(
            unfolded(lines).contains(
                "height \(NumberText.exact(landscape.value(at: point))) before, \(NumberText.exact(landscape.value(at: walk.point))) after"))
        // The rate of the update, by another run of the schedule.
        if request.schedule != nil { #expect(lines.contains { $0.hasPrefix("schedule ") }) }

        for (index, name) in ["x", "y"].enumerated() {
            let first = try #require(lines.firstIndex { $0.hasPrefix("\(name) by ") }, "\(lines.joined(separator: "\n"))")
            let block = lines[(first + 1)...].prefix { !$0.isEmpty }
            let row = try #require(block.first { $0.contains("Δw ") })
            let words = row.split(separator: " ").map { $0.filter { $0 != "," } }
            #expect(words.count > 4 && bits([number(words[1]), number(words[2])]) == bits([weights[index], walk.weights[index]]), "\(row)")
            #expect(words.count > 4 && number(words[4]) == walk.weights[index] - weights[index], "\(row)")
            // The last line that gives w a value ends in that value.
            let last = try #require(block.indices.last { block[$0].trimmingCharacters(in: .whitespaces).hasPrefix("w = ") })
            let results = block[(last + 1)...].prefix { line in
                line.trimmingCharacters(in: .whitespaces).hasPrefix("=") || line.hasPrefix("      ") && !line.hasSuffix("after")
            }
            #expect(results.last?.hasSuffix("= \(NumberText.exact(walk.weights[index]))") == true, "\(block.joined(separator: "\n"))")
            // What the rule remembers.
            let after = self.states(of: index, walk, plain)
            for (state, value) in after {
                var isThere = false
                let before = try #require(statesBefore[index][state])
                for line in block {
                    let words: [String] = line.split(separator: " ").map(String.init)
                    guard words.count >= 3, words[0] == state, words[1] != "=" else { continue }
                    isThere = isThere || bits([number(words[1]), number(words[2])]) == bits([before, value])
                }
                #expect(isThere, "\(state): \(before) to \(value)\n\(block.joined(separator: "\n"))")
            }
        }
        // A value kept has the same numbers.
        guard case .record(let kept)? = session.scopes["kept"], case .list(let reached)? = kept["point_after"] else { return #expect(Bool(false)) }
        #expect(reached.map(\.text) == walk.point.map { Value.number($0).text })
    }

    private func bits(_ numbers: [Double]) -> [UInt64] { numbers.map { ($0 == 0 ? 0 : $0).bitPattern } }
    private func number(_ word: some StringProtocol) -> Double { Double(String(word).replacingOccurrences(of: "infinity", with: "inf")) ?? .nan }
    /// Lines that were folded are one again.
    private func unfolded(_ lines: [String]) -> String { lines.joined(separator: " ").split(separator: " ").joined(separator: " ") }

    /// By name, what a rule remembers of a variable.
    private func states(of index: Int, _ walk: LandscapeWalk, _ rule: RuleInUse) -> [String: Double] {
        let part = walk.runner.part(of: index)
        let program = part == 0 ? rule.program : rule.otherwise?.program ?? rule.program
        walk.runner.begin(with: walk.weights)
        return Dictionary(
            program.states.enumerated().map { ($1.name, walk.runner.number(at: UpdateProgram.firstStateVector + $0, of: index)) },
            uniquingKeysWith: { first, _ in first })
    }

    // MARK: Along the walk and back

    private func point(_ session: Session) throws -> [UInt64] { bits(try #require(session.walk?.walk.point)) }

    private func run(_ session: Session, _ text: String) throws -> [UInt64] {
        #expect(session.run(text, name: "test") == .fine)
        return try point(session)
    }

    /// Step by step, many at once, back and forth, with rules that change on the way: the points of `path`, and the same again.
    @Test func theWaysBackAndForth() throws {
        let (session, _) = TestSession.make()
        let walk = "adam(lr: 0.2) on noisy_bowl from [3, -2] noise 0.5"
        #expect(session.run("seed 4\nlet p = path of \(walk) steps 40 schedule cosine epochs 8", name: "test") == .fine)
        guard case .path(let path)? = session.scopes["p"] else { return #expect(Bool(false)) }
        let points = path.points(of: path.tracks[0]).map(bits)
        #expect(points.count == 41)
        #expect(try run(session, "step with \(walk) schedule cosine steps 40 epochs 8") == points[1])
        #expect(try run(session, "step") == points[2])
        #expect(try run(session, "step 20") == points[22])
        #expect(try run(session, "back 7") == points[15])
        #expect(try run(session, "step 25") == points[40])
        #expect(try run(session, "back 40") == points[0])
        #expect(try run(session, "step 40 verbose") == points[40])
        // Another rule on the way, and back over the place where it took over.
        let a = try run(session, "back 10\nstep 5 with sgd lr 0.01")
        let b = try run(session, "step 3 lr 0.02")
        #expect(try run(session, "back 3") == a)
        // Before the word, the rate before it holds.
        #expect(try run(session, "step 3") != b)
        #expect(try run(session, "back 3\nstep 3 lr 0.02") == b)
        #expect(try run(session, "back 8") == points[30])
        #expect(session.run("back 31", name: "test") != .fine)
        #expect(try point(session) == points[30])
        #expect(try run(session, "step") == points[31], "adam, as before")
    }

    /// What a rule remembers stays where only its settings change.
    @Test func aNewRateKeepsTheMemory() throws {
        let (session, _) = TestSession.make()
        #expect(session.run("let a = step 4 with adam lr 0.1 on rosenbrock\nlet b = step lr 0.05\nlet c = step with sgd lr 0.001", name: "test") == .fine)
        func kept(_ name: String, _ row: Int = 0) throws -> [(String, Double, Double)] {
            guard case .record(let step)? = session.scopes[name], case .list(let watched)? = step["watched"], case .record(let item)? = watched.first,
                case .list(let kept)? = item["kept"]
            else { return [] }
            return kept.compactMap { kept in
                guard case .record(let kept) = kept, case .text(let name)? = kept["name"], case .number(let before)? = kept["before"],
                    case .number(let after)? = kept["after"]
                else { return nil }
                return (name, before, after)
            }
        }
        let (a, b) = (try kept("a"), try kept("b"))
        #expect(a.count == 2 && b.count == 2)
        for (a, b) in zip(a, b) { #expect(a.0 == b.0 && a.2 == b.1 && a.2 != 0) }
        #expect(try kept("c").isEmpty)
    }

    /// A walk leaves the model, its training, its data and its random numbers as they are.
    @Test func theModelStays() throws {
        let model = "load digits train 130\nmodel cnn { conv 3 5x5 relu; maxpool 4; dropout 0.3; dense 10 }\nmodel cnn\n"
        let (whole, _) = TestSession.make()
        #expect(whole.run(model + "train with adam epochs 3 batch 32", name: "test") == .fine)
        let (session, _) = TestSession.make()
        #expect(session.run(model + "train with adam epochs 3 batch 32 pause 7", name: "test") == .fine)
        let before = try #require(session.training)
        #expect(session.run("step 5 with sgd lr 0.01 on bowl\nback 2\nstep until value < 20\nstep with adam on rosenbrock", name: "test") == .fine)
        let after = try #require(session.training)
        #expect(after.network.weights == before.network.weights && after.optimizer == before.optimizer && after.step == before.step)
        #expect(session.lastRule?.name == "adam" && session.paused != nil)
        #expect(session.run("forget walk\nstep\nback", name: "test") == .fine)
        #expect(session.training?.network.weights == before.network.weights)
        #expect(session.run("step with adam on rosenbrock\nresume", name: "test") == .fine)
        #expect(session.training?.network.weights == whole.training?.network.weights)
        // `resume` moved the model: `step` is of it again, and `on` goes back to the walk.
        #expect(session.walk?.isNext == false)
        #expect(session.run("step on rosenbrock", name: "test") == .fine)
        #expect(session.walk?.walk.step == 2)
    }

    /// Interrupted in the midst of many: it stands where it came to, and can go on.
    @Test func interrupted() throws {
        let (session, _) = TestSession.make()
        #expect(session.run("step with adam on rosenbrock", name: "test") == .fine)
        var asked = 0
        session.isInterrupted = {
            asked += 1
            return asked > 3
        }
        _ = session.run("step 1000000", name: "test")
        let reached = try #require(session.walk?.walk.step)
        #expect(reached > 1 && reached < 10_000)
        session.isInterrupted = { false }
        let here = try run(session, "step 10")
        let (other, _) = TestSession.make()
        #expect(try run(other, "step \(reached + 10) with adam on rosenbrock") == here)
    }

    @Test func statusTellsOfIt() throws {
        let (session, output) = TestSession.make()
        #expect(session.run("step 3 with sgd lr 0.25 on bowl(condition: 1) from [8, 0]\nstatus", name: "test") == .fine)
        #expect(output.results.last?.contains("bowl condition 1 with sgd lr 0.25: step 3 at (3.375, 0), height 5.695;\n          `step` goes on") == true, "\(output.results)")
        #expect(output.results.last?.contains("autosave  off") == true)
        #expect(session.run("autosave to \"kept.ckpt\" every 5 steps\nmodel mlp\nwatch dense1.bias[2]\nstatus", name: "test") == .fine)
        let status = try #require(output.results.last)
        #expect(status.contains("autosave  every 5 steps to kept.ckpt; `autosave off` ends it") && status.contains("watched   dense1.bias[2]"), "\(status)")
        #expect(status.contains("`step on bowl` goes on"), "the model moved: \(status)")
    }
}
