/// Why there is no report.
package enum ReportProblem: Sendable {
    case notReportable(found: String)
    /// The ending of the file's name, where it has one.
    case wrongFormat(String?)
    case nothingFinished
    case noSuchWeight(String, nearest: [String], all: [String], example: String)
    case noSuchPlace(String, array: String, dimensions: [Int])

    var code: String {
        switch self {
        case .notReportable: "E0870"
        case .wrongFormat: "E0871"
        case .nothingFinished: "E0872"
        case .noSuchWeight: "E0873"
        case .noSuchPlace: "E0874"
        }
    }
}

extension ProblemWriter {
    static func report(_ problem: ReportProblem) -> Words {
        switch problem {
        case .notReportable(let found):
            Words(
                title: "there is no report of \(found)",
                label: "a comparison, a run, an evaluation, a path, a figure or a table, or a list of such",
                notes: ["let race = compare [sgd(lr: 0.1), adam] epochs 3 seeds 2", "report race to \"report.html\""])
        case .wrongFormat(let ending?):
            Words(title: "reports are not written as .\(ending)", label: "a name that ends in .html")
        case .wrongFormat(nil):
            Words(title: "the file's name does not say what it should be", label: "a name that ends in .html")
        case .nothingFinished:
            Words(title: "there is nothing in it to report", label: "no run of it was finished")
        case .noSuchWeight(let text, let nearest, let all, let example):
            Words(
                title: "this network has no weight '\(text)'",
                label: nearest.first.map { "did you mean '\($0)'?" } ?? "write it like \(example)",
                notes: ["arrays: \(all.prefix(20).joined(separator: ", "))\(all.count > 20 ? ", …" : "")"])
        case .noSuchPlace(let text, let array, let dimensions):
            Words(
                title: "'\(text)' is no single weight of '\(array)'",
                label: "\(dimensions.count == 1 ? "one number" : "\(dimensions.count) numbers") from 0, below \(dimensions.map { "\($0)" }.joined(separator: ", "))")
        }
    }
}
