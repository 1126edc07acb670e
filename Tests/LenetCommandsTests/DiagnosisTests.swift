import LenetCommands
import LenetEngine
import LenetLab
import LenetRules
import Testing

/// For each finding a training that shows it and its neighbour that does not, by numbers on either side of the threshold.
@Suite struct DiagnosisTests {
    /// A training of sgd lr 0.1 on 60,000 images, judged by 10,000 validation images, that shows nothing. Cases change it.
    struct Case: Sendable {
        var label = "sgd lr 0.1"
        var optimizer = "sgd"
        var rate: Double? = 0.1
        var dialect = Dialect.keras
        /// Of the training images, from the start on.
        var losses = [2.3, 0.4, 0.3, 0.299, 0.297, 0.2955]
        /// On the training images, and on those it is judged by, after each epoch.
        var training = [0.1, 0.8, 0.9, 0.95, 0.95, 0.95]
        var judged = [0.1, 0.8, 0.9, 0.948, 0.948, 0.948]
        /// On the images it is judged by; as on the training images where nothing is said.
        var judgedLosses: [Double]?
        var batch = 128
        var steps = 2345
        var loss = "cross_entropy"
        var images = Evidence.Images(
            source: "mnist", training: 60_000, judged: 10_000, hasValidation: true, unused: 0, classes: [Int](repeating: 6_000, count: 10))
        var divergence: Divergence?
        var usual = [UsualRate(dialect: .keras, rate: 0.01), UsualRate(dialect: .torch, rate: 0.001), UsualRate(dialect: .paper, rate: 0.01)]
        var confusion: [[Int]]?
        var units = [LayerActivity(layer: "dense1", units: 100, dead: 20), LayerActivity(layer: "dense2", units: 50, saturated: 0.1)]
        /// Of each layer, of 1,000 weights and length 10.
        var gradients = [0.1, 0.1]
        var updates = [0.01, 0.01]
        var effective: (first: Double, now: Double, state: String)?
        var otherLoss: Checkup.Gradients?
        var hasWeights = true

        var evidence: Evidence {
            let rows = losses.indices.map { epoch in
                HistoryRow(
                    epoch: epoch, trainLoss: losses[epoch], trainAccuracy: training[min(epoch, training.count - 1)],
                    validationLoss: (judgedLosses ?? losses)[epoch], validationAccuracy: judged[min(epoch, judged.count - 1)], seconds: 1)
            }
            var result = TrainingResult(history: rows, steps: steps, seconds: 1, imagesPerSecond: 1, fingerprint: "")
            result.epochs = losses.count - 1
            if let divergence { result.stop = .diverged(divergence) }
            var run = Run(
                optimizer: optimizer, label: label, rule: label, dialect: dialect, loss: loss, batchSize: batch, seed: 0, model: "lenet5", result: result,
                final: Measure(loss: rows.last?.validationLoss ?? 0, accuracy: rows.last?.validationAccuracy ?? 0), measuredOn: "validation")
            if let rate { run.settings = ["lr \(NumberText.plain(rate))"] }
            var evidence = Evidence(run: run, images: images, usual: usual)
            guard hasWeights else { return evidence }
            let right = Int((run.final.accuracy * 1000).rounded())
            let table = confusion ?? (0..<10).map { row in (0..<10).map { $0 == row ? right : $0 == (row + 1) % 10 ? 1000 - right : 0 } }
            let labels = table.enumerated().flatMap { label, row in [UInt8](repeating: UInt8(label), count: row.reduce(0, +)) }
            let said = table.flatMap { row in row.enumerated().flatMap { [UInt8](repeating: UInt8($0.offset), count: $0.element) } }
            evidence.evaluation = Evaluation(predictions: said, labels: labels, classes: 10, loss: run.final.loss)
            evidence.checkup = Checkup(
                images: 1000, batch: divergence == nil ? batch : 0, units: units,
                layers: divergence != nil
                    ? []
                    : zip(gradients, updates).enumerated().map { index, pair in
                        StepAccount.Layer(name: "dense\(index + 1)", weights: 1000, weightNorm: 10, gradientNorm: pair.0, updateNorm: pair.1)
                    }, effectiveRate: effective?.now ?? 0.1, firstRate: effective?.first, growing: effective?.state, gradients: otherLoss)
            return evidence
        }

