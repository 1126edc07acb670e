import LenetEngine
import LenetLab

/// The way that led to where the model stands, and the steps after it that are known because they were made before.
package struct Line: Sendable {
    /// A training, or as much of it as belongs to the line.
    struct Part: Sendable {
        var training: Int
        /// Updates of all trainings at its end.
        var last: Int
        /// It ended there by itself: all epochs were made, `until` held, it diverged.
        var isOver: Bool
    }

    /// Where it begins: as the model was made, or loaded.
    var root: Root
    var parts: [Part] = []

    struct Root: Sendable {
        var state: TrainingState
        var paused: PausedTraining?
    }

    var end: Int { parts.last?.last ?? root.state.step }
}

/// Everything that `back`, `goto` and `switch` can reach.
package struct Past: Sendable {
    package static let usualBudget = 256 << 20

    /// Of where the model stands; nil before anything was trained.
    var line: Line?
    var trainings: [Int: PastTraining] = [:]
    package var snapshots: Snapshots
    package var pace: SnapshotPace
    private var next = 0

    package init(budget: Int = Past.usualBudget, pace: SnapshotPace = SnapshotPace()) {
        snapshots = Snapshots(budget: budget)
        self.pace = pace
    }

    /// The same settings, and nothing else.
    var forgotten: Past { Past(budget: snapshots.budget, pace: pace) }

    /// The part of the line to which a step belongs: where one training ends and the next begins, the one that ends.
    func part(of step: Int) -> Int? {
        guard let line, step > line.root.state.step else { return nil }
        return line.parts.firstIndex { $0.last >= step }
    }

    // MARK: What a training does to it

    /// A training begins, or goes on, at `state`; returns its number. What the line knew of later steps is cut off unless the
    /// training goes that way once more.
    mutating func begin(_ training: Training, _ state: TrainingState, _ pause: TrainingPause, from root: Line.Root) -> Int {
        if line == nil { line = Line(root: root) }
        let here = state.step
        if let index = part(of: here), let part = line?.parts[index], let known = trainings[part.training],
            known.isGoneOnWith(by: training, at: here)
        {
            return part.training
        }
        cut(at: here)
        next += 1
        trainings[next] = PastTraining(training, state, pause)
        line?.parts.append(Line.Part(training: next, last: here, isOver: false))
        return next
    }

    /// Takes from the line what lies behind a step.
    mutating func cut(at step: Int) {
        guard let index = part(of: step) else {
            line?.parts = []
            return
        }
        line?.parts.removeSubrange((index + 1)...)
        if let last = line?.parts[index].last, last > step {
            line?.parts[index].last = step
            line?.parts[index].isOver = false
        }
    }

    /// A moment that a training passes, from which it could go on.
    mutating func pass(_ training: Int, _ state: TrainingState, _ pause: TrainingPause) {
        guard var known = trainings[training] else { return }
        if pause.history.count > known.rows.count {
            known.rows = pause.history
            known.ends.append((state.history.last?.epoch ?? 0, state.step))
            trainings[training] = known
        }
        // Where the data is another than before, replaying what came before is no way to get here.
        let isPinned = state.step == known.first && trainings.contains { $0.value.data != known.data }
        snapshots.add(Snapshot(training: training, state: state, pause: pause, isPinned: isPinned))
        pace.took()
    }

    /// A training stands still at `step`, and is over or not.
    mutating func end(_ training: Int, at step: Int, isOver: Bool) {
        guard let index = line?.parts.firstIndex(where: { $0.training == training }), let part = line?.parts[index] else { return }
        if step > part.last || step < part.last && isOver {
            line?.parts.removeSubrange((index + 1)...)
            line?.parts[index].last = step
            line?.parts[index].isOver = isOver
        } else if step == part.last, isOver {
            line?.parts[index].isOver = true
        }
    }

    /// Lets go of what no line leads to any more.
    mutating func tidy(_ branches: [Branch]) {
        var last: [Int: Int] = [:]
        for part in ([line].compactMap(\.self) + branches.compactMap(\.line)).flatMap(\.parts) {
            last[part.training] = max(last[part.training] ?? part.last, part.last)
        }
        trainings = trainings.filter { last[$0.key] != nil }
        snapshots.keep(last)
    }

    // MARK: What is known

    /// The step at which an epoch of the line, counted over all trainings, had ended.
    func step(ofEpoch epoch: Int) -> Int? {
        guard let line else { return nil }
        for part in line.parts.reversed() {
            if let end = trainings[part.training]?.ends.last(where: { $0.epoch == epoch && $0.step <= part.last }) { return end.step }
        }
        return (line.root.state.history.last?.epoch ?? 0) == epoch ? line.root.state.step : nil
    }

    /// The last epoch that ended on the line.
    var lastEpoch: Int {
        guard let line else { return 0 }
        let ends = line.parts.compactMap { part in trainings[part.training]?.ends.last { $0.step <= part.last }?.epoch }
        return ends.last ?? line.root.state.history.last?.epoch ?? 0
    }

    /// The most updates that going to a step of the line makes once more.
    var longestReplay: Int {
        guard let line else { return 0 }
        var longest = 0, from = line.root.state.step
        for part in line.parts {
            for step in snapshots.steps(of: part.training) where step <= part.last {
                longest = max(longest, step - 1 - from)
                from = step
            }
            longest = max(longest, part.last - from)
        }
        return max(0, longest)
    }
}
