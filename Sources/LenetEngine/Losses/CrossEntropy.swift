import CKernels
import LenetCards

/// -log of the probability that the softmax of the logits gives to the right class, natural logarithm.
///
/// With smoothing s the target is 1 - s + s / C for the right class of C and s / C for the others (Szegedy et al., 2015).
package struct CrossEntropy: LossFunction {
    package static let card = Card(
        .loss, "cross_entropy", "Minus the logarithm of the probability of the right class.",
        [
            .smoothing,
            Parameter(
                "one_hot", .flag, .flag, default: .flag(false),
                "Takes the targets as a row of 0 and 1 for each image, as categorical_crossentropy does; without it as labels, as "
                    + "sparse_categorical_crossentropy does. The numbers are the same."),
        ],
        notes: ["Acts on the logits: the softmax is part of it."],
        examples: [
            Example("model softmax_regression; load digits; train with sgd loss cross_entropy", "the usual loss"),
            Example("load digits train 600; model softmax_regression; train with sgd loss cross_entropy smoothing 0.1", "with smoothed labels"),
            Example(
                "load digits train 600\nmodel softmax_regression\nlet sparse = train with adam\nrewind\n"
                    + "let one_hot = train with adam loss cross_entropy(one_hot: true)\nexpect one_hot.fingerprint == sparse.fingerprint",
                "sparse and one-hot targets are one loss, to the last bit"),
        ],
        otherSpellings: ["categorical_crossentropy", "sparse_categorical_crossentropy", "crossentropy", "nll"])

    private var smoothing = 0.0
    private var isOneHot = false

    init() {}

    package init(_ settings: LossSettings) throws(LossError) {
        smoothing = try settings.number("smoothing")
        isOneHot = try settings.flag("one_hot")
    }

    package func evaluate(_ call: LossCall) {
        guard isOneHot else { return evaluate(call, call.targets(smoothing: smoothing)) }
        // Written out as a table, and read from it.
        let given = call.targets(smoothing: smoothing)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: call.classes * Lanes.count) { table in
            for index in table.indices {
                let isLabel = Int(call.labels[index % Lanes.count]) == index / Lanes.count
                table[index] = isLabel ? given.hot : given.cold
            }
            evaluate(call, lenet_targets(labels: nil, hot: 0, cold: 0, distribution: table.baseAddress))
        }
    }

    private func evaluate(_ call: LossCall, _ targets: lenet_targets) {
        call.kernels.pointee.softmax_cross_entropy(
            Int32(call.classes), Int32(call.count), call.logits, targets, call.scale, call.losses, call.gradient)
    }
}
