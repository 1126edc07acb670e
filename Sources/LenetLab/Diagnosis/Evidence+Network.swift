import LenetEngine

// What the network itself tells: its units, its gradients, and an update made on a copy.

extension Evidence {
    var units: Diagnosis.Answer {
        guard let checkup else { return .unknown }
        let dead = checkup.units.compactMap { unit in unit.dead.map { (unit: unit, dead: $0, share: Double($0) / Double(max(1, unit.units))) } }
        if let worst = dead.max(by: { $0.share < $1.share }), worst.share >= (isGood ? Threshold.nearlyAllDead : Threshold.dead) {
            return .found(.deadUnits(layer: worst.unit.layer, dead: worst.dead, units: worst.unit.units, images: checkup.images))
        }
        let limited = checkup.units.compactMap { unit in unit.saturated.map { (unit.layer, $0) } }
        if let worst = limited.max(by: { $0.1 < $1.1 }), worst.1 >= Threshold.saturated, !isGood {
            return .found(.saturated(layer: worst.0, share: worst.1, images: checkup.images))
        }
        return .fine
    }

    var longUpdates: Diagnosis.Answer {
        guard let ratios = checkup?.ratios, let worst = ratios.max(by: { $0.ratio < $1.ratio }) else { return .unknown }
        guard worst.ratio >= Threshold.longUpdate, !isGood else { return .fine }
        return .found(.longUpdates(layer: worst.layer, ratio: worst.ratio, rate: rate))
    }

    /// Gradients for each weight, by layer: the first ones' against the largest behind them.
    var vanishing: Diagnosis.Answer {
        guard let layers = checkup?.layers.filter({ $0.weights > 0 }), layers.count > 1 else { return checkup?.layers.isEmpty == false ? .fine : .unknown }
        let sizes = layers.map { $0.gradientNorm / Double($0.weights).squareRoot() }
        guard !isGood, let smallest = sizes.indices.min(by: { sizes[$0] < sizes[$1] }),
            let largest = sizes.indices.dropFirst(smallest).max(by: { sizes[$0] < sizes[$1] }), sizes[largest] > 0,
            sizes[smallest] < sizes[largest] * Threshold.vanishing
        else { return .fine }
        return .found(
            .vanishing(layer: layers[smallest].name, gradient: sizes[smallest], against: layers[largest].name, largest: sizes[largest]))
    }

    var shrunken: Diagnosis.Answer {
        guard let checkup, !checkup.layers.isEmpty else { return .unknown }
        guard let state = checkup.growing, let first = checkup.firstRate, let now = checkup.effectiveRate, now > 0, !isGood,
            first / now >= Threshold.shrunken
        else { return .fine }
        return .found(.shrunken(state: state, first: first, now: now))
    }

    var shortGradients: Diagnosis.Answer {
        guard run.loss != Loss.standard.name else { return .fine }
        guard let gradients = checkup?.gradients else { return .unknown }
        guard !isGood, gradients.crossEntropy >= gradients.own * Threshold.shortGradients else { return .fine }
        return .found(.shortGradients(loss: run.loss, norm: gradients.own, crossEntropy: gradients.crossEntropy))
    }
}
