import CKernels
import LenetCards

/// A function of each number by itself: a file in `Activations/` with its card, its parameters, forward and backward.
///
/// It is used in two ways: as a word on a conv or dense line, `conv 8 3x3 gelu`, and as a line of its own.
package protocol ActivationFunction: Sendable {
    static var card: Card { get }
    /// Reads the parameters. Errors carry the line's id.
    init(_ reader: LayerReader) throws(NetworkError)
    /// The derivative is told from the result, so that a conv or dense layer may write the result over its own; otherwise
    /// from the input, and the word on a conv or dense line stands for a layer behind it.
    static var tellsFromOutput: Bool { get }
    /// Between which its results lie, where the slope goes to 0 at both; nil for a function that is not so.
    var limits: ClosedRange<Float>? { get }

    /// output = f(input), `count` floats; in place allowed.
    func forward(_ kernels: UnsafePointer<lenet_kernels>, _ count: Int, _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>)
    /// inputGradient = outputGradient * f', from `known`, the output where `tellsFromOutput`, else the input; in place on either
    /// allowed.
    func backward(
        _ kernels: UnsafePointer<lenet_kernels>, _ count: Int, _ known: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
        _ inputGradient: UnsafeMutablePointer<Float>)
}

extension ActivationFunction {
    package var limits: ClosedRange<Float>? { nil }
}

/// One of the functions that C knows by number: all but relu, tanh and sigmoid.
package protocol NumberedActivation: ActivationFunction {
    static var number: lenet_activation { get }
    /// The function's parameters a and b, as CKernels.h has them.
    var a: Float { get }
    var b: Float { get }
}

extension NumberedActivation {
    package static var tellsFromOutput: Bool { false }
    package var a: Float { 0 }
    package var b: Float { 0 }

    package func forward(_ kernels: UnsafePointer<lenet_kernels>, _ count: Int, _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>) {
        kernels.pointee.activation_forward(Self.number, a, b, count, input, output)
    }

    package func backward(
        _ kernels: UnsafePointer<lenet_kernels>, _ count: Int, _ known: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
        _ inputGradient: UnsafeMutablePointer<Float>
    ) {
        kernels.pointee.activation_backward(Self.number, a, b, count, known, outputGradient, inputGradient)
    }
}

extension Card {
    /// What all activations' cards have in common.
    static func activation(
        _ keyword: String, _ summary: String, _ parameters: [Parameter] = [], notes: [String] = [], example: String,
        otherSpellings: [String] = []
    ) -> Card {
        Card(
            .activation, keyword, summary,
            parameters + [Parameter("as", .option, .newName, default: .absent("\(keyword)1, \(keyword)2, …"), "The layer's name.")],
            notes: notes + ["Stands on a conv or dense line as a word of its own, or on a line by itself."],
            examples: [
                Example("model m { conv 6 5x5; \(keyword); maxpool 2; dense 10 }", example),
                Example("model m { conv 6 5x5 \(keyword); maxpool 2; dense 10 }", "the same as a word"),
            ], otherSpellings: otherSpellings)
    }
}

/// The activations there are: one for each file in `Activations/` (the list is kept by `scripts/sync`).
package enum ActivationCatalogue {
    package static let cards: [Card] = types.map { $0.card }

    /// The number that may stand behind an activation's word on a layer's line: `leaky_relu 0.1`; nil where it takes none.
    package static func number(of word: String) -> Parameter? {
        cards.first { $0.keyword == word }?.parameters.first { $0.role == .positional }
    }
}
