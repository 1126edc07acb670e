import LenetLab

/// Why a path or its map could not be made: facts.
package enum LandscapeProblem: Sendable {
    case landscapeNeeded
    case startNeeded(String, variables: [String])
    case wrongPoint(String, variables: [String], given: Int)
    case notFinite(landscape: String, height: Double)
    case settledAlready(String)
    case twoVariablesNeeded(String, count: Int)
    case twoOf([String])
    case badWindow(String)
    case onlyOfMaps(String)
    case onlyOfHeights(String)
    /// Words of `step`.
    case onlyOfNetworks(String)
    case onlyOnLandscapes(String)
    case onlyOfSchedules(String, number: Int)
    case tooFarBack(Int, made: Int, landscape: String)
    case noWalk

    var code: String {
        switch self {
        case .landscapeNeeded: "E0780"
        case .startNeeded: "E0781"
        case .wrongPoint: "E0782"
        case .notFinite: "E0783"
        case .settledAlready: "E0784"
        case .twoVariablesNeeded, .twoOf: "E0785"
        case .badWindow: "E0786"
        case .onlyOfMaps, .onlyOfHeights: "E0787"
        case .onlyOfNetworks, .onlyOnLandscapes, .noWalk: "E0788"
        case .onlyOfSchedules: "E0789"
        case .tooFarBack: "E0720"
        }
    }
}

extension ProblemWriter {
    static func landscape(_ problem: LandscapeProblem) -> Words {
        switch problem {
        case .landscapeNeeded:
            Words(
                title: "on which landscape?", label: "these rules have nowhere to walk",
                notes: ["plot path of [sgd(lr: 0.001), adam(lr: 0.1)] on rosenbrock", "`show landscapes` lists them"])
        case .startNeeded(let name, let variables):
            Words(
                title: "where should the paths on '\(name)' start?", label: "a 'from' is missing",
                notes: ["say from [\(variables.map { _ in "1" }.joined(separator: ", "))], or write a line `## Start:` above the landscape"])
        case .wrongPoint(let name, let variables, let given):
            Words(
                title: "a point of '\(name)' has \(variables.count == 1 ? "one number" : "\(variables.count) numbers"), not \(given)",
                label: "a number for each of \(variables.prefix(12).joined(separator: ", "))\(variables.count > 12 ? ", …" : "")")
        case .notFinite(let name, let height):
            Words(
                title: "'\(name)' has no height or no slope here",
                label: height.isFinite ? "its slope is no finite number" : "its height is \(NumberText.plain(height))",
                notes: ["start the paths at a point where its formula gives a finite number"])
        case .settledAlready(let word):
            Words(title: "'\(word)' would change nothing: the path has been walked", label: "leave this out, or give rules in place of the path")
        case .twoVariablesNeeded(let name, let count):
            Words(
                title: "a map has two directions, and '\(name)' has \(count == 1 ? "one variable" : "\(count) variables")", label: "",
                notes: count == 1
                    ? ["say `heights` to see its height against the steps"]
                    : ["say across [\"a\", \"b\"] with the two that should be drawn, or `heights` to see its height against the steps"])
        case .twoOf(let variables):
            Words(title: "across wants the names of two variables", label: "such as [\"\(variables.first ?? "x")\", \"\(variables.last ?? "y")\"]",
                notes: ["variables: \(variables.prefix(40).joined(separator: ", "))"])
        case .badWindow(let name):
            Words(title: "'\(name)' wants two numbers, the smaller first", label: "write \(name) [-2, 2]")
        case .onlyOfMaps(let word):
            Words(title: "'\(word)' is of maps only", label: "with `heights` it would change nothing")
        case .onlyOfHeights(let word):
            Words(title: "'\(word)' is of heights only", label: "write `heights \(word)`, or leave it out")
        case .onlyOfNetworks(let word):
            Words(
                title: "'\(word)' is of a network's training, and this is a step on a landscape", label: "leave this out",
                notes: ["a landscape has no images: its height is the loss", "without `on`, a step is of the network; behind a step on a landscape, say `forget walk` first"])
        case .onlyOnLandscapes(let word):
            Words(
                title: "'\(word)' is of landscapes, and this is a step of the network", label: "on which landscape?",
                notes: ["such as: step with adam lr 0.1 on rosenbrock from [-1.5, 2]", "`show landscapes` lists them"])
        case .noWalk:
            Words(title: "there is no walk to forget", label: "", notes: ["one begins with: step with adam lr 0.1 on rosenbrock from [-1.5, 2]"])
        case .onlyOfSchedules(let word, let number):
            Words(
                title: "'\(word)' tells a schedule how long the walk is, and there is no schedule", label: "leave this out, or say a schedule too",
                notes: word == "steps" ? ["\(number) updates are: step \(number) with adam on rosenbrock"] : ["on a landscape nothing else counts epochs"])
        case .tooFarBack(let count, let made, let landscape):
            Words(
                title: made == 0 ? "there is nothing to undo: the walk over \(landscape) stands where it began" : "the walk over \(landscape) has made \(made == 1 ? "1 step" : "\(made) steps"), not \(count)",
                label: made == 0 ? "" : "at most back \(made)",
                notes: ["`back` is of the walk as long as `step` is; `forget walk` gives both back to the network"])
        }
    }
}
