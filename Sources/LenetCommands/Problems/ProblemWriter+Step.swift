extension ProblemWriter {
    static func step(_ problem: StepProblem) -> Words {
        switch problem {
        case .notInModel(let name, let model, let nearest, let all):
            Words(
                title: "\(model) has no layer named '\(name)'", label: meant(nearest),
                notes: ["layers with weights: \(all.joined(separator: ", "))  (show model)"], replacement: nearest.count == 1 ? nearest[0] : nil)
        case .noArray(let name, let layer, let nearest, let all):
            Words(
                title: "\(layer) has no '\(name)'", label: meant(nearest), notes: ["it has \(all.map { "\(layer).\($0)" }.joined(separator: " and "))"],
                replacement: nearest.count == 1 ? nearest[0] : nil)
        case .noWeights(let layer, let model):
            Words(title: "\(layer) of \(model) has no weights", label: "nothing here changes in a step", notes: ["show model says how many each layer has"])
        case .layerIndexed(let layer, let arrays):
            Words(
                title: "which array of \(layer)?", label: "an index belongs to an array",
                notes: arrays.map { "\($0.name) is \(shape($0.shape)): \($0.name)[\($0.shape.map { _ in "0" }.joined(separator: ", "))]" })
        case .tooManyIndices(let array, let dimensions, let given):
            Words(
                title: "\(array) has \(dimensions.count == 1 ? "1 dimension" : "\(dimensions.count) dimensions"), not \(given)", label: "one too many",
                notes: ["\(array) is \(shape(dimensions)); its first weight is \(array)[\(dimensions.map { _ in "0" }.joined(separator: ", "))]"])
        case .badIndex(let array, let dimensions, let dimension, let said):
            Words(
                title: "\(array) is \(shape(dimensions)): number \(dimension + 1) goes from 0 to \(dimensions[dimension] - 1)",
                label: said < 0 ? "counted from 0" : "there is no \(said)",
                notes: ["the last weight is \(array)[\(dimensions.map { "\($0 - 1)" }.joined(separator: ", "))]"])
        case .arrayAsNumber(let array, let example):
            Words(
                title: "\(array) is many numbers", label: "one number is needed here",
                notes: ["one weight: \(example)", "or one number of all: norm(\(array)), sum, mean, min, max"])
        case .normOfNumber:
            Words(title: "norm takes a layer or an array", label: "such as norm(conv1.weight)", notes: ["of one number there is abs"])
        case .nothingOfModel:
            Words(title: "nothing of the model is in this", label: "it would not change", notes: ["such as: watch conv1.weight[0, 0, 2, 2]"])
        case .noRate(let rule):
            Words(title: "\(rule) has no learning rate", label: "nothing to find", notes: ["its steps do not depend on lr"])
        case .rateGiven:
            Words(title: "`find lr` looks for the rate itself", label: "leave it out", notes: ["its range: find lr with sgd from 1e-4 to 1"])
        case .emptyRange(let from, let to):
            Words(title: "no rates between \(from) and \(to)", label: "`to` must be above `from`", notes: ["such as: find lr with adam from 1e-5 to 1"])
        }
    }

    private static func meant(_ nearest: [String]) -> String {
        nearest.isEmpty ? "" : "did you mean \(nearest.map { "'\($0)'" }.joined(separator: " or "))?"
    }

    /// 6x1x5x5
    private static func shape(_ dimensions: [Int]) -> String { dimensions.map { "\($0)" }.joined(separator: "x") }
}
