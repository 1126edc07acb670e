import LenetData
import LenetEngine
import Testing

/// Each place where a number can stop being finite, made to do so there and nowhere before.
@Suite struct DivergenceTests {
    static let data = TestModels.dataset(40)

    /// Trains until it diverges; weights begin as `change` leaves zeros.
    static func diverge(
        _ lines: [LayerLine], batchSize: Int = 8, rate: Double = 0.1, rule: UpdateProgram = TestRules.sgd,
        hyperparameters: [Double] = [], _ change: (NetworkPlan, inout [Float]) throws -> Void
    ) throws -> (Divergence, TrainingState) {
        let plan = try TestModels.plan(lines)
        var weights = [Float](repeating: 0, count: plan.parameterCount)
        try change(plan, &weights)
        var state = TrainingState(network: Network(plan: plan, weights: weights), seed: 3)
        let result = try Machine(threads: 2).train(
            &state, on: data,
            options: TrainingOptions(
                rule: TestRules.use(rule, hyperparameters, rate: rate), epochs: 2, batchSize: batchSize))
        guard case .diverged(let divergence) = result.stop else { throw Surprise.stop(result.stop) }
        #expect(result.steps == 0 && state.step == 0 && state.network.weights == weights)
        #expect(state.network.weights.allSatisfy { $0.isFinite })
        #expect(result.fingerprint == state.network.fingerprint)
        return (divergence, state)
    }

    enum Surprise: Error { case stop(TrainingResult.Stop) }

    static func set(_ weights: inout [Float], _ plan: NetworkPlan, _ array: String, _ value: (Int) -> Float) throws {
        let array = try #require(plan.arrays.first { $0.name == array })
        for (place, index) in array.range.enumerated() { weights[index] = value(place) }
    }

    @Test func aLayersOutput() throws {
        let lines = [TestModels.dense(6, "tanh"), TestModels.dense(4), TestModels.dense(5)]
        let (divergence, state) = try Self.diverge(lines) { plan, weights in
            try Self.set(&weights, plan, "dense1.bias") { _ in 20 }
            try Self.set(&weights, plan, "dense2.weight") { $0 / 6 == 2 ? 1e38 : 0 }
        }
        guard case .output("dense2", let position, let image) = divergence.place else { throw Surprise.stop(.diverged(divergence)) }
        #expect(position == .init(channel: 2, row: 0, column: 0) && divergence.value == .infinite)
        #expect((0..<40).contains(image) && divergence.step == 1 && divergence.epoch == 1 && divergence.layer == "dense2")
        #expect(state.step == 0 && state.optimizer?.t == 0)
    }

    @Test func theLossAlone() throws {
        let (divergence, _) = try Self.diverge([TestModels.dense(5)]) { plan, weights in
            try Self.set(&weights, plan, "dense1.bias") { $0 == 0 ? 3e38 : -3e38 }
        }
        guard case .loss(let image) = divergence.place else { throw Surprise.stop(.diverged(divergence)) }
        #expect(Self.data.training.images.labels[image] != 0 && divergence.value == .infinite)
    }

    /// Results are small, the way back goes through weights that are not.
    @Test func theGradientOfAnOutput() throws {
        let images = TestModels.images(1)
        let label = Int(images.labels[0])
        let plan = try TestModels.plan([TestModels.dense(3, "tanh"), TestModels.dense(5)])
        var weights = [Float](repeating: 0, count: plan.parameterCount)
        try Self.set(&weights, plan, "dense2.weight") { $0 / 3 == label ? 3e38 : -3e38 }
        var state = TrainingState(network: Network(plan: plan, weights: weights), seed: 3)
        let data = Dataset(name: "one", source: "", checksums: [], training: ImageSplit(images), validation: nil, test: ImageSplit(images))
        let result = try Machine(threads: 1).train(
            &state, on: data, options: TrainingOptions(rule: TestRules.use(TestRules.sgd), batchSize: 1))
        guard case .diverged(let divergence) = result.stop else { throw Surprise.stop(result.stop) }
        #expect(divergence.place == .outputGradient(layer: "dense1", at: .init(channel: 0, row: 0, column: 0), image: 0))
        #expect(divergence.value == .minusInfinite && state.network.weights == weights)
    }

