import CKernels
import LenetCards

/// The Kullback-Leibler divergence of the softmax from the target: the sum of t (log t - log p). Cross entropy less the target's own
/// entropy, so it is 0 at best, with smoothed labels too.
package struct KLDivergence: LossFunction {
    package static let card = Card(
        .loss, "kl", "The Kullback-Leibler divergence of the probabilities from the target.",
        [.smoothing],
        notes: ["Without smoothing the target's own entropy is 0, and this is cross_entropy."],
        examples: [Example("model softmax_regression; load digits train 600; train with adam loss kl(smoothing: 0.1)", "with smoothed labels")],
        otherSpellings: ["kl_divergence", "kld", "kldiv"])

    private let smoothing: Double

    package init(_ settings: LossSettings) throws(LossError) { smoothing = try settings.number("smoothing") }

    package func evaluate(_ call: LossCall) {
        call.kernels.pointee.softmax_divergence(
            Int32(call.classes), Int32(call.count), call.logits, call.targets(smoothing: smoothing), call.scale, call.losses,
            call.gradient)
    }
}
