import LenetCards
import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax

/// The walk on which `step` stands.
package struct StandingWalk {
    package var walk: SteppedWalk
    /// `step`, and `back`, are of it: nothing has moved the model since.
    package var isNext = true
}

/// `step with adam lr 0.1 on rosenbrock from [-1.5, 2]`, and the steps behind it. The session's model is not touched.
enum WalkStepping {
    /// Words of a landscape, and words of a network.
    private static let ofLandscapes = ["on", "from", "noise", "steps"]
    static let ofNetworks = ["batch", "loss", "images"]
    /// How long a walk is to a schedule, unless said.
    private static let usualSteps = 100

    static let parameters = [
        Parameter(
            "on", .option, .name(of: [.landscape], called: true),
            default: .absent("The network; behind a step on a landscape, that landscape."),
            "A landscape in place of the network: on rosenbrock, on bowl(condition: 100). Its variables are the weights."),
        Parameter(
            "from", .option, .either([.list(.number(.any)), .number(.any)]), default: .absent("Where the walk stands; a new one begins where its landscape says."),
            "The point where a walk over a landscape begins, a number for each variable: from [-1.5, 2].", otherSpellings: ["start", "at"]),
        Parameter(
            "noise", .option, .number(.nonNegative), default: .absent("What the landscape's definition says, mostly none."),
            "On a landscape, the standard deviation of normal noise that is added to every slope.", otherSpellings: ["sigma"]),
        Parameter(
            "steps", .option, .integer(1...PathRequest.mostSteps), default: .absent("100."), unit: "updates",
            "On a landscape, how long the walk is to its schedule.", otherSpellings: ["iterations"]),
    ]

    /// Whether the sentence is about a landscape.
    static func isMeant(by call: SentenceCall, in session: Session) throws -> Bool {
        let given = ofLandscapes.first(where: call.isGiven)
        let network = ofNetworks.first(where: call.isGiven)
        if call.isGiven("on") || given != nil && session.walk?.isNext == true {
            if let network { throw Failure(.landscape(.onlyOfNetworks(network)), at: call.span(of: network)) }
            return true
        }
        if let given { throw Failure(.landscape(.onlyOnLandscapes(given)), at: call.span(of: given)) }
        return network == nil && session.walk?.isNext == true
    }

    /// `step with asgd from 1000`: a word that is the rule's own, where nothing speaks of a landscape, is the rule's.
    static func withRulesOwn(_ call: SentenceCall, in session: Session) -> SentenceCall {
        guard !call.isGiven("on"), case .rule(let choice)? = call.value("with") else { return call }
        let own = session.library.hyperparameters(of: choice.name, dialect: session.dialect).map(\.name)
        var call = call
        for clause in call.sentence.clauses where ofLandscapes.contains(clause.name.text) && own.contains(clause.name.text) {
            guard case .number(let number)? = call.value(clause.name.text) else { continue }
            call.values[clause.name.text] = nil
            call.spans[clause.name.text] = nil
            call.ruleSettings.append(RuleSetting(clause.name, .number(number), valueSpan: clause.value?.span))
        }
        return call
    }

    static func run(_ call: SentenceCall, count: Int, in session: Session) throws -> Value {
        var walk = try walk(call, in: session)
        // What the rule remembers is no value: what was moved is kept, whatever happens.
        defer { session.walk = StandingWalk(walk: walk) }
        let until = call.conditions["until"]
        var passed: [(step: Int, point: [Double], value: Double)] = []
        var isFulfilled = false
        var divergedAt: Int?
        let write = StepReport.writer(isVerbose: call.flag("verbose"), of: Double.self)
        var last: SteppedWalk.Update?
        while passed.count < count, !isFulfilled {
            if passed.count % 256 == 255, session.isInterrupted() { break }
            guard let update = walk.advance(explainedWith: count == 1 ? write : nil) else {
                divergedAt = walk.step + 1
                break
            }
            passed.append((update.step, update.pointAfter, update.valueAfter))
            last = update
            if let until { isFulfilled = try session.holds(until, after: .init(landscape: walk.landscape, update: update)) }
        }
        // Explained is the last: it is made once more.
        if count > 1, last != nil, walk.go(to: walk.step - 1, keepingChange: true) { last = walk.advance(explainedWith: write) }
        if let divergedAt {
            session.warn(
                "\(walk.stretch.label) diverged: at step \(NumberText.grouped(divergedAt)) its numbers stopped being finite", at: call.sentence.span,
                "the height before was \(NumberText.significant(walk.value, 3))",
                notes: ["the walk stands before that step: a smaller lr goes on from there, `back` goes back"], code: "W0001")
        }
        guard let last else {
            if session.isInterrupted() { throw Failure(.interrupted, at: nil) }
            return .nothing
        }
        if until != nil, !isFulfilled, passed.count == count {
            session.note("`until` was not fulfilled in \(NumberText.counted(count, "update"))")
        }
        let explanation = WalkExplanation(
            landscape: walk.landscape, start: walk.start, stretch: walk.stretch, update: last, passed: passed)
        if session.speaks(call) {
            for line in StepReport.lines(explanation, isVerbose: call.flag("verbose"), width: session.output.width) { session.say(line, for: call) }
        }
        let stretch = walk.stretch
        if stretch.request.schedule != nil, passed.contains(where: { $0.step == stretch.steps }) {
            session.note("the schedule ends with step \(NumberText.grouped(stretch.steps)): from here on the rate stays as it is; `step steps \(min(PathRequest.mostSteps, max(500, stretch.steps * 2)))` makes it longer")
        }
        return WalkFields.record(explanation)
    }

