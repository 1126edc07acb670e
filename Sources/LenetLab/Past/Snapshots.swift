import LenetEngine

/// A training as it stood between two updates: what going on from there needs.
package struct Snapshot: Sendable {
    /// Which training of the past it belongs to.
    package var training: Int
    package var state: TrainingState
    package var pause: TrainingPause
    /// Nothing could be replayed in its place, so memory is not won from it.
    package var isPinned = false

    package init(training: Int, state: TrainingState, pause: TrainingPause, isPinned: Bool = false) {
        self.training = training
        self.state = state
        self.pause = pause
        self.isPinned = isPinned
    }

    /// Updates of all trainings up to here.
    package var step: Int { state.step }
    package var bytes: Int { state.bytes }
}

extension TrainingState {
    /// What its numbers take: weights, running statistics, what the rule remembers.
    package var bytes: Int {
        let remembered = optimizer?.states.reduce(0) { $0 + $1.count } ?? 0
        return (network.weights.count + network.statistics.count + remembered) * MemoryLayout<Float>.stride
    }
}

/// The snapshots of a past, within a budget. Where it is used up, the dense ones far from the present go first: the gaps grow with
/// the distance, so that a long training stays reachable and the last steps are near.
package struct Snapshots: Sendable {
    /// Bytes.
    package private(set) var budget: Int
    /// As if none shared its numbers with another.
    package private(set) var bytes = 0
    /// By training, each in the order of its steps.
    private var byTraining: [Int: [Snapshot]] = [:]

    package init(budget: Int) { self.budget = budget }

    package var count: Int { byTraining.values.reduce(0) { $0 + $1.count } }

    package func steps(of training: Int) -> [Int] { byTraining[training]?.map(\.step) ?? [] }

    /// The last at or before a step of a training.
    package func nearest(_ training: Int, atOrBefore step: Int) -> Snapshot? {
        byTraining[training]?.last { $0.step <= step }
    }

    /// Takes one in, unless that step is there, and makes room.
    package mutating func add(_ snapshot: Snapshot) {
        var own = byTraining[snapshot.training] ?? []
        let place = own.lastIndex { $0.step <= snapshot.step }.map { $0 + 1 } ?? 0
        if place > 0, own[place - 1].step == snapshot.step { return }
        // The array must be held once to grow in place.
        byTraining[snapshot.training] = nil
        own.insert(snapshot, at: place)
        byTraining[snapshot.training] = own
        bytes += snapshot.bytes
        thin(around: snapshot.step)
    }

    package mutating func setBudget(_ budget: Int, now step: Int) {
        self.budget = budget
        thin(around: step)
    }

    /// Keeps those of these trainings, up to the step that is said for each.
    package mutating func keep(_ last: [Int: Int]) {
        for (training, own) in byTraining {
            let kept = last[training].map { last in own.filter { $0.step <= last } } ?? []
            if kept.count == own.count { continue }
            byTraining[training] = kept.isEmpty ? nil : kept
        }
        bytes = byTraining.values.joined().reduce(0) { $0 + $1.bytes }
    }

    private mutating func thin(around step: Int) {
        while bytes > budget, let (training, index) = leastMissed(around: step), let snapshot = byTraining[training]?.remove(at: index) {
            bytes -= snapshot.bytes
            if byTraining[training]?.isEmpty == true { byTraining[training] = nil }
        }
    }

    /// The one whose loss makes the smallest gap for its distance. A training's first goes only where nothing else is left: without it
    /// the one before must be made again.
    private func leastMissed(around step: Int) -> (training: Int, index: Int)? {
        var least: (training: Int, index: Int)?
        var leastGap = Double.infinity
        for (training, own) in byTraining.sorted(by: { $0.key < $1.key }) {
            for (index, snapshot) in own.enumerated() where !snapshot.isPinned {
                let after = index + 1 < own.count ? own[index + 1].step : snapshot.step + 1
                let gap =
                    index == 0
                    ? 1e18 - Double(abs(step - snapshot.step))
                    : Double(after - own[index - 1].step) / Double(abs(step - snapshot.step) + 1)
                if gap < leastGap { (least, leastGap) = ((training, index), gap) }
            }
        }
        return least
    }
}

/// When the next snapshot is due: a tenth of a second after the last, or later where keeping one takes long, so that it never takes
/// more than a two-hundredth of the time.
package struct SnapshotPace: Sendable {
    private static let usual = Duration.milliseconds(100)
    private static let share = 200

    /// In tests: so many updates, whatever the clock says.
    package var everyUpdates: Int?
    private var updates = 0
    private var interval = Self.usual
    /// Of keeping one; where something else had the processor in between, the measure says nothing, so it may rise by half at most.
    private var cost: Duration?
    private var last: ContinuousClock.Instant?
    private var began: ContinuousClock.Instant?

    package init(everyUpdates: Int? = nil) { self.everyUpdates = everyUpdates }

    /// Before every update.
    package mutating func isDue() -> Bool {
        if let everyUpdates {
            updates += 1
            return updates % everyUpdates == 0
        }
        let now = ContinuousClock.now
        guard let last else {
            self.last = now
            return false
        }
        guard now - last >= interval else { return false }
        began = now
        return true
    }

    /// A snapshot was taken: one that was due tells what it cost.
    package mutating func took() {
        let now = ContinuousClock.now
        if let began {
            let measured = now - began
            cost = cost.map { min(measured, $0 * 3 / 2) } ?? measured
            interval = max(Self.usual, (cost ?? measured) * Self.share)
        }
        began = nil
        last = now
    }
}
