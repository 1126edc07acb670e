import LenetCards

/// Why a network cannot be built: facts, with the `id` of the layer's line. `NetworkError.message` puts them into words.
package enum NetworkError: Error, Sendable, Hashable {
    case unknownLayer(line: Int, keyword: String)
    case unknownOption(line: Int, layer: String, option: String)
    case missing(line: Int, layer: String, option: String)
    case outOfRange(line: Int, layer: String, option: String, value: String, domain: Domain)
    /// Two words that exclude each other: `same valid`, `relu tanh`.
    case conflict(line: Int, layer: String, first: String, second: String)
    case duplicateName(line: Int, name: String, firstLine: Int)
    /// `same` pads (kernel - 1) / 2 on both sides, which an even kernel does not have.
    case evenKernel(line: Int, height: Int, width: Int)
    /// A window that is larger than the padded input along an axis, "height" or "width".
    case windowTooLarge(line: Int, layer: String, axis: String, input: Int, padding: Int, window: Int)
    /// A layer that needs rows and columns stands behind one that gives a row of numbers.
    case needsImage(line: Int, layer: String, previous: String, units: Int)
    /// `softmax` stands on a layer that is not the last.
    case softmaxNotLast(line: Int, layer: String)
    /// The last layer must give one number for each class.
    case wrongOutput(line: Int, layer: String, output: Shape, classes: Int)
    /// More parameters or activations than this engine takes.
    case tooLarge(line: Int, layer: String, what: String, limit: Int)
    case noLayers

    /// The line that it concerns; nil for the network as a whole.
    package var line: Int? {
        switch self {
        case .unknownLayer(let line, _), .unknownOption(let line, _, _), .missing(let line, _, _),
            .outOfRange(let line, _, _, _, _), .conflict(let line, _, _, _), .duplicateName(let line, _, _),
            .evenKernel(let line, _, _), .windowTooLarge(let line, _, _, _, _, _), .needsImage(let line, _, _, _),
            .softmaxNotLast(let line, _), .wrongOutput(let line, _, _, _), .tooLarge(let line, _, _, _):
            line
        case .noLayers: nil
        }
    }

    /// The sum that fails, as text: `3 + 2 * 1 - 7 + 1 = -1`; nil where no sum is behind it.
    package var arithmetic: String? {
        guard case .windowTooLarge(_, _, _, let input, let padding, let window) = self else { return nil }
        let padded = padding == 0 ? "\(input)" : "\(input) + 2 * \(padding)"
        return "\(padded) - \(window) + 1 = \(input + 2 * padding - window + 1)"
    }

    /// One sentence or two, for people.
    package var message: String {
        switch self {
        case .unknownLayer(_, let keyword): "there is no layer `\(keyword)`"
        case .unknownOption(_, let layer, let option): "`\(layer)` has no option `\(option)`"
        case .missing(_, let layer, let option): "`\(layer)` needs its \(option)"
        case .outOfRange(_, let layer, let option, let value, let domain):
            "\(option) of `\(layer)` cannot be \(value): it takes \(domain.sentence)"
        case .conflict(_, let layer, let first, let second): "`\(layer)` takes `\(first)` or `\(second)`, not both"
        case .duplicateName(_, let name, _): "two layers are named `\(name)`"
        case .evenKernel(_, let height, let width):
            "`same` needs a kernel with odd sides, and \(height)x\(width) has an even one: say `pad` and how much"
        case .windowTooLarge(_, let layer, let axis, let input, let padding, let window):
            "the window of `\(layer)` does not fit: the input's \(axis) is \(input)"
                + (padding == 0 ? "" : " (\(input + 2 * padding) with its padding)")
                + ", the window's \(window), and \(arithmetic ?? "") leaves nothing"
        case .needsImage(_, let layer, let previous, let units):
            "`\(layer)` needs rows and columns, and `\(previous)` before it gives a row of \(units) numbers"
        case .softmaxNotLast(_, let layer):
            "`softmax` belongs to the last layer, and `\(layer)` is not the last"
        case .wrongOutput(_, let layer, let output, let classes):
            "the last layer, `\(layer)`, gives \(output.isFlat ? "\(output.count) numbers" : "\(output) = \(output.count) numbers")"
                + " and the data has \(classes) classes"
        case .tooLarge(_, let layer, let what, let limit): "`\(layer)` makes more than \(limit) \(what)"
        case .noLayers: "a network needs at least one layer"
        }
    }
}

extension Domain {
    /// "a whole number from 1 to 1024": what an error says of the values that are taken.
    fileprivate var sentence: String {
        switch self {
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number(let interval):
            "a number " + (interval.includesLower ? ">= \(interval.lower)" : "> \(interval.lower)")
                + (interval.upper == .infinity ? "" : interval.includesUpper ? " and <= \(interval.upper)" : " and < \(interval.upper)")
        case .size: "a size such as 5x5"
        case .word(let words): "one of " + words.joined(separator: ", ")
        case .either(let domains): domains.map(\.sentence).joined(separator: ", or ")
        case .flag: "nothing after it"
        case .newName: "a name"
        default: "another kind of value"
        }
    }
}
