/// What can be wrong with the definition of a landscape alone; the rest it shares with rules (`RuleFact`).
package enum LandscapeFact: Sendable, Hashable {
    case noVariables(String)
    case variableAfterParameter(String)
    case variableNeverUsed(String)
    case tooManyVariables(most: Int)
    case tooLong
    case notANumber(String)
    case nameOfTheLanguage(String)
    case notInLandscapes(String)
    case badRemark(String, variables: [String])

    var code: String {
        switch self {
        case .noVariables: "E0770"
        case .variableAfterParameter: "E0771"
        case .variableNeverUsed: "E0772"
        case .tooManyVariables, .tooLong: "E0773"
        case .notANumber: "E0774"
        case .nameOfTheLanguage: "E0775"
        case .notInLandscapes: "E0776"
        case .badRemark: "E0777"
        }
    }

    var wording: RuleFact.Wording {
        switch self {
        case .noVariables(let name):
            .init(
                "the landscape '\(name)' has no variables", "nothing here can move",
                notes: ["parameters without a default are its variables: landscape \(name)(x, y) = x^2 + 10 * y^2"])
        case .variableAfterParameter(let name):
            .init(
                "the variable '\(name)' stands behind a parameter", "variables come first",
                notes: ["what has a default is a parameter, what has none a variable: landscape bowl(x, y, condition = 10) = …"])
        case .variableNeverUsed(let name):
            .init("the variable '\(name)' is never used", "the landscape would be level in this direction")
        case .tooManyVariables(let most):
            .init("a landscape has at most \(most) variables", "this one has more")
        case .tooLong:
            .init("this formula is too long for a landscape", "its slopes would take too much room")
        case .notANumber(let name):
            .init("the default of '\(name)' must be a finite number", "not one", notes: ["to choose between two formulas write where(condition, a, b)"])
        case .nameOfTheLanguage(let name):
            .init("'\(name)' has a meaning of its own in formulas", "choose another name")
        case .notInLandscapes(let what):
            .init("\(what) cannot stand in a landscape", "only numbers, names, operators and functions")
        case .badRemark(let line, let variables):
            .init(
                "the line '\(line)' above this landscape does not fit it", "its variables are \(variables.joined(separator: ", "))",
                notes: [
                    "Minimum: and Start: want a number for each variable, Region: two ends for each, Noise: one number from 0",
                ])
        }
    }
}
