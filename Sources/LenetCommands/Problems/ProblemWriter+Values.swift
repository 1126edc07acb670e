import LenetCards
import LenetLab

extension ProblemWriter {
    static func values(_ problem: Problem) -> Words {
        switch problem {
        case .wrongKind(let wanted, let found):
            return Words(title: "this must be \(wanted)", label: found == "nothing" ? "there is no value here" : "this is \(found)")
        case .outOfRange(let name, let value, let domain):
            return Words(title: "\(name ?? "this") cannot be \(value)", label: "it must be \(domain)")
        case .notWhole(let x):
            return Words(title: "this must be a whole number", label: "this is \(NumberText.plain(x))", notes: ["round(x) or floor(x) makes one"])
        case .conditionNotBoolean(let found):
            return Words(
                title: "a condition must be true or false", label: "this is \(found)",
                notes: ["compare it with something: x > 0, name == \"adam\""])
        case .operatorKinds(let operation, let left, let right):
            var notes: [String] = []
            if [left, right].contains("a text"), [left, right].contains("a number") {
                notes.append("a text of a value: \"{x}\"; a number of a text: number(\"41\")")
            }
            if operation == "+", left == "a list" { notes.append("one thing is appended as a list: xs + [x]") }
            return Words(title: "'\(operation)' does not work on \(left) and \(right)", label: "\(left) \(operation) \(right)", notes: notes)
        case .neverEqual(let left, let right):
            return Words(
                title: "\(left) is never equal to \(right)", label: "\(left) against \(right)",
                notes: ["a number of a text: number(\"41\"); a text of a value: text(41)"])
        case .divisionByZero(let operation):
            return Words(title: operation == "^" ? "0 has no negative power" : "division by zero", label: "this is 0")
        case .rootOfNegative:
            return Words(title: "a negative number has no such power", label: "no real number", notes: ["-2 ^ 2 is -(2 ^ 2); write (-2) ^ 2"])
        case .outsideDomain(let function, let takes, let found):
            return Words(title: "'\(function)' takes \(takes)", label: "this is \(NumberText.plain(found))")
        case .emptyList(let function):
            return Words(title: "'\(function)' needs at least one thing", label: "this list is empty")
        case .indexOutOfRange(let index, let count, let what):
            let places = count == 0 ? "it is empty" : count == 1 ? "its only place is 0" : "its places are 0 to \(NumberText.grouped(count - 1))"
            return Words(title: "the \(what) has no place \(index)", label: places)
        case .notIndexable(let found):
            return Words(title: "\(found) has no places", label: "only lists, texts and training, validation, test have")
        case .logRangeNeedsPositive(let value):
            return Words(title: "a logarithmic range lies above 0", label: "this is \(value)")
        case .unsortable:
            return Words(
                title: "only numbers, or only texts, can be sorted", label: "these are neither",
                notes: ["give a function as the second argument: sort(runs, accuracy_of)"])
        case .noNumber(let text):
            return Words(title: "\"\(text.prefix(40))\" is no number", notes: ["numbers look like 41, 0.5, 1e-3 or 20%"])
        case .badFormat(let format):
            return Words(
                title: "'\(format)' is no format",
                notes: ["formats: .2 (decimals), % or .1% (percentages), , (thousands), 8 or >8 or <8 or ^8 (width), also together: >8.2"])
        case .formatNeedsNumber(let found):
            return Words(title: "this format is for numbers", label: "this is \(found)", notes: ["a width alone fits any value: {name:<10}"])
        default: return Words(title: "this value does not fit")
        }
    }

    static func control(_ problem: Problem) -> Words {
        switch problem {
        case .outsideLoop(let word):
            Words(title: "'\(word)' stands outside of any loop")
        case .returnOutsideFunction:
            Words(title: "'return' stands outside of any function")
        case .tooDeep:
            Words(
                title: "this is nested too deeply", label: "no room for more expressions inside each other",
                notes: ["a function that calls itself needs a case in which it does not"])
        case .tooManyCalls(let limit):
            Words(
                title: "too many functions wait for functions", label: "more than \(limit) calls inside each other",
                notes: ["a function that calls itself needs a case in which it does not"])
        case .tooManyRounds(let limit):
            Words(title: "this loop does not end", label: "\(NumberText.grouped(limit)) rounds")
        case .tooLong(let what, let limit):
            Words(title: "this \(what) is too long", label: "more than \(NumberText.grouped(limit)) \(what == "list" ? "things" : "bytes")")
        case .interrupted:
            Words(title: "interrupted")
        case .notAllowed(let what):
            Words(
                title: "`--safe` does not allow \(what)", label: "not done",
                notes: ["a script that is run with --safe writes only into its own folder, starts nothing and downloads nothing"])
        case .expectationFailed(let reason, let compared):
            Words(
                title: reason.map { "expected: \($0)" } ?? "an expectation does not hold", label: "this is false", notes: compared)
        default: Words(title: "this cannot go on")
        }
    }
}
