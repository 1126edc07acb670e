import LenetCards

/// The hyperbolic tangent; its derivative is 1 - y^2 of its result y.
package struct Tanh: Layer {
    package static let card = Card(
        .activation, "tanh", "The hyperbolic tangent of each number.",
        [Parameter("as", .option, .newName, default: .absent("tanh1, tanh2, …"), "The layer's name.")],
        notes: ["Stands on a conv or dense line as a word of its own, or on a line by itself."],
        examples: [Example("model m { conv 6 5x5; tanh; maxpool 2; dense 10 }", "a layer of its own")])

    package let input: Shape

    package init(_ reader: LayerReader, input: Shape) throws(NetworkError) { self.input = input }

    package var output: Shape { input }
    package var description: String { "tanh" }
    package var readsOutput: Bool { true }
    package var overwritesInput: Bool { true }

    package func forward(_ pass: LayerPass) { Activation.tanh.forward(pass.kernels, pass.input, pass.output) }

    package func backward(_ pass: LayerPass) {
        guard pass.inputGradient.at != nil else { return }
        Activation.tanh.backward(
            pass.kernels, output: pass.output, outputGradient: pass.outputGradient, inputGradient: pass.inputGradient)
    }
}
