import LenetCommands
import LenetSyntax

/// What the process hears of its signals.
package struct Interrupts {
    /// ^C so far is dealt with.
    package var clear: () -> Void
    /// Presses of ^C since then.
    package var count: () -> Int
    /// The terminal is gone.
    package var isHungUp: () -> Bool

    package init(
        clear: @escaping () -> Void = {}, count: @escaping () -> Int = { 0 }, isHungUp: @escaping () -> Bool = { false }
    ) {
        self.clear = clear
        self.count = count
        self.isHungUp = isHungUp
    }
}

/// The prompt: reads statements, however many lines each has, and runs them, until ^D.
///
/// Lines from a pipe run one statement after another too, without a prompt; there the first that fails ends the run, as in a file.
package struct Shell {
    private let session: Session
    private let editor: any LineEditor
    private let isInteractive: Bool
    private let interrupts: Interrupts
    /// Two presses of ^C within it give up the training that the first one paused.
    private static let secondsToAbandon = 1.0

    package init(session: Session, editor: any LineEditor, isInteractive: Bool, interrupts: Interrupts = Interrupts()) {
        self.session = session
        self.editor = editor
        self.isInteractive = isInteractive
        self.interrupts = interrupts
    }

    package static let banner = "lenet. `help` explains, TAB completes, ^C pauses a training, ^D leaves."

    /// How the last statement ended, of a pipe; fine, of a person's sitting.
    package func run() -> Outcome {
        if isInteractive, !session.settings.quiet, !session.settings.json { session.output.message(Self.banner) }
        var entered = ""
        var pausedAt: Double?
        while !session.hasQuit {
            if interrupts.isHungUp() { return hangUp() }
            clearInterruptIfInteractive()
            let prompt = PromptText.text(session)
            switch editor.read(entered.isEmpty ? .statement(prompt) : .more(width: prompt.count)) {
            case .end:
                if interrupts.isHungUp() { return hangUp() }
                // An unfinished statement at the end of a pipe is a mistake of its writer.
                if !entered.isEmpty, !isInteractive { return session.run(entered, name: name) }
                return .fine
            case .interrupted:
                if interrupts.isHungUp() { return hangUp() }
                if !isInteractive { return .interrupted }
                if let pausedAt, session.clock() - pausedAt < Self.secondsToAbandon { session.abandonPaused() }
                pausedAt = nil
                entered = ""
            case .line(let line):
                // ^C that came as the prompt was about to be drawn is not for what is entered now.
                clearInterruptIfInteractive()
                pausedAt = nil
                entered += entered.isEmpty ? line : "\n" + line
                guard let outcome = runIfComplete(entered) else { continue }
                entered = ""
                if !isInteractive, outcome != .fine { return outcome }
                if outcome == .interrupted, session.paused != nil {
                    if interrupts.count() > 1 { session.abandonPaused() } else { pausedAt = session.clock() }
                }
                runWaiting()
            }
        }
        return .fine
    }

    private var name: String { isInteractive ? "<prompt>" : "<stdin>" }

    /// ^C that came while nothing was read belongs to what was running then.
    private func clearInterruptIfInteractive() {
        if isInteractive { interrupts.clear() }
    }

    /// Nil where more lines would complete it.
    private func runIfComplete(_ text: String) -> Outcome? {
        if text.allSatisfy(\.isWhitespace) { return .fine }
        if isInteractive, text == "exit" {
            session.hasQuit = true
            return .fine
        }
        let parsed = session.parse(text, name: name)
        if parsed.isIncomplete { return nil }
        keep(text)
        session.report(parsed.diagnostics)
        return parsed.hasErrors ? .misused : session.run(parsed.block)
    }

    private func keep(_ text: String) {
        editor.remember(text)
        if text.first != " " { session.entered.append(text) }
    }

    /// What `edit` brought runs as if it had been typed.
    private func runWaiting() {
        while let text = session.waiting {
            session.waiting = nil
            let statement = String(text.reversed().drop(while: \.isWhitespace).reversed())
            guard !statement.isEmpty else { return }
            session.output.result(statement)
            keep(statement)
            _ = session.run(statement, name: name)
        }
    }

    /// The terminal was closed: what was learnt is written down for the next sitting.
    private func hangUp() -> Outcome {
        Unfinished.save(session)
        return .interrupted
    }
}
