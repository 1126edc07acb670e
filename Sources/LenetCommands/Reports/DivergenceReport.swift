import LenetEngine
import LenetLab

/// What to say below "the training diverged": where exactly, what was kept, and a way on.
package enum DivergenceReport {
    /// `rule`: nil where the rule had no part in it; `usual`: its default rate. `steps`: the updates that were kept.
    package static func notes(_ divergence: Divergence, steps: Int, rule: RuleInUse?, usual: Double?) -> [String] {
        let lr = rule.flatMap { $0.program.usesRate ? $0.learningRate : nil }
        let cause = isOfTheRule(divergence) ? rule.map(cause) : nil
        let wayOn = cause ?? wayOn(divergence, lr: lr, usual: usual)
        return [divergence.detail, kept(divergence, steps: steps), wayOn].compactMap { $0 }
    }

    /// Finite numbers went into the update, and what came out is no number at all: nothing grew too large for a Float.
    private static func isOfTheRule(_ divergence: Divergence) -> Bool {
        switch divergence.place {
        case .weight, .state: divergence.value == .notANumber
        default: false
        }
    }

    private static func cause(_ rule: RuleInUse) -> String {
        if !Float(rule.learningRate).isFinite { return "lr \(NumberText.plain(rule.learningRate)) is more than a weight can hold" }
        let isWithoutEpsilon = zip(rule.program.hyperparameters, rule.hyperparameters).contains { $0 == "epsilon" && $1 == 0 }
        return isWithoutEpsilon
            ? "epsilon 0 leaves nothing below the line where a gradient is 0, and 0 / 0 is no number: leave it out, or say epsilon 1e-8"
            : "the gradients were finite: a line of the rule divides 0 by 0, or takes the root or logarithm of a negative number"
    }

    private static func kept(_ divergence: Divergence, steps: Int) -> String {
        let end = divergence.place == .rate ? "the last with a rate to go by" : "the last with which all numbers were finite"
        return steps == 0
            ? "the weights are those from before this training" : "the weights and the optimizer's state are those after step \(steps), \(end)"
    }

    private static func wayOn(_ divergence: Divergence, lr: Double?, usual: Double?) -> String? {
        switch divergence.place {
        case .output, .loss:
            if divergence.step == 1 { return "no update had been made: no rate helps, the weights or the model itself give such numbers" }
        case .rate: return "a schedule has to give a finite rate, 0 or more, at every step"
        default: break
        }
        guard let lr, lr.isFinite, lr > 0 else { return nil }
        let smaller = usual.flatMap { $0 > 0 && $0 < lr / 10 ? $0 : nil } ?? lr / 10
        let isUsual = smaller == usual ? ", the rule's default" : ""
        return "a smaller rate often helps: `rewind`, then try lr \(NumberText.significant(smaller, 3))\(isUsual)"
    }
}
