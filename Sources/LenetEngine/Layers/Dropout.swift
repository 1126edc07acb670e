import CKernels
import LenetCards

/// Drops each value with a probability while training and multiplies the rest by 1 / (1 - rate); an evaluation keeps all.
///
/// Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", JMLR 2014 (in the form that
/// scales while training). What is dropped depends on seed, step, layer, place in the batch and unit only.
package struct Dropout: Layer {
    package static let card = Card(
        .layer, "dropout", "Drops each value with a probability while training, and scales the rest up.",
        [
            Parameter(
                "rate", .positional, .number(.decay), default: .number(0.5), "The share of values dropped."),
            Parameter("as", .option, .newName, default: .absent("dropout1, dropout2, …"), "The layer's name."),
        ],
        examples: [Example("model m { dense 64 relu; dropout 0.2; dense 10 }", "one value in five is dropped")])

    package let input: Shape
    private let rate: Double

    package init(_ reader: LayerReader, input: Shape) throws(NetworkError) {
        rate = try reader.number("rate")
        self.input = input
    }

    package var output: Shape { input }
    package var description: String { "dropout \(rate)" }
    package var scratch: Int { input.count * Lanes.count }
    package var overwritesInput: Bool { true }
    package var isOnlyForTraining: Bool { true }

    package func forward(_ pass: LayerPass) {
        guard pass.output.isContiguous else {
            // The kernel counts units, so a view with a border is filled from scratch.
            let whole = Lanes.view(pass.scratch, input)
            apply(pass, pass.input, whole)
            Lanes.copy(whole, pass.output)
            return
        }
        apply(pass, pass.input, pass.output)
    }

    package func backward(_ pass: LayerPass) {
        if pass.inputGradient.at != nil { apply(pass, pass.outputGradient, pass.inputGradient) }
    }

    private func apply(_ pass: LayerPass, _ from: lenet_lanes, _ to: lenet_lanes) {
        pass.kernels.pointee.dropout(
            Int32(input.count), Float(rate), pass.dropout.seed, pass.dropout.step, pass.dropout.layer,
            pass.dropout.firstImage, from.at, to.at)
    }
}
