import LenetCards
import LenetRandom

/// How the weights of a layer are drawn; biases start at 0, or as PyTorch draws them.
///
/// Sources: Glorot and Bengio 2010 (glorot), He et al. 2015 (he), LeCun et al. 1998 (lecun). The normal ones are cut at two
/// deviations and scaled up for what the cut takes away, as Keras does it.
package enum Initializer: String, Sendable, Hashable, CaseIterable {
    case glorotUniform = "glorot_uniform"
    case glorotNormal = "glorot_normal"
    case heUniform = "he_uniform"
    case heNormal = "he_normal"
    case lecunNormal = "lecun_normal"
    /// PyTorch's own for conv and linear layers, `kaiming_uniform_` with a = sqrt(5); biases are drawn likewise.
    case torchUniform = "torch_uniform"
    case zeros
    case ones

    package static let cards: [Card] = allCases.map { initializer in
        Card(
            .initializer, initializer.rawValue, initializer.summary,
            examples: [
                Example("model m { dense 32 relu init \(initializer.rawValue); dense 10 }\nmodel m", "the first layer's weights are drawn so")
            ])
    }
    /// What `init` may say.
    package static let words = allCases.map(\.rawValue)
    /// What holds unless it says anything.
    package static let defaults = "glorot_uniform in the dialects keras and paper, torch_uniform in torch"

    /// What a line says, or the dialect's own.
    static func read(_ reader: LayerReader) throws(NetworkError) -> Initializer {
        guard reader.line.values["init"] != nil else { return reader.dialect == .torch ? .torchUniform : .glorotUniform }
        guard let initializer = Initializer(rawValue: try reader.word("init")) else { throw reader.wrong("init") }
        return initializer
    }

    /// How biases start beside weights that are drawn so.
    var ofBiases: Initializer { self == .torchUniform ? .torchUniform : .zeros }

    private var summary: String {
        switch self {
        case .glorotUniform: "Uniform between -a and a with a = sqrt(6 / (inputs + outputs))."
        case .glorotNormal: "Normal with deviation sqrt(2 / (inputs + outputs)), cut at two deviations."
        case .heUniform: "Uniform between -a and a with a = sqrt(6 / inputs)."
        case .heNormal: "Normal with deviation sqrt(2 / inputs), cut at two deviations."
        case .lecunNormal: "Normal with deviation sqrt(1 / inputs), cut at two deviations."
        case .torchUniform: "Uniform between -a and a with a = 1 / sqrt(inputs), biases too, as PyTorch starts its layers."
        case .zeros: "All zero."
        case .ones: "All one."
        }
    }

    /// Draws one array's numbers from its stream.
    package func fill(_ weights: inout [Float], _ range: Range<Int>, fanIn: Int, fanOut: Int, from stream: RandomStream) {
        var stream = stream
        let inputs = Double(fanIn)
        let both = Double(fanIn + fanOut)
        switch self {
        case .zeros: for index in range { weights[index] = 0 }
        case .ones: for index in range { weights[index] = 1 }
        case .torchUniform: uniform((1 / inputs).squareRoot())
        case .glorotUniform: uniform((6 / both).squareRoot())
        case .heUniform: uniform((6 / inputs).squareRoot())
        case .glorotNormal: normal((2 / both).squareRoot())
        case .heNormal: normal((2 / inputs).squareRoot())
        case .lecunNormal: normal((1 / inputs).squareRoot())
        }

        func uniform(_ limit: Double) {
            for index in range { weights[index] = Float(stream.uniform(-limit, limit)) }
        }
        /// Box and Muller's method; what lies beyond two deviations is drawn again.
        func normal(_ deviation: Double) {
            // The deviation of a standard normal variable that is cut at two deviations.
            let ofCut = 0.879_625_661_034_239_78
            for index in range {
                var value: Double
                repeat {
                    let radius = (-2 * Mathematics.log(1 - stream.uniform())).squareRoot()
                    value = radius * Mathematics.cos(2 * Double.pi * stream.uniform())
                } while abs(value) > 2
                weights[index] = Float(value * deviation / ofCut)
            }
        }
    }
}
