import LenetEngine

/// Several rules, losses, models or batches from the same start, for one seed or more.
package struct Comparison: Sendable {
    /// What its entries differ in.
    package enum Subject: String, Sendable, Hashable { case rules, losses, models, batches }

    package struct Entry: Sendable {
        /// As the script named it: the rule, the loss, the model, the size of the batches.
        package var label: String
        package var optimizer: String
        /// The rule with all its hyper-parameters.
        package var rule: String
        package var loss: String
        package var model: String
        package var parameters: Int
        package var epochs: Int
        package var batchSize: Int
        /// One for each seed that was finished.
        package var runs: [Run] = []
        /// Of each run's final weights, on the images it is judged by.
        package var evaluations: [Evaluation] = []
        /// On the test images, where those are not the ones it is judged by.
        package var testAccuracies: [Double] = []

        package init(_ contestant: Contestant) {
            label = contestant.label
            optimizer = contestant.contender.name
            rule = contestant.contender.rule.displayName
            loss = contestant.recipe.loss.name
            model = contestant.recipe.plan.name
            parameters = contestant.recipe.plan.parameterCount
            epochs = contestant.recipe.epochs
            batchSize = contestant.recipe.batchSize
        }

        package init(label: String, loss: String = "cross_entropy", model: String = "", parameters: Int = 0, epochs: Int, batchSize: Int) {
            (self.label, optimizer, rule) = (label, label, label)
            self.loss = loss
            self.model = model
            self.parameters = parameters
            self.epochs = epochs
            self.batchSize = batchSize
        }

        package mutating func add(_ finished: FinishedRun) {
            runs.append(finished.run)
            evaluations.append(finished.evaluation)
            if let accuracy = finished.testAccuracy { testAccuracies.append(accuracy) }
        }

        package var accuracies: [Double] { evaluations.map(\.accuracy) }
        package var accuracy: Double { Summary.mean(accuracies) }
        package var spread: Double { Summary.deviation(accuracies) }
        package var meanLoss: Double { Summary.mean(evaluations.map(\.loss)) }
        package var seconds: Double { Summary.mean(runs.map(\.result.seconds)) }
        package var imagesPerSecond: Double { Summary.mean(runs.map(\.result.imagesPerSecond)) }

        /// Of the mean accuracy, for as many images as one evaluation has: seeds share their images, so they do not add up.
        package var interval: (lower: Double, upper: Double) {
            let count = evaluations.first?.count ?? 0
            let right = (accuracy * Double(count)).rounded()
            return Proportion(successes: Int(exactly: right) ?? 0, count: count).interval()
        }

        /// For each run the first epoch after which it was as good as that; nil where it never was.
        package func epochs(to target: Double) -> [Int?] {
            runs.map { run in run.result.history.first { ($0.judged?.accuracy ?? -1) >= target }?.epoch }
        }
    }

    package var subject: Subject
    package var entries: [Entry]
    package var seeds: [UInt64]
    package var dataset: String
    /// `validation` or `test`: the images that it is judged by.
    package var measuredOn: String
    package var labels: [UInt8]
    /// An accuracy: how many epochs it takes to reach it is counted.
    package var target: Double?
    package var arrangement = Arrangement.inTurn
    package var isInterrupted = false

    package init(
        subject: Subject = .rules, entries: [Entry], seeds: [UInt64], dataset: String, measuredOn: String, labels: [UInt8],
        target: Double? = nil
    ) {
        self.subject = subject
        self.entries = entries
        self.seeds = seeds
        self.dataset = dataset
        self.measuredOn = measuredOn
        self.labels = labels
        self.target = target
    }

    // Of all entries, where the comparison is not about them.
    package var epochs: Int { entries.first?.epochs ?? 0 }
    package var batchSize: Int { entries.first?.batchSize ?? 0 }
    package var loss: String { entries.first?.loss ?? "" }

    /// Entries x seeds, in order.
    package var runs: [Run] { entries.flatMap(\.runs) }

    /// The run with the best accuracy, the earliest of equals.
    package var best: Run? {
        runs.reduce(nil) { best, run in
            guard let best else { return run }
            return run.final.accuracy > best.final.accuracy ? run : best
        }
    }

    /// Entries that have a run, the best accuracy first.
    package var ranked: [Entry] {
        entries.enumerated().filter { !$0.element.runs.isEmpty }
            .sorted { ($1.element.accuracy, $0.offset) < ($0.element.accuracy, $1.offset) }.map(\.element)
    }
}
