import LenetCards
import LenetSyntax

extension ProblemWriter {
    static func names(_ problem: Problem) -> Words {
        switch problem {
        case .unknownName(let name, let nearest):
            var words = Words(title: "there is nothing named '\(name)'")
            if let advice = ForeignWords.advice[name] {
                words.notes.append(advice)
                return words
            }
            suggest(ForeignWords.names[name].map { [$0] } ?? nearest, in: &words)
            if words.replacement == nil { words.notes.append("a variable is made with: let \(name) = …") }
            return words
        case .unknown(let kind, let name, let nearest, let all, let elsewhere):
            var words = Words(title: "no \(kind.noun) named '\(name)'")
            switch elsewhere {
            case .definition(let found)?:
                words.label = "this is \(found)"
                words.notes.append("help \(name) tells of it")
            case .term(let term)?: words.notes.append("what the word means: what is \(term)")
            case nil: break
            }
            suggest(nearest, in: &words)
            list(all, called: kind.plural, help: "help \(kind.plural)", in: &words)
            return words
        case .unknownField(let name, let kind, let nearest, let all):
            var words = Words(title: all.isEmpty ? "\(kind) has no fields" : "\(kind) has no field '\(name)'")
            suggest(nearest, in: &words)
            list(all, called: "fields", help: nil, in: &words)
            return words
        case .unknownOption(let word, let sentence, let nearest, let all):
            var words = Words(title: "'\(sentence)' has no option '\(word)'")
            suggest(nearest, in: &words)
            list(all, called: "options", help: "help \(sentence)", in: &words)
            return words
        case .unknownParameter(let word, let function, let nearest, let all):
            var words = Words(title: "'\(function)' has no parameter '\(word)'")
            suggest(nearest, in: &words)
            list(all, called: "parameters", help: nil, in: &words)
            if all.isEmpty { words.notes.append("it takes none") }
            return words
        case .unknownWord(let word, let parameter, let nearest, let all):
            var words = Words(title: "\(parameter) cannot be '\(word)'")
            suggest(nearest, in: &words)
            list(all, called: "it is one of", help: nil, in: &words)
            return words
        case .nameTaken(let name, let kind):
            return Words(
                title: "'\(name)' is taken", label: "this is \(kind) already",
                notes: ["a name means one thing; choose another, such as my_\(name)"])
        case .definedTwice(let name, let kind, let line):
            return Words(
                title: "'\(name)' is defined twice", label: "line \(line) defines \(kind) of this name",
                notes: ["a name means one thing in a text; give one of the two another name"])
        case .verbAsName(let verb):
            return Words(
                title: "'\(verb)' is a verb of the language", label: "it cannot be a name",
                notes: ["choose another name, such as my_\(verb)"])
        case .assignedUndeclared(let name, let nearest):
            var words = Words(title: "there is no variable '\(name)'")
            suggest(nearest, in: &words)
            words.notes.append("to make one: let \(name) = …")
            return words
        case .assignedTakenAlong(let name):
            return Words(
                title: "'\(name)' belongs to the block round this function", label: "here it can be read, not changed",
                notes: [
                    "a function inside a block takes the names round it along, with the values that they have at its `def`",
                    "let \(name) = …  makes one of its own; `return` hands a value out",
                ])
        case .noHelp(let word, let nearest):
            var words = Words(title: "there is no help on '\(word)'")
            suggest(nearest, in: &words)
            words.notes.append("`help` alone lists what there is")
            return words
        default: return Words(title: "unknown name")
        }
    }

    /// "did you mean 'rmsprop'?" at the place.
    static func suggest(_ nearest: [String], in words: inout Words) {
        guard let first = nearest.first else { return }
        let quoted = nearest.map { "'\($0)'" }
        words.label = "did you mean " + (quoted.count == 1 ? quoted[0] : quoted.dropLast().joined(separator: ", ") + " or " + quoted[quoted.count - 1]) + "?"
        words.replacement = first
    }

    /// "optimizers: adadelta, adagrad, …  (help optimizers)", on one line.
    static func list(_ all: [String], called noun: String, help: String?, in words: inout Words) {
        guard !all.isEmpty else { return }
        var shown: [String] = []
        var length = 0
        for name in all where length + name.count < 56 {
            shown.append(name)
            length += name.count + 2
        }
        if shown.count < all.count { shown.append("…") }
        words.notes.append("\(noun): " + shown.joined(separator: ", ") + (help.map { "  (\($0))" } ?? ""))
    }
}
