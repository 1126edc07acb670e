import LenetCards
import LenetSyntax

/// What can be wrong with a definition, or with the way one is used. Facts only: `RuleFact+Diagnostic` writes the sentences.
package enum RuleFact: Sendable, Hashable {
    // A definition, when it is read.
    case unknownName(String, known: [String])
    case unknownFunction(String, known: [String])
    case noValueYet(String)
    case stateNeverUsed(String, kind: Keeping)
    case stateNeverWritten(String, kind: Keeping)
    case temporaryNeverUsed(String)
    case weightsNeverWritten(rule: String, when: String?)
    case notAssignable(String, NotAssignable)
    case parameterNeverUsed(String)
    case duplicateName(String, first: Span)
    case builtInName(String, meaning: String)
    case flagAsNumber(String)
    case conditionNotSettled
    case wrongArgumentCount(function: String, given: Int, takes: ClosedRange<Int>)
    case labelledArgument(String, function: String)
    case conditionAsNumber
    case numberAsCondition
    case startNotSettled(String, kind: Keeping)
    case perWeightIntoScalar(String)
    case wholeArrayOfScalar(function: String)
    case onlyOfScalars(String)
    case notInRules(String)
    case notInSchedules(String)
    case onlyOf(String)
    case onlyTwice(first: Span)
    case badOtherwise
    case otherwiseNotSettled(String)
    case otherwiseNested(String)
    case perWeightArgument(function: String)
    case listAsNumber
    case numberAsList(function: String)
    case rateNeverSet(schedule: String)
    case noSuchPlace(Double)
    case badDefault(String)
    case tooManyFlags(Int)
    case unknownDialect(String)
    case rateNotDeclared(rule: String)
    case unknownAliasTarget(String, known: [String])
    case badAlias
    case aliasOfItself(String)
    case nameTaken(String, by: String)
    case flagElsewhere(String)
    case numberElsewhere(String)
    case evaluatedTwice(first: Span)
    case landscape(LandscapeFact)

    // A use of one.
    case unknownOptimizer(String, known: [String])
    case unknownSchedule(String, known: [String])
    case unknownSetting(String, of: String, known: [String], word: String?)
    case outOfRange(String, value: Double, Interval, of: String)
    case wantsNumber(String, of: String)
    case wantsFlag(String, of: String)
    case missingSetting(String, of: String)
    case givenTwice(String, first: Span)
    case wouldChangeNothing(String, of: String)
    case wantsList(String, of: String)
    case wantsWholeNumber(String, of: String)
    case scheduleNeedsMomentum(String, rule: String)
    case scheduleNotFinite(String)
    case scheduleNegative(String, rate: Double)
    case milestonesUnsorted(of: String, before: Double, after: Double)
    case valuesForMilestones(of: String, values: Int, milestones: Int)

    package enum Keeping: String, Sendable, Hashable { case state, scalar }

    package enum NotAssignable: Sendable, Hashable { case step, rate, parameter, shape, moment }
}

/// A fact with its place. Thrown by a use; collected by the check of a definition.
package struct RuleError: Error, Sendable, Hashable {
    package var fact: RuleFact
    /// nil only where a definition was made by the program itself.
    package var place: Span?
    /// The use that led to an error inside a definition, and the like.
    package var related: [Diagnostic.Label]

    package init(_ fact: RuleFact, at place: Span?, related: [Diagnostic.Label] = []) {
        self.fact = fact
        self.place = place
        self.related = related
    }
}
