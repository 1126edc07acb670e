import LenetSyntax

/// A statement that could not be carried out: what was found, where, and the calls that led there.
package struct Failure: Error, Sendable {
    /// A function that was being called, and the call's place.
    package struct Call: Sendable, Hashable {
        package var function: String
        package var span: Span
        package init(function: String, span: Span) {
            self.function = function
            self.span = span
        }
    }

    package var problem: Problem
    package var span: Span?
    /// Innermost first.
    package var calls: [Call] = []
    /// Where something was used whose definition is at fault: shown besides `span` unless it holds that.
    package var use: Span?

    package init(_ problem: Problem, at span: Span?) {
        self.problem = problem
        self.span = span
    }
}

/// How a run of a script ended; the raw values are the process's exit codes.
package enum Outcome: Int32, Sendable {
    case fine = 0
    case failed = 1
    case misused = 2
    case expectationFailed = 3
    case interrupted = 130
}
