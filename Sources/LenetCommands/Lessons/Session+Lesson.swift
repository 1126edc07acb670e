// A lesson begins, goes on and ends.

extension Session {
    /// What is there is set aside; a lesson that was going on gives way to this one.
    func begin(_ next: Lesson) {
        if let lesson { lesson.setAside.putBack(in: self) }
        lesson = LessonInProgress(next, setAside: SetAside(self))
        noteChange()
        print((LessonText.opening(next, width: output.width) + [""]).joined(separator: "\n"))
        showStep()
    }

    func showStep() {
        guard let lesson else { return }
        print(LessonText.step(lesson, width: output.width).joined(separator: "\n"))
    }

    /// Whether the step is done: once it is, it stays so.
    func checkStep(_ answer: Value?) -> Bool {
        guard let progress = lesson else { return false }
        let isDone = progress.isDone || isDone(progress, answer: answer)
        lesson?.isDone = isDone
        return isDone
    }

    /// To the next step, or to the end.
    func goOn() {
        lesson?.goOn()
        noteChange()
        guard let progress = lesson, progress.isOver else { return showStep() }
        finishedLessons.insert(progress.lesson.name)
        let backAgain = endLesson()
        print(LessonText.end(progress.lesson, backAgain: backAgain, width: output.width).joined(separator: "\n"))
    }

    /// What was set aside comes back, if it was anything; its name.
    func endLesson() -> String? {
        guard let progress = lesson else { return nil }
        lesson = nil
        noteChange()
        progress.setAside.end(in: self)
        return progress.setAside.name
    }

    /// For `--json`, and for those who ask.
    func lessonRecord(isDone: Bool) -> Value {
        guard let progress = lesson else { return .nothing }
        return .record(
            Record(
                kind: "lesson",
                fields: [
                    ("name", .text(progress.lesson.name)), ("title", .text(progress.step.title)),
                    ("step", .number(Double(progress.index + 1))), ("steps", .number(Double(progress.lesson.steps.count))),
                    ("done", .boolean(isDone)),
                ]))
    }
}
