import LenetEngine
import LenetLab

/// Where and how often a training is written to a checkpoint while it runs.
package struct Autosave: Sendable {
    package enum Interval: Sendable, Hashable {
        /// Updates of a training.
        case steps(Int)
        case minutes(Double)

        /// "every 500 steps"
        package var phrase: String {
            switch self {
            case .steps(let count): "every \(count == 1 ? "step" : "\(NumberText.grouped(count)) steps")"
            case .minutes(let count): "every \(count == 1 ? "minute" : "\(NumberText.plain(count)) minutes")"
            }
        }
    }

    /// As it was written, for messages.
    package var name: String
    /// From the root.
    package var path: String
    package var interval: Interval
    /// Of the model, when it was last written: `TrainingState.step`.
    var lastStep: Int?
    var lastTime: Double
    /// Said once for each training.
    var hasFailed = false

    package init(name: String, path: String, interval: Interval, time: Double) {
        self.name = name
        self.path = path
        self.interval = interval
        lastTime = time
    }
}

package enum AutosaveFault: Error, Sendable, Hashable {
    /// `every 5`
    case unitMissing
    /// `every 5 steps minutes`
    case twoUnits
    /// `every 0.5 steps`
    case partOfAStep
    case intervalMissing
    case wordsBehindOff
}

extension Session {
    /// "every 500 steps to run.ckpt", "off"
    var autosaveState: String { autosave.map { "\($0.interval.phrase) to \($0.name)" } ?? "off" }

    /// What writes the training that begins now; nil where `autosave` is off. `paused`: the statement as a stop at that moment would leave it.
    func keeper(_ paused: @escaping (TrainingPause) -> PausedTraining) -> TrainingKeeper? {
        guard autosave != nil else { return nil }
        autosave?.hasFailed = false
        autosave?.lastTime = clock()
        return TrainingKeeper(
            isDue: { [self] steps in
                switch autosave?.interval {
                case .steps(let count)?: steps.isMultiple(of: count)
                case .minutes(let count)?: clock() - (autosave?.lastTime ?? 0) >= count * 60
                case nil: false
                }
            },
            keep: { [self] state, pause in writeAutosave(state, paused(pause)) })
    }

    /// At the end of a training: unless it is one of many short ones, such as single steps, that have not made up an interval yet.
    func autosaveAtEnd(wasPausedByWord: Bool) {
        guard let autosave, let state = training, state.step != autosave.lastStep else { return }
        if wasPausedByWord {
            switch autosave.interval {
            case .steps(let count): if state.step - (autosave.lastStep ?? 0) < count { return }
            case .minutes(let count): if clock() - autosave.lastTime < count * 60 { return }
            }
        }
        writeAutosave(state, paused)
    }

    private func writeAutosave(_ state: TrainingState, _ paused: PausedTraining?) {
        guard var autosave else { return }
        TextFile.removeLeftovers(of: autosave.path)
        let bytes = checkpoint(of: state, paused, withBranches: true).bytes
        if let fault = TextFile.write(bytes, to: autosave.path) {
            if !autosave.hasFailed {
                output.progress(nil)
                warn("autosave cannot write '\(autosave.name)': \(fault.reason)", at: nil, notes: ["the training goes on; it tries again \(autosave.interval.phrase)"])
            }
            autosave.hasFailed = true
        } else {
            autosave.lastStep = state.step
        }
        autosave.lastTime = clock()
        self.autosave = autosave
    }
}