        func with(_ change: (inout Case) -> Void) -> Case {
            var copy = self
            change(&copy)
            return copy
        }
    }

    struct Pair: Sendable, CustomTestStringConvertible {
        var name: String
        var shows: Case
        var other: Case
        init(_ name: String, _ shows: Case, not other: Case) {
            self.name = name
            self.shows = shows
            self.other = other
        }
        var testDescription: String { name }
    }

    static let pairs: [Pair] = {
        let plain = Case()
        let falling = plain.with { $0.losses = [2.3, 2.0, 1.7, 1.4, 1.2, 1.0] }
        let slow = falling.with { $0.updates = [0.0002, 0.0008]; $0.judged = [0.1, 0.2, 0.4, 0.6, 0.7, 0.75]; $0.training = $0.judged }
        let adadelta = Case().with {
            ($0.label, $0.optimizer, $0.rate) = ("adadelta", "adadelta", 0.001)
            $0.usual = [UsualRate(dialect: .keras, rate: 0.001), UsualRate(dialect: .torch, rate: 1), UsualRate(dialect: .paper, rate: 1)]
            $0.losses = [2.3, 2.29, 2.28, 2.27, 2.26, 2.25]
            $0.training = [0.1, 0.2, 0.25, 0.3, 0.32, 0.33]
            $0.judged = $0.training
            $0.updates = [0.00001, 0.00002]
        }
        let chance = plain.with { $0.losses = [2.3, 2.31, 2.305, 2.303, 2.303, 2.303]; $0.training = [0.1]; $0.judged = [0.1] }
        let mse = slow.with { $0.loss = "mse"; $0.otherLoss = Checkup.Gradients(own: 0.01, crossEntropy: 0.5) }
        let memory = plain.with { $0.effective = (0.5, 0.02, "a") }
        return [
            Pair(
                "diverged", plain.with { $0.divergence = Divergence(step: 12, epoch: 1, place: .gradient(.init(array: "conv1.weight", index: [0, 0, 1, 2])), value: .infinite) },
                not: plain),
            Pair("loss_above_start", plain.with { $0.losses[5] = 2.4 }, not: plain.with { $0.losses[5] = 2.31 }),
            Pair("loss_jumps", plain.with { $0.losses = [2.3, 0.9, 1.2, 0.8, 1.0, 0.7] }, not: plain.with { $0.losses = [2.3, 0.9, 0.95, 0.8, 1.0, 0.7] }),
            Pair("rate_too_low", adadelta, not: adadelta.with { $0.updates = [0.02, 0.02] }),
            Pair("rate_too_low", slow, not: slow.with { $0.updates = [0.01, 0.01] }),
            Pair("rate_too_low", adadelta.with { $0.hasWeights = false }, not: adadelta.with { $0.rate = 0.1; $0.label = "adadelta lr 0.1"; $0.hasWeights = false }),
            Pair("at_chance", chance, not: chance.with { $0.training = [0.1, 0.12] }),
            Pair(
                "dead_units", plain.with { $0.units[0].dead = 60 }, not: plain.with { $0.units[0].dead = 40 }),
            Pair("saturated", plain.with { $0.units[1].saturated = 0.6 }, not: plain.with { $0.units[1].saturated = 0.4 }),
            Pair("long_updates", plain.with { $0.updates[1] = 2 }, not: plain.with { $0.updates[1] = 0.5 }),
            Pair(
                "few_updates", plain.with { $0.steps = 50; $0.batch = 6001 }, not: plain.with { $0.steps = 50; $0.batch = 5999 }),
            Pair(
                "never_said", plain.with { $0.confusion = (0..<10).map { row in (0..<10).map { $0 == (row == 7 ? 1 : row) ? 1000 : 0 } } },
                not: plain.with { $0.confusion = (0..<10).map { row in (0..<10).map { $0 == (row == 7 ? 1 : row) ? 999 : $0 == 7 ? 1 : 0 } } }),
            Pair("overfitting", plain.with { $0.training[5] = 0.99 }, not: plain.with { $0.training[5] = 0.955 }),
            Pair("overfitting", plain.with { $0.training[5] = 0.99; $0.judgedLosses = [2.3, 0.9, 0.4, 0.5, 0.6, 0.7] }, not: plain),
            Pair("last_epoch_dip", plain.with { $0.judged = [0.1, 0.8, 0.9, 0.96, 0.948, 0.947] }, not: plain.with { $0.judged = [0.1, 0.8, 0.9, 0.95, 0.948, 0.947] }),
            Pair("short_gradients", mse, not: mse.with { $0.otherLoss?.crossEntropy = 0.05 }),
            Pair("vanishing_gradients", plain.with { $0.gradients = [0.00005, 0.1] }, not: plain.with { $0.gradients = [0.1, 0.00005] }),
            Pair("shrunken_steps", memory, not: memory.with { $0.effective?.now = 0.2 }),
            Pair("still_falling", falling, not: plain),
            Pair("plateau", plain.with { $0.losses = [2.3, 0.9, 0.4, 0.3999, 0.3998, 0.3997] }, not: plain),
            Pair("unbalanced", plain.with { $0.images.classes[3] = 1_500 }, not: plain.with { $0.images.classes[3] = 2_500 }),
            Pair("few_images", plain.with { $0.images.judged = 300 }, not: plain),
            Pair("judged_by_test", plain.with { $0.images.hasValidation = false }, not: plain),
            Pair("confused", plain, not: plain.with { $0.confusion = (0..<10).map { row in (0..<10).map { $0 == row ? 1000 : 0 } } }),
            Pair("good", plain.with { $0.judged[5] = 0.975; $0.training[5] = 0.976 }, not: plain.with { $0.judged[5] = 0.965; $0.training[5] = 0.966 }),
        ]
    }()

