import LenetEngine
import LenetLab

extension ProblemWriter {
    static func laboratory(_ problem: Problem) -> Words {
        switch problem {
        case .noData:
            Words(title: "there is no data yet", label: "needs images", notes: ["load some first: load mnist or digits"])
        case .noModel:
            Words(title: "there is no model yet", label: "needs a network", notes: ["make one first: model lenet5"])
        case .noRule:
            Words(title: "which optimizer?", label: "none was used before", notes: ["such as: train with adam"])
        case .settingWithoutRule(let name):
            Words(title: "'\(name)' belongs to a rule", label: "say which: train with sgd \(name) …")
        case .noValidation(let dataset):
            Words(
                title: "there are no validation images", label: "all of \(dataset)'s training images train",
                notes: ["keep some: load \(dataset) validation 10000"])
        case .rateIsTuned(let rule):
            Words(
                title: "tune chooses the rate of \(rule)", label: "so none may be said here",
                notes: ["the rates to try stand behind lr: tune [\(rule)] lr 1e-4..1 log 9"])
        case .data(let error):
            Words(title: error.message, notes: error.notes)
        case .engine(let error):
            Words(title: error.message)
        case .network(let error, _):
            Words(title: error.message, label: error.arithmetic ?? "")
        case .rateOfSchedule(let divergence, let steps):
            Words(
                title: "the schedule gave no rate for step \(divergence.step), in epoch \(divergence.epoch)", label: divergence.value.asRate,
                notes: DivergenceReport.notes(divergence, steps: steps, rule: nil, usual: nil))
        case .notYet(let what):
            Words(title: "\(what) are not there yet", label: "a later version will have them")
        default: Words(title: "this cannot be done")
        }
    }
}

extension Divergence.Value {
    /// "the rate became -0.02"
    fileprivate var asRate: String {
        if case .negative(let rate) = self { return "the rate became \(NumberText.significant(rate, 4))" }
        return "the rate became \(adjective)"
    }
}
