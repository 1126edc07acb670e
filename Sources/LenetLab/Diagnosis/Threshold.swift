/// From where on something is worth saying, each with its reason. What is measured is shown beside every finding, so that a reader may
/// see how far beyond it lies.
enum Threshold {
    /// Accuracy: both studies' better rules are above it after their last epoch, LeNet-5 of 1998 at 0.99.
    static let good = 0.97
    /// A difference that luck alone would bring less often than this is called more than luck, as in the verdicts of `compare`.
    static let level = Comparison.Verdict.level
    /// Of the training loss over that before any training: fixed weights, so no noise of batches is in it.
    static let aboveStart = 1.02
    /// From one epoch to the next. Steps that go downhill bring no rise at all; a tenth is beyond what shuffling does.
    static let rise = 1.1
    /// Losses below this share of the first one jump by any factor without meaning anything.
    static let tinyLoss = 0.02
    /// An update usually changes weights by about 1e-3 of their length (Karpathy, CS231n, "ratio of weights:updates"); an order of
    /// magnitude below that they hardly learn.
    static let shortUpdate = 1e-4
    /// Two orders above: the layer forgets in ten updates what it knew.
    static let longUpdate = 0.1
    /// Rates that differ by less are a matter of taste: half-way, on a logarithmic scale, between 10 and 100.
    static let foreignRate = 30.0
    /// And by less than this even where the loss says that something is wrong: half-way between 1 and 10.
    static let belowUsual = 3.0
    /// Of the first loss: who has moved less has not begun to learn.
    static let unmoved = 0.05
    /// Of a layer's units: more than half is more than an activation of random numbers gives.
    static let dead = 0.5
    /// With that many dead there is a story even where the accuracy is good.
    static let nearlyAllDead = 0.9
    /// Of a layer's results.
    static let saturated = 0.5
    /// Of the gradients of two layers, per weight: three orders of magnitude.
    static let vanishing = 1e-3
    /// How many times shorter the rule's steps have become.
    static let shrunken = 10.0
    /// How many times longer the gradients of cross entropy must be.
    static let shortGradients = 10.0
    /// Of the training loss, in the mean of the last epochs.
    static let stillFalling = 0.02
    /// Of the training loss, over all of the last epochs.
    static let plateau = 0.01
    /// How many epochs "the last epochs" are.
    static let lastEpochs = 3
    /// Updates: the rules' own averages (beta2 0.999, rho 0.95) need about as many to have seen anything.
    static let fewUpdates = 100
    /// Of the training images in one batch: fewer than ten updates an epoch.
    static let largeBatch = 0.1
    /// Points of accuracy: a gap may be certain and still not matter.
    static let gap = 0.01
    /// Half the width of an interval: two points of accuracy are what most rules differ by.
    static let wide = 0.02
    /// How many times more images the most frequent class has.
    static let unbalanced = 3.0
}
