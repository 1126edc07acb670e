import LenetEngine

// Findings of the curve and of the rate, in words.

extension Finding {
    func rateText(_ line: RunLine, _ evidence: Evidence) -> FindingText? {
        switch self {
        case .diverged(let divergence, let steps, let rate): return Self.diverged(divergence, steps, rate, line, evidence)
        case .lossAboveStart(let start, let end, let rate):
            return FindingText(
                "The loss is higher than before any training: the rate is far too high.",
                [
                    "loss of the training images \(FindingText.losses([start])) at the start, \(FindingText.losses([end])) now",
                    Self.rate(rate, evidence),
                ].compactMap { $0 }, Self.lower(rate, line, evidence))
        case .jumps(let rises, let epochs, let epoch, let from, let to):
            return FindingText(
                "The loss goes up and down instead of falling: the rate is too high.",
                [
                    "in \(rises) of \(epochs) epochs the loss of the training images rose by more than a tenth, most in epoch \(epoch): from "
                        + "\(FindingText.losses([from])) to \(FindingText.losses([to]))",
                    Self.rate(evidence.rate, evidence),
                ].compactMap { $0 }, Self.lower(evidence.rate, line, evidence))
        case .slow(let slowness): return Self.slow(slowness, line, evidence)
        case .atChance(let accuracy, let chance, let loss, let chanceLoss, let said):
            return Self.atChance(accuracy, chance, loss, chanceLoss, said, line, evidence)
        case .fewUpdates(let updates, let batch, let images):
            var smaller = line
            smaller.batch = [32, 16, 8, 4, 2].first { $0 * 20 <= images && $0 < batch } ?? 1
            return FindingText(
                "The weights moved only \(updates == 1 ? "once" : "\(updates) times"): the batches are large for so few images.",
                ["a batch has \(NumberText.grouped(batch)) of \(FindingText.images(images)): \(updates) updates in \(evidence.run.result.epochs == 1 ? "1 epoch" : "\(evidence.run.result.epochs) epochs")"],
                smaller.afresh)
        case .stillFalling(let losses, let more):
            let asMany = more.map { min($0, max(20, 2 * evidence.run.result.epochs)) } ?? max(1, evidence.run.result.epochs)
            let pace = more.map { ["at this pace it takes \($0 == 1 ? "1 more epoch" : "\($0) more epochs") to halve it"] } ?? []
            let where_ = more == nil ? "mean loss of the batches in the third and in the last quarter" : "loss of the training images after the last epochs"
            return FindingText(
                "The training was still getting better when it ended: more epochs would help.", ["\(where_): \(FindingText.losses(losses))"] + pace,
                line.epochs(asMany).text)
        case .plateau(let losses):
            return FindingText(
                "The loss has come to a halt before the network is done.",
                ["loss of the training images after the last epochs: \(FindingText.losses(losses))", Self.rate(evidence.rate, evidence)].compactMap { $0 },
                evidence.rate.map { line.lr($0 / 10).epochs(3).text } ?? line.epochs(3).text)
        default: return nil
        }
    }

    private static func diverged(
        _ divergence: Divergence, _ steps: Int, _ rate: Double?, _ line: RunLine, _ evidence: Evidence
    ) -> FindingText {
        var facts = [divergence.sentence]
        if let detail = divergence.detail { facts.append(detail) }
        facts.append(
            steps == 0
                ? "the weights are those from before this training" : "\(NumberText.grouped(steps)) updates went well; the weights are those behind them")
        if let rate = Self.rate(rate, evidence) { facts.append(rate) }
        switch divergence.place {
        case .rate:
            return FindingText("The training diverged: the schedule gave no finite rate.", facts, line.schedule(nil).afresh)
        case .output, .loss:
            if divergence.step == 1 {
                return FindingText("The network gave numbers that are not finite before any update: no rate helps.", facts, "rewind; show model")
            }
        default: break
        }
        return FindingText("The training diverged: the updates grew beyond all numbers.", facts, Self.lower(rate, line, evidence))
    }

