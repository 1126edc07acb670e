/// A guided lesson: what one will learn, and steps with something to type and a way to tell that it was done.
///
/// The shipped ones are the pages of `docs/lessons`; `LessonReader` reads them, and a teacher's own.
package struct Lesson: Sendable, Hashable {
    package var name: String
    package var title: String
    /// What one will learn, a paragraph each.
    package var introduction: [String]
    package var steps: [Step]

    package struct Step: Sendable, Hashable {
        package var title: String
        package var parts: [Part]
        package var goal: Goal
        /// What helps where it is not done yet.
        package var hint: String
        /// What was to be seen, said when it is done; empty where nothing is left to say.
        package var seen: String

        /// The lines to type, one after the other.
        package var lines: [String] {
            parts.flatMap { part -> [String] in if case .lines(let lines) = part { lines } else { [] } }
        }
    }

    package enum Part: Sendable, Hashable {
        case prose(String)
        /// To be typed.
        case lines([String])
    }

    package enum Goal: Sendable, Hashable {
        /// An expression of the language that must hold of a statement of this step.
        case condition(String)
        /// A question: what `check ANSWER` may say, in its spellings.
        case answer([String])
    }
}

/// The lessons that the program carries with it. Their pages are read when someone asks for one, not before.
package enum Lessons {
    /// Nil where there is none of this name.
    package static func named(_ name: String) -> Lesson? {
        page(name).flatMap { try? LessonReader.read($0) }
    }

    /// The text of a lesson, as it stands in `docs/lessons`.
    package static func page(_ name: String) -> String? {
        names.firstIndex(of: name).map { pages[$0] }
    }

    /// The one that follows in the list; nil behind the last and behind one that is not in it.
    package static func following(_ name: String) -> String? {
        names.firstIndex(of: name).flatMap { names.indices.contains($0 + 1) ? names[$0 + 1] : nil }
    }
}
