import LenetLab
import LenetSyntax

// Files that `save` wrote, or somebody else.

extension ProblemWriter {
    static func checkpoint(_ file: String, _ fault: CheckpointFault) -> Words {
        switch fault {
        case .foreign:
            Words(
                title: "'\(file)' is no checkpoint of lenet", label: "it begins with other bytes",
                notes: ["a checkpoint is written with: save checkpoint to \"run.ckpt\"", "weights alone are read with: load model \"five.safetensors\""])
        case .version(let found, let newest):
            Words(
                title: "'\(file)' has version \(found) of the format, and this lenet reads version \(newest)", label: "made by another lenet")
        case .torn(let bytes, let expected):
            Words(
                title: "'\(file)' is not whole: \(NumberText.grouped(bytes)) of \(NumberText.grouped(expected)) bytes are there",
                label: "its end is missing", notes: ["lenet itself leaves the old file or the new one, never a part: it was cut elsewhere"])
        case .tooLong(let bytes, let expected):
            Words(
                title: "'\(file)' has \(NumberText.grouped(bytes)) bytes, and should have \(NumberText.grouped(expected))",
                label: "something follows its end")
        case .checksum:
            Words(title: "'\(file)' is damaged: its bytes are not those that were written", label: "its checksum does not fit")
        case .wrong(let what): Words(title: "'\(file)' cannot be gone on with: \(what)", label: "its bytes are as they were written")
        case .network(let what): Words(title: "the model in '\(file)' cannot be made: \(what)", label: "its layers are no network here")
        case .definition(let name, let reason):
            Words(title: "'\(name)' of '\(file)' cannot be had: \(reason)", label: "its definition does not hold here")
        case .rule(let name, let saved, let here):
            Words(
                title: "'\(name)' is another rule here than in '\(file)'", label: "it would not go on to the same bits",
                notes: ["there: \(saved)"] + (here.map { ["here:  \($0)"] } ?? []))
        case .data(let name, let reason):
            Words(
                title: "the images of '\(file)' cannot be had: \(name): \(reason)", label: "it was trained on other images",
                notes: ["`load` may find them elsewhere: $LENET_DATA says where"])
        }
    }

    /// One line: what went wrong, for a sentence that says where.
    static func title(of failure: Failure) -> String { diagnostics(failure).first?.title ?? "it cannot be used" }
}

extension ProblemWriter {
    static func autosave(_ fault: AutosaveFault) -> Words {
        let notes = ["such as: autosave every 500 steps, autosave to \"run.ckpt\" every 2 minutes, autosave off"]
        return switch fault {
        case .unitMissing: Words(title: "every so many what?", label: "steps or minutes", notes: notes)
        case .twoUnits: Words(title: "steps and minutes are two intervals", label: "one of them", notes: notes)
        case .partOfAStep: Words(title: "there is no part of a step", label: "a whole number", notes: notes)
        case .intervalMissing: Words(title: "autosave needs to know how often", label: "every … is missing", notes: notes)
        case .wordsBehindOff: Words(title: "`autosave off` stands alone", label: "nothing else goes with off", notes: notes)
        }
    }
}
