import LenetLab

/// What can be wrong with a sweep and with what is drawn of it: E0820 to E0829.
package enum SweepProblem: Sendable {
    /// No option has a list.
    case nothingVaries
    case tooManyRuns(counts: [(word: String, count: Int)], seeds: Int, most: Int)
    /// Of trials that are to be drawn; `option`: the one that was asked for.
    case noNumbers(option: String?)
}

extension SweepProblem {
    var code: String {
        switch self {
        case .nothingVaries: "E0820"
        case .tooManyRuns: "E0821"
        case .noNumbers: "E0822"
        }
    }
}

extension ProblemWriter {
    static func sweep(_ problem: SweepProblem) -> Words {
        switch problem {
        case .nothingVaries:
            return Words(
                title: "nothing varies in this sweep", label: "give an option a list, or a range",
                notes: ["such as: sweep lr [0.001, 0.01, 0.1] with adam", "one combination is a training: train with adam lr 0.01"])
        case .tooManyRuns(let counts, let seeds, let most):
            var factors = counts.map { "\(NumberText.grouped($0.count)) of \($0.word)" }
            if seeds > 1 { factors.append("\(NumberText.grouped(seeds)) seeds") }
            return Words(
                title: "that is more than \(NumberText.grouped(most)) runs", label: factors.joined(separator: " x "),
                notes: ["a coarse grid first, then a fine one about its best"])
        case .noNumbers(let option?):
            return Words(title: "the values of \(option) have no places on an axis", label: "are not two or more numbers")
        case .noNumbers(nil):
            return Words(
                title: "there is no option to draw these against", label: "none has two or more numbers",
                notes: ["sweep one: sweep lr [0.001, 0.01, 0.1] with adam"])
        }
    }
}
