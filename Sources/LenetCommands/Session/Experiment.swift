import LenetData
import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax

/// What `compare`, `tune` and `sweep` have in common: the same start for every run, runs that are recorded and kept, ^C.
struct Experiment {
    let call: SentenceCall
    let session: Session
    let data: Dataset
    private let laboratory: Laboratory

    init(_ call: SentenceCall, in session: Session) throws {
        self.call = call
        self.session = session
        guard let data = session.dataset else { throw Failure(.noData, at: call.sentence.verb.span) }
        self.data = data
        var laboratory = try session.laboratory(at: call.sentence.verb.span)
        laboratory.finished = { session.finishedRun($0) }
        self.laboratory = laboratory
    }

    /// What the call says of a run; what is given here stands in its place.
    func recipe(
        plan: NetworkPlan? = nil, loss: Loss? = nil, epochs: Int? = nil, batchSize: Int? = nil
    ) throws -> Recipe {
        guard let plan = plan ?? session.training?.network.plan else { throw Failure(.noModel, at: call.sentence.verb.span) }
        return Recipe(
            plan: plan, data: data, loss: try loss ?? (call.value("loss") == nil ? .standard : session.loss(call)),
            epochs: epochs ?? call.integer("epochs"), batchSize: try batchSize ?? session.batchSize(call, data), dialect: session.dialect)
    }

    func seeds(_ call: SentenceCall) -> [UInt64] {
        (0..<UInt64(call.integer("seeds"))).map { session.settings.seed &+ $0 }
    }

    /// The rates of a comparison of rules, for its fairness.
    func rates(_ call: SentenceCall, _ contestants: [Contestant]) throws -> [Unfairness.Rate] {
        guard case .list(let values) = call.value("rules") else { return [] }
        return zip(values, contestants).compactMap { value, contestant in
            guard case .rule(let choice) = value, let usual = session.usualRate(of: contestant.contender) else { return nil }
            return Unfairness.Rate(
                label: contestant.label, rule: choice.name, isGiven: choice.settings.contains { $0.name.text == "lr" },
                value: contestant.contender.rule.learningRate, usual: usual)
        }
    }

    func compare(
        _ contestants: [Contestant], subject: Comparison.Subject, seeds: [UInt64], target: Double? = nil
    ) throws -> Comparison {
        announce(contestants, subject: subject, seeds: seeds)
        defer { session.output.progress(nil) }
        do {
            return try keeping(contestants).compare(contestants, subject: subject, seeds: seeds, target: target, onRun: tell)
        } catch {
            throw Failure(.engine(error), at: call.sentence.span)
        }
    }

    func tune(
        _ rules: [(name: String, usual: Double?, contenders: [Contender])], rates: [Double], seeds: [UInt64], freshSeeds: [UInt64]
    ) throws -> Tuning {
        let recipe = try recipe()
        let contestants = rules.flatMap { rule in rule.contenders.map { Contestant(label: $0.label, contender: $0, recipe: recipe) } }
        announce(contestants, subject: .rules, seeds: seeds)
        defer { session.output.progress(nil) }
        do {
            return try keeping(contestants).tune(
                rules, rates: rates, recipe: recipe, seeds: seeds, freshSeeds: freshSeeds, onRun: tell)
        } catch {
            throw Failure(.engine(error), at: call.sentence.span)
        }
    }

    /// `name`: what the runs are recorded as runs of, `lr x batch`.
    func sweep(_ contestants: [Contestant], seeds: [UInt64], name: String) throws -> Comparison {
        defer { session.output.progress(nil) }
        do {
            return try keeping(contestants, name: name).compare(contestants, seeds: seeds, onRun: tell)
        } catch {
            throw Failure(.engine(error), at: call.sentence.span)
        }
    }

    /// The laboratory that records each run as it ends, and then keeps it for an experiment that is interrupted: a run that is taken
    /// over later has been recorded.
    private func keeping(_ contestants: [Contestant], name: String? = nil) -> Laboratory {
        let names = name ?? contestants.map(\.label).joined(separator: ", ")
        var keeping = laboratory
        keeping.keep = { [session, call] done, key, contestant in
            _ = session.record(done.run, recipe: contestant.recipe, statement: call.sentence.verb.text, comparison: names)
            session.keepFinished(done, key)
        }
        return keeping
    }

    private func tell(_ run: Run) {
        session.output.progress(nil)
        let accuracy = NumberText.fixed(run.final.accuracy, decimals: 4)
        let ending = run.divergence.map { "diverged at step \(NumberText.grouped($0.step)), with \(accuracy) before it" } ?? accuracy
        session.say("  \(run.label), seed \(run.seed): \(ending)", for: call)
    }

    private func announce(_ contestants: [Contestant], subject: Comparison.Subject, seeds: [UInt64]) {
        guard let recipe = contestants.first?.recipe else { return }
        var parts: [String] = []
        parts.append((subject == .models ? "" : "\(recipe.plan.name) on ") + recipe.data.name)
        if subject != .rules { parts.append("with \(contestants[0].contender.label)") }
        parts.append("epochs \(recipe.epochs)")
        if subject != .batches { parts.append("batch \(recipe.batchSize)") }
        if case .schedule(let choice) = call.value("schedule") { parts.append("schedule \(choice.phrase)") }
        if subject != .losses { parts.append("loss \(recipe.loss.name)") }
        parts.append(seeds.count == 1 ? "seed \(seeds[0])" : "seeds \(seeds[0]) to \(seeds[seeds.count - 1])")
        for line in RunReport.folded(parts) { session.say(line, for: call) }
    }

    /// What is kept of an interrupted experiment, and what was taken over from one.
    func conclude(isInterrupted: Bool, takenOver: Int = 0) {
        if takenOver > 0 {
            session.note("\(takenOver == 1 ? "1 run was" : "\(takenOver) runs were") finished before an interruption, and not done again")
        }
        if isInterrupted {
            session.noteCutShort(call.sentence)
            let onward = session.cutShort == nil ? "the same statement goes on" : "`resume` goes on"
            session.note(
                session.keepsFinished
                    ? "interrupted: the runs that were finished are kept, \(onward) from them"
                    : "interrupted: runs are not kept without records (`set record on`), so \(onward) from the beginning")
        } else {
            session.noteWhole(call.sentence)
            session.comparisonEnded()
        }
    }
}