    @Test(arguments: pairs)
    func finding(_ pair: Pair) throws {
        let found = Diagnosis(pair.shows.evidence).findings.map(\.name)
        let other = Diagnosis(pair.other.evidence).findings.map(\.name)
        #expect(found.contains(pair.name), "\(found)")
        #expect(!other.contains(pair.name), "\(other)")
    }

    /// Every finding that a training can have is in the list.
    @Test func allFindings() {
        let names = Set(Self.pairs.map(\.name))
        #expect(names.count == 22)
    }

    @Test(arguments: pairs)
    func linesAreStatements(_ pair: Pair) throws {
        for item in Diagnosis(pair.shows.evidence).texts {
            #expect(!item.text.sentence.isEmpty && !item.text.evidence.isEmpty, "\(item.finding)")
            let (session, output) = TestSession.make()
            let script = "load digits train 600\nmodel lenet5\n\(item.text.line)"
            #expect(session.check(script, name: "line") == .fine, "\(item.text.line)\n\(output.messages.joined(separator: "\n"))")
        }
    }

    /// What a more important finding explains is not said again.
    @Test func theCauseComesFirst() {
        let plain = Case()
        func names(_ change: (inout Case) -> Void) -> [String] { Diagnosis(plain.with(change).evidence).findings.map(\.name) }
        let falling = names { $0.losses = [2.3, 2.29, 2.28, 2.27, 2.26, 2.25]; $0.updates = [0.0001, 0.0001]; $0.training = [0.3]; $0.judged = [0.3] }
        #expect(falling.first == "rate_too_low" && !falling.contains("still_falling"), "\(falling)")
        let diverged = names {
            $0.divergence = Divergence(step: 3, epoch: 1, place: .loss(image: 4), value: .notANumber)
            $0.losses = [2.3, 2.3]
            $0.training = [0.1]
        }
        #expect(diverged == ["diverged"], "\(diverged)")
        // The loss makes the gradients short: a larger rate would only make up for it.
        let mse = names {
            $0.losses = [2.3, 2.0, 1.7, 1.4, 1.2, 1.0]
            $0.judged = [0.5]
            $0.training = [0.5]
            $0.updates = [0.0002, 0.0002]
            $0.loss = "mse"
            $0.otherLoss = Checkup.Gradients(own: 0.01, crossEntropy: 0.5)
        }
        #expect(mse.prefix(2) == ["short_gradients", "rate_too_low"], "\(mse)")
        let good = names { $0.judged[5] = 0.99; $0.training[5] = 0.992 }
        #expect(good == ["good"], "\(good)")
    }

    /// Without the weights only the history is read, and what it cannot say is named.
    @Test func historyAlone() {
        let diagnosis = Diagnosis(Case().with { $0.hasWeights = false }.evidence)
        #expect(diagnosis.findings.isEmpty)
        #expect(Set(diagnosis.unknown).isSuperset(of: [.units, .updates, .gradients, .memory, .neverSaid, .confusion]))
    }
}
