import CKernels
import LenetData

extension Machine {
    /// An account of the update that led from `state` to `after`, the next one of a training that stands at `pause`: its batch gone
    /// through once more, which gives the same bits. Changes nothing. nil where there is no loss to speak of.
    package func account(
        from state: TrainingState, to after: TrainingState, on data: Dataset, options: TrainingOptions, resuming pause: TrainingPause
    ) throws(EngineError) -> StepAccount? {
        let plan = state.network.plan
        try Self.check(plan, data.training, "training")
        let runner = try runner(for: plan, batchSize: options.batchSize)
        var run = TrainingRun(options: options, images: data.training.count, clock: ContinuousClock())
        run.goOn(from: pause)
        run.schedule.advance(to: run.moment)
        var account: StepAccount?
        var copy = state
        forEachBatch(of: data.training, &copy, options) { state, batch in
            runner.workspace.load(state.network)
            let before = runner.gradients(of: batch)
            let gradients = Array(UnsafeBufferPointer(start: runner.workspace.gradients, count: plan.parameterCount))
            let dead = runner.deadUnits(of: batch)
            runner.workspace.load(after.network)
            let loss = runner.gradients(of: batch)
            let count = batch.shards.images
            var made = StepAccount(
                step: run.step + 1, steps: run.steps, epoch: run.epochsDone + 1, epochs: options.epochs,
                pass: state.position == 0 ? state.pass + 1 : state.pass, places: state.position..<state.position + count,
                imagesOfPass: data.training.count, images: Array(UnsafeBufferPointer(start: batch.indices, count: count)), lossBefore: before,
                lossAfter: loss, rate: run.schedule.rate, momentum: run.schedule.momentum, weightsBefore: state.network.weights,
                weightsAfter: after.network.weights, gradients: gradients, waiting: after.optimizer?.accumulatedBatches ?? 0, layers: [])
            made.layers = Self.layers(of: plan, made, dead)
            account = made
            return false
        }
        return account.flatMap { $0.lossBefore.isFinite ? $0 : nil }
    }

    /// A row for every layer with weights or with a ReLU of its own, in order.
    private static func layers(
        of plan: NetworkPlan, _ account: StepAccount, _ dead: [(layer: String, units: Int, dead: Int)]
    ) -> [StepAccount.Layer] {
        var layers: [StepAccount.Layer] = []
        for planned in plan.layers {
            let arrays = plan.arrays[planned.arrays]
            // A convolution and the pooling behind it are one to the machine, and the first of the two names it.
            let units = dead.first { $0.layer.prefix { $0 != "," } == planned.name }
            if planned.belongsToLineBefore, let units, !layers.isEmpty {
                layers[layers.count - 1].units = units.units
                layers[layers.count - 1].dead = units.dead
                continue
            }
            guard !arrays.isEmpty || units != nil else { continue }
            let range = (arrays.first?.range.lowerBound ?? 0)..<(arrays.last?.range.upperBound ?? 0)
            let norms = account.norms(range)
            layers.append(
                .init(
                    name: planned.name, weights: range.count, weightNorm: norms.weight, gradientNorm: norms.gradient,
                    updateNorm: norms.update, units: units?.units, dead: units?.dead))
        }
        return layers
    }
}

extension BatchRunner {
    /// Of layers that end in a ReLU, how many of the numbers they give are 0 for all images of a batch, the one whose gradients were
    /// made last. Behind a convolution with its pooling, the pooled ones are counted.
    func deadUnits(of batch: Batch) -> [(layer: String, units: Int, dead: Int)] {
        self.batch = batch
        let wanted = workspace.layers.indices.filter(endsInReLU)
        var lives = wanted.map { [Bool](repeating: false, count: workspace.layers[$0].output.count) }
        for group in 0..<batch.shards.groups {
            gather(group, worker: 0)
            forward(group, worker: 0, isTraining: true)
            for (place, layer) in wanted.enumerated() {
                markLive(&lives[place], workspace.pass(layer, worker: 0, group: group).output, images: batch.shards.count(of: group))
            }
        }
        return zip(wanted, lives).map { layer, live in
            (workspace.names[layer], live.count, live.count { !$0 })
        }
    }

    /// A convolution with pooling behind it has a ReLU between the two.
    func endsInReLU(_ layer: Int) -> Bool {
        workspace.layers[layer].endsInReLU || (workspace.layers[layer] as? Conv)?.pooling != nil
    }

    func markLive(_ live: inout [Bool], _ lanes: lenet_lanes, images: Int) {
        guard let base = lanes.at else { return }
        var unit = 0
        for channel in 0..<Int(lanes.channels) {
            for row in 0..<Int(lanes.height) {
                for column in 0..<Int(lanes.width) {
                    let place = base + channel * lanes.channel + row * lanes.row + column * Lanes.count
                    if !live[unit] { live[unit] = (0..<images).contains { place[$0] != 0 } }
                    unit += 1
                }
            }
        }
    }
}
