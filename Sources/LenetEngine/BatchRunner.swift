import CKernels

/// Takes batches through a workspace: the phases of a training step, and forward alone.
///
/// A step is three phases with a barrier between them: (1) every shard gathers its images and goes forward and backward, one lane
/// group after another; (2) dense layers' weight gradients over all images of the batch, and the shards' sums; (3) the update,
/// which is the rule's (`UpdateRunner`). A layer that needs sums over the whole batch cuts phase 1 into stages (`BatchStages`).
final class BatchRunner {
    let workspace: Workspace
    private let pool: ThreadPool
    private let kernels: UnsafePointer<lenet_kernels>
    var batch = Batch()
    let gradientTasks: [GradientTask]
    let stages: [Stage]
    var stage = 0
    let barrierSums: BarrierSums

    /// What the workers need of the batch that runs.
    struct Batch {
        var pixels: UnsafePointer<UInt8>?
        var labels: UnsafePointer<UInt8>?
        /// Which images, in order.
        var indices: UnsafePointer<Int32>?
        var shards = Shards(images: 0)
        var loss: any LossFunction = Loss.standard.function
        var seed: UInt64 = 0
        var step: UInt32 = 0
        /// Of an evaluation: a loss for each image, and what was said.
        var losses: UnsafeMutablePointer<Float>?
        var predictions: UnsafeMutablePointer<UInt8>?
    }

    enum GradientTask {
        /// Rows of a dense layer's weights.
        case rows(Workspace.WholeBatch, Range<Int>)
        case shards(Workspace.ShardLayer)
    }

    init(workspace: Workspace, pool: ThreadPool) {
        self.workspace = workspace
        self.pool = pool
        kernels = workspace.kernels
        stages = Stage.all(of: workspace)
        barrierSums = BarrierSums(workspace)
        // Enough rows for a task to be worth handing out: some 8,192 weights, in fours.
        gradientTasks =
            workspace.wholeBatch.flatMap { dense -> [GradientTask] in
                let rows = max(4, (8192 / dense.inputs + 3) / 4 * 4)
                return stride(from: 0, to: dense.outputs, by: rows).map {
                    .rows(dense, $0..<min($0 + rows, dense.outputs))
                }
            } + workspace.shardLayers.map { .shards($0) }
    }

    // MARK: Training

    /// Phases 1 and 2: the gradients of the mean loss over the batch, in `workspace.gradients`. Returns the mean loss.
    func gradients(of batch: Batch) -> Double {
        self.batch = batch
        for index in stages.indices {
            stage = index
            pool.run(batch.shards.count, self) { context, shard, worker in
                ThreadPool.context(context, as: BatchRunner.self)?.runShard(Int(shard), worker: Int(worker))
            }
            settle(stages[index])
        }
        var sum = 0.0
        for image in 0..<batch.shards.images { sum += Double(workspace.losses[image]) }
        pool.run(gradientTasks.count, self) { context, task, _ in
            ThreadPool.context(context, as: BatchRunner.self)?.runGradientTask(Int(task))
        }
        return sum / Double(batch.shards.images)
    }

    /// The running stage for the images of a shard.
    private func runShard(_ shard: Int, worker: Int) {
        let stage = stages[stage]
        if stage.isFirst, workspace.shardStride > 0 {
            (workspace.shardGradients + shard * workspace.shardStride).update(repeating: 0, count: workspace.shardStride)
        }
        beginSums(stage, shard)
        for group in batch.shards.groups(of: shard) {
            let slot = slot(group, worker)
            if stage.isFirst { gather(group, worker: slot) }
            forward(stage.forward, group, worker: slot)
            if stage.hasLoss { lossGradient(group, worker: slot) }
            for index in stage.backward.reversed() { backward(index, group, worker: slot, shard: shard) }
            addSums(stage, group, slot: slot, shard: shard)
        }
    }

    /// Which buffers a lane group has: its worker's, or its own where the batch must be kept.
    private func slot(_ group: Int, _ worker: Int) -> Int { workspace.barriers.isEmpty ? worker : group }

    /// Images to lanes, and their labels.
    func gather(_ group: Int, worker: Int) {
        guard let indices = batch.indices.map({ $0 + group * Lanes.count }) else { return }
        let count = batch.shards.count(of: group)
        kernels.pointee.gather(batch.pixels, indices, Int32(count), workspace.input(worker))
        guard let labels = batch.labels else { return }
        let lanes = workspace.labels(worker)
        for lane in 0..<count { lanes[lane] = labels[Int(indices[lane])] }
    }

    /// Some layers in a row, while training.
    func forward(_ layers: Range<Int>, _ group: Int, worker: Int) {
        for index in layers {
            forward(index, workspace.layers[index], group, worker: worker)
            if let dense = workspace.wholeBatchPlace[index] { keepInput(dense, group, worker: worker) }
        }
    }

    /// All layers. While training a `BarrierLayer` takes the sums of the batch that `gradients(of:)` went through last.
    func forward(_ group: Int, worker: Int, isTraining: Bool) {
        if isTraining {
            forward(workspace.layers.indices, group, worker: worker)
            return
        }
        for index in workspace.layers.indices {
            let layer = workspace.layers[index]
            let pass = workspace.pass(index, worker: worker)
            if layer.isOnlyForTraining {
                Lanes.copy(pass.input, pass.output)
            } else if let place = workspace.barrierPlace[index] {
                workspace.barrierLayers[place].evaluate(pass)
            } else {
                layer.forward(pass)
            }
        }
    }