    // MARK: Which walk

    /// The one that stands, with what is said of it now; or another that begins.
    private static func walk(_ call: SentenceCall, in session: Session) throws -> SteppedWalk {
        let standing = session.walk?.walk
        var landscape = standing?.landscape
        if case .landscape(let choice)? = call.value("on") { landscape = try session.landscape(choice) }
        // A walk stands, or `on` is said: `isMeant` saw to it.
        guard let landscape else { throw Failure(.landscape(.noWalk), at: call.sentence.verb.span) }
        var going = call.isGiven("from") ? nil : standing
        if let there = going, !there.landscape.isSame(as: landscape) { going = nil }

        // What is not said anew is taken over: of this walk, and with its rule of the last one.
        let before = (call.isGiven("with") ? going : standing)?.stretch
        let request = try request(call, over: before?.request, in: session)
        let dialect = call.isGiven("with") ? session.dialect : before?.dialect ?? session.dialect
        let isChanged = call.isGiven("with") || call.isGiven("schedule") || !call.ruleSettings.isEmpty
        if let word = ["steps", "epochs"].first(where: call.isGiven), request.schedule == nil {
            throw Failure(.landscape(.onlyOfSchedules(word, number: call.integer(word))), at: call.span(of: word))
        }
        let noise = call.value("noise") == nil ? (going?.stretch.noise.size ?? landscape.remarks.noise) : call.number("noise")
        let steps = call.optionalInteger("steps") ?? before?.steps ?? usualSteps
        let epochs = min(steps, call.isGiven("epochs") ? call.integer("epochs") : before?.epochs ?? 1)
        if let going, !isChanged, noise == going.stretch.noise.size, steps == going.stretch.steps, epochs == going.stretch.epochs { return going }

        let contender = try session.contender(request, in: dialect, at: call.sentence.span)
        let rule: TracedRule
        do {
            rule = try session.library.traced(
                Name(request.choice.name, request.choice.span), dialect: dialect, settings: request.choice.settings, schedule: request.schedule)
        } catch {
            throw Failure(.rule(error), at: error.place ?? call.sentence.span)
        }
        let stretch = SteppedWalk.Stretch(
            rule: rule, request: request, dialect: dialect, noise: GradientNoise(size: noise, seed: going?.stretch.noise.seed ?? session.settings.seed),
            steps: steps, epochs: epochs)
        guard var walk = going else {
            let start = try PathRequest.start(on: landscape, call)
            let walk = SteppedWalk(landscape: landscape, from: start, stretch)
            for line in StepReport.header(walk, contender) { session.say(line, for: call) }
            if session.training != nil { session.say("the model stays as it is; `forget walk` gives `step` back to it", for: call) }
            return walk
        }
        if walk.step > 0, walk.stretch.rule.rule.identity != rule.rule.identity {
            session.note("another rule: the state that \(walk.stretch.label) left is dropped, \(stretch.label) starts its own")
        }
        walk.change(to: stretch)
        return walk
    }

    /// The rule as it is asked for now: what `with` names, what is said anew of the standing walk's, or the last training's.
    private static func request(_ call: SentenceCall, over standing: RuleRequest?, in session: Session) throws -> RuleRequest {
        var schedule: ScheduleUse?
        if case .schedule(let choice)? = call.value("schedule") { schedule = ScheduleUse(name: Name(choice.name, choice.span), settings: choice.settings) }
        if call.value("with") != nil, var request = try session.request(call) {
            // `smoothing 0.1` beside a rule that has none: a word of losses.
            if let word = call.ruleSettings.first(where: { said in !request.choice.settings.contains { $0.name.text == said.name.text } }) {
                throw Failure(.landscape(.onlyOfNetworks(word.name.text)), at: word.name.span)
            }
            request.schedule = schedule ?? standing?.schedule
            return request
        }
        guard var request = standing ?? session.lastRequest else {
            if let setting = call.ruleSettings.first { throw Failure(.settingWithoutRule(setting.name.text), at: setting.name.span) }
            throw Failure(.noRule, at: call.sentence.verb.span)
        }
        let said = Set(call.ruleSettings.map(\.name.text))
        request.choice.settings.removeAll { said.contains($0.name.text) }
        request.choice.settings += call.ruleSettings
        if let schedule { request.schedule = schedule }
        return request
    }

    // MARK: Back

    static func back(_ call: SentenceCall, _ standing: StandingWalk, in session: Session) throws -> Value {
        var walk = standing.walk
        let count = call.integer("count"), from = walk.step
        guard count <= from else {
            throw Failure(.landscape(.tooFarBack(count, made: from, landscape: walk.landscape.displayName)), at: call.span(of: "count"))
        }
        guard walk.go(to: from - count, isInterrupted: session.isInterrupted) else { throw Failure(.interrupted, at: nil) }
        session.walk = StandingWalk(walk: walk)
        session.say("\(standing.walk.landscape.displayName): \(place(of: walk)), \(count == 1 ? "1 step" : "\(NumberText.grouped(count)) steps") back", for: call)
        return .list(walk.point.map { .number($0) })
    }

    /// "step 12 at (1.2, 3), height 0.5"
    static func place(of walk: SteppedWalk) -> String {
        "step \(NumberText.grouped(walk.step)) at \(PathReport.point(walk.point)), height \(NumberText.significant(walk.value, 4))"
    }
}

extension Landscape {
    /// The same function, by what its definition says and the settings in force.
    func isSame(as other: Landscape) -> Bool {
        displayName == other.displayName && definition.span == other.definition.span && parameters.map(\.value) == other.parameters.map(\.value)
    }
}
