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