    /// All results and their gradients are finite; the sum over places is not.
    @Test func theGradientOfAWeight() throws {
        let lines = [TestModels.conv(1, (1, 1)), TestModels.conv(1, (1, 1)), TestModels.dense(5)]
        let (divergence, state) = try Self.diverge(lines) { plan, weights in
            try Self.set(&weights, plan, "conv1.weight") { _ in 1e38 }
            try Self.set(&weights, plan, "dense1.weight") { $0 / 90 == 0 ? 100 : -100 }
        }
        #expect(divergence.place == .gradient(.init(array: "conv2.weight", index: [0, 0, 0, 0])))
        #expect(divergence.layer == "conv2" && state.step == 0)
    }

    @Test func aWeightAndWhatTheRuleRemembers() throws {
        let (weight, _) = try Self.diverge([TestModels.dense(5)], rate: 1e40) { _, _ in }
        guard case .weight(let place) = weight.place else { throw Surprise.stop(.diverged(weight)) }
        #expect(place.array == "dense1.weight" && place.index.count == 2 && weight.step == 1)
        let (state, kept) = try Self.diverge(
            [TestModels.dense(5)], rate: 1e40, rule: TestRules.momentum, hyperparameters: [0.9]) { _, _ in }
        guard case .state("v", let statePlace) = state.place else { throw Surprise.stop(.diverged(state)) }
        #expect(statePlace == place)
        #expect(kept.optimizer?.states[0].allSatisfy { $0 == 0 } == true)
    }

    /// Weights that went wrong in an epoch's last update are found without a batch after it, infinite or merely too large.
    @Test func theEndOfAnEpoch() throws {
        let (last, state) = try Self.diverge([TestModels.dense(5)], batchSize: 40, rate: 1e40) { _, _ in }
        guard case .weight = last.place else { throw Surprise.stop(.diverged(last)) }
        #expect(last.step == 1 && last.epoch == 1 && state.history.map(\.epoch) == [0])

        let plan = try TestModels.plan([TestModels.dense(4, "relu"), TestModels.dense(5)])
        var large = TrainingState(plan: plan, seed: 3)
        var rule = TestRules.use(TestRules.sgd)
        rule.schedule = TestRules.rate(1e38, atStep: 2)
        let result = try Machine(threads: 2).train(
            &large, on: Self.data, options: TrainingOptions(rule: rule, epochs: 4, batchSize: 40))
        guard case .diverged(let divergence) = result.stop, case .epochsEnd(let layer?) = divergence.place else {
            throw Surprise.stop(result.stop)
        }
        #expect(layer.hasPrefix("dense") && divergence.step == 3 && divergence.epoch == 3)
        // The third update is undone; the third epoch has no row.
        var two = TrainingState(plan: plan, seed: 3)
        _ = try Machine(threads: 2).train(&two, on: Self.data, options: TrainingOptions(rule: rule, epochs: 2, batchSize: 40))
        #expect(result.steps == 2 && result.epochs == 2 && result.history.map(\.epoch) == [0, 1, 2])
        #expect(large.network.weights == two.network.weights && large.history.map(\.trainLoss) == two.history.map(\.trainLoss))
    }

    @Test func theRate() throws {
        let plan = try TestModels.plan([TestModels.dense(5)])
        var state = TrainingState(plan: plan, seed: 3)
        var rule = TestRules.use(TestRules.sgd)
        rule.schedule = TestRules.rate(.nan, atStep: 6)
        let result = try Machine(threads: 1).train(&state, on: Self.data, options: TrainingOptions(rule: rule, epochs: 3, batchSize: 8))
        #expect(result.stop == .diverged(Divergence(step: 7, epoch: 2, place: .rate, value: .notANumber)))
        #expect(result.steps == 6 && result.epochs == 1 && state.step == 6 && state.position == 8 && state.pass == 2)
    }

