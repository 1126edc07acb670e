import CKernels
import LenetCards

/// A fully connected layer: output = weights * input + bias, weights [units][inputs]. An image before it is taken as one row of
/// numbers in the order channel, row, column.
package struct Dense: Layer {
    package static let card = Card(
        .layer, "dense", "Connects every number of its input with every unit.",
        [
            Parameter("units", .positional, .integer(1...LayerLimits.units), "How many numbers come out."),
            Parameter("nobias", .flag, .flag, default: .flag(false), "Leaves out the number that is added to each unit."),
            Parameter(
                "init", .option, .word(Initializer.words), default: .absent(Initializer.defaults),
                "How the first weights are drawn.", otherSpellings: ["kernel_initializer"]),
            Parameter(
                "softmax", .flag, .flag, default: .flag(false),
                "On the last layer: says what holds anyway, that the loss turns its numbers into probabilities."),
            Parameter("as", .option, .newName, default: .absent("dense1, dense2, …"), "The layer's name."),
        ] + Activation.parameters,
        examples: [Example("model m { dense 64 relu; dense 10 }", "one hidden layer of 64 units")],
        otherSpellings: ["linear", "fully_connected", "fc"])

    package let input: Shape
    package let output: Shape
    package let description: String
    package let parameters: [LayerParameter]
    package let endsInSoftmax: Bool
    private let hasBias: Bool
    private let activation: Activation?
    package let activationBehind: Activation?

    package init(_ reader: LayerReader, input: Shape) throws(NetworkError) {
        let units = try reader.integer("units")
        self.input = input
        output = Shape(channels: units)
        let said = try Activation.read(reader)
        (activation, activationBehind) = said?.tellsFromOutput == false ? (nil, said) : (said, nil)
        endsInSoftmax = try reader.flag("softmax")
        if endsInSoftmax, let said {
            throw .conflict(line: reader.line.id, layer: "dense", first: said.description, second: "softmax")
        }
        hasBias = try !reader.flag("nobias")
        let initializer = try Initializer.read(reader)
        guard input.count <= LayerLimits.parameters / units else {
            throw .tooLarge(line: reader.line.id, layer: "dense", what: "parameters", limit: LayerLimits.parameters)
        }
        var parameters = [
            LayerParameter("weight", [units, input.count], fanIn: input.count, fanOut: units, initializer: initializer)
        ]
        if hasBias {
            parameters.append(LayerParameter("bias", [units], fanIn: input.count, fanOut: units, initializer: initializer.ofBiases))
        }
        self.parameters = parameters
        let last = endsInSoftmax ? "softmax" : said?.description
        description = (["dense", "\(units)"] + (hasBias ? [] : ["nobias"]) + (last.map { [$0] } ?? [])).joined(separator: " ")
    }

    package static let makesRow = true
    package var multiplyAdds: Int { input.count * output.count }
    package var readsOutput: Bool { activation != nil }
    /// The input has been kept for the weight gradients, which are made later.
    package var overwritesInput: Bool { true }
    package var endsInReLU: Bool { activation?.isReLU == true }
    package var limits: ClosedRange<Float>? { activation?.limits }
    package var gradientSum: GradientSum {
        .wholeBatch(inputs: input.count, outputs: output.count, hasBias: hasBias)
    }

    package func forward(_ pass: LayerPass) {
        pass.kernels.pointee.dense_forward(
            Int32(input.count), Int32(output.count), pass.input.at, pass.weights,
            hasBias ? pass.weights + parameters[0].count : nil, activation?.isReLU == true, pass.output.at)
        if let activation, !activation.isReLU { activation.forward(pass.kernels, pass.output, pass.output) }
    }

    package func backward(_ pass: LayerPass) {
        if let activation, !pass.outputReLUIsTaken {
            activation.backward(
                pass.kernels, known: pass.output, outputGradient: pass.outputGradient, inputGradient: pass.outputGradient)
        }
        guard pass.inputGradient.at != nil else { return }
        pass.kernels.pointee.dense_input_gradient(
            Int32(input.count), Int32(output.count), pass.outputGradient.at, pass.weights, pass.inputGradient.at)
    }
}
