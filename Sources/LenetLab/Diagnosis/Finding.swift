import LenetEngine

/// Something that a training shows, with the numbers that it was read from: facts. `FindingText` puts them into words.
package enum Finding: Sendable, Hashable {
    /// Nothing was trained yet, so there is nothing to explain.
    case noRun(hasData: Bool, hasModel: Bool, isPaused: Bool)
    /// Right often enough that little is left to explain; the pair of classes that is mixed up most.
    case good(Score, Pair?)

    case diverged(Divergence, steps: Int, rate: Double?)
    /// The loss over the training images is higher than before any training.
    case lossAboveStart(start: Double, end: Double, rate: Double?)
    /// Rises of the training loss from one epoch to the next.
    case jumps(rises: Int, epochs: Int, epoch: Int, from: Double, to: Double)
    /// The steps are too short for the number of updates.
    case slow(Slowness)
    /// No more images are told right than by always saying the most frequent class.
    case atChance(accuracy: Double, chance: Double, loss: Double, chanceLoss: Double?, said: Said?)
    /// Another loss gives gradients this much longer at the same weights.
    case shortGradients(loss: String, norm: Double, crossEntropy: Double)
    case deadUnits(layer: String, dead: Int, units: Int, images: Int)
    case saturated(layer: String, share: Double, images: Int)
    /// An update changes a layer by a large share of its weights.
    case longUpdates(layer: String, ratio: Double, rate: Double?)
    /// The weights hardly had a chance to move.
    case fewUpdates(updates: Int, batch: Int, images: Int)
    case neverSaid(label: Int, images: Int, seen: Int?)
    /// More right on the training images than luck allows, against those it is judged by.
    case overfitting(training: Score, judged: Score, p: Double, best: Turning?)
    /// An earlier epoch was better, by more than luck.
    case dip(best: Score, epoch: Int, last: Score, p: Double)
    case vanishing(layer: String, gradient: Double, against: String, largest: Double)
    /// What the rule remembers only grows, and its steps shrink with it.
    case shrunken(state: String, first: Double, now: Double)
    /// `more`: epochs that would halve the loss at this pace; nil where one epoch is all there is to go by.
    case stillFalling(losses: [Double], more: Int?)
    case plateau(losses: [Double])
    case unbalanced(most: Count, fewest: Count)
    case fewImages(Score)
    case judgedByTest(images: Int)
    case confused(Pair, mistakes: Int, images: Int)

    /// Of a comparison: which differ, and what the difference stands on.
    case difference(Difference)
    case unfair(Unfairness)
    /// One of its runs, and the most important thing that its history shows.
    indirect case ofRun(label: String, Finding)

    package struct Difference: Sendable, Hashable {
        package var best: String
        package var worst: String
        package var isMoreThanLuck: Bool
        package var verdicts: [String]
        package var seeds: Int
        /// The same over more seeds.
        package var line: String
    }

    /// So many of so many images told right.
    package struct Score: Sendable, Hashable {
        /// `test`
        package var on: String
        package var right: Proportion
    }

    /// Images of one class that were said to be of another.
    package struct Pair: Sendable, Hashable {
        package var label: Int
        package var said: Int
        package var count: Int
        /// Of the class.
        package var images: Int
    }

    /// What the network says most often.
    package struct Said: Sendable, Hashable {
        package var label: Int
        package var count: Int
        package var images: Int
    }

    package struct Count: Sendable, Hashable {
        package var label: Int
        package var images: Int
    }

    /// Where the loss on the images it is judged by was lowest.
    package struct Turning: Sendable, Hashable {
        package var epoch: Int
        package var lowest: Double
        package var last: Double
    }

    package struct Slowness: Sendable, Hashable {
        package var rate: Double?
        /// Dialects in which the rule has a much larger one unless another is said.
        package var usual: [UsualRate]
        /// The dialect has it as its default.
        package var isDefaultOf: Dialect?
        /// Of the layer in the middle: the length of an update as a share of the weights'.
        package var ratio: Double?
        /// Of the training images, from the start on.
        package var losses: [Double]
        /// What to try.
        package var better: Double?
    }

    /// A name for scripts: `rate_too_low`.
    package var name: String {
        switch self {
        case .noRun: "no_run"
        case .good: "good"
        case .diverged: "diverged"
        case .lossAboveStart: "loss_above_start"
        case .jumps: "loss_jumps"
        case .slow: "rate_too_low"
        case .atChance: "at_chance"
        case .shortGradients: "short_gradients"
        case .deadUnits: "dead_units"
        case .saturated: "saturated"
        case .longUpdates: "long_updates"
        case .fewUpdates: "few_updates"
        case .neverSaid: "never_said"
        case .overfitting: "overfitting"
        case .dip: "last_epoch_dip"
        case .vanishing: "vanishing_gradients"
        case .shrunken: "shrunken_steps"
        case .stillFalling: "still_falling"
        case .plateau: "plateau"
        case .unbalanced: "unbalanced"
        case .fewImages: "few_images"
        case .judgedByTest: "judged_by_test"
        case .confused: "confused"
        case .difference: "difference"
        case .unfair: "unfair"
        case .ofRun(_, let finding): finding.name
        }
    }
}

/// The rate that a rule has in a dialect unless another is said.
package struct UsualRate: Sendable, Hashable {
    package var dialect: Dialect
    package var rate: Double
    package init(dialect: Dialect, rate: Double) {
        self.dialect = dialect
        self.rate = rate
    }
}
