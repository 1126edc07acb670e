/// Why a figure could not be made or written: facts.
package enum DrawingProblem: Sendable {
    /// No program that makes pictures of SVG files is installed.
    case noConverter
    case converterFailed(String, reason: String)
    case noMistakes(String)
    case noConvolution(String)
    case noWeights(String)
    case unknownLayer(String, all: [String])
    /// No `step` was taken with the model of this moment.
    case noStep
    /// None of some trainings can be made again from its first weights.
    case noFirstUpdates

    var code: String {
        switch self {
        case .noConverter: "E0850"
        case .converterFailed: "E0851"
        case .noMistakes, .noConvolution, .noWeights: "E0852"
        case .unknownLayer: "E0853"
        case .noStep: "E0854"
        case .noFirstUpdates: "E0855"
        }
    }
}

extension ProblemWriter {
    static func drawing(_ problem: DrawingProblem) -> Words {
        switch problem {
        case .noConverter:
            Words(
                title: "no program that makes .png pictures is installed", label: "rsvg-convert is looked for",
                notes: [
                    "install it: apt install librsvg2-bin, or brew install librsvg",
                    "or say a name that ends in .svg: browsers and word processors show it",
                ])
        case .converterFailed(let path, let reason):
            Words(title: "'\(path)' could not be made", label: reason, notes: ["nothing was changed; a name that ends in .svg needs no other program"])
        case .noMistakes(let split): Words(title: "there are no mistakes to draw", label: "every \(split) image is told right")
        case .noConvolution(let model):
            Words(title: "'\(model)' has no filters", label: "none of its layers is a convolution", notes: ["plot weights draws what it has"])
        case .noWeights(let model): Words(title: "'\(model)' has no weights to draw", label: "none of its layers learns")
        case .unknownLayer(let name, let all):
            Words(title: "no such layer: '\(name)'", label: "here", notes: ["layers: " + all.joined(separator: ", ")])
        case .noStep:
            Words(
                title: "there is no update to draw", label: "no `step` was taken with this model",
                notes: [
                    "one update, layer by layer: step with adam lr 0.01, then plot updates",
                    "the first updates of a training: let run = train with adam, then plot updates of run",
                ])
        case .noFirstUpdates:
            Words(
                title: "the first updates of this training cannot be made again",
                label: "it did not begin in this session with the first weights of its seed",
                notes: ["a training right after `model` does: model lenet5, then let run = train with adam", "of one update: step, then plot updates"])
        }
    }
}
