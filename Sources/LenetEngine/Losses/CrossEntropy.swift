import LenetCards

/// -log of the probability that the softmax of the logits gives to the right class, natural logarithm.
package enum CrossEntropy: LossFunction {
    package static let card = Card(
        .loss, "cross_entropy", "Minus the logarithm of the probability of the right class.",
        notes: ["Acts on the logits: the softmax is part of it."],
        examples: [Example("model softmax_regression; load digits; train with sgd loss cross_entropy", "the usual loss")],
        otherSpellings: ["categorical_crossentropy", "sparse_categorical_crossentropy", "crossentropy", "nll"])

    package static func evaluate(_ call: LossCall) {
        call.kernels.pointee.softmax_cross_entropy(
            Int32(call.classes), Int32(call.count), call.logits, call.labels, call.scale, call.losses, call.gradient)
    }
}
