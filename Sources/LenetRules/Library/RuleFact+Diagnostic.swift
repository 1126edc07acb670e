import LenetCards
import LenetEngine
import LenetSyntax

/// The room's one writer: facts to sentences.
extension RuleError {
    package var diagnostic: Diagnostic {
        let wording = fact.wording
        var label = wording.label
        if case .some(let names) = wording.candidates, let nearest = names.first {
            label = "did you mean \(Self.list(names, last: "or", quoted: true))?"
            return Diagnostic(
                code: fact.code, wording.title, at: place.map { .init($0, label) }, secondary: wording.secondary + related,
                notes: wording.notes, replacement: nearest)
        }
        return Diagnostic(
            code: fact.code, wording.title, at: place.map { .init($0, label) }, secondary: wording.secondary + related,
            notes: wording.notes)
    }

    /// `a, b and c`
    static func list(_ words: [String], last: String = "and", quoted: Bool = false) -> String {
        let words = quoted ? words.map { "'\($0)'" } : words
        guard words.count > 1, let final = words.last else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " \(last) " + final
    }
}

extension RuleFact {
    struct Wording {
        var title: String
        var label = ""
        var notes: [String] = []
        var secondary: [Diagnostic.Label] = []
        /// Names that may have been meant, nearest first; they make the label.
        var candidates: [String]?

        init(
            _ title: String, _ label: String = "", notes: [String] = [], secondary: [Diagnostic.Label] = [],
            nearest: (String, [String])? = nil
        ) {
            self.title = title
            self.label = label
            self.notes = notes
            self.secondary = secondary
            if let nearest {
                let found = Nearest.candidates(nearest.0, among: nearest.1)
                candidates = found.isEmpty ? nil : found
            }
        }
    }

    package var code: String {
        switch self {
        case .unknownName: "E0301"
        case .unknownFunction: "E0302"
        case .stateNeverUsed: "E0303"
        case .stateNeverWritten: "E0304"
        case .temporaryNeverUsed: "E0305"
        case .weightsNeverWritten: "E0306"
        case .notAssignable: "E0307"
        case .parameterNeverUsed: "E0308"
        case .duplicateName: "E0309"
        case .builtInName: "E0310"
        case .flagAsNumber: "E0311"
        case .conditionNotSettled: "E0312"
        case .wrongArgumentCount: "E0313"
        case .conditionAsNumber: "E0314"
        case .numberAsCondition: "E0315"
        case .startNotSettled: "E0316"
        case .perWeightIntoScalar: "E0317"
        case .wholeArrayOfScalar: "E0318"
        case .onlyOfScalars: "E0319"
        case .notInRules: "E0320"
        case .noValueYet: "E0321"
        case .badDefault: "E0322"
        case .notInSchedules: "E0323"
        case .onlyOf, .onlyTwice, .badOtherwise: "E0324"
        case .otherwiseNotSettled: "E0334"
        case .otherwiseNested: "E0335"
        case .perWeightArgument: "E0336"
        case .listAsNumber, .numberAsList: "E0337"
        case .rateNeverSet: "E0338"
        case .noSuchPlace: "E0339"
        case .tooManyFlags: "E0325"
        case .unknownDialect: "E0326"
        case .unknownAliasTarget: "E0327"
        case .badAlias, .aliasOfItself: "E0328"
        case .rateNotDeclared: "E0329"
        case .nameTaken: "E0330"
        case .labelledArgument: "E0331"
        case .flagElsewhere, .numberElsewhere: "E0332"
        case .evaluatedTwice: "E0333"
        case .landscape(let fact): fact.code
        case .unknownOptimizer: "E0350"
        case .unknownSchedule: "E0351"
        case .unknownSetting: "E0352"
        case .outOfRange: "E0353"
        case .wantsNumber: "E0354"
        case .wantsFlag: "E0355"
        case .missingSetting: "E0356"
        case .givenTwice: "E0357"
        case .wouldChangeNothing: "E0358"
        case .wantsList: "E0359"
        case .wantsWholeNumber: "E0361"
        case .scheduleNeedsMomentum: "E0362"
        case .scheduleNotFinite: "E0360"
        case .scheduleNegative: "E0363"
        case .milestonesUnsorted, .valuesForMilestones: "E0364"
        }
    }

