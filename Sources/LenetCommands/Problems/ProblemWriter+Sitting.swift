// What goes wrong at the prompt, with files and with other programs.

extension ProblemWriter {
    static func sitting(_ problem: Problem) -> Words {
        switch problem {
        case .nothingPaused:
            return Words(
                title: "no training is paused", label: "there is nothing to go on with",
                notes: [
                    "^C or `pause N` pauses a training; another training, `rewind`, `model` or other data end its pause",
                    "`train` goes on from where the model stands",
                ])
        case .commandFailed(let status):
            return Words(title: "the command ended with exit code \(status)", label: "run by /bin/sh")
        case .file(let path, let reason): return Words(title: "'\(path)': \(reason)", label: "here")
        case .needsTerminal(let what):
            return Words(title: "\(what) needs a terminal", label: "there is none here", notes: ["it is for the prompt: start lenet without a file"])
        case .editorFailed(let editor):
            return Words(
                title: "the editor '\(editor)' did not end well, so nothing is taken over", label: "",
                notes: ["it comes from $VISUAL or $EDITOR"])
        case .noExamples(let word):
            return Words(title: "there are no examples of '\(word)'", label: "no card of this name has any", notes: ["`help` lists the words"])
        case .noSuchExample(let number, let word, let count):
            return Words(
                title: "'\(word)' has \(count == 1 ? "1 example" : "\(count) examples"), and no number \(number)", label: "from 1 to \(count)",
                notes: ["`examples \(word)` lists them"])
        default: return Words(title: "this could not be done")
        }
    }
}
