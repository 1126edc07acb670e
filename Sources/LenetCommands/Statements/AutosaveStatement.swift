import LenetCards
import LenetLab
import LenetSyntax

/// `autosave to "run.ckpt" every 500 steps`, `autosave off`
package enum AutosaveStatement: StatementDefinition {
    static let standardName = "autosave.ckpt"

    package static let card = Card(
        .statement, "autosave", "Writes a checkpoint again and again while a training runs, so that little is lost whatever happens.",
        [
            Parameter("off", .flag, .flag, default: .flag(false), "No more of it."),
            Parameter(
                "to", .option, .path, default: .text(standardName), "The checkpoint's name; the file is replaced each time.",
                otherSpellings: ["as", "in", "into"]),
            Parameter(
                "every", .option, .number(.positive), default: .absent("Without it, `autosave` says how it stands."),
                "How many steps or minutes lie between two.", otherSpellings: ["each", "interval"]),
            Parameter("steps", .flag, .flag, default: .flag(false), "The number behind `every` counts updates.", otherSpellings: ["step", "updates"]),
            Parameter("minutes", .flag, .flag, default: .flag(false), "The number behind `every` counts minutes.", otherSpellings: ["minute"]),
        ],
        notes: [
            "It holds for every `train` and `resume` from here on, in the middle of an epoch too, and changes none of their bits. "
                + "The end of a training is written as well.",
            "`load checkpoint` reads it, and `resume` goes on from there.",
        ],
        examples: [
            Example("load digits train 600\nmodel softmax_regression\nautosave to \"run.ckpt\" every 10 steps\ntrain with adam epochs 3", "every ten updates"),
            Example("autosave every 2 minutes", "by the clock"),
            Example("autosave off", "no more"),
        ], otherSpellings: ["auto_save", "checkpoint_every"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        let interval = try interval(call)
        if call.flag("off") {
            guard interval == nil, !call.isGiven("to") else { throw Failure(.autosave(.wordsBehindOff), at: call.sentence.span) }
            session.autosave = nil
        } else if let interval {
            let name = call.text("to") ?? standardName
            session.autosave = Autosave(
                name: name, path: try session.writablePath(name, at: call.span(of: "to")), interval: interval, time: session.clock())
        } else if call.isGiven("to") {
            throw Failure(.autosave(.intervalMissing), at: call.sentence.span)
        }
        let state = session.autosave == nil ? "autosave is off" : "autosave \(session.autosaveState)"
        session.say(state, for: call)
        return .text(state)
    }

    private static func interval(_ call: SentenceCall) throws -> Autosave.Interval? {
        let (steps, minutes) = (call.flag("steps"), call.flag("minutes"))
        guard call.isGiven("every") else {
            if steps || minutes { throw Failure(.autosave(.intervalMissing), at: call.sentence.span) }
            return nil
        }
        let place = call.span(of: "every")
        if steps, minutes { throw Failure(.autosave(.twoUnits), at: call.span(of: "minutes")) }
        if minutes { return .minutes(call.number("every")) }
        guard steps else { throw Failure(.autosave(.unitMissing), at: place) }
        guard let count = WholeNumber.from(call.number("every")) else { throw Failure(.autosave(.partOfAStep), at: place) }
        return .steps(count)
    }
}