    func beginEvaluation() {
        for (layer, index) in zip(workspace.barrierLayers, workspace.barriers) {
            layer.beginEvaluation(workspace.pass(index, worker: 0))
        }
    }

    @inline(__always)
    func forward(_ index: Int, _ layer: any Layer, _ group: Int, worker: Int) {
        var pass = workspace.pass(index, worker: worker, group: group)
        address(&pass, group)
        layer.forward(pass)
    }

    /// A dense layer's input, for its weight gradients.
    func keepInput(_ dense: Int, _ group: Int, worker: Int) {
        let kept = workspace.wholeBatch[dense]
        kernels.pointee.transpose(
            Int32(kept.inputs), workspace.pass(kept.layer, worker: worker).input.at,
            kept.inputByImage + group * Lanes.count * kept.inputs)
    }

    func lossGradient(_ group: Int, worker: Int) {
        let last = workspace.pass(workspace.layers.count - 1, worker: worker, group: group)
        batch.loss.evaluate(
            LossCall(
                kernels: kernels, classes: workspace.plan.classes, count: batch.shards.count(of: group), logits: last.output.at,
                labels: workspace.labels(worker), scale: 1 / Float(batch.shards.images),
                losses: workspace.losses + group * Lanes.count, gradient: last.outputGradient.at))
    }

    @inline(__always)
    func backward(_ index: Int, _ group: Int, worker: Int, shard: Int) {
        var pass = workspace.pass(index, worker: worker, shard: shard, group: group)
        let layer = workspace.layers[index]
        address(&pass, group)
        layer.backward(pass)
    }

    /// Which images the pass is about.
    @inline(__always)
    func address(_ pass: inout LayerPass, _ group: Int) {
        pass.images = batch.shards.count(of: group)
        pass.dropout.seed = batch.seed
        pass.dropout.step = batch.step
        pass.dropout.firstImage = UInt32(truncatingIfNeeded: group * Lanes.count)
    }

    func runGradientTask(_ task: Int) {
        switch gradientTasks[task] {
        case .rows(let dense, let rows):
            let gradient = workspace.gradients + dense.offset
            kernels.pointee.dense_weight_gradient(
                Int32(dense.inputs), Int32(dense.outputs), Int32(batch.shards.groups), dense.inputByImage, dense.outputGradient,
                dense.outputs * Lanes.count, Int32(rows.lowerBound), Int32(rows.upperBound), gradient,
                dense.hasBias ? gradient + dense.inputs * dense.outputs : nil)
        case .shards(let layer):
            kernels.pointee.sum_parts(
                layer.count, Int32(batch.shards.count), workspace.shardGradients + layer.shardOffset, workspace.shardStride,
                workspace.gradients + layer.offset)
        }
    }

    /// Phase 3.
    func update(with rule: UpdateRunner<Float>, rate: Double) {
        for (layer, index) in zip(workspace.barrierLayers, workspace.barriers) {
            layer.keepStatistics(workspace.pass(index, worker: 0))
        }
        rule.step(weights: workspace.weights, gradients: workspace.gradients, rate: rate) { rule, blocks in
            pool.run(blocks, rule) { context, block, worker in
                ThreadPool.context(context, as: UpdateRunner<Float>.self)?.runBlock(Int(block), worker: Int(worker))
            }
        }
    }

    // MARK: Evaluation

    /// Forward alone, for every image of `batch`; losses and predictions go where it says.
    func evaluate(_ batch: Batch) {
        self.batch = batch
        beginEvaluation()
        pool.run(batch.shards.groups, self) { context, group, worker in
            ThreadPool.context(context, as: BatchRunner.self)?.evaluateGroup(Int(group), worker: Int(worker))
        }
    }

    private func evaluateGroup(_ group: Int, worker: Int) {
        gather(group, worker: worker)
        forward(group, worker: worker, isTraining: false)
        guard let losses = batch.losses, let predictions = batch.predictions else { return }
        let first = group * Lanes.count
        let classes = workspace.plan.classes
        guard let logits = workspace.pass(workspace.layers.count - 1, worker: worker).output.at else { return }
        batch.loss.evaluate(
            LossCall(
                kernels: kernels, classes: classes, count: batch.shards.count(of: group), logits: logits,
                labels: workspace.labels(worker), scale: 1, losses: losses + first, gradient: nil))
        for lane in 0..<batch.shards.count(of: group) {
            var best = 0
            for other in 1..<max(1, classes) where logits[other * Lanes.count + lane] > logits[best * Lanes.count + lane] {
                best = other
            }
            predictions[first + lane] = UInt8(truncatingIfNeeded: best)
        }
    }

    /// [classes][16] probabilities of the batch's first lane group.
    func probabilities(_ batch: Batch, _ out: UnsafeMutablePointer<Float>) {
        self.batch = batch
        beginEvaluation()
        gather(0, worker: 0)
        forward(0, worker: 0, isTraining: false)
        kernels.pointee.softmax(
            Int32(workspace.plan.classes), workspace.pass(workspace.layers.count - 1, worker: 0).output.at, out)
    }
}
