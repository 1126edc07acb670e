import LenetEngine

// Findings of units, gradients and updates, in words.

extension Finding {
    func networkText(_ line: RunLine, _ evidence: Evidence) -> FindingText? {
        switch self {
        case .deadUnits(let layer, let dead, let units, let images):
            return FindingText(
                "\(dead == units ? "All" : "Most") units of \(layer) are dead: they give 0 whatever they are shown, and learn nothing any more.",
                [
                    "\(NumberText.grouped(dead)) of \(NumberText.grouped(units)) (\(FindingText.percent(Double(dead) / Double(max(1, units))))) gave 0 for each of "
                        + "\(NumberText.grouped(images)) training images; updates that were too long push units there",
                    Self.rate(evidence.rate, evidence),
                ].compactMap { $0 }, Self.lower(evidence.rate, line, evidence))
        case .saturated(let layer, let share, let images):
            return FindingText(
                "The units of \(layer) lie against the limits of their activation, where hardly any gradient comes through.",
                [
                    "\(FindingText.percent(share)) of its results for \(NumberText.grouped(images)) training images are within 1% of a limit",
                    Self.rate(evidence.rate, evidence),
                ].compactMap { $0 }, Self.lower(evidence.rate, line, evidence))
        case .longUpdates(let layer, let ratio, let rate):
            return FindingText(
                "The steps are too long: each one writes over much of what \(layer) knows.",
                [
                    "an update changes the weights of \(layer) by \(FindingText.percent(ratio)) of their length; about 0.1% is usual",
                    Self.rate(rate, evidence),
                ].compactMap { $0 }, Self.lower(rate, line, evidence))
        case .vanishing(let layer, let gradient, let against, let largest):
            let isAdaptive = evidence.checkup?.effectiveRate != nil && evidence.run.optimizer != "sgd"
            return FindingText(
                "The gradients fade on their way back: \(layer) hardly learns.",
                [
                    gradient == 0
                        ? "no gradient reaches \(layer); that of \(against) is \(FindingText.short(largest)) for each weight"
                        : "the gradient of \(layer) is \(FindingText.short(gradient)) for each weight (root mean square), that of \(against) "
                            + "\(FindingText.short(largest)): \(FindingText.times(largest / gradient)) as much"
                ], isAdaptive ? "plot gradients" : RunLine.adam(like: line).afresh)
        case .shrunken(let state, let first, let now):
            return FindingText(
                "\(evidence.run.optimizer)'s steps have shrunk: what it remembers only grows.",
                [
                    "\(state) grew at every weight that had a gradient, and none shrank",
                    "|Δw| / |g| in the middle of all weights: \(FindingText.short(first)) in the first update, \(FindingText.short(now)) in one made now, "
                        + "\(FindingText.times(first / now)) less",
                ], RunLine.adam(like: line).afresh)
        case .shortGradients(let loss, let norm, let crossEntropy):
            return FindingText(
                "\(loss) gives short gradients here: with it the same rate makes shorter steps.",
                [
                    "gradient of all weights at the end: \(FindingText.short(norm)) with \(loss), \(FindingText.short(crossEntropy)) with cross_entropy, "
                        + "\(FindingText.times(crossEntropy / max(norm, 1e-300))) as long"
                ], { var other = line; other.loss = nil; return other.afresh }())
        default: return nil
        }
    }
}

extension RunLine {
    /// Adam with its defaults, all else the same: each weight has a rate of its own that follows its gradients.
    static func adam(like line: RunLine) -> RunLine {
        var other = line
        other.rule = "adam"
        other.settings = []
        return other
    }
}
