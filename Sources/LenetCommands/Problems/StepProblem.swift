/// Why a weight, a step or a range of rates could not be had.
package enum StepProblem: Sendable, Hashable {
    case notInModel(String, model: String, nearest: [String], all: [String])
    case noWeights(layer: String, of: String)
    case noArray(String, layer: String, nearest: [String], all: [String])
    case layerIndexed(String, arrays: [Array])
    case tooManyIndices(String, shape: [Int], given: Int)
    case badIndex(String, shape: [Int], dimension: Int, said: Int)
    case arrayAsNumber(String, index: String)
    case normOfNumber
    case nothingOfModel
    case noRate(rule: String)
    case rateGiven
    case emptyRange(from: String, to: String)

    package struct Array: Sendable, Hashable {
        package var name: String
        package var shape: [Int]
    }

    static func layerIndexed(_ layer: String, arrays: [(String, [Int])]) -> StepProblem {
        .layerIndexed(layer, arrays: arrays.map { Array(name: $0.0, shape: $0.1) })
    }

    package var code: String {
        switch self {
        case .notInModel, .noArray: "E0710"
        case .noWeights: "E0711"
        case .layerIndexed, .tooManyIndices, .badIndex: "E0712"
        case .arrayAsNumber, .normOfNumber: "E0713"
        case .nothingOfModel: "E0714"
        case .noRate: "E0715"
        case .rateGiven: "E0716"
        case .emptyRange: "E0717"
        }
    }
}
