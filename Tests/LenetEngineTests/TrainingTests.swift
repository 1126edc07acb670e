import LenetData
import LenetEngine
import LenetRandom
import Testing

@Suite struct TrainingTests {
    static func plan() throws -> NetworkPlan { try TestModels.plan([TestModels.dense(12, "relu"), TestModels.dense(5)]) }

    /// Three epochs of plain SGD, followed by hand with the engine's own gradients of each batch: the order of the images, the
    /// short last batch, the rate's moments, the counts.
    @Test func trainingIsItsBatches() throws {
        let data = TestModels.dataset(50, validation: 20)
        let machine = try Machine(threads: 2)
        var state = TrainingState(plan: try Self.plan(), seed: 9)
        var network = state.network
        var rule = TestRules.use(TestRules.sgd)
        rule.schedule = TestRules.harmonic(stepsPerEpoch: 4, steps: 12, epochs: 3)
        let result = try machine.train(&state, on: data, options: TrainingOptions(rule: rule, epochs: 3, batchSize: 16))

        var step = 0
        for pass in 0..<3 {
            var stream = RandomStream(seed: 9, purpose: .shuffle, UInt32(pass))
            let order = stream.permutation(of: 50)
            for start in stride(from: 0, to: 50, by: 16) {
                let batch = ImageSplit(images: data.training.images, indices: Array(order[start..<min(50, start + 16)]))
                let gradients = try machine.gradients(network, on: batch).gradients
                let rate = Float(0.1 / Double(1 + step))
                for index in network.weights.indices { network.weights[index] -= rate * gradients[index] }
                step += 1
            }
        }
        #expect(state.network.weights == network.weights)
        #expect(result.fingerprint == network.fingerprint)
        #expect(result.steps == 12 && result.epochs == 3 && state.step == 12 && state.pass == 3 && state.position == 0)
        #expect(result.stop == .finished)
        #expect(result.history.map(\.epoch) == [0, 1, 2, 3])
        #expect(state.history.map(\.epoch) == [0, 1, 2, 3])
        let last = try #require(result.history.last)
        let test = try machine.evaluate(network, on: data.test)
        #expect(last.testLoss == test.loss && last.testAccuracy == test.accuracy)
        #expect(last.validationLoss == (try machine.evaluate(network, on: try #require(data.validation)).loss))
        #expect(last.trainLoss == (try machine.evaluate(network, on: data.training).loss))
    }

    @Test func evaluationCountsWhatItSees() throws {
        let machine = try Machine(threads: 2)
        let network = Network(plan: try Self.plan(), seed: 1)
        let split = ImageSplit(TestModels.images(37))
        let evaluation = try machine.evaluate(network, on: split)
        let reference = ReferenceNetwork(plan: network.plan)
        let weights = network.weights.map(Double.init)
        #expect(abs(evaluation.loss - reference.loss(weights, split, .standard)) < 1e-6)
        var confusion = [[Int]](repeating: [0, 0, 0, 0, 0], count: 5)
        for index in 0..<37 {
            let image = split.images.pixels[index * 90..<(index + 1) * 90].map { Double($0) / 255 }
            let logits = reference.logits(weights, [image])[0]
            let best = logits.indices.max { logits[$0] < logits[$1] } ?? 0
            #expect(Int(evaluation.predictions[index]) == best)
            confusion[Int(split.images.labels[index])][best] += 1
            let probabilities = try machine.probabilities(network, image: split, at: index)
            let total = logits.reduce(0) { $0 + Mathematics.exp($1) }
            #expect(zip(probabilities, logits).allSatisfy { abs(Double($0) - Mathematics.exp($1) / total) < 1e-6 })
        }
        #expect(evaluation.confusion == confusion)
        #expect(evaluation.count == 37 && evaluation.correct == (0..<5).reduce(0) { $0 + confusion[$1][$1] })
    }

