import LenetEngine
import LenetLab
import LenetSyntax

// Every training is recorded: what decided it, what came of it, and the script that does it again.

extension Session {
    /// Adds a training that ended to the record, and gives it its facts. `comparison`: what it is a run of.
    ///
    /// What cannot be written is said once and ends nothing: the training is done.
    package func record(
        _ run: Run, recipe: Recipe, statement: String, comparison: String? = nil, until: Expression? = nil
    ) -> Run {
        if run.isTakenOver { return run }
        let occurrence = recording.count(run, epochs: recipe.epochs)
        let log = recording.isOn ? recording.log : nil
        guard log != nil || recording.heard != nil else { return run }
        var run = run
        let data = recipe.data
        run.facts = RunFacts(
            time: CalendarTime.now.record, statement: statement, comparison: comparison, until: until.map { written($0.span) },
            epochsAsked: recipe.epochs,
            data: RunFacts.Data(
                name: data.name, source: data.source, training: data.training.count, validation: data.validation?.count,
                test: data.test.count, checksum: data.digest),
            layers: recipe.plan.rows.map(\.description), parameters: recipe.plan.parameterCount, place: place(),
            origin: origin(of: run, occurrence))
        if let log {
            do {
                let number = try log.add(run)
                run.facts?.number = number
            } catch {
                if !recording.hasToldFault, case .refused(let reason) = error {
                    note("trainings are not recorded: \(log.path): \(reason)")
                }
                recording.hasToldFault = true
            }
        }
        recording.heard?(run)
        return run
    }

    private func place() -> RunFacts.Place {
        return RunFacts.Place(
            threads: settings.threads, lenet: lenetVersion, numerics: numericsVersion, processor: processorName,
            kernels: Kernels.chosen.name)
    }

    /// Asked once.
    var processorName: String {
        if let known = recording.processor { return known }
        let name = Processor.name()
        recording.processor = name
        return name
    }

    /// A longer script is not kept with every training.
    private static let longestScript = 1 << 18

    /// The statements that made the session what it was, and the one that runs.
    private func origin(of run: Run, _ occurrence: Int) -> RunFacts.Origin {
        var isExact = transcript.isExact
        var lines = startingSeed == 0 ? [] : ["seed \(startingSeed)"]
        lines += transcript.statements
        if let statement = recording.statement {
            if case .interrupted = run.result.stop, let pause = run.result.pause, let sentence = statement.sentence,
                ["train", "resume"].contains(sentence.verb.text)
            {
                lines.append(Self.paused(text(of: statement), sentence, at: statement.span, after: pause.steps))
            } else {
                lines.append(textForScript(statement))
                if case .interrupted = run.result.stop, isInterrupted() { isExact = false }
            }
        } else {
            isExact = false
        }
        var script = lines.joined(separator: "\n") + "\n"
        if script.utf8.count > Self.longestScript { (script, isExact) = ("", false) }
        return RunFacts.Origin(
            script: script, occurrence: occurrence, isExact: isExact, arguments: settings.arguments, directory: settings.workingDirectory)
    }
}
