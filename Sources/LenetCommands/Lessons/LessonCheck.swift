import LenetSyntax

// Whether a step is done.

extension Session {
    /// `answer`: what stood behind `check`; nil where nothing did.
    func isDone(_ progress: LessonInProgress, answer: Value?) -> Bool {
        switch progress.step.goal {
        case .answer(let right):
            guard let answer else { return false }
            return right.contains { Self.isSame(answer, $0) }
        case .condition(let text):
            // A condition that cannot be read is found by the tests, or, in a lesson of one's own, where the lesson is begun.
            guard let condition = lessonCondition(text) else { return false }
            // Tried with every statement of the step, the last one first; without any it is asked of the session alone.
            let nothing = LessonInProgress.Deed(statement: "", line: "", result: .nothing)
            return (progress.deeds.isEmpty ? [nothing] : progress.deeds.reversed()).contains { holds(condition, of: $0) }
        }
    }

    /// The expression of a `Done when:`; nil where it is none.
    func lessonCondition(_ text: String) -> Expression? {
        var sources = SourceTable()
        let source = sources.add(Source(name: "lesson", text: text))
        let parsed = Parser.parse(source, in: &sources, grammar: grammar) { _, _ in .missing(reason: "") }
        guard !parsed.hasErrors, parsed.block.statements.count == 1, case .expression(let condition) = parsed.block.statements[0] else {
            return nil
        }
        return condition
    }

    /// What a condition asks for and what is not there, such as the accuracy of something that has none, is not done.
    private func holds(_ condition: Expression, of deed: LessonInProgress.Deed) -> Bool {
        let outer = scopes.openFunction()
        defer { scopes.closeFunction(outer) }
        scopes.declare("statement", .text(deed.statement))
        scopes.declare("line", .text(deed.line))
        scopes.declare("result", deed.result)
        guard case .boolean(true)? = try? Evaluator(self).evaluate(condition) else { return false }
        return true
    }

    /// Numbers are the same within half a percent, so that they may be read off a picture; words whatever their case.
    private static func isSame(_ answer: Value, _ right: String) -> Bool {
        if case .number(let given) = answer, let wanted = Double(right) { return abs(given - wanted) <= 0.005 * abs(wanted) }
        return answer.text.lowercased() == right.lowercased()
    }
}