    /// More images than are looked at between two questions whether to go on.
    @Test func evaluationGoesInPiecesAndCanBeCut() throws {
        let machine = try Machine(threads: 2)
        let network = Network(plan: try Self.plan(), seed: 1)
        let images = TestModels.images(9001)
        let whole = try machine.evaluate(network, on: ImageSplit(images))
        let parts = try [0..<100, 100..<9001].map {
            try machine.evaluate(network, on: ImageSplit(images: images, indices: $0.map { Int32($0) }))
        }
        #expect(whole.predictions == parts[0].predictions + parts[1].predictions)
        #expect(whole.correct == parts[0].correct + parts[1].correct)
        var questions = 0
        #expect(throws: EngineError.interrupted) {
            try machine.evaluate(network, on: ImageSplit(images)) {
                questions += 1
                return questions == 2
            }
        }
        #expect(questions == 2)
    }

    @Test func theSameRuleGoesOnWithItsState() throws {
        let data = TestModels.dataset(64)
        let machine = try Machine(threads: 1)
        let options = TrainingOptions(rule: TestRules.use(TestRules.momentum, [0.9]), epochs: 2, batchSize: 16)
        var whole = TrainingState(plan: try Self.plan(), seed: 2)
        _ = try machine.train(&whole, on: data, options: options)
        var halves = TrainingState(plan: try Self.plan(), seed: 2)
        var half = options
        half.epochs = 1
        _ = try machine.train(&halves, on: data, options: half)
        #expect(halves.optimizer?.t == 4)
        let second = try machine.train(&halves, on: data, options: half)
        #expect(halves.network.fingerprint == whole.network.fingerprint)
        #expect(halves.optimizer == whole.optimizer)
        #expect(halves.history.map(\.trainLoss) == whole.history.map(\.trainLoss))
        #expect(halves.history.map(\.epoch) == [0, 1, 2] && second.history.map(\.epoch) == [0, 1])
        #expect(!second.droppedOptimizerState)
        // Another rule begins anew, and says so.
        half.rule = TestRules.use(TestRules.sgd)
        #expect(try machine.train(&halves, on: data, options: half).droppedOptimizerState)
        #expect(halves.optimizer?.identity == "sgd" && halves.optimizer?.t == 4)
    }

    @Test func untilEndsATraining() throws {
        var state = TrainingState(plan: try Self.plan(), seed: 2)
        var rows: [Int] = []
        let result = try Machine(threads: 1).train(
            &state, on: TestModels.dataset(40),
            options: TrainingOptions(rule: TestRules.use(TestRules.sgd), epochs: 9, batchSize: 8),
            until: { row in
                rows.append(row.epoch)
                return row.epoch == 3
            })
        #expect(result.stop == .until && result.epochs == 3 && rows == [1, 2, 3])
    }

    @Test func anInterruptKeepsWhatWasDone() throws {
        let data = TestModels.dataset(40)
        let options = TrainingOptions(rule: TestRules.use(TestRules.sgd), epochs: 9, batchSize: 8)
        var state = TrainingState(plan: try Self.plan(), seed: 2)
        var calls = 0
        let result = try Machine(threads: 1).train(&state, on: data, options: options, isInterrupted: {
            calls += 1
            return calls == 8
        })
        #expect(result.stop == .interrupted && result.steps == 7 && result.epochs == 1)
        #expect(state.step == 7 && state.position == 16 && state.pass == 2 && state.optimizer?.t == 7)
        #expect(result.history.map(\.epoch) == [0, 1])
        #expect(result.fingerprint == state.network.fingerprint && result.fingerprint != Network(plan: state.network.plan, seed: 2).fingerprint)
    }

    @Test func progressIsReportedAtTheEndOfEveryEpoch() throws {
        var state = TrainingState(plan: try Self.plan(), seed: 2)
        var seen: [TrainingProgress] = []
        _ = try Machine(threads: 1).train(
            &state, on: TestModels.dataset(40),
            options: TrainingOptions(rule: TestRules.use(TestRules.sgd), epochs: 2, batchSize: 16),
            progress: { seen.append($0) })
        let ends = seen.filter { $0.step % 3 == 0 }
        #expect(ends.map(\.epoch) == [1, 2] && ends.map(\.imagesSeen) == [40, 80] && ends.allSatisfy { $0.steps == 6 })
        #expect(ends.allSatisfy { $0.loss > 0 && $0.loss.isFinite })
    }

    @Test func whatCannotBeDoneIsSaidBeforeAnythingChanges() throws {
        let machine = try Machine(threads: 1)
        let data = TestModels.dataset(40)
        var state = TrainingState(plan: try Self.plan(), seed: 2)
        let rule = TestRules.use(TestRules.sgd)
        func error(_ options: TrainingOptions, _ data: Dataset) -> EngineError? {
            do throws(EngineError) {
                _ = try machine.train(&state, on: data, options: options)
                return nil
            } catch { return error }
        }
        #expect(error(TrainingOptions(rule: rule, batchSize: 41), data) == .batchSize(said: 41, most: 40))
        #expect(error(TrainingOptions(rule: rule, batchSize: 0), data) == .batchSize(said: 0, most: 40))
        #expect(error(TrainingOptions(rule: rule, epochs: 0, batchSize: 8), data) == .epochs(said: 0))
        var other = data
        other.training = ImageSplit(TestModels.images(9, shape: Shape(channels: 2, height: 10, width: 9)))
        #expect(
            error(TrainingOptions(rule: rule, batchSize: 8), other)
                == .wrongImages(network: TestModels.shape, data: Shape(channels: 2, height: 10, width: 9)))
        other.training = ImageSplit(TestModels.images(9, classes: 4))
        #expect(error(TrainingOptions(rule: rule, batchSize: 8), other) == .wrongClasses(network: 5, data: 4))
        other.training = ImageSplit(images: data.training.images, indices: [])
        #expect(error(TrainingOptions(rule: rule, batchSize: 8), other) == .noImages(split: "training"))
        #expect(state.history.isEmpty && state.step == 0)
        #expect(throws: EngineError.threadsRefused(0)) { try Machine(threads: 0) }
    }
}
