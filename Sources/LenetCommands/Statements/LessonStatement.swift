import LenetCards

/// `lesson`, `lesson momentum`, `lesson off`, `lesson from "mine.md"`
package enum LessonStatement: StatementDefinition {
    private static let (off, list) = ("off", "list")

    package static let card = Card(
        .statement, "lesson", "Begins a guided lesson; alone, the list of lessons, or where one is.",
        [
            Parameter(
                "name", .positional, .word(Lessons.names + [list, off]), default: .absent("The list of lessons; in a lesson, its step once more."),
                "A lesson; `list` is the list also while one goes on, `off` leaves it."),
            Parameter("from", .option, .path, default: .absent("The lessons that come with lenet."), "A lesson of one's own: docs/lessons.md tells how to write one."),
        ],
        notes: [
            "A lesson is a few steps with something to type. `check` tells whether the step is done, and helps where it is not; `check ANSWER` answers a question; `next` goes on.",
            "Data, model, seed and dialect are set aside while a lesson goes on, and are back when it ends or is left.",
        ],
        examples: [
            Example("lesson", "the list"), Example("lesson first_steps\nload digits train 600\nmodel softmax_regression\ncheck\nnext\nlesson off", "begins one, and leaves it"),
        ], otherSpellings: ["lessons", "tutorial", "tour", "course"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        let name = call.text("name")
        if let path = call.text("from") {
            if name != nil { throw Failure(.lesson(.twoLessons), at: call.span(of: "from")) }
            session.begin(try read(path, call, in: session))
        } else if name == list || name == nil && session.lesson == nil {
            session.print(LessonText.list(finished: session.finishedLessons, width: session.output.width).joined(separator: "\n"))
            return .list(Lessons.names.map { .text($0) })
        } else if name == off {
            guard let lesson = session.lesson?.lesson else { throw Failure(.lesson(.none(nil)), at: call.span(of: "name")) }
            let backAgain = session.endLesson()
            session.print("left the lesson \(lesson.name)" + (backAgain.map { ": \($0) is back, as you left it" } ?? ""))
            return .nothing
        } else if let name {
            guard let lesson = Lessons.named(name) else { preconditionFailure("a shipped lesson can be read") }
            session.begin(lesson)
        } else {
            session.showStep()
        }
        return session.lessonRecord(isDone: session.lesson?.isDone ?? false)
    }

    private static func read(_ path: String, _ call: SentenceCall, in session: Session) throws -> Lesson {
        let text: String
        switch TextFile.read(session.path(path)) {
        case .success(let found): text = found
        case .failure(let fault): throw Failure(.file(path, reason: fault.reason), at: call.span(of: "from"))
        }
        let lesson: Lesson
        do {
            lesson = try LessonReader.read(text)
        } catch {
            throw Failure(.lesson(.unreadable(path, error)), at: call.span(of: "from"))
        }
        for step in lesson.steps {
            guard case .condition(let condition) = step.goal, session.lessonCondition(condition) == nil else { continue }
            throw Failure(.lesson(.condition(path, step: step.title, condition)), at: call.span(of: "from"))
        }
        return lesson
    }
}