    fileprivate var wording: Wording {
        switch self {
        case .unknownName(let name, let known):
            Wording(
                "no name '\(name)' here", "neither a parameter nor a state nor a line above has this name",
                notes: ["known here: \(known.joined(separator: ", "))"], nearest: (name, known))
        case .unknownFunction(let name, let known):
            Wording(
                "no function '\(name)' here", "this function is not known in rules and schedules",
                notes: ["functions: \(known.joined(separator: ", "))"], nearest: (name, known))
        case .noValueYet(let name):
            Wording(
                "'\(name)' has no value yet", "it gets its value on a later line, or in another branch of an 'if'",
                notes: ["lines run from top to bottom; a `state` keeps its value from step to step"])
        case .stateNeverUsed(let name, let kind):
            Wording(
                "the \(kind.rawValue) '\(name)' is never used", "its value never reaches 'w'",
                notes: ["every \(kind.rawValue) costs memory: leave it out, or use it"])
        case .stateNeverWritten(let name, let kind):
            Wording(
                "the \(kind.rawValue) '\(name)' is never written", "it keeps the value it starts from for ever",
                notes: ["give it a line such as `\(name) = …`, or make it a parameter"])
        case .temporaryNeverUsed(let name):
            Wording("this value of '\(name)' is never used", "no line below reads it before it gets another value")
        case .weightsNeverWritten(let rule, let when):
            Wording(
                "'\(rule)' never writes 'w'" + (when.map { " when \($0)" } ?? ""), "this rule leaves the weights as they are",
                notes: ["a rule ends in a line such as `w = w - lr * g`"])
        case .notAssignable(let name, let reason):
            Wording(
                "'\(name)' cannot be given a value",
                {
                    switch reason {
                    case .step: "the step is counted by the training"
                    case .rate: "the rate is set by the training and its schedule"
                    case .parameter: "this is a parameter: it is set where the rule is used"
                    case .shape: "this is the array's shape"
                    case .moment: "this is set by the training"
                    }
                }(),
                notes: reason == .rate || reason == .parameter ? ["give the changed value a name of its own"] : [])
        case .parameterNeverUsed(let name):
            Wording("the parameter '\(name)' is never used", "setting it would change nothing")
        case .duplicateName(let name, let first):
            Wording("'\(name)' is declared twice", "again here", secondary: [.init(first, "first here")])
        case .builtInName(let name, let meaning):
            Wording("'\(name)' has a meaning of its own in rules: \(meaning)", "choose another name")
        case .flagAsNumber(let name):
            Wording(
                "'\(name)' is a flag, not a number", "a flag can only be asked: `if \(name) { … }`",
                notes: ["a parameter with the default `false` is a flag; with a number, a number"])
        case .conditionNotSettled:
            Wording(
                "this 'if' cannot be settled before the rule runs", "not a flag, nor a comparison of parameters with numbers",
                notes: ["`if` chooses lines once, by flags and parameters; to choose for each weight write `where(condition, a, b)`"])
        case .wrongArgumentCount(let function, let given, let takes):
            Wording(
                "'\(function)' takes \(Self.count(takes)), not \(given)", "",
                notes: function == "where" ? ["where(condition, value if true, value if false)"] : [])
        case .labelledArgument(let label, let function):
            Wording("'\(function)' takes its values without names", "leave out `\(label):`")
        case .conditionAsNumber:
            Wording(
                "this is true or false, where a number is wanted", "a condition",
                notes: ["`where(condition, 1, 0)` makes a number of it; a comparison joins two numbers: `a < b and b < c`"])
        case .numberAsCondition:
            Wording("this is a number, where a condition is wanted", "a number", notes: ["compare it with something: `x > 0`"])
        case .startNotSettled(let name, let kind):
            Wording(
                "a \(kind.rawValue) cannot start from '\(name)'", "not known when the training begins",
                notes: [
                    kind == .state
                        ? "a state starts from numbers, parameters, or a copy of the weights: `state x = w`"
                        : "a scalar starts from numbers and parameters"
                ])
        case .perWeightIntoScalar(let name):
            Wording(
                "'\(name)' is one number for the whole array, and this is one for each weight", "one for each weight",
                notes: ["make '\(name)' a `state`, or take `norm(…)`, `sum(…)` or `mean(…)` of it"])
        case .wholeArrayOfScalar(let function):
            Wording(
                "'\(function)' works on a whole array, and this is a single number", "a single number",
                notes: ["`w`, `g`, states and what is made of them hold one number for each weight"])
        case .onlyOfScalars(let function):
            Wording("'\(function)' works on single numbers only, and this is one for each weight", "one for each weight")
        case .notInRules(let what):
            Wording("a rule cannot use \(what)", "rules are made of numbers, names, operators and functions")
        case .notInSchedules(let what):
            Wording("\(what) cannot be used here", "only numbers, names, operators and functions")
        case .onlyOf(let what):
            Wording(
                "a rule cannot be for '\(what)' only", "'matrices' is what can be asked for", notes: ["only matrices, else adamw(lr: lr)"],
                nearest: (what, ["matrices"]))
        case .onlyTwice(let first):
            Wording("a rule can have only one 'only' line", "again here", secondary: [.init(first, "first here")])
        case .badOtherwise:
            Wording(
                "behind 'else' stands another rule, with settings by name", "not such a call",
                notes: ["for example `only matrices, else adamw(lr: lr, epsilon: epsilon)`"])
        case .otherwiseNotSettled(let name):
            Wording(
                "the other rule cannot be told '\(name)'", "not made of parameters and numbers alone",
                notes: ["what it is told is arithmetic on this rule's parameters and `lr`"])
        case .otherwiseNested(let name):
            Wording("'\(name)' is for matrices only, too", "choose a rule for arrays of every kind")
        case .perWeightArgument(let function):
            Wording(
                "'\(function)' wants a single number here, and this is one for each weight", "one for each weight",
                notes: function == "orthogonalize" ? ["orthogonalize(m, rounds), or orthogonalize(x, rounds, a, b, c)"] : [])
        case .listAsNumber:
            Wording("this is a list, where a number is wanted", "a list", notes: ["`sum(list < x)` counts, `list[0]` takes one of it"])
        case .numberAsList(let function):
            Wording("'\(function)' wants a list here, and this is a number", "a number")
        case .rateNeverSet(let schedule):
            Wording(
                "the schedule '\(schedule)' never sets 'lr'", "the rate would stay as it is",
                notes: ["a block ends in a line such as `lr = lr * factor`"])
        case .noSuchPlace(let index):
            Wording(
                "a list has no place \(RuleNumber.text(index))", "places are whole numbers from 0",
                notes: ["the last place stands for all behind it: `k[length(k) - 1]` is the last"])
        case .badDefault(let name):
            Wording("the default of '\(name)' must be a number, true or false", "neither")
        case .tooManyFlags(let most):
            Wording("a rule's 'if' lines may ask at most \(most) different questions", "this rule asks more")
        case .unknownDialect(let name):
            Wording(
                "no dialect '\(name)'", "", notes: ["dialects: \(Dialect.allCases.map(\.rawValue).joined(separator: ", "))"],
                nearest: (name, Dialect.allCases.map(\.rawValue)))
        case .rateNotDeclared(let rule):
            Wording(
                "'\(rule)' uses 'lr' but does not take it", "",
                notes: ["add it to the parameters, with a default: `optimizer \(rule)(lr = 0.01, …)`"])
        case .unknownAliasTarget(let name, let known):
            Wording("no optimizer named '\(name)'", "", notes: [Self.optimizers(known)], nearest: (name, known))
        case .aliasOfItself(let name):
            Wording("'\(name)' would be a form of itself", "this is made of '\(name)'", notes: ["give it another name, such as my_\(name)"])
        case .badAlias:
            Wording(
                "an alias names another rule, with settings", "not such a call",
                notes: ["for example `optimizer amsgrad = adam(amsgrad: true)`"])
        case .nameTaken(let name, let by):
            Wording("'\(name)' is the name of \(by) already", "every name means one thing")
        case .flagElsewhere(let name):
            Wording(
                "'\(name)' is a flag in other rules", "here it is a number",
                notes: ["a word is a flag in every rule or in none; choose another name"])
        case .numberElsewhere(let name):
            Wording(
                "'\(name)' takes a number in other rules", "here it is a flag",
                notes: ["a word is a flag in every rule or in none; choose another name"])
        case .evaluatedTwice(let first):
            Wording(
                "a rule can name only one thing that evaluation uses", "again here", secondary: [.init(first, "first here")])

        case .landscape(let fact): fact.wording

        case .unknownOptimizer(let name, let known):
            Wording("no optimizer named '\(name)'", "", notes: [Self.optimizers(known)], nearest: (name, known))
        case .unknownSchedule(let name, let known):
            Wording(
                "no schedule named '\(name)'", "", notes: ["schedules: \(known.joined(separator: ", "))  (help schedules)"],
                nearest: (name, known))
        case .unknownSetting(let name, let of, let known, let word):
            if let word {
                Wording(
                    "'\(of)' has no option '\(name)'", "here it is called '\(word)'", notes: ["\(of) takes: \(known.joined(separator: ", "))"])
            } else {
                Wording(
                    "'\(of)' has no option '\(name)'", "", notes: ["\(of) takes: \(known.joined(separator: ", "))"],
                    nearest: (name, known))
            }
        case .outOfRange(let name, let value, let interval, let of):
            Wording(
                "\(name) \(RuleNumber.text(value)) is out of range", "\(of) wants \(interval.inWords(name))",
                notes: value == 0 && HyperparameterCatalogue.common.contains(name) ? ["leave '\(name)' out where it is not wanted"] : [])
        case .wantsNumber(let name, let of):
            Wording("'\(name)' of '\(of)' wants a number", "write `\(name) 0.9`, with the number you mean")
        case .wantsFlag(let name, let of):
            Wording("'\(name)' of '\(of)' is a flag", "write `\(name)` alone; it is off unless said")
        case .missingSetting(let name, let of):
            Wording("'\(of)' must be told its '\(name)'", "it has no default")
        case .givenTwice(let name, let first):
            Wording("'\(name)' is given twice", "again here", secondary: [.init(first, "first here")])
        case .wouldChangeNothing(let name, let of):
            Wording(
                "'\(name)' would change nothing here", "'\(of)' does not use it with these settings",
                notes: ["`show optimizer \(of)` shows when it is used"])
        case .wantsList(let name, let of):
            Wording("'\(name)' of '\(of)' wants a list of numbers", "write `\(name): [5, 12]`, with the numbers you mean")
        case .wantsWholeNumber(let name, let of):
            Wording("'\(name)' of '\(of)' wants a whole number", "not a whole number")
        case .scheduleNeedsMomentum(let schedule, let rule):
            Wording(
                "the schedule '\(schedule)' moves the momentum, and '\(rule)' has none", "",
                notes: ["`\(schedule)(keep_momentum: true)` leaves it alone, where the schedule has that flag"])
        case .scheduleNotFinite(let name):
            Wording("the schedule '\(name)' gives no number at the first step", "with these settings")
        case .scheduleNegative(let name, let rate):
            Wording(
                "the schedule '\(name)' gives a negative rate at the first step: \(RuleNumber.text(rate))", "with these settings",
                notes: ["a negative rate climbs; a schedule may go down to 0"])
        case .milestonesUnsorted(let name, let before, let after):
            Wording(
                "the milestones of '\(name)' are not in order", "\(RuleNumber.text(after)) stands behind \(RuleNumber.text(before))",
                notes: ["milestones rise from left to right: [5, 12]"])
        case .valuesForMilestones(let name, let values, let milestones):
            Wording(
                "'\(name)' wants one value more than it has milestones",
                "\(values == 1 ? "1 value" : "\(values) values") for \(milestones == 1 ? "1 milestone" : "\(milestones) milestones")",
                notes: ["the values stand before, between and behind the milestones: piecewise(milestones: [5, 12], values: [0.1, 0.05, 0.01])"])
        }
    }

    private static func optimizers(_ known: [String]) -> String {
        "optimizers: \(known.joined(separator: ", "))  (help optimizers)"
    }

    private static func count(_ takes: ClosedRange<Int>) -> String {
        if takes.upperBound == takes.lowerBound { return takes.lowerBound == 1 ? "one value" : "\(takes.lowerBound) values" }
        return "\(takes.lowerBound) to \(takes.upperBound) values"
    }
}

extension Interval {
    /// `0 <= momentum < 1`
    func inWords(_ name: String) -> String {
        let below = lower.isFinite ? "\(RuleNumber.text(lower)) \(includesLower ? "<=" : "<") " : ""
        let above = upper.isFinite ? " \(includesUpper ? "<=" : "<") \(RuleNumber.text(upper))" : ""
        if below.isEmpty && above.isEmpty { return "a finite number" }
        if above.isEmpty { return "\(name) \(includesLower ? ">=" : ">") \(RuleNumber.text(lower))" }
        return below + name + above
    }
}
