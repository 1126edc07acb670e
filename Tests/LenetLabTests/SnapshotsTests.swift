import LenetEngine
import LenetLab
import Testing

/// The snapshots of a past keep to their budget, and thin out with the distance.
@Suite struct SnapshotsTests {
    private static let plan = try? NetworkPlan(
        name: "tiny", lines: Presets.lines("softmax_regression") ?? [], input: Shape(channels: 1, height: 4, width: 4), classes: 10,
        dialect: .keras)

    private func snapshot(_ step: Int, training: Int = 1, isPinned: Bool = false) throws -> Snapshot {
        var state = TrainingState(plan: try #require(Self.plan), seed: 1)
        state.step = step
        return Snapshot(
            training: training, state: state,
            pause: TrainingPause(
                steps: step, epochs: 0, imagesSeen: 0, seconds: 0, history: [], schedule: ScheduleRun(nil, learningRate: 0.1, momentum: 0)),
            isPinned: isPinned)
    }

    @Test func theBudgetHolds() throws {
        let size = try snapshot(0).bytes
        #expect(size == (16 * 10 + 10) * 4)
        var snapshots = Snapshots(budget: 20 * size + size / 2)
        for step in 0..<2000 {
            snapshots.add(try snapshot(step))
            #expect(snapshots.bytes <= snapshots.budget)
            #expect(snapshots.bytes == snapshots.count * size)
        }
        #expect(snapshots.count == 20)
        let steps = snapshots.steps(of: 1)
        #expect(steps.suffix(3) == [1997, 1998, 1999])
        // Further away the gaps are wider, and no part is left without.
        let gaps = zip(steps.dropFirst(), steps).map { $0 - $1 }
        for (gap, step) in zip(gaps, steps) { #expect(Double(gap) <= 1 + Double(1999 - step), "\(steps)") }
        #expect(steps[0] < 1000, "\(steps)")
    }

    @Test func oneOfAStepIsEnough() throws {
        var snapshots = Snapshots(budget: 1 << 20)
        for step in [5, 1, 5, 3, 1] { snapshots.add(try snapshot(step)) }
        #expect(snapshots.steps(of: 1) == [1, 3, 5])
        #expect(snapshots.nearest(1, atOrBefore: 4)?.step == 3)
        #expect(snapshots.nearest(1, atOrBefore: 0) == nil)
        #expect(snapshots.nearest(2, atOrBefore: 9) == nil)
    }

    @Test func whatNoLineLeadsToGoes() throws {
        var snapshots = Snapshots(budget: 1 << 20)
        for step in 0..<10 {
            snapshots.add(try snapshot(step, training: 1))
            snapshots.add(try snapshot(step, training: 2))
        }
        snapshots.keep([1: 4])
        #expect(snapshots.steps(of: 1) == [0, 1, 2, 3, 4])
        #expect(snapshots.steps(of: 2) == [])
        #expect(snapshots.bytes == 5 * (try snapshot(0).bytes))
    }

    @Test func aSmallerBudgetHoldsAtOnceAndThePinnedStay() throws {
        let size = try snapshot(0).bytes
        var snapshots = Snapshots(budget: 1 << 20)
        for step in 0..<50 { snapshots.add(try snapshot(step, isPinned: step == 7)) }
        snapshots.setBudget(5 * size, now: 49)
        #expect(snapshots.count == 5)
        #expect(snapshots.steps(of: 1).contains(7))
        snapshots.setBudget(0, now: 49)
        #expect(snapshots.steps(of: 1) == [7])
    }
}
