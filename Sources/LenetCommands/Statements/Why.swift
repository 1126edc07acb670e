import LenetCards
import LenetData
import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax

/// `why`, `why of run`, `why of race verbose`
package enum Why: StatementDefinition {
    /// More would not be read.
    private static let most = 4

    package static let card = Card(
        .statement, "why", "Says what the last training shows, in plain words, with what was measured and a line to try.",
        [
            Parameter(
                "of", .option, .value, default: .absent("The last training or comparison."), "A run or a comparison that was kept: why of run.",
                otherSpellings: ["for", "on"]),
            Parameter("verbose", .flag, .flag, default: .flag(false), "All that was found, and what was looked at and found fine."),
        ],
        notes: [
            "The history is read, then the network as the training left it: its answers on the images it is judged by, its units on up to 1,000 training "
                + "images, and one update, made on a copy. Nothing is changed: weights, optimizer state, data order and all random numbers stay as they are.",
            "Of a run whose weights are no longer those of the model only the history is read, and that is said.",
            "Each finding is a measure beyond a threshold; docs/why.md has all of them.",
        ],
        examples: [
            Example("load digits train 600\nmodel softmax_regression\ntrain with adadelta epochs 2\nwhy", "a rate that is far too low"),
            Example("load digits train 600\nmodel softmax_regression\nlet run = train with sgd lr 0.1 epochs 3\nwhy of run verbose", "a run that was kept"),
            Example("load digits train 600\nmodel softmax_regression\nlet race = compare [sgd, adadelta]\nwhy of race", "a comparison"),
            Example("load digits train 600\nmodel softmax_regression\ntrain with sgd\nlet w = why\nfor f in w.findings { print \"{f.name}: {f.line}\" }", "as values"),
        ], otherSpellings: ["diagnose", "whats_wrong", "analyze", "analyse"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        let account: WhyReport.Account
        switch (call.value("of"), session.lastResult) {
        case (.run(let run)?, _), (nil, .run(let run)?): account = try of(run, call, in: session)
        case (.comparison(let comparison)?, _), (nil, .comparison(let comparison)?): account = of(comparison, in: session)
        case (let other?, _): throw Failure(.wrongKind(wanted: "a run or a comparison", found: other.kind.phrase), at: call.span(of: "of"))
        case (nil, nil):
            account = WhyReport.Account(
                subject: nil, diagnosis: Diagnosis(
                    findings: [.noRun(hasData: session.dataset != nil, hasModel: session.training != nil, isPaused: session.paused != nil)]))
        }
        let isVerbose = call.flag("verbose")
        for line in WhyReport.lines(account, most: isVerbose ? nil : most, width: session.output.width) { session.say(line, for: call) }
        return WhyFields.record(account)
    }

    private static func of(_ run: Run, _ call: SentenceCall, in session: Session) throws -> WhyReport.Account {
        var evidence = session.evidence(of: run)
        var measured: [String] = []
        if let asked = run.used, let state = session.training, state.network.fingerprint == run.result.fingerprint,
            state.network.plan == asked.recipe.plan
        {
            let judging = asked.recipe.data.judging
            let laboratory = try session.laboratory(at: call.sentence.verb.span)
            do {
                let evaluation = try laboratory.machine.evaluate(
                    state.evaluationNetwork, on: judging.images, loss: asked.recipe.loss, isInterrupted: session.isInterrupted)
                let checkup = try laboratory.checkup(state, asked, diverged: run.divergence != nil)
                measured = ["its answers on \(NumberText.grouped(evaluation.count)) \(judging.name) images", "its units on \(NumberText.grouped(checkup.images)) training images"]
                if checkup.batch > 0 { measured.append("one update of a copy, from \(NumberText.grouped(checkup.batch)) images") }
                evidence.evaluation = evaluation
                evidence.checkup = checkup
            } catch .interrupted {
                throw Failure(.interrupted, at: nil)
            } catch {
                throw Failure(.engine(error), at: call.sentence.span)
            }
        }
        if session.isInterrupted() { throw Failure(.interrupted, at: nil) }
        return WhyReport.Account(subject: WhyReport.subject(run), diagnosis: Diagnosis(evidence), measured: measured)
    }

    private static func of(_ comparison: Comparison, in session: Session) -> WhyReport.Account {
        let rates = comparison.entries.compactMap { entry -> Unfairness.Rate? in
            guard let run = entry.runs.first, let rate = run.namedSettings.first(where: { $0.name == "lr" })?.value,
                let usual = session.usualRates(of: run).first(where: { $0.dialect == run.dialect })?.rate
            else { return nil }
            return Unfairness.Rate(
                label: entry.label, rule: run.optimizer, isGiven: entry.label.split(separator: " ").contains("lr"), value: rate, usual: usual)
        }
        let diagnosis = Diagnosis(comparison, rates: rates) { run, entry in
            var evidence = session.evidence(of: run)
            evidence.evaluation = entry.evaluations.first
            return evidence
        }
        let words = ["\(comparison.entries.count) \(comparison.subject.rawValue)", comparison.dataset, comparison.seeds.count == 1 ? "1 seed" : "\(comparison.seeds.count) seeds"]
        return WhyReport.Account(
            subject: "comparison of " + words.joined(separator: ", "), diagnosis: diagnosis, isComparison: true,
            measured: ["the answers of each network on \(NumberText.grouped(comparison.labels.count)) \(comparison.measuredOn) images"])
    }
}

extension Session {
    /// What the last training or comparison was: `why` speaks of it.
    package enum LastResult: Sendable {
        indirect case run(Run)
        indirect case comparison(Comparison)
    }

    fileprivate func usualRates(of run: Run) -> [UsualRate] {
        Dialect.allCases.compactMap { dialect in
            let rate = library.hyperparameters(of: run.optimizer, dialect: dialect).first { $0.name == "lr" }
            guard case .number(let usual)? = rate?.default else { return nil }
            return UsualRate(dialect: dialect, rate: usual)
        }
    }

    /// What a run's history can be read with.
    fileprivate func evidence(of run: Run) -> Evidence {
        Evidence(run: run, images: run.used.map { Evidence.Images($0.recipe.data, source: source(of: $0.recipe.data)) }, usual: usualRates(of: run))
    }

    private func source(of data: Dataset) -> String {
        guard let request = dataRequest, dataset?.name == data.name else { return data.name }
        return request.spelling
    }
}
