import CKernels
import Testing

@Suite struct KernelsPoolTests {
    /// Counts of each task, and whether a worker's number was out of range.
    private final class Record {
        let counts: UnsafeMutableBufferPointer<Int32>
        let workers: UnsafeMutableBufferPointer<Int32>
        init(tasks: Int) {
            counts = .allocate(capacity: tasks)
            workers = .allocate(capacity: tasks)
            counts.initialize(repeating: 0)
            workers.initialize(repeating: -1)
        }
        deinit {
            counts.deallocate()
            workers.deallocate()
        }
    }

    @Test(arguments: [1, 2, 3, 5])
    func everyTaskRunsOnceInEveryRound(threads: Int) throws {
        let pool = try #require(lenet_pool_create(Int32(threads)))
        defer { lenet_pool_destroy(pool) }
        #expect(lenet_pool_threads(pool) == Int32(threads))
        for round in 0..<400 {
            let tasks = round % 23, record = Record(tasks: tasks)
            lenet_pool_run(pool, Int32(tasks), { context, task, worker in
                guard let context else { return }
                let record = Unmanaged<Record>.fromOpaque(context).takeUnretainedValue()
                record.counts[Int(task)] += 1
                record.workers[Int(task)] = worker
            }, Unmanaged.passUnretained(record).toOpaque())
            #expect(record.counts.allSatisfy { $0 == 1 })
            #expect(record.workers.allSatisfy { (0..<Int32(threads)).contains($0) })
        }
    }

    /// Pools that are made and ended at once, before or after their workers fell asleep.
    @Test func poolsEnd() throws {
        for _ in 0..<50 { lenet_pool_destroy(try #require(lenet_pool_create(3))) }
        lenet_pool_destroy(nil)
    }
}
