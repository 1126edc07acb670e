/// Where a step's time goes.
extension BatchRunner {
    /// Seconds of one step, by part.
    struct Parts {
        var gather = 0.0
        var loss = 0.0
        var sums = 0.0
        var update = 0.0
        var total = 0.0
        var forward: [Double]
        var backward: [Double]

        init(layers: Int) {
            forward = [Double](repeating: 0, count: layers)
            backward = forward
        }
    }

    /// Phases 1 and 2 on this thread alone, with a look at the clock after each part.
    func profiledGradients(of batch: Batch, _ parts: inout Parts) {
        self.batch = batch
        var last = Stopwatch.threadSeconds
        func lap(_ part: inout Double) {
            let now = Stopwatch.threadSeconds
            part += now - last
            last = now
        }
        for shard in 0..<batch.shards.count {
            (workspace.shardGradients + shard * workspace.shardStride).update(repeating: 0, count: workspace.shardStride)
            for group in batch.shards.groups(of: shard) {
                lap(&parts.sums)
                gather(group, worker: 0)
                lap(&parts.gather)
                for index in workspace.layers.indices {
                    forward(index, workspace.layers[index], group, worker: 0)
                    if let dense = workspace.wholeBatch.firstIndex(where: { $0.layer == index }) {
                        keepInput(dense, group, worker: 0)
                    }
                    lap(&parts.forward[index])
                }
                lossGradient(group, worker: 0)
                lap(&parts.loss)
                for index in stride(from: workspace.layers.count - 1, through: workspace.firstLearning, by: -1) {
                    backward(index, group, worker: 0, shard: shard)
                    lap(&parts.backward[index])
                }
            }
        }
        for task in gradientTasks.indices {
            runGradientTask(task)
            switch gradientTasks[task] {
            case .rows(let dense, _): lap(&parts.backward[dense.layer])
            case .shards: lap(&parts.sums)
            }
        }
    }
}
