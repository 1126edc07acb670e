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
            "Weights, optimizer state, running statistics, data order, history, rules, schedules, landscapes and models of your own, what was "
                + "watched, dialect, loss and seed come back; a training that was paused can be resumed. The data is loaded if it is not there, "
                + "and must be the same.",
            "Variables and functions are not in it. `when` blocks are named and not put in force: a file brings no statements that run by themselves.",
        ])

    static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        let name = call.text("file") ?? ""
        let place = call.span(of: "file")
        let checkpoint: Checkpoint
        let brought: Session.Restored
        do {
            checkpoint = try Checkpoint(reading: try session.bytes(of: name, at: place))
            brought = try session.restore(checkpoint, from: name)
        } catch let fault as CheckpointFault {
            throw Failure(.checkpoint(name, fault), at: place)
        }
        guard let state = session.training else { return .nothing }
        session.say(state.standing(in: name, paused: session.paused), for: call)
        for line in TextFolding.folded(brought.sentence, width: session.output.width, hanging: 2) where !line.isEmpty { session.say(line, for: call) }
        if !checkpoint.whens.isEmpty {
            let one = checkpoint.whens.count == 1
            session.note(
                "\(one ? "a `when` block was" : "\(checkpoint.whens.count) `when` blocks were") in force and \(one ? "is" : "are") not here, since a file brings no statements that run by themselves; say again: "
                    + checkpoint.whens.prefix(8).map(Self.shown).joined(separator: "; "))
        }
        if checkpoint.numerics != numericsVersion {
            session.warn(
                "this lenet computes other bits than the one that made '\(name)'", at: place,
                "numerics version \(checkpoint.numerics), here \(numericsVersion)",
                notes: ["the training goes on well, but not to the bits that it would have had"], code: "W0003")
        }
        return try session.definedValue("model", at: call.sentence.span) ?? .nothing
    }

    /// What a file says is shown, not done: neither by the session nor by the terminal.
    private static func shown(_ statement: String) -> String {
        String(String.UnicodeScalarView(statement.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }.prefix(200)))
    }
}

extension Session.Restored {
    /// "with it: optimizer mine, landscape valley; conv1.weight[0, 0, 2, 2] watched; branches early, main"; empty where nothing came.
    var sentence: String {
        var parts: [String] = []
        if !definitions.isEmpty { parts.append(definitions.joined(separator: ", ")) }
        if !watched.isEmpty { parts.append("watched: " + watched.joined(separator: ", ")) }
        if !branches.isEmpty { parts.append((branches.count == 1 ? "branch " : "branches ") + branches.joined(separator: ", ")) }
        return parts.isEmpty ? "" : "with it came " + parts.joined(separator: "; ")
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
