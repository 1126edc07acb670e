import LenetCards
import LenetEngine
import LenetLab
import LenetSyntax

/// `rerun 7`
package enum Rerun: StatementDefinition {
    package static let card = Card(
        .statement, "rerun", "Does a recorded training again, in a session of its own, and says whether the same weights come of it.",
        [RecordStatements.number],
        notes: [
            "Its script runs up to that training, as `show run 7` shows it; this session stays as it is, and nothing is recorded. Where the "
                + "weights differ, what has changed is named: the numerics version, the data, lenet itself.",
        ],
        examples: [Example("show runs", "their numbers; then, such as: rerun 7")])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        let number = call.integer("number")
        let span = call.span(of: "number")
        let old = try session.recordedRun(number, at: span)
        guard let origin = old.facts?.origin, !origin.script.isEmpty else { throw Failure(.record(.noScript(number)), at: span) }
        if !origin.isExact { session.note("the script does not say all that came before this training") }
        session.say("run \(number): \(old.rule), seed \(old.seed), \(old.model) on \(old.facts?.data.name ?? "")", for: call)

        let rehearsal = Rehearsal(of: old, origin, for: session)
        let outcome = rehearsal.run()
        session.output.progress(nil)
        if session.isInterrupted() { throw Failure(.interrupted, at: call.sentence.span) }
        guard let new = rehearsal.found else {
            throw Failure(.record(.notReached(number, failed: outcome != .fine, said: rehearsal.messages)), at: span)
        }
        let isSame = new.result.fingerprint == old.result.fingerprint
        let reasons = isSame ? [] : reasons(old, new)
        session.say(text(new, isSame: isSame, reasons).joined(separator: "\n"), for: call)
        return .record(
            Record(
                kind: "rerun",
                fields: [
                    ("same", .boolean(isSame)), ("reasons", .list(reasons.map { .text($0) })), ("run", .run(new)), ("recorded", .run(old)),
                ]))
    }

    private static func text(_ new: Run, isSame: Bool, _ reasons: [String]) -> [String] {
        let result = "accuracy \(NumberText.fixed(new.final.accuracy, decimals: 4)), \(NumberText.duration(new.result.seconds))"
        if isSame { return ["the same weights, bit for bit: \(new.result.fingerprint) (\(result))"] }
        return ["other weights: \(new.result.fingerprint) (\(result))"] + reasons.map { "- " + $0 }
    }

    /// What has changed that could have changed the weights.
    private static func reasons(_ old: Run, _ new: Run) -> [String] {
        guard let before = old.facts, let now = new.facts else { return [] }
        var reasons: [String] = []
        if before.place.numerics != now.place.numerics {
            reasons.append("numerics version \(before.place.numerics) then, \(now.place.numerics) now: the same script gives other bits")
        }
        if before.data.checksum != now.data.checksum { reasons.append("the data is another: \(before.data.source) then, \(now.data.source) now") }
        if old.result.steps != new.result.steps { reasons.append("\(NumberText.counted(old.result.steps, "update")) then, \(new.result.steps) now") }
        if old.rule != new.rule { reasons.append("the rule was \(old.rule), and is \(new.rule)") }
        if before.layers != now.layers { reasons.append("the model has other layers") }
        if !before.origin.isExact { reasons.append("the script does not say all that came before this training") }
        if before.place.lenet != now.place.lenet { reasons.append("lenet \(before.place.lenet) then, \(now.place.lenet) now") }
        if reasons.isEmpty { reasons.append("nothing that was recorded has changed: files that the script reads may have, or lenet has a fault") }
        return reasons
    }
}

/// A session that does a script again, up to one training.
final class Rehearsal {
    private let session: Session
    private let output = SilentOutput()
    private let script: String
    private(set) var found: Run?
    var messages: [String] { output.messages }

    init(of old: Run, _ origin: RunFacts.Origin, for outer: Session) {
        script = origin.script
        var settings = outer.settings
        // What was in force at the start; the script says the rest.
        settings.seed = 0
        settings.arguments = origin.arguments
        settings.workingDirectory = origin.directory
        settings.scriptFolder = outer.settings.scriptFolder ?? outer.settings.workingDirectory
        settings.isInteractive = false
        settings.json = false
        settings.quiet = true
        session = Session(output: output, settings: settings)
        session.loadData = outer.loadData
        session.clock = outer.clock
        output.outer = outer.output
        session.isInterrupted = { [unowned self] in outer.isInterrupted() || found != nil }
        session.recording.heard = { [unowned self] run in
            guard found == nil, isLast, run.rule == old.rule, run.seed == old.seed, run.label == old.label, run.loss == old.loss,
                run.model == old.model, run.batchSize == old.batchSize, run.facts?.epochsAsked == old.facts?.epochsAsked,
                run.facts?.origin.occurrence == origin.occurrence
            else { return }
            found = run
        }
    }

    /// The training is one of the last statement's.
    private var isLast = false

    func run() -> Outcome {
        let parsed = session.parse(script, name: "<record>")
        session.report(parsed.diagnostics)
        guard !parsed.hasErrors, let last = parsed.block.statements.last else { return .misused }
        let before = Block(Array(parsed.block.statements.dropLast()), parsed.block.span)
        let outcome = session.run(before)
        guard outcome == .fine else { return outcome }
        isLast = true
        return session.run(Block([last], parsed.block.span))
    }
}

/// Says nothing but how far it is; what was said is kept for an error.
private final class SilentOutput: Output {
    var outer: (any Output)?
    private(set) var messages: [String] = []
    var width: Int { outer?.width ?? 80 }
    var hasColor: Bool { false }
    var showsProgress: Bool { outer?.showsProgress ?? false }
    func result(_ text: String) {}
    func message(_ text: String) { messages.append(text) }
    func progress(_ line: String?) { outer?.progress(line) }
}
