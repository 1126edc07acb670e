import LenetCards
import LenetLab
import LenetRules
import LenetSyntax

/// The one writer of this room: a problem becomes what a person reads. First what was found, then what would work, then why.
package enum ProblemWriter {
    /// Mostly one; a definition may have several mistakes.
    package static func diagnostics(_ failure: Failure) -> [Diagnostic] {
        switch failure.problem {
        case .diagnosed(let diagnostics): return diagnostics
        case .rule(let error): return [withCalls(error.diagnostic, failure)]
        default: break
        }
        let words = words(failure.problem)
        var diagnostic = Diagnostic(
            .error, code: failure.problem.code, words.title, at: failure.span.map { .init($0, words.label) }, notes: words.notes, replacement: words.replacement)
        if case .network(_, let use?) = failure.problem { diagnostic.secondary.append(.init(use, "the network is made here")) }
        return [withCalls(diagnostic, failure)]
    }

    private static func withCalls(_ diagnostic: Diagnostic, _ failure: Failure) -> Diagnostic {
        var diagnostic = diagnostic
        if let use = failure.use, let place = diagnostic.primary?.span, !diagnostic.secondary.contains(where: { use.holds($0.span) }),
            !use.holds(place)
        {
            diagnostic.secondary.append(.init(use, "used here"))
        }
        // A deep recursion would fill the screen with one line.
        var shown: [Failure.Call] = []
        for call in failure.calls where !shown.contains(call) && shown.count < 5 {
            shown.append(call)
            diagnostic.secondary.append(.init(call.span, "in `\(call.function)`, called here"))
        }
        if failure.calls.count > shown.count { diagnostic.notes.append("\(failure.calls.count) calls in all") }
        return diagnostic
    }

    struct Words {
        var title: String
        var label = ""
        var notes: [String] = []
        var replacement: String?
    }

    private static func words(_ problem: Problem) -> Words {
        switch problem {
        case .unknownName, .unknown, .unknownField, .unknownOption, .unknownParameter, .unknownWord, .nameTaken, .definedTwice,
            .verbAsName, .assignedUndeclared, .assignedTakenAlong, .noHelp:
            names(problem)
        case .missing, .valueMissing, .flagTakesNothing, .givenTwice, .tooMuch, .argumentCount, .missingArgument, .labelNeeded,
            .notCallable, .sourcesOutsideLoad:
            sentences(problem)
        case .outsideLoop, .returnOutsideFunction, .tooDeep, .tooManyCalls, .tooManyRounds, .tooLong, .interrupted,
            .expectationFailed, .notAllowed:
            control(problem)
        case .quit, .nothingPaused, .commandFailed, .file, .needsTerminal, .editorFailed, .noExamples, .noSuchExample:
            sitting(problem)
        case .noData, .noModel, .noRule, .settingWithoutRule, .noValidation, .rateIsTuned, .data, .engine, .network, .rule, .rateOfSchedule, .diagnosed, .notYet:
            laboratory(problem)
        case .cannotWrite, .figureFormat, .settingOfSeveral, .noHistory, .stepsUnknown, .notMeasured: figures(problem)
        case .drawing(let problem): drawing(problem)
        case .record(let problem): record(problem)
        case .landscape(let problem): landscape(problem)
        case .past(let problem): past(problem)
        case .checkpoint(let file, let fault): checkpoint(file, fault)
        case .tensors(let file, let fault): tensors(file, fault)
        case .autosave(let fault): autosave(fault)
        case .picture(let file, let fault): picture(file, fault)
        case .sweep(let problem): sweep(problem)
        case .step(let problem): step(problem)
        case .report(let problem): report(problem)
        case .cutShort(let problem): problem.words
        case .lesson(let problem): problem.words
        default: values(problem)
        }
    }
}

extension Span {
    fileprivate func holds(_ other: Span) -> Bool { source == other.source && start <= other.start && other.end <= end }
}
