import LenetData
import LenetEngine

/// Runs several trainings at a time, each on a thread and a machine of its own. The caller's thread trains nothing: it asks whether
/// to go on, shows how far things are, and passes on what is finished.
struct SideBySide {
    private struct State: Sendable {
        var next = 0
        var isStopped = false
        var fault: EngineError?
        /// By job.
        var results: [FinishedRun?]
        /// Of the jobs that run.
        var progress: [Int: TrainingProgress] = [:]
        var finished = 0
        var working: Int
    }

    let workers: Int
    let isInterrupted: () -> Bool
    let progress: (TrainingProgress, String) -> Void

    /// Carries out the jobs; `onFinish` hears of each, in the order in which they end. False where it was interrupted.
    func run(_ jobs: [Job], _ contestants: [Contestant], onFinish: (Int, FinishedRun) -> Void) throws(EngineError) -> Bool {
        let shared = Shared(State(results: Array(repeating: nil, count: jobs.count), working: workers))
        let threads = (0..<workers).map { _ in
            RunningThread.start { Self.work(jobs, contestants, shared) }
        }
        // A thread that the system refused works on nothing; the others do all.
        let refused = threads.count { $0 == nil }
        shared.change { $0.working -= refused }
        if refused == workers { throw .threadsRefused(workers) }

        var told = 0
        var order: [Int] = []
        while true {
            shared.wait(milliseconds: 50) { $0.working == 0 || $0.finished > told }
            if isInterrupted() { shared.change { $0.isStopped = true } }
            let (results, running, working) = shared.read { ($0.results, $0.progress, $0.working) }
            for (index, result) in results.enumerated() where !order.contains(index) {
                guard let result else { continue }
                order.append(index)
                onFinish(index, result)
            }
            told = order.count
            if let (index, progress) = running.min(by: { $0.key < $1.key }) {
                self.progress(progress, "\(contestants[jobs[index].contestant].label), \(told + 1) of \(jobs.count)")
            }
            if working == 0, told == results.count(where: { $0 != nil }) { break }
        }
        for thread in threads { thread?.join() }
        if let fault = shared.read({ $0.fault }) { throw fault }
        return order.count == jobs.count
    }

    private static func work(_ jobs: [Job], _ contestants: [Contestant], _ shared: Shared<State>) {
        defer { shared.change { $0.working -= 1 } }
        do throws(EngineError) {
            let machine = try Machine(threads: 1)
            while true {
                let taken = shared.change { state -> Int? in
                    guard !state.isStopped, state.next < jobs.count else { return nil }
                    defer { state.next += 1 }
                    return state.next
                }
                guard let index = taken else { return }
                let laboratory = Laboratory(
                    machine: machine, isInterrupted: { shared.read { $0.isStopped } },
                    progress: { progress, _ in shared.change { $0.progress[index] = progress } })
                let job = jobs[index]
                let result = try laboratory.finish(contestants[job.contestant], seed: job.seed)
                shared.change { state in
                    state.progress[index] = nil
                    state.results[index] = result
                    if result != nil { state.finished += 1 }
                }
            }
        } catch {
            shared.change { state in
                state.fault = error
                state.isStopped = true
            }
        }
    }
}
