import LenetCards

/// `next`: a word of its own only alone on its line, and while a lesson goes on.
package enum NextStatement: StatementDefinition {
    package static let card = Card(
        .statement, "next", "Goes on to the next step of a lesson, if this one is done.",
        notes: [
            "Where the step is not done it says what is missing; `next` once more leaves the step out.",
            "It stands alone on its line, and means this while a lesson goes on; elsewhere `next` is a name like any other.",
        ],
        examples: [Example("lesson first_steps\nload digits train 600\nmodel softmax_regression\nnext\nlesson off", "on to the second step")])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let progress = session.lesson else { return try LessonStatement.asName(call, in: session) }
        let width = session.output.width
        let isDone = session.checkStep(nil)
        guard isDone || progress.wasWarned else {
            session.lesson?.wasWarned = true
            session.noteChange()
            session.print(LessonText.notDone(progress.step, isAnswered: false, isNext: true, width: width).joined(separator: "\n"))
            return session.lessonRecord(isDone: false)
        }
        if isDone, !progress.wasTold { session.print((LessonText.done(progress.step, width: width) + [""]).joined(separator: "\n")) }
        session.goOn()
        return session.lessonRecord(isDone: false)
    }
}
