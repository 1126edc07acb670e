import LenetCards
import LenetLab
import LenetSyntax

/// `save checkpoint to "run.ckpt"`
enum SaveCheckpoint {
    static let topic = Card(
        .statement, "checkpoint", "Writes everything from which the training goes on to the same bits.",
        [
            Save.target,
            Parameter(
                "with", .option, .word(["branches"]), default: .absent("The model alone, with its paused training."),
                "Also the branches that `branch` has kept."),
        ],
        notes: [
            "Weights, optimizer state, running statistics, data order, seed, history, a paused training with its schedule, the rule, your own "
                + "rules, schedules, landscapes and models, what is watched, dialect and loss; the data by its name and checksum. `load checkpoint` goes on.",
            "The file is written under another name, put to disk and renamed: there is always the old one or the new one.",
        ])

    static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let state = session.training else { throw Failure(.noModel, at: call.sentence.verb.span) }
        let checkpoint = session.checkpoint(of: state, session.paused, withBranches: call.isGiven("with"))
        let name = try Save.write(checkpoint.bytes, call, in: session)
        session.say(state.standing(in: name, paused: session.paused), for: call)
        return .text(name)
    }
}
