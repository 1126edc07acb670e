/// What goes wrong with the past, with branches and with `when`.
package enum PastProblem: Sendable {
    case unknownStep(Int, first: Int, last: Int, here: Int, isPaused: Bool)
    case tooFarBack(Int, most: Int)
    case unknownEpoch(Int, last: Int)
    case nothingKept(step: Int, isOff: Bool)
    case otherData(then: String, now: String?)
    /// Cannot happen.
    case lost(step: Int)
    case standsOnBranch(String)
    case movesInWhen(String)
    case pauseOutsideWhen
    case whenInside
    case noWhen(Int, all: [Int])

    var code: String {
        switch self {
        case .unknownStep, .tooFarBack, .lost: "E0720"
        case .unknownEpoch: "E0721"
        case .nothingKept: "E0722"
        case .otherData: "E0723"
        case .standsOnBranch: "E0724"
        case .movesInWhen: "E0725"
        case .pauseOutsideWhen: "E0726"
        case .whenInside: "E0727"
        case .noWhen: "E0728"
        }
    }
}
