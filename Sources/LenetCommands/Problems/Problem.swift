import LenetCards
import LenetData
import LenetEngine
import LenetRules
import LenetSyntax

/// Why a statement could not be carried out: facts. `ProblemWriter` puts them into words.
package indirect enum Problem: Sendable {
    // Names.
    case unknownName(String, nearest: [String])
    case unknown(Card.Kind, String, nearest: [String], all: [String] = [], elsewhere: KnownElsewhere? = nil)
    case unknownField(String, of: String, nearest: [String], all: [String])
    case unknownOption(String, of: String, nearest: [String], all: [String])
    case unknownParameter(String, of: String, nearest: [String], all: [String])
    case unknownWord(String, of: String, nearest: [String], all: [String])
    case nameTaken(name: String, by: String)
    case definedTwice(String, kind: String, line: Int)
    case verbAsName(String)
    case assignedUndeclared(name: String, nearest: [String])
    case assignedTakenAlong(String)
    case noHelp(String, nearest: [String])

    // Sentences and calls.
    case missing(Parameter, of: String)
    case valueMissing(Parameter)
    case flagTakesNothing(String)
    case givenTwice(String)
    case tooMuch(of: String)
    case argumentCount(function: String, given: Int, least: Int, most: Int?)
    case missingArgument(String, of: String)
    case labelNeeded(of: String)
    case notCallable(found: String)
    case sourcesOutsideLoad

    // Values.
    case wrongKind(wanted: String, found: String)
    case outOfRange(name: String?, value: String, domain: String)
    case notWhole(Double)
    case conditionNotBoolean(found: String)
    case operatorKinds(String, left: String, right: String)
    case neverEqual(left: String, right: String)
    case divisionByZero(String)
    case rootOfNegative
    case outsideDomain(function: String, takes: String, found: Double)
    case emptyList(function: String)
    case indexOutOfRange(index: Int, count: Int, what: String)
    case notIndexable(found: String)
    case logRangeNeedsPositive(String)
    case unsortable
    case noNumber(String)
    case badFormat(String)
    case formatNeedsNumber(found: String)

    // Control and limits.
    case outsideLoop(String)
    case returnOutsideFunction
    case tooDeep
    case tooManyCalls(limit: Int)
    case tooManyRounds(limit: Int)
    case tooLong(what: String, limit: Int)
    case interrupted
    /// With `--safe`.
    case notAllowed(String)
    case expectationFailed(reason: String?, compared: [String])

    // The laboratory.
    case noData
    case noModel
    case noRule
    case settingWithoutRule(String)
    case noValidation(dataset: String)
    case data(DataError)
    case engine(EngineError)
    case network(NetworkError, usedAt: Span?)
    case rule(RuleError)
    /// A schedule gave a rate that no update can be made with. `steps`: the updates that were kept.
    case rateOfSchedule(Divergence, steps: Int)
    /// Another room wrote the words already.
    case diagnosed([Diagnostic])
    case notYet(String)

    // Figures and files.
    case cannotWrite(String, reason: String)
    case figureFormat(String?)
    case settingOfSeveral(String, example: String)
    case noHistory
    case stepsUnknown
    case notMeasured(String)
    case drawing(DrawingProblem)

    case landscape(LandscapeProblem)
    // The past.
    case past(PastProblem)
    // What `save` wrote.
    case checkpoint(String, CheckpointFault)
    case tensors(String, TensorFault)
    case autosave(AutosaveFault)
    case picture(String, PictureFault)
    // Weights and steps.
    case step(StepProblem)
    case report(ReportProblem)

    // The sitting.
    case quit
    case nothingPaused
    case cutShort(CutShortProblem)
    case commandFailed(status: Int)
    case file(String, reason: String)
    case needsTerminal(String)
    case editorFailed(String)
    case noExamples(of: String)
    case noSuchExample(Int, of: String, count: Int)

    case rateIsTuned(String)
    case lesson(LessonProblem)
    case record(RecordProblem)
    case sweep(SweepProblem)
}
