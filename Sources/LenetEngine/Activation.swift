import CKernels
import LenetCards

/// An activation that was chosen, with its parameters.
package struct Activation: Sendable, Hashable, CustomStringConvertible {
    package let function: any ActivationFunction
    /// `leaky_relu 0.1`: as a line says it.
    package let description: String

    init(_ type: any ActivationFunction.Type, _ reader: LayerReader) throws(NetworkError) {
        function = try type.init(reader)
        // The card's order, which is the order in which a line says them.
        description = type.card.parameters.reduce(type.card.keyword) { text, parameter in
            guard case .number(let value)? = reader.line.values[parameter.name] else { return text }
            return text + (parameter.role == .positional ? " " : " \(parameter.name) ") + LayerValue.text(value)
        }
    }

    package var tellsFromOutput: Bool { type(of: function).tellsFromOutput }
    /// Whose derivative a pooling layer behind it may take.
    package var isReLU: Bool { function is ReLU }
    package var limits: ClosedRange<Float>? { function.limits }

    /// The flags of a layer's card that set it.
    package static let parameters: [Parameter] = ActivationCatalogue.cards.map { card in
        Parameter(card.keyword, .flag, .flag, default: .flag(false), card.summary)
    }

    /// The one that a line names, with its number where one stands behind the word; two are an error.
    package static func read(_ reader: LayerReader) throws(NetworkError) -> Activation? {
        var found: Activation?
        var word = ""
        for type in ActivationCatalogue.types {
            let keyword = type.card.keyword
            var line = LayerLine(keyword, id: reader.line.id)
            switch reader.line.values[keyword] {
            case nil, .flag(false)?: continue
            case .flag(true)?: break
            case let value?:
                guard let first = type.card.parameters.first, first.role == .positional else { throw reader.wrong(keyword) }
                line.values[first.name] = value
            }
            if found != nil { throw .conflict(line: reader.line.id, layer: reader.card.keyword, first: word, second: keyword) }
            found = try Activation(type, LayerReader(line, card: type.card, dialect: reader.dialect))
            word = keyword
        }
        return found
    }

    /// out = f(in), views of one shape; in place allowed.
    func forward(_ kernels: UnsafePointer<lenet_kernels>, _ input: lenet_lanes, _ output: lenet_lanes) {
        Lanes.runs(input, output) { count, input, output in function.forward(kernels, count, input, output) }
    }

    /// inputGradient = outputGradient * f', from the output or the input as the function has it; in place allowed.
    func backward(
        _ kernels: UnsafePointer<lenet_kernels>, known: lenet_lanes, outputGradient: lenet_lanes, inputGradient: lenet_lanes
    ) {
        Lanes.runs(known, outputGradient, inputGradient) { count, known, outputGradient, inputGradient in
            function.backward(kernels, count, known, outputGradient, inputGradient)
        }
    }

    // The same word with the same numbers is the same function.
    package static func == (a: Activation, b: Activation) -> Bool { a.description == b.description }
    package func hash(into hasher: inout Hasher) { hasher.combine(description) }
}
