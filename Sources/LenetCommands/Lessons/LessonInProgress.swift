import LenetSyntax

/// The lesson that a session is in: the step, and what was done in it.
package struct LessonInProgress {
    /// A statement that was carried out in this step.
    struct Deed {
        /// The verb, and its topic: `show model`.
        var statement: String
        /// As it was typed.
        var line: String
        var result: Value
    }

    package let lesson: Lesson
    /// From 0.
    package private(set) var index = 0
    private(set) var deeds: [Deed] = []
    /// Once it was, it stays so.
    package internal(set) var isDone = false
    /// `check` has said what was to be seen.
    var wasTold = false
    /// `next` was said while the step was not done: once more leaves it out.
    var wasWarned = false
    /// What the session had before the lesson.
    let setAside: SetAside

    init(_ lesson: Lesson, setAside: SetAside) {
        self.lesson = lesson
        self.setAside = setAside
    }

    package var step: Lesson.Step { lesson.steps[min(index, lesson.steps.count - 1)] }
    package var isOver: Bool { index >= lesson.steps.count }

    mutating func goOn() {
        index += 1
        deeds = []
        (isDone, wasTold, wasWarned) = (false, false, false)
    }

    /// A loop may make many: the oldest go.
    private static let most = 1000

    mutating func note(_ deed: Deed) {
        if deeds.count >= Self.most { deeds.removeFirst(Self.most / 2) }
        deeds.append(deed)
        wasWarned = false
    }
}

extension Session {
    /// A lesson looks on: what a statement was and what it gave.
    func noteForLesson(_ sentence: Sentence, _ result: Value) {
        guard lesson != nil, !["lesson", "check", "next"].contains(sentence.verb.text) else { return }
        let statement = [sentence.verb.text, sentence.topic?.text].compactMap(\.self).joined(separator: " ")
        lesson?.note(.init(statement: statement, line: written(sentence.span), result: result))
    }

    func noteForLesson(_ definition: Definition) {
        guard lesson != nil else { return }
        let line = written(definition.span)
        lesson?.note(.init(statement: String(line.prefix { $0.isLetter }), line: line, result: .nothing))
    }
}