    /// A rate below 0 ends a training before its update; 0 does not.
    @Test func aNegativeRate() throws {
        let plan = try TestModels.plan([TestModels.dense(5)])
        var state = TrainingState(plan: plan, seed: 3)
        var rule = TestRules.use(TestRules.sgd)
        rule.schedule = TestRules.rate(-0.25, atStep: 6)
        let options = TrainingOptions(rule: rule, epochs: 3, batchSize: 8)
        let result = try Machine(threads: 1).train(&state, on: Self.data, options: options)
        #expect(result.stop == .diverged(Divergence(step: 7, epoch: 2, place: .rate, value: .negative(-0.25))))
        #expect(result.steps == 6 && result.epochs == 1 && state.step == 6)

        var six = TrainingState(plan: plan, seed: 3)
        var stopped = options
        stopped.pauseAfter = 6
        _ = try Machine(threads: 1).train(&six, on: Self.data, options: stopped)
        #expect(state.network.weights == six.network.weights)

        var still = TrainingState(plan: plan, seed: 3)
        rule.schedule = TestRules.rate(0, atStep: 6)
        let whole = try Machine(threads: 1).train(&still, on: Self.data, options: TrainingOptions(rule: rule, epochs: 3, batchSize: 8))
        #expect(whole.stop == .finished)
    }

    /// What is kept is what a training that was stopped by hand before the bad update has: weights, state, counts, for any number of threads,
    /// with dropout and a rule that remembers, in the second epoch of a second training.
    @Test(arguments: 1...3) func whatIsKeptIsTheStepBefore(threads: Int) throws {
        let lines = [
            TestModels.conv(3, (3, 3), TestModels.on("same", "relu")), TestModels.pool("maxpool", 2), TestModels.dropout(0.3),
            TestModels.dense(7, "relu"), TestModels.dense(5),
        ]
        let plan = try TestModels.plan(lines)
        let data = TestModels.dataset(100)
        func train(stopBefore: Int?) throws -> (TrainingResult, TrainingState) {
            let machine = try Machine(threads: threads)
            var state = TrainingState(plan: plan, seed: 5)
            var rule = TestRules.use(TestRules.momentum, [0.9], rate: 0.05)
            _ = try machine.train(&state, on: data, options: TrainingOptions(rule: rule, batchSize: 16))
            rule.schedule = TestRules.rate(1e25, atStep: 11)
            var calls = 0
            let result = try machine.train(
                &state, on: data, options: TrainingOptions(rule: rule, epochs: 4, batchSize: 16),
                isInterrupted: {
                    calls += 1
                    return calls == stopBefore
                })
            return (result, state)
        }
        let (diverged, kept) = try train(stopBefore: nil)
        guard case .diverged(let divergence) = diverged.stop else { throw Surprise.stop(diverged.stop) }
        #expect(divergence.step > 11 && divergence.epoch == 2 && diverged.epochs == 1)
        // Step 12's update is the bad one, step 13 shows it.
        #expect(diverged.steps == 11)
        let (interrupted, other) = try train(stopBefore: diverged.steps + 1)
        #expect(interrupted.stop == .interrupted && interrupted.steps == diverged.steps)
        let evaluation = try Machine(threads: 1).evaluate(kept.network, on: data.test)
        #expect(evaluation.loss.isFinite)
        #expect(kept.network.weights == other.network.weights && kept.optimizer == other.optimizer)
        #expect(kept.step == other.step && kept.pass == other.pass && kept.position == other.position)
        #expect(kept.history.map(\.trainLoss) == other.history.map(\.trainLoss))
        #expect(diverged.history.map(\.epoch) == [0, 1])
    }

    /// The search takes as long as the epoch did; ^C ends it too.
    @Test func theSearchCanBeInterrupted() throws {
        var state = TrainingState(plan: try TestModels.plan([TestModels.dense(5)]), seed: 3)
        var rule = TestRules.use(TestRules.sgd)
        rule.schedule = TestRules.rate(.nan, atStep: 4)
        var calls = 0
        let result = try Machine(threads: 1).train(
            &state, on: Self.data, options: TrainingOptions(rule: rule, epochs: 2, batchSize: 8),
            isInterrupted: {
                calls += 1
                return calls == 8
            })
        #expect(result.stop == .interrupted && result.steps == 2 && state.step == 2)
        #expect(state.network.weights.allSatisfy { $0.isFinite })
    }
}
