import LenetData
import LenetEngine

extension Laboratory {
    /// Every contestant from the same weights over the same batches, for each seed. `onRun` hears of each run, in the order of the
    /// comparison.
    package func compare(
        _ contestants: [Contestant], subject: Comparison.Subject = .rules, seeds: [UInt64], target: Double? = nil,
        arrangement: Arrangement? = nil, onRun: (Run) -> Void = { _ in }
    ) throws(EngineError) -> Comparison {
        guard let recipe = contestants.first?.recipe else { preconditionFailure("a comparison has contestants") }
        let judging = recipe.data.judging
        var comparison = Comparison(
            subject: subject, entries: contestants.map(Comparison.Entry.init), seeds: seeds, dataset: recipe.data.name,
            measuredOn: judging.name, labels: judging.images.indices.map { judging.images.images.labels[Int($0)] }, target: target)

        let jobs = contestants.indices.flatMap { index in
            seeds.map { seed in
                Job(
                    contestant: index, seed: seed,
                    key: RunKey(contestants[index].contender, recipe: contestants[index].recipe, seed: seed))
            }
        }
        var results = jobs.map { job in
            finished(job.key).map { $0.named(as: contestants[job.contestant]) }
        }
        let waiting = jobs.indices.filter { results[$0] == nil }
        comparison.arrangement = arrangement ?? .fastest(runs: waiting.count, threads: machine.threads)

        var told = 0
        func tell() {
            while told < jobs.count, let result = results[told] {
                onRun(result.run)
                told += 1
            }
        }
        tell()
        if !waiting.isEmpty {
            switch comparison.arrangement {
            case .inTurn:
                for index in waiting {
                    let job = jobs[index]
                    guard let result = try finish(contestants[job.contestant], seed: job.seed) else {
                        comparison.isInterrupted = true
                        break
                    }
                    keep(result, job.key, contestants[job.contestant])
                    results[index] = result
                    tell()
                }
            case .sideBySide(let workers):
                let side = SideBySide(workers: workers, isInterrupted: isInterrupted, progress: progress)
                let isWhole = try side.run(waiting.map { jobs[$0] }, contestants) { place, result in
                    let job = jobs[waiting[place]]
                    keep(result, job.key, contestants[job.contestant])
                    results[waiting[place]] = result
                    tell()
                }
                comparison.isInterrupted = !isWhole
            }
            // Behind one that was interrupted others may have been finished.
            for index in told..<jobs.count { if let result = results[index] { onRun(result.run) } }
        }
        // Half a run says nothing about its rule; those that were finished do.
        for (job, result) in zip(jobs, results) {
            if let result { comparison.entries[job.contestant].add(result) }
        }
        return comparison
    }

    /// A whole training from fresh weights, and its measures; nil where it was interrupted.
    func finish(_ contestant: Contestant, seed: UInt64) throws(EngineError) -> FinishedRun? {
        let recipe = contestant.recipe
        var state = TrainingState(plan: recipe.plan, seed: seed)
        let run = try train(&state, with: contestant.contender, recipe: recipe)
        if case .interrupted = run.result.stop { return nil }
        let network = state.evaluationNetwork
        var done = FinishedRun(run: run, evaluation: try machine.evaluate(network, on: recipe.data.judging.images, loss: recipe.loss))
        if recipe.data.validation != nil, recipe.data.test.count > 0 {
            done.testAccuracy = try machine.evaluate(network, on: recipe.data.test, loss: recipe.loss).accuracy
        }
        return done.named(as: contestant)
    }
}

extension FinishedRun {
    /// Names are each comparison's own.
    func named(as contestant: Contestant) -> FinishedRun {
        var named = self
        named.run.optimizer = contestant.contender.name
        named.run.label = contestant.label
        named.run.rule = contestant.contender.rule.displayName
        return named
    }
}
