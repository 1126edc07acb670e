import LenetEngine

// What the curve of the training loss tells. It is measured with fixed weights on fixed images: no noise of batches is in it.

extension Evidence {
    var risingLoss: Diagnosis.Answer {
        guard epochs >= 1, let start = losses.first, let end = losses.last else { return .unknown }
        if end > start * Threshold.aboveStart { return .found(.lossAboveStart(start: start, end: end, rate: rate)) }
        let rises = (1..<losses.count).filter {
            losses[$0] > losses[$0 - 1] * Threshold.rise && losses[$0] > start * Threshold.tinyLoss
        }
        guard rises.count >= 2, 3 * rises.count >= epochs,
            let worst = rises.max(by: { losses[$0] / losses[$0 - 1] < losses[$1] / losses[$1 - 1] })
        else { return .fine }
        return .found(.jumps(rises: rises.count, epochs: epochs, epoch: history[worst].epoch, from: losses[worst - 1], to: losses[worst]))
    }

    var isRising: Bool { if case .found = risingLoss { true } else { false } }

    /// The last epochs all brought the loss down; the mean share that each took away.
    var fall: (perEpoch: Double, losses: [Double])? {
        let count = min(Threshold.lastEpochs, epochs - 1)
        guard count >= 1 else { return nil }
        let last = Array(losses.suffix(count + 1))
        guard zip(last, last.dropFirst()).allSatisfy({ $0 > $1 }), let first = last.first, let end = last.last, end > 0 else { return nil }
        let perEpoch = 1 - Mathematics.exp(Mathematics.log(end / first) / Double(count))
        return perEpoch >= Threshold.stillFalling ? (perEpoch, last) : nil
    }

    /// Within a single epoch: the means of its last two quarters, where the batches are enough to tell them apart.
    var fallWithinEpoch: [Double]? {
        let means = Array(run.result.batchLosses.means)
        guard epochs <= 1, means.count >= 16 else { return nil }
        let quarter = means.count / 4
        let third = Summary.mean(Array(means.dropLast(quarter).suffix(quarter)))
        let fourth = Summary.mean(Array(means.suffix(quarter)))
        return fourth < third * (1 - Threshold.stillFalling) ? [third, fourth] : nil
    }

    var isFalling: Bool { fall != nil || fallWithinEpoch != nil }

    /// Whether more of the same would help.
    var pace: Diagnosis.Answer {
        guard epochs >= 1 else { return .unknown }
        // A training that is too slow, gets worse on other images or goes up and down needs something else than more epochs.
        if slowness != nil || isRising || turning != nil { return .explained }
        if let fall {
            let more = Mathematics.log(0.5) / Mathematics.log(1 - fall.perEpoch)
            return .found(.stillFalling(losses: fall.losses, more: Int(exactly: min(max(1, more.rounded(.up)), 1000))))
        }
        if let losses = fallWithinEpoch { return .found(.stillFalling(losses: losses, more: nil)) }
        guard epochs > Threshold.lastEpochs, !isAtChance, let row = history.last, row.trainAccuracy < Threshold.good else { return .fine }
        let last = Array(losses.suffix(Threshold.lastEpochs + 1))
        guard let high = last.max(), let low = last.min(), high > 0, (high - low) / high < Threshold.plateau else { return .fine }
        return .found(.plateau(losses: last))
    }

    // MARK: The rate

    /// Rates of the rule that are far above the one used.
    var muchLarger: [UsualRate] {
        guard let rate, rate > 0 else { return [] }
        return usual.filter { $0.rate >= rate * Threshold.foreignRate }
    }

    /// Of the layers' updates the one in the middle, as a share of the weights.
    var middleRatio: Double? {
        guard let ratios = checkup?.ratios.map(\.ratio), !ratios.isEmpty else { return nil }
        return Summary.quantile(ratios, 0.5)
    }

    /// The steps are too short: the network is not done, it moves the right way or hardly at all, and the rule has a much larger rate
    /// elsewhere or an update that was measured is an order of magnitude too short.
    var slowness: Finding.Slowness? {
        guard epochs >= 1, !isGood, !isRising, let start = losses.first, let end = losses.last else { return nil }
        let hardlyMoved = abs(end - start) < start * Threshold.unmoved
        guard isFalling || hardlyMoved || epochs == 1 && end < start else { return nil }
        let isShort = middleRatio.map { $0 < Threshold.shortUpdate } ?? false
        // Larger rates elsewhere are no evidence by themselves: the updates must not be of the usual length.
        var foreign = middleRatio.map { $0 < 10 * Threshold.shortUpdate } ?? true ? muchLarger : []
        // Where no update can be measured, a loss that has not moved and a rate below the rule's own say it.
        if foreign.isEmpty, middleRatio == nil, hardlyMoved, let rate, let usualHere, usualHere > rate * Threshold.belowUsual {
            foreign = [UsualRate(dialect: run.dialect, rate: usualHere)]
        }
        guard isShort || !foreign.isEmpty else { return nil }
        // No gradient comes through dead units: a larger rate does not help them.
        if let checkup, checkup.layers.contains(where: { $0.weights > 0 && $0.gradientNorm == 0 }) { return nil }
        let isDefault = usual.first { $0.rate == rate && $0.dialect == run.dialect }
        return Finding.Slowness(
            rate: rate, usual: foreign, isDefaultOf: isDefault?.dialect, ratio: middleRatio, losses: losses,
            better: foreign.map(\.rate).max() ?? rate.flatMap { $0 > 0 ? $0 * 10 : nil })
    }

    var atChance: Diagnosis.Answer {
        guard epochs >= 1, let chance, let row = history.last else { return .unknown }
        guard isAtChance else { return .fine }
        if slowness != nil { return .explained }
        var said: Finding.Said?
        if let evaluation {
            let columns = evaluation.confusion.indices.map { label in evaluation.confusion.reduce(0) { $0 + $1[label] } }
            if let most = columns.indices.max(by: { columns[$0] < columns[$1] }) {
                said = Finding.Said(label: most, count: columns[most], images: evaluation.count)
            }
        }
        let classes = images?.classes.count ?? 0
        return .found(
            .atChance(
                accuracy: row.trainAccuracy, chance: chance, loss: row.trainLoss,
                chanceLoss: run.loss == Loss.standard.name && classes > 1 ? Mathematics.log(Double(classes)) : nil, said: said))
    }

    var fewUpdates: Diagnosis.Answer {
        guard let images, run.result.epochs >= 1 else { return .unknown }
        let updates = run.result.steps
        guard !isGood, updates < Threshold.fewUpdates, run.batchSize > 8, Double(run.batchSize) > Double(images.training) * Threshold.largeBatch
        else { return .fine }
        return .found(.fewUpdates(updates: updates, batch: run.batchSize, images: images.training))
    }
}
