import LenetCards
import LenetEngine
import LenetLab
import LenetSyntax

/// `load checkpoint "run.ckpt"`
enum LoadCheckpoint {
    static let topic = Card(
        .statement, "checkpoint", "Goes back to what `save checkpoint` wrote, in this shell or another: the same bits from there on.",
        [Parameter("file", .positional, .path, "The file's name.")],
        notes: [
            "Weights, optimizer state, running statistics, data order, history, rules and models of your own, dialect, loss and seed come "
                + "back; a training that was paused can be resumed. The data is loaded if it is not there, and must be the same.",
            "Variables and functions are not in it.",
        ])

    static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        let name = call.text("file") ?? ""
        let place = call.span(of: "file")
        let checkpoint: Checkpoint
        do {
            checkpoint = try Checkpoint(reading: try session.bytes(of: name, at: place))
            try session.restore(checkpoint, from: name)
        } catch let fault as CheckpointFault {
            throw Failure(.checkpoint(name, fault), at: place)
        }
        guard let state = session.training else { return .nothing }
        session.say(state.standing(in: name, paused: session.paused), for: call)
        if checkpoint.numerics != numericsVersion {
            session.warn(
                "this lenet computes other bits than the one that made '\(name)'", at: place,
                "numerics version \(checkpoint.numerics), here \(numericsVersion)",
                notes: ["the training goes on well, but not to the bits that it would have had"], code: "W0003")
        }
        return try session.definedValue("model", at: call.sentence.span) ?? .nothing
    }
}

extension TrainingState {
    /// "run.ckpt: lenet5 after 512 steps, in adam, epoch 2 of 5, step 512 of 2,345; `resume` goes on"
    func standing(in file: String, paused: PausedTraining?) -> String {
        "\(file): \(network.plan.name) after \(step == 1 ? "1 step" : "\(NumberText.grouped(step)) steps")"
            + (paused.map { ", paused in \($0.summary); `resume` goes on" } ?? "")
    }
}

extension Session {
    /// What is read of one file at most.
    static let largestFile = 1 << 31

    /// A file that a statement names.
    func bytes(of name: String, at span: Span) throws -> [UInt8] {
        switch TextFile.readBytes(path(name), limit: Self.largestFile) {
        case .success(let bytes): return bytes
        case .failure(let fault): throw Failure(.file(name, reason: fault.reason), at: span)
        }
    }
}
