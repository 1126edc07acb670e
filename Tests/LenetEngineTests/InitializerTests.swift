import LenetEngine
import Testing

@Suite struct InitializerTests {
    static func weights(_ initializer: String, seed: UInt64 = 1) throws -> [Float] {
        let lines = [
            LayerLine("dense", ["units": .number(300), "init": .name(initializer)]), TestModels.dense(5),
        ]
        let network = Network(plan: try TestModels.plan(lines), seed: seed)
        return Array(network.weights[network.plan.arrays[0].range])
    }

    /// 90 inputs, 300 units, 27,000 weights: mean, deviation and bounds of the distributions that the papers give.
    @Test(
        arguments: [
            ("glorot_uniform", 0.071611487, 0.124034735), ("glorot_normal", 0.071611487, 0.162825),
            ("he_uniform", 0.149071198, 0.258198890), ("he_normal", 0.149071198, 0.338946), ("lecun_normal", 0.105409255, 0.239671),
        ])
    func distributionsAreAsPublished(_ name: String, _ deviation: Double, _ bound: Double) throws {
        let weights = try Self.weights(name).map(Double.init)
        let count = Double(weights.count)
        let mean = weights.reduce(0, +) / count
        let variance = weights.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        // Four standard errors of the mean; the deviation's own error is below 0.5 %.
        #expect(abs(mean) < 4 * deviation / count.squareRoot())
        #expect(abs(variance.squareRoot() - deviation) < 0.02 * deviation)
        let largest = weights.map(abs).max() ?? 0
        #expect(largest <= bound && largest > 0.98 * bound)
    }

    @Test func biasesAreZeroAndSeedsDiffer() throws {
        let network = Network(plan: try TestModels.preset("lenet5"), seed: 0)
        for array in network.plan.arrays where array.name.hasSuffix("bias") {
            #expect(network.weights[array.range].allSatisfy { $0 == 0 })
        }
        #expect(try Self.weights("he_normal", seed: 1) != Self.weights("he_normal", seed: 2))
        #expect(try Self.weights("he_normal", seed: 1) == Self.weights("he_normal", seed: 1))
        #expect(Network(plan: network.plan, seed: 0).fingerprint == network.fingerprint)
    }

    @Test func layersWithoutWeightsChangeNobodysStart() throws {
        let lines = [TestModels.dense(20, "relu"), TestModels.dense(5)]
        let plain = Network(plan: try TestModels.plan(lines), seed: 7)
        let dropped = Network(plan: try TestModels.plan([lines[0], TestModels.dropout(0.5), lines[1]]), seed: 7)
        #expect(plain.weights == dropped.weights)
    }

    @Test func fingerprintsSeeBitsAndCountNaNAsOne() {
        #expect(Fingerprint.of([]) == "cbf29ce484222325")
        // FNV-1a of the bytes 00 00 80 3f.
        #expect(Fingerprint.of([1]) == "4b72477f9c5c2f98")
        #expect(Fingerprint.of([0]) != Fingerprint.of([-0.0]))
        #expect(Fingerprint.of([.nan]) == Fingerprint.of([-Float(nan: 5, signaling: false)]))
    }
}

/// PyTorch's own start, by its word and by its dialect.
@Suite struct TorchInitializerTests {
    static func network(_ lines: [LayerLine], _ dialect: Dialect) throws -> Network {
        Network(
            plan: try NetworkPlan(name: "test", lines: lines, input: TestModels.shape, classes: 5, dialect: dialect), seed: 2)
    }

    @Test func theDialectDrawsWeightsAndBiases() throws {
        let lines = [TestModels.conv(40, (3, 3)), TestModels.dense(300), TestModels.dense(5)]
        let network = try Self.network(lines, .torch)
        for array in network.plan.arrays {
            let bound = 1 / Double(array.fanIn).squareRoot()
            let numbers = network.weights[array.range].map(Double.init)
            #expect(numbers.allSatisfy { abs($0) <= bound }, "\(array.name)")
            #expect(Set(numbers).count > 1, "\(array.name)")
            guard numbers.count > 2000 else { continue }
            let variance = numbers.reduce(0) { $0 + $1 * $1 } / Double(numbers.count)
            #expect(abs(variance - bound * bound / 3) < 0.05 * bound * bound / 3, "\(array.name)")
        }
        var said = lines
        for index in said.indices { said[index].values["init"] = .name("torch_uniform") }
        #expect(try Self.network(said, .keras).weights == network.weights)
        // A word on the line holds in every dialect.
        for index in said.indices { said[index].values["init"] = .name("glorot_uniform") }
        #expect(try Self.network(said, .torch).weights == Self.network(lines, .keras).weights)
        #expect(try Self.network(lines, .paper).weights == Self.network(lines, .keras).weights)
    }
}
