import LenetCards
import LenetSyntax

/// `check`, `check 61706`, `check sgd`: a word of its own only alone on its line, and while a lesson goes on.
package enum CheckStatement: StatementDefinition {
    package static let card = Card(
        .statement, "check", "Tells whether the step of a lesson is done, or whether an answer is right.",
        [Parameter("answer", .positional, .expressions, default: .absent("What was done in this step counts."), "A number or a word: what the step asks for.")],
        notes: ["It stands at the beginning of a line, and means this while a lesson goes on; elsewhere `check` is a name like any other."],
        examples: [Example("lesson first_steps\nload digits train 600\nmodel softmax_regression\ncheck\nlesson off", "is it done?")])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let step = session.lesson?.step else { return try LessonStatement.asName(call, in: session) }
        let answer = answer(call, in: session)
        let width = session.output.width
        if answer != nil, case .condition = step.goal { session.note("this step asks nothing: what was done in it counts") }
        if session.checkStep(answer) {
            session.print((LessonText.done(step, width: width) + ["`next` goes on."]).joined(separator: "\n"))
            session.lesson?.wasTold = true
            return session.lessonRecord(isDone: true)
        }
        session.print(LessonText.notDone(step, isAnswered: answer != nil, isNext: false, width: width).joined(separator: "\n"))
        return session.lessonRecord(isDone: false)
    }

    /// A word is itself, whether it is the name of something or not; `61,706` is one number.
    private static func answer(_ call: SentenceCall, in session: Session) -> Value? {
        guard let given = call.expressions["answer"], let first = given.first, let last = given.last else { return nil }
        let text = session.written(first.span.through(last.span))
        if let number = Double(String(text.filter { $0 != "," && $0 != "_" })) { return .number(number) }
        if given.count == 1, let value = first.plainText { return .text(value) }
        if case .name = first.form, given.count == 1 { return .text(text) }
        return (try? Evaluator(session).evaluate(first)) ?? .text(text)
    }
}

extension LessonStatement {
    /// Without a lesson `check` and `next` alone on a line are names: a variable of that name prints.
    static func asName(_ call: SentenceCall, in session: Session) throws -> Value {
        let verb = call.sentence.verb
        guard call.sentence.objects.isEmpty, session.scopes[verb.text] != nil || session.definitionKind(of: verb.text) != nil else {
            throw Failure(.lesson(.none(verb.text)), at: verb.span)
        }
        session.printValue(try Evaluator(session).lookUp(verb.text, at: verb.span))
        return .nothing
    }
}
