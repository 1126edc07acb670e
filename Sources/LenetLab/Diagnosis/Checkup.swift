import LenetData
import LenetEngine
import LenetRules

/// What is measured of a trained network, on copies: units over some images, and one update more.
package struct Checkup: Sendable {
    /// Training images that the units were looked at with.
    package var images: Int
    /// Images of the update's batch; 0 where none could be made.
    package var batch: Int
    package var units: [LayerActivity]
    package var layers: [StepAccount.Layer]
    /// What plain gradient descent would need for the rate, in the middle of all weights: |Δw| / |g|. In the update made here, and in the
    /// training's first one; nil where that is not known.
    package var effectiveRate: Double?
    package var firstRate: Double?
    /// A state of the rule that grew at some weights and shrank at none.
    package var growing: String?
    /// How long the gradients of the training's loss and of cross entropy are, at the same weights.
    package var gradients: Gradients?

    package struct Gradients: Sendable, Hashable {
        package var own: Double
        package var crossEntropy: Double
        package init(own: Double, crossEntropy: Double) {
            self.own = own
            self.crossEntropy = crossEntropy
        }
    }

    package init(
        images: Int, batch: Int = 0, units: [LayerActivity] = [], layers: [StepAccount.Layer] = [], effectiveRate: Double? = nil,
        firstRate: Double? = nil, growing: String? = nil, gradients: Gradients? = nil
    ) {
        self.images = images
        self.batch = batch
        self.units = units
        self.layers = layers
        self.effectiveRate = effectiveRate
        self.firstRate = firstRate
        self.growing = growing
        self.gradients = gradients
    }

    /// Of each layer with weights: the length of the update as a share of theirs.
    var ratios: [(layer: String, ratio: Double)] {
        layers.compactMap { $0.weights > 0 && $0.weightNorm > 0 ? ($0.name, $0.updateNorm / $0.weightNorm) : nil }
    }
}

extension Laboratory {
    /// Enough images for a unit that is 0 for all of them to be worth calling dead, and few enough to take no time.
    static let imagesOfCheckup = 1_000
    private static let imagesOfGradients = 256

    /// Looks at a trained network. Everything is done to copies: weights, optimizer state, the place in the data and all random
    /// numbers to come stay as they are. `asked`: as the training was.
    package func checkup(_ state: TrainingState, _ asked: Run.Asked, diverged: Bool) throws(EngineError) -> Checkup {
        let (rule, recipe) = (asked.contender.rule, asked.recipe)
        let training = recipe.data.training
        let images = min(Self.imagesOfCheckup, training.count)
        var checkup = Checkup(images: images)
        checkup.units = try machine.activity(state.evaluationNetwork, on: training, first: images)
        if diverged { return checkup }
        if let made = try update(state, rule, recipe) {
            let account = made.account
            checkup.batch = account.images.count
            checkup.layers = account.layers
            checkup.effectiveRate = Self.effectiveRate(account)
            checkup.growing = Self.growing(from: state.optimizer, to: made.after.optimizer)
        }
        if checkup.growing != nil {
            let start = TrainingState(plan: recipe.plan, seed: state.seed)
            checkup.firstRate = try update(start, rule, recipe).flatMap { Self.effectiveRate($0.account) }
        }
        if recipe.loss != .standard {
            let few = ImageSplit(images: training.images, indices: Array(training.indices.prefix(Self.imagesOfGradients)))
            let own = try machine.gradients(state.network, on: few, loss: recipe.loss, seed: state.seed, step: state.step)
            let other = try machine.gradients(state.network, on: few, seed: state.seed, step: state.step)
            checkup.gradients = Checkup.Gradients(own: Self.norm(own.gradients), crossEntropy: Self.norm(other.gradients))
        }
        return checkup
    }

    /// One update of a copy, with the rule's own rate; nil where it went wrong, or moves nothing because it waits for other batches.
    private func update(
        _ state: TrainingState, _ rule: RuleInUse, _ recipe: Recipe
    ) throws(EngineError) -> (account: StepAccount, after: TrainingState)? {
        var rule = rule
        rule.schedule = nil
        guard rule.accumulate == 1 else { return nil }
        let pause = TrainingPause.beginning(of: rule, at: state)
        let options = TrainingOptions(
            rule: rule, loss: recipe.loss, epochs: 1, batchSize: min(recipe.batchSize, max(1, recipe.data.training.count)), pauseAfter: 1,
            measuresStart: false)
        var after = state
        let result = try machine.train(&after, on: recipe.data.withTrainingAlone, options: options, resuming: pause)
        if case .diverged = result.stop { return nil }
        guard let account = try machine.account(from: state, to: after, on: recipe.data, options: options, resuming: pause), account.waiting == 0
        else { return nil }
        return (account, after)
    }

    private static func effectiveRate(_ account: StepAccount) -> Double? {
        let rates = account.gradients.indices.compactMap { index -> Double? in
            let gradient = Double(account.gradients[index])
            guard gradient != 0 else { return nil }
            let rate = abs(Double(account.weightsAfter[index]) - Double(account.weightsBefore[index])) / abs(gradient)
            return rate.isFinite ? rate : nil
        }
        return rates.isEmpty ? nil : Summary.quantile(rates, 0.5)
    }

    private static func growing(from before: OptimizerState?, to after: OptimizerState?) -> String? {
        guard let before, let after, before.identity == after.identity else { return nil }
        for (name, pair) in zip(after.stateNames, zip(before.states, after.states)) {
            let grown = zip(pair.0, pair.1)
            if grown.allSatisfy({ $0 <= $1 }), grown.contains(where: { $0 < $1 }) { return name }
        }
        return nil
    }

    private static func norm(_ numbers: [Float]) -> Double { numbers.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot() }
}

extension Dataset {
    /// Where a batch is the whole pass, its epoch ends behind the update; nothing is measured then that nobody asks for.
    fileprivate var withTrainingAlone: Dataset {
        var data = self
        data.validation = nil
        data.test = ImageSplit(images: test.images, indices: [])
        return data
    }
}
