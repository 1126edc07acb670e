import LenetEngine
import LenetLab

/// What to say below "the training diverged": where exactly, what was kept, and a way on.
package enum DivergenceReport {
    /// `lr`: the rate that was used, nil where the rule has none; `usual`: the rule's default. `steps`: the
    /// updates that were kept.
    package static func notes(_ divergence: Divergence, steps: Int, lr: Double?, usual: Double?) -> [String] {
        [divergence.detail, kept(divergence, steps: steps), wayOn(divergence, lr: lr, usual: usual)].compactMap { $0 }
    }

    private static func kept(_ divergence: Divergence, steps: Int) -> String {
        steps == 0
            ? "the weights are those from before this training"
            : "the weights and the optimizer's state are those after step \(steps), the last with which all numbers were finite"
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