    private static func slow(_ slowness: Slowness, _ line: RunLine, _ evidence: Evidence) -> FindingText {
        var facts: [String] = []
        if let rate = slowness.rate {
            var fact = "lr \(NumberText.plain(rate))"
            if let dialect = slowness.isDefaultOf { fact += ", \(dialect.owners) default for \(evidence.run.optimizer)" }
            if let highest = slowness.usual.map(\.rate).max(), rate > 0 {
                let owners = slowness.usual.filter { $0.rate == highest }.map(\.dialect.owner)
                fact += "; \(owners.spoken) \(owners.count == 1 ? "has" : "have") \(NumberText.plain(highest)), \(FindingText.times(highest / rate)) as much"
            }
            facts.append(fact)
        }
        if let ratio = slowness.ratio {
            facts.append("an update changes a layer's weights by \(FindingText.percent(ratio)) of their length; about 0.1% is usual")
        }
        if let start = slowness.losses.first, let end = slowness.losses.last {
            let epochs = slowness.losses.count - 1
            var fact = "loss of the training images \(FindingText.losses([start])) at the start, \(FindingText.losses([end])) after "
                + (epochs == 1 ? "1 epoch" : "\(epochs) epochs")
            if epochs >= 4 {
                let middle = slowness.losses[slowness.losses.count / 2]
                fact += ": it fell by \(FindingText.short(start - middle)) in the first half and \(FindingText.short(middle - end)) in the second"
            }
            facts.append(fact)
        }
        if evidence.isAtChance, let row = evidence.history.last, let chance = evidence.chance {
            facts.append(Self.noBetter(row.trainAccuracy, chance))
        }
        let sentence =
            slowness.usual.isEmpty
            ? "The steps are too short: the rate is too low for so few updates." : "The rate is far too low for \(evidence.run.optimizer): it was made for larger ones."
        return FindingText(sentence, facts, slowness.better.map { line.lr($0).afresh } ?? line.epochs(line.epochs * 2).text)
    }

    private static func atChance(
        _ accuracy: Double, _ chance: Double, _ loss: Double, _ chanceLoss: Double?, _ said: Said?, _ line: RunLine, _ evidence: Evidence
    ) -> FindingText {
        var facts = [noBetter(accuracy, chance)]
        if let chanceLoss {
            facts.append("loss \(FindingText.losses([loss])); who gives all classes the same chance has ln \(evidence.images?.classes.count ?? 0) = \(FindingText.losses([chanceLoss]))")
        }
        if let said, said.images > 0 {
            facts.append("it says \(said.label) to \(NumberText.grouped(said.count)) of \(NumberText.grouped(said.images)) \(evidence.run.measuredOn) images")
        }
        // Steps that are too short have a finding of their own; what is left is a rate that is too high, or to be looked for.
        if let usual = evidence.usualHere, let rate = evidence.rate, rate > usual * 3 {
            return FindingText(
                "The network tells nothing apart: the rate is far too high.", facts + [Self.rate(rate, evidence)].compactMap { $0 }, line.lr(usual).afresh)
        }
        return FindingText("The network tells nothing apart.", facts, evidence.rate == nil ? line.afresh : "rewind; " + line.search)
    }

    private static func noBetter(_ accuracy: Double, _ chance: Double) -> String {
        "accuracy \(NumberText.fixed(accuracy, decimals: 4)) on training images; always to say the most frequent class gives \(NumberText.fixed(chance, decimals: 4))"
    }

    // MARK: The rate

    /// "lr 0.5; Keras has 0.01 for sgd"
    static func rate(_ rate: Double?, _ evidence: Evidence) -> String? {
        guard let rate else { return nil }
        guard let usual = evidence.usualHere, usual != rate else { return "lr \(NumberText.plain(rate))" }
        return "lr \(NumberText.plain(rate)); \(evidence.run.optimizer)'s default is \(NumberText.plain(usual))"
    }

    /// The same from the start with a smaller rate: the rule's own where that is much smaller, else a tenth.
    static func lower(_ rate: Double?, _ line: RunLine, _ evidence: Evidence) -> String {
        guard let rate, rate > 0 else { return line.with("clip_norm", "1").afresh }
        let usual = evidence.usualHere.flatMap { $0 > 0 && $0 < rate / 3 ? $0 : nil }
        return line.lr(usual ?? rate / 10).afresh
    }
}
