import LenetEngine

/// Several rules from the same weights, over the same batches in the same order, for one seed or more.
package struct Comparison: Sendable {
    package struct Entry: Sendable {
        /// As the script named the rule.
        package var label: String
        /// One for each seed that was finished.
        package var runs: [Run]
        /// Of each run's final weights, on the images it is judged by.
        package var evaluations: [Evaluation]
        /// On the test images, where those are not the ones it is judged by.
        package var testAccuracies: [Double]

        package init(label: String, runs: [Run] = [], evaluations: [Evaluation] = [], testAccuracies: [Double] = []) {
            self.label = label
            self.runs = runs
            self.evaluations = evaluations
            self.testAccuracies = testAccuracies
        }

        package mutating func add(_ finished: FinishedRun) {
            runs.append(finished.run)
            evaluations.append(finished.evaluation)
            if let accuracy = finished.testAccuracy { testAccuracies.append(accuracy) }
        }

        package var accuracies: [Double] { evaluations.map(\.accuracy) }
        package var accuracy: Double { Summary.mean(accuracies) }
        package var spread: Double { Summary.deviation(accuracies) }
        package var loss: Double { Summary.mean(evaluations.map(\.loss)) }
        package var seconds: Double { Summary.mean(runs.map(\.result.seconds)) }
        package var imagesPerSecond: Double { Summary.mean(runs.map(\.result.imagesPerSecond)) }

        /// Of the mean accuracy, for as many images as one evaluation has: seeds share their images, so they do not add up.
        package var interval: (lower: Double, upper: Double) {
            let count = evaluations.first?.count ?? 0
            let right = (accuracy * Double(count)).rounded()
            return Proportion(successes: Int(exactly: right) ?? 0, count: count).interval()
        }
    }

    package var entries: [Entry]
    package var epochs: Int
    package var batchSize: Int
    package var seeds: [UInt64]
    package var loss: String
    package var dataset: String
    /// `validation` or `test`: the images that it is judged by.
    package var measuredOn: String
    package var labels: [UInt8]
    package var isInterrupted = false

    package init(
        entries: [Entry], epochs: Int, batchSize: Int, seeds: [UInt64], loss: String, dataset: String, measuredOn: String,
        labels: [UInt8]
    ) {
        self.entries = entries
        self.epochs = epochs
        self.batchSize = batchSize
        self.seeds = seeds
        self.loss = loss
        self.dataset = dataset
        self.measuredOn = measuredOn
        self.labels = labels
    }

    /// Rules x seeds, in order.
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
