import LenetCards

/// The mean over classes of (softmax - one-hot)^2.
package enum MeanSquaredError: LossFunction {
    package static let card = Card(
        .loss, "mse", "The mean over the classes of the squared error of the probabilities.",
        notes: ["The probabilities are the softmax of the logits; the right class should have 1, the others 0."],
        examples: [Example("model softmax_regression; load digits; train with sgd lr 0.1 loss mse", "the squared error")],
        otherSpellings: ["mean_squared_error", "l2"])

    package static func evaluate(_ call: LossCall) {
        call.kernels.pointee.softmax_mean_squared_error(
            Int32(call.classes), Int32(call.count), call.logits, call.labels, call.scale, call.losses, call.gradient)
    }
}
