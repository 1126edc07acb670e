/// What goes wrong with lessons.
package enum LessonProblem: Sendable {
    /// `check`, `next` or, nil, `lesson off` while no lesson goes on.
    case none(String?)
    /// `lesson momentum from "mine.md"`
    case twoLessons
    case unreadable(String, LessonFault)
    case condition(String, step: String, String)

    var code: String {
        switch self {
        case .none: "E0880"
        case .twoLessons: "E0882"
        case .unreadable, .condition: "E0881"
        }
    }

    var words: ProblemWriter.Words {
        switch self {
        case .none(let verb):
            ProblemWriter.Words(
                title: "no lesson is going on", label: verb.map { "there is nothing to \($0 == "check" ? "check" : "go on with")" } ?? "there is none to leave",
                notes: ["`lesson` lists the lessons, `lesson first_steps` begins the first"]
                    + (verb.map { ["as a name of your own: let \($0) = …"] } ?? []))
        case .twoLessons:
            ProblemWriter.Words(title: "these are two lessons", label: "another one", notes: ["a name means a lesson that comes with lenet: lesson from \"mine.md\" has none"])
        case .unreadable(let file, let fault):
            ProblemWriter.Words(
                title: "line \(fault.line) of \(file): \(fault.reason)", label: "this is no lesson yet", notes: ["docs/lessons.md shows how one is written"])
        case .condition(let file, let step, let condition):
            ProblemWriter.Words(
                title: "in \(file), the `Done when:` of step '\(step)' is no expression", label: "this is no lesson yet",
                notes: [condition, "such as: statement == \"train\" and result.accuracy > 0.5"])
        }
    }
}
