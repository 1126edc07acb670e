import LenetData
import LenetEngine
import Testing

/// What a line gives for an image, against the plain network in double precision; and the losses that a training keeps.
@Suite struct ActivationTests {
    private static let shape = Shape(channels: 1, height: 10, width: 9)

    @Test(arguments: TestModels.small.indices) func everyLineGivesWhatThePlainNetworkGives(model: Int) throws {
        let machine = try Machine(threads: 2)
        let lines = TestModels.small[model].lines
        let plan = try NetworkPlan(name: "small", lines: lines, input: Self.shape, classes: 5)
        // Normalisation over a batch, and what is dropped, the plain network does for training alone.
        let plain = lines.firstIndex { ["batchnorm", "dropout"].contains($0.keyword) } ?? lines.count
        let network = Network(plan: plan, seed: 3)
        let split = ImageSplit(TestModels.images(5))
        for row in 0..<plain {
            let part = try NetworkPlan(
                name: "part", lines: Array(lines[...row]), input: Self.shape, classes: plan.rows[row].output.count)
            let activation = try machine.activation(network, behind: row, image: split, at: 4)
            #expect(activation.shape == plan.rows[row].output && activation.numbers.count == activation.shape.count)
            let image = split.images.pixels[4 * 90..<5 * 90].map { Double($0) / 255 }
            let weights = network.weights.prefix(part.parameterCount).map { Double($0) }
            let expected = ReferenceNetwork(plan: part).logits(weights, [image])[0]
            #expect(zip(activation.numbers, expected).allSatisfy { abs(Double($0) - $1) < 1e-5 }, "\(plan.rows[row].layer)")
        }
    }

    @Test(arguments: [1, 100, 2047, 2048, 2049, 5000, 20_000]) func lossesAreMeansOfNeighbours(count: Int) {
        let losses = (0..<count).map { Double(($0 * 7919) % 1009) / 64 }
        var kept = BatchLosses()
        for loss in losses { kept.add(loss) }
        let length = kept.stepsPerMean
        #expect(kept.means.count == count / length && kept.means.count < 2048)
        #expect(length == 1 || count / length >= 1024)
        for (index, mean) in kept.means.enumerated() {
            let own = losses[index * length..<(index + 1) * length]
            #expect(abs(own.reduce(0, +) / Double(length) - mean) < 1e-9)
        }
    }
}
