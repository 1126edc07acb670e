import LenetCards

/// x <= 0 ? 0 : x. The derivative at 0 is 0.
package struct ReLU: Layer {
    package static let card = Card(
        .activation, "relu", "Negative numbers become 0.",
        [Parameter("as", .option, .newName, default: .absent("relu1, relu2, …"), "The layer's name.")],
        notes: ["Stands on a conv or dense line as a word of its own, or on a line by itself."],
        examples: [Example("model m { conv 6 5x5; relu; maxpool 2; dense 10 }", "a layer of its own")])

    package let input: Shape

    package init(_ reader: LayerReader, input: Shape) throws(NetworkError) { self.input = input }

    package var output: Shape { input }
    package var description: String { "relu" }
    package var endsInReLU: Bool { true }
    package var readsOutput: Bool { true }
    package var overwritesInput: Bool { true }

    package func forward(_ pass: LayerPass) { Activation.relu.forward(pass.kernels, pass.input, pass.output) }

    package func backward(_ pass: LayerPass) {
        guard pass.inputGradient.at != nil else { return }
        if pass.outputReLUIsTaken {
            Lanes.copy(pass.outputGradient, pass.inputGradient)
            return
        }
        Activation.relu.backward(
            pass.kernels, output: pass.output, outputGradient: pass.outputGradient, inputGradient: pass.inputGradient)
    }
}
