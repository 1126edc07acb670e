import LenetCards

/// 1 / (1 + exp(-x)); its derivative is y (1 - y) of its result y.
package struct Sigmoid: Layer {
    package static let card = Card(
        .activation, "sigmoid", "1 / (1 + exp(-x)) of each number x.",
        [Parameter("as", .option, .newName, default: .absent("sigmoid1, sigmoid2, …"), "The layer's name.")],
        notes: ["Stands on a conv or dense line as a word of its own, or on a line by itself."],
        examples: [Example("model m { conv 6 5x5; sigmoid; maxpool 2; dense 10 }", "a layer of its own")])

    package let input: Shape

    package init(_ reader: LayerReader, input: Shape) throws(NetworkError) { self.input = input }

    package var output: Shape { input }
    package var description: String { "sigmoid" }
    package var readsOutput: Bool { true }
    package var overwritesInput: Bool { true }

    package func forward(_ pass: LayerPass) { Activation.sigmoid.forward(pass.kernels, pass.input, pass.output) }

    package func backward(_ pass: LayerPass) {
        guard pass.inputGradient.at != nil else { return }
        Activation.sigmoid.backward(
            pass.kernels, output: pass.output, outputGradient: pass.outputGradient, inputGradient: pass.inputGradient)
    }
}
