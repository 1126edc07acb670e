/// What sort of thing a value is, in the words that people read.
package enum ValueKind: String, Sendable, Hashable, CaseIterable {
    case nothing, number, boolean, text, list, size, function, run, evaluation, comparison, model, dataset, split, image
    case prediction, optimizer, schedule, architecture, name, record, table, figure, landscape, path

    /// With its article: "a number".
    package var phrase: String {
        switch self {
        case .nothing: "nothing"
        case .boolean: "true or false"
        case .architecture: "a kind of model"
        case .evaluation, .image, .optimizer: "an \(rawValue)"
        default: "a \(rawValue)"
        }
    }
}

extension Value {
    package var kind: ValueKind {
        switch self {
        case .nothing: .nothing
        case .number: .number
        case .boolean: .boolean
        case .text: .text
        case .list: .list
        case .size: .size
        case .function: .function
        case .run: .run
        case .evaluation: .evaluation
        case .comparison: .comparison
        case .model: .model
        case .dataset: .dataset
        case .split: .split
        case .image: .image
        case .prediction: .prediction
        case .rule: .optimizer
        case .schedule: .schedule
        case .architecture: .architecture
        case .named, .loss: .name
        case .record: .record
        case .table: .table
        case .figure: .figure
        case .landscape: .landscape
        case .path: .path
        }
    }
}
