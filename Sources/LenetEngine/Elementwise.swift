import LenetCards

/// An activation as a layer: a line of its own, or what stands behind a conv or dense layer whose line ends in its word.
package struct Elementwise<Function: ActivationFunction>: Layer {
    package static var card: Card { Function.card }

    package let input: Shape
    private let activation: Activation

    package init(_ reader: LayerReader, input: Shape) throws(NetworkError) {
        self.input = input
        activation = try Activation(Function.self, reader)
    }

    init(_ activation: Activation, input: Shape) {
        self.input = input
        self.activation = activation
    }

    package var output: Shape { input }
    package var description: String { activation.description }
    package var endsInReLU: Bool { activation.isReLU }
    package var limits: ClosedRange<Float>? { activation.limits }
    package var readsOutput: Bool { activation.tellsFromOutput }
    package var overwritesInput: Bool { true }

    package func forward(_ pass: LayerPass) { activation.forward(pass.kernels, pass.input, pass.output) }

    package func backward(_ pass: LayerPass) {
        guard pass.inputGradient.at != nil else { return }
        if pass.outputReLUIsTaken {
            Lanes.copy(pass.outputGradient, pass.inputGradient)
            return
        }
        activation.backward(
            pass.kernels, known: activation.tellsFromOutput ? pass.output : pass.input, outputGradient: pass.outputGradient,
            inputGradient: pass.inputGradient)
    }
}

extension ActivationFunction {
    static var layer: any Layer.Type { Elementwise<Self>.self }

    fileprivate func layer(_ activation: Activation, behind output: Shape) -> any Layer {
        Elementwise<Self>(activation, input: output)
    }
}

extension Activation {
    /// The layer that stands behind a conv or dense layer of this output.
    func layer(behind output: Shape) -> any Layer { function.layer(self, behind: output) }
}
