import LenetCommands
import LenetSyntax

/// The prompt: reads statements, however many lines each has, and runs them, until ^D.
///
/// Lines from a pipe run one statement after another too, without a prompt; there the first that fails ends the run, as in a file.
package struct Shell {
    private let session: Session
    private let editor: any LineEditor
    private let isInteractive: Bool
    private let clearInterrupt: () -> Void

    package init(session: Session, editor: any LineEditor, isInteractive: Bool, clearInterrupt: @escaping () -> Void) {
        self.session = session
        self.editor = editor
        self.isInteractive = isInteractive
        self.clearInterrupt = clearInterrupt
    }

    package static let banner = "lenet: train LeNet-5, watch and compare optimizers. `help` explains, ^D leaves."

    /// How the last statement ended, of a pipe; fine, of a person's sitting.
    package func run() -> Outcome {
        if isInteractive, !session.settings.quiet, !session.settings.json { session.output.message(Self.banner) }
        var entered = ""
        while true {
            clearInterruptIfInteractive()
            switch editor.read(entered.isEmpty ? .statement : .more) {
            case .end:
                // An unfinished statement at the end of a pipe is a mistake of its writer.
                if !entered.isEmpty, !isInteractive { return session.run(entered, name: name) }
                return .fine
            case .interrupted:
                entered = ""
                if !isInteractive { return .interrupted }
            case .line(let line):
                entered += entered.isEmpty ? line : "\n" + line
                if isInteractive, ["quit", "exit"].contains(entered) { return .fine }
                guard let outcome = runIfComplete(entered) else { continue }
                entered = ""
                if !isInteractive, outcome != .fine { return outcome }
            }
        }
    }

    private var name: String { isInteractive ? "<prompt>" : "<stdin>" }

    /// ^C that came while nothing was read belongs to what was running then.
    private func clearInterruptIfInteractive() {
        if isInteractive { clearInterrupt() }
    }

    /// Nil where more lines would complete it.
    private func runIfComplete(_ text: String) -> Outcome? {
        if text.allSatisfy(\.isWhitespace) { return .fine }
        let parsed = session.parse(text, name: name)
        if parsed.isIncomplete { return nil }
        editor.remember(text)
        session.report(parsed.diagnostics)
        return parsed.hasErrors ? .misused : session.run(parsed.block)
    }
}
