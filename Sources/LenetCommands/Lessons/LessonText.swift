import LenetLab

/// What a lesson says, as lines of a terminal.
enum LessonText {
    /// `momentum: A ball that remembers`, and what one will learn.
    static func opening(_ lesson: Lesson, width: Int) -> [String] {
        var lines = ["\(lesson.name): \(lesson.title)"]
        for paragraph in lesson.introduction { lines += [""] + TextFolding.folded(paragraph, width: width) }
        return lines
    }

    static func step(_ progress: LessonInProgress, width: Int) -> [String] {
        let step = progress.step
        var lines = ["\(progress.lesson.name), step \(progress.index + 1) of \(progress.lesson.steps.count): \(step.title)"]
        for part in step.parts {
            lines.append("")
            switch part {
            case .prose(let text): lines += TextFolding.folded(text, width: width)
            case .lines(let typed): lines += typed.map { "    " + $0 }
            }
        }
        let onward =
            switch step.goal {
            case .answer: "Answer with `check` and what you think; `next` goes on."
            case .condition: "`check` tells whether it is done, `next` goes on."
            }
        return lines + [""] + TextFolding.folded(onward, width: width)
    }

    /// All lessons with what they are about; those that were finished in this session are marked.
    static func list(finished: Set<String>, width: Int) -> [String] {
        let column = (Lessons.names.map(\.count).max() ?? 0) + 4
        let lines = Lessons.names.flatMap { name -> [String] in
            // Only the first line is read here.
            let head = Lessons.page(name)?.prefix { !$0.isNewline } ?? ""
            let title = head.dropFirst(name.count + 4) + (finished.contains(name) ? " (done)" : "")
            return TextFolding.folded(String(title), width: max(20, width - column)).enumerated().map { index, line in
                TextTable.padded(index == 0 ? "  " + name : "", to: column, .left) + line
            }
        }
        let next = Lessons.names.first { !finished.contains($0) } ?? Lessons.names[0]
        let rest = "`lesson \(next)` begins one. What you have now is set aside meanwhile, and comes back when the lesson ends."
        return ["guided lessons, some minutes each:", ""] + lines + [""] + TextFolding.folded(rest, width: width)
    }

    static func done(_ step: Lesson.Step, width: Int) -> [String] {
        let word = if case .answer = step.goal { "Right." } else { "Done." }
        return TextFolding.folded(step.seen.isEmpty ? word : "\(word) \(step.seen)", width: width)
    }

    /// `isNext`: `next` was said, and once more it leaves the step out.
    static func notDone(_ step: Lesson.Step, isAnswered: Bool, isNext: Bool, width: Int) -> [String] {
        var text = "Not yet. " + step.hint
        if case .answer = step.goal {
            text = isAnswered ? "That is not it. " + step.hint : "This step asks something: say `check` and your answer. " + step.hint
        }
        if isNext { text += " (`next` once more leaves this step out.)" }
        return TextFolding.folded(text, width: width)
    }

    static func end(_ lesson: Lesson, backAgain: String?, width: Int) -> [String] {
        var text = "That was the lesson \(lesson.name)."
        if let backAgain { text += " \(backAgain) is back, as you left it." }
        text += Lessons.following(lesson.name).map { " The next one is `lesson \($0)`." } ?? " `lesson` lists them all."
        return TextFolding.folded(text, width: width)
    }
}
