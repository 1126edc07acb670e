/// Why a text is no lesson: the line, from 1, and what is wrong with it.
package struct LessonFault: Error, Sendable, Hashable {
    package var line: Int
    package var reason: String

    package init(line: Int, reason: String) {
        self.line = line
        self.reason = reason
    }
}

/// Reads the page of a lesson, which is Markdown in the plainest form:
///
///     # momentum: A ball that remembers
///
///     What one will learn, in some sentences.
///
///     ## A narrow valley
///
///     Sentences. What is to be typed stands four spaces further in:
///
///         path of sgd(lr: 0.02) on ravine steps 60
///
///     Done when: statement == "path" and result.steps == 60
///     Hint: What helps where it is not done.
///     Seen: What was to be seen.
///
/// In place of `Done when:` a question has `Answer: 61706`, or several that are right, with `or` between them.
package enum LessonReader {
    private struct Paragraph {
        var line: Int
        var text: [String]
    }

    package static func read(_ page: String) throws(LessonFault) -> Lesson {
        var paragraphs = paragraphs(page)[...]
        guard let first = paragraphs.popFirst(), first.text.count == 1, let head = first.text.first, head.hasPrefix("# "),
            let colon = head.firstIndex(of: ":")
        else { throw LessonFault(line: 1, reason: "a lesson begins with `# NAME: What it is about`") }
        let name = head[head.index(head.startIndex, offsetBy: 2)..<colon].trimmed
        guard !name.isEmpty, name.utf8.allSatisfy({ $0 == UInt8(ascii: "_") || UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }) else {
            throw LessonFault(line: 1, reason: "a lesson's name is of small letters and `_`")
        }
        var lesson = Lesson(name: name, title: head[head.index(after: colon)...].trimmed, introduction: [], steps: [])
        while let paragraph = paragraphs.first, !paragraph.text[0].hasPrefix("## ") {
            paragraphs.removeFirst()
            lesson.introduction.append(prose(paragraph))
        }
        while let title = paragraphs.popFirst() {
            var own: [Paragraph] = []
            while let next = paragraphs.first, !next.text[0].hasPrefix("## ") {
                own.append(next)
                paragraphs.removeFirst()
            }
            lesson.steps.append(try step(title, own))
        }
        if lesson.steps.isEmpty { throw LessonFault(line: first.line, reason: "a lesson has steps, each under a line `## What it is about`") }
        return lesson
    }

    private static func step(_ title: Paragraph, _ paragraphs: [Paragraph]) throws(LessonFault) -> Lesson.Step {
        if title.text.count > 1 { throw LessonFault(line: title.line + 1, reason: "behind a step's title an empty line is missing") }
        var step = Lesson.Step(title: title.text[0].dropFirst(3).trimmed, parts: [], goal: .answer([]), hint: "", seen: "")
        var hasGoal = false
        for paragraph in paragraphs {
            if paragraph.text.allSatisfy({ $0.hasPrefix("    ") }) {
                step.parts.append(.lines(paragraph.text.map { String($0.dropFirst(4)) }))
                continue
            }
            guard let marks = marks(paragraph) else {
                step.parts.append(.prose(prose(paragraph)))
                continue
            }
            for (mark, text) in marks {
                if text.isEmpty { throw LessonFault(line: paragraph.line, reason: "nothing stands behind `\(mark)`") }
                switch mark {
                case "Done when:", "Answer:":
                    if hasGoal { throw LessonFault(line: paragraph.line, reason: "a step has one `Done when:` or one `Answer:`") }
                    hasGoal = true
                    step.goal = mark == "Answer:" ? .answer(answers(text)) : .condition(text)
                case "Hint:": step.hint = text
                default: step.seen = text
                }
            }
        }
        if !hasGoal { throw LessonFault(line: title.line, reason: "this step has no `Done when:` and no `Answer:`") }
        if step.hint.isEmpty { throw LessonFault(line: title.line, reason: "this step has no `Hint:`") }
        return step
    }

    /// The parts of a paragraph that begins with one of these words; nil for plain sentences.
    private static func marks(_ paragraph: Paragraph) -> [(mark: String, text: String)]? {
        let words = ["Done when:", "Answer:", "Hint:", "Seen:"]
        var found: [(mark: String, text: String)] = []
        for line in paragraph.text {
            if let word = words.first(where: { line.hasPrefix($0) }) {
                found.append((word, line.dropFirst(word.count).trimmed))
            } else if found.isEmpty {
                return nil
            } else {
                found[found.count - 1].text += (found[found.count - 1].text.isEmpty ? "" : " ") + line.trimmed
            }
        }
        return found
    }

    /// `61706 or 61,706`
    private static func answers(_ text: String) -> [String] {
        var answers = [""]
        for word in text.split(separator: " ") {
            if word == "or" { answers.append("") } else { answers[answers.count - 1] += (answers[answers.count - 1].isEmpty ? "" : " ") + word }
        }
        return answers.filter { !$0.isEmpty }
    }

    private static func prose(_ paragraph: Paragraph) -> String { paragraph.text.map(\.trimmed).joined(separator: " ") }

    /// Stretches of lines that are not empty; a heading is one by itself.
    private static func paragraphs(_ page: String) -> [Paragraph] {
        var paragraphs: [Paragraph] = []
        var isOpen = false
        for (index, line) in page.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if line.trimmed.isEmpty {
                isOpen = false
            } else if isOpen, !line.hasPrefix("#") || line.hasPrefix("    ") {
                paragraphs[paragraphs.count - 1].text.append(String(line))
            } else {
                paragraphs.append(Paragraph(line: index + 1, text: [String(line)]))
                isOpen = true
            }
        }
        return paragraphs
    }
}

extension StringProtocol {
    /// Without the spaces at both ends.
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first == " " || text.first == "\t" { text = text.dropFirst() }
        while text.last == " " || text.last == "\t" { text = text.dropLast() }
        return String(text)
    }
}
