import LenetCards

extension ProblemWriter {
    static func sentences(_ problem: Problem) -> Words {
        switch problem {
        case .missing(let parameter, let sentence):
            Words(
                title: "'\(sentence)' needs \(parameter.role == .option ? "'\(parameter.name)'" : "its \(parameter.name)")",
                label: "\(parameter.domain.phrase) is missing", notes: [parameter.summary])
        case .valueMissing(let parameter):
            Words(title: "'\(parameter.name)' needs a value", label: "\(parameter.domain.phrase) is missing", notes: [parameter.summary])
        case .flagTakesNothing(let word):
            Words(title: "'\(word)' stands alone", label: "nothing belongs here")
        case .givenTwice(let word):
            Words(title: "'\(word)' is given twice", label: "here again")
        case .tooMuch(let sentence):
            Words(title: "'\(sentence)' takes no more than that", label: "this is left over", notes: ["help \(sentence)"])
        case .argumentCount(let function, let given, let least, let most):
            Words(
                title: "'\(function)' takes \(count(least, most)), not \(given)",
                notes: ["help \(function)"])
        case .missingArgument(let name, let function):
            Words(title: "'\(function)' needs its \(name)", label: "\(name) is missing")
        case .labelNeeded(let function):
            Words(
                title: "what is given to '\(function)' has a label", label: "say which parameter this is",
                notes: ["such as \(function)(lr: 0.01)"])
        case .notCallable(let found):
            Words(title: "\(found) cannot be called", label: "this is \(found)")
        case .sourcesOutsideLoad:
            Words(title: "names of datasets with `or` between them belong to `load`")
        default: Words(title: "this sentence cannot be read")
        }
    }

    private static func count(_ least: Int, _ most: Int?) -> String {
        guard let most else { return "at least \(least) " + (least == 1 ? "value" : "values") }
        if least == most { return least == 0 ? "no values" : least == 1 ? "one value" : "\(least) values" }
        return "\(least) to \(most) values"
    }
}
