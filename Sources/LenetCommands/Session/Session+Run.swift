import LenetSyntax

extension Session {
    /// Parses and runs a text: a file, a string of the command line, a line at the prompt.
    package func run(_ text: String, name: String) -> Outcome {
        reportedCodes = []
        let parsed = parse(text, name: name)
        report(parsed.diagnostics)
        guard !parsed.hasErrors else { return .misused }
        return run(parsed.block)
    }

    package func parse(_ text: String, name: String) -> Parsed {
        let source = sources.add(Source(name: name, text: text))
        return Parser.parse(source, in: &sources, grammar: grammar) { path, from in
            IncludedFile.read(path, from: from.name, in: settings.workingDirectory)
        }
    }

    /// Runs statements that were parsed; what goes wrong is reported, and the session stays usable.
    package func run(_ block: Block) -> Outcome {
        stack = StackRoom()
        callDepth = 0
        do {
            for statement in block.statements { try run(statement, of: block) }
            // The last statement may have been cut short: its state is kept, and the run has not done what it should.
            if isInterrupted() { throw Failure(.interrupted, at: nil) }
            return .fine
        } catch let failure as Failure {
            scopes.unwind()
            output.progress(nil)
            return report(failure)
        } catch {
            // Statements throw failures only; should another error slip through, it is said rather than lost.
            scopes.unwind()
            output.message("error: this statement could not be carried out, and lenet cannot say why: that is a fault of lenet itself")
            return .failed
        }
    }

    private func run(_ statement: Statement, of block: Block) throws {
        let before = stamp
        recording.begin(statement)
        do {
            try Evaluator(self).run(Block([statement], block.span))
        } catch {
            record(statement, before, isWhole: false)
            throw error
        }
        record(statement, before, isWhole: !isInterrupted())
    }

    /// Says what went wrong and tells the exit code that it means.
    @discardableResult
    package func report(_ failure: Failure) -> Outcome {
        switch failure.problem {
        case .interrupted:
            if !settings.isInteractive { output.message("interrupted") }
            return .interrupted
        case .quit: return .fine
        case .expectationFailed:
            report(ProblemWriter.diagnostics(failure))
            return .expectationFailed
        default:
            report(ProblemWriter.diagnostics(failure))
            return .failed
        }
    }

    package func report(_ diagnostics: [Diagnostic]) {
        reportedCodes += Diagnostic.codes(of: diagnostics)
        let renderer = DiagnosticRenderer(sources: sources, color: hasColor, width: output.width)
        for diagnostic in diagnostics {
            var text = renderer.render(diagnostic)
            while text.last == "\n" { text.removeLast() }
            output.message(text)
        }
        hint(at: Diagnostic.codes(of: diagnostics.filter { $0.severity == .error }))
    }

    /// Where to read on: the pages of the errors just shown.
    private func hint(at codes: [String]) {
        let codes = codes.filter { ErrorPages.page($0) != nil }
        guard !codes.isEmpty, !settings.quiet, !settings.json else { return }
        let command = settings.isInteractive ? "help" : "lenet help"
        output.message("  more: " + codes.prefix(3).map { "\(command) \($0)" }.joined(separator: ", "))
    }
}
