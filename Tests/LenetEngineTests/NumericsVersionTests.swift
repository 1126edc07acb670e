import LenetData
import LenetEngine
import LenetRandom
import Testing

#if DEBUG
    private let isOptimised = false
#else
    private let isOptimised = true
#endif

/// What the numerics version promises: the same bits as long as it is the same. Whoever changes the bits raises the version and
/// writes the new lines below, so that it never happens unnoticed.
@Suite(.enabled(if: isOptimised, "the kernels take minutes without optimisation")) struct NumericsVersionTests {

    static let expected: [Int: [String: String]] = [
        1: [
            "cnn4": "b97c55037b6052ca, loss 400264fbdbf258bf",
            "cos": "3bcf0f3e3f1b715c",
            "erf": "1f30eaf52e66ec40",
            "exp": "3bee1851eb08768b",
            "glorot_normal": "0f0db6bdd7b55098",
            "glorot_uniform": "e634ac79d838f0bc",
            "he_normal": "d34af777e9f8b66f",
            "he_uniform": "56543982a5f79112",
            "lecun_normal": "e9c321bbaf5fe947",
            "lenet1": "dc71f09a67510be0, loss 400267562eeeeeef",
            "lenet5": "28a03e024c8d7321, loss 4002607060da740e",
            "log": "e76e87235719409b",
            "mlp": "d2654ced776f00e7, loss 3ffb82b9c8a3d70a",
            "mse": "91187e71188c6883, loss 3fc53df58f92c5f9",
            "norms": "16cc13727f6f073d, loss 40025d6e50da740e",
            "pow": "47844b20a5516731",
            "sin": "2aae14df8eedc033",
            "tanh": "cc4ac92eecda0518",
        ],
        // `norm`, `sum` and `mean` of a rule are added in another order; these lines did not change.
        2: [
            "cnn4": "b97c55037b6052ca, loss 400264fbdbf258bf",
            "cos": "3bcf0f3e3f1b715c",
            "erf": "1f30eaf52e66ec40",
            "exp": "3bee1851eb08768b",
            "glorot_normal": "0f0db6bdd7b55098",
            "glorot_uniform": "e634ac79d838f0bc",
            "he_normal": "d34af777e9f8b66f",
            "he_uniform": "56543982a5f79112",
            "lecun_normal": "e9c321bbaf5fe947",
            "lenet1": "dc71f09a67510be0, loss 400267562eeeeeef",
            "lenet5": "28a03e024c8d7321, loss 4002607060da740e",
            "log": "e76e87235719409b",
            "mlp": "d2654ced776f00e7, loss 3ffb82b9c8a3d70a",
            "mse": "91187e71188c6883, loss 3fc53df58f92c5f9",
            "norms": "16cc13727f6f073d, loss 40025d6e50da740e",
            "pow": "47844b20a5516731",
            "sin": "2aae14df8eedc033",
            "tanh": "cc4ac92eecda0518",
        ]
    ]

    @Test func aVersionsBitsStayAsTheyAre() throws {
        let found = try Self.measured()
        let expected = Self.expected[numericsVersion] ?? [:]
        let lines = found.sorted { $0.key < $1.key }.map { "            \"\($0.key)\": \"\($0.value)\"," }.joined(separator: "\n")
        #expect(
            found == expected,
            """
            The bits of numerics version \(numericsVersion) have changed. If that was meant, raise `numericsVersion` and write down:
            \(lines)
            """)
    }

    private static func measured() throws -> [String: String] {
        let shape = Shape(channels: 1, height: 28, width: 28)
        let data = Dataset(
            name: "test", source: "made here", checksums: [],
            training: ImageSplit(TestModels.images(150, shape: shape, classes: 10)), validation: nil,
            test: ImageSplit(TestModels.images(20, shape: shape, classes: 10, seed: 2)))
        let machine = try Machine(threads: 2)
        var lines: [String: String] = [:]
        func train(_ name: String, _ plan: NetworkPlan, _ data: Dataset, _ rule: RuleInUse, _ loss: Loss = .standard) throws {
            var state = TrainingState(plan: plan, seed: 1)
            let result = try machine.train(&state, on: data, options: TrainingOptions(rule: rule, loss: loss, epochs: 2, batchSize: 64))
            lines[name] = "\(result.fingerprint), loss \(String(result.history[2].trainLoss.bitPattern, radix: 16))"
        }
        for name in ["lenet5", "cnn4", "lenet1", "mlp"] {
            try train(name, try TestModels.preset(name), data, TestRules.use(TestRules.momentum, [0.9], rate: 0.02))
        }
        try train("norms", try TestModels.preset("lenet5"), data, TestRules.use(TestRules.normalized))
        let mse = try #require(LossCatalogue.loss(named: "mse"))
        let layers = [
            TestModels.dropout(0.2), TestModels.conv(3, (3, 2), ["pad": .number(1), "stride": .number(2), "sigmoid": .flag(true)]),
            TestModels.pool("avgpool", 2), TestModels.dense(9, "tanh"), TestModels.dropout(0.5), TestModels.dense(5),
        ]
        try train("mse", try TestModels.plan(layers), TestModels.dataset(150), TestRules.use(TestRules.sgd), mse)
        for initializer: Initializer in [.glorotUniform, .glorotNormal, .heUniform, .heNormal, .lecunNormal] {
            let line = LayerLine("dense", ["units": .number(5), "init": .name(initializer.rawValue)])
            lines[initializer.rawValue] = Network(plan: try TestModels.plan([line]), seed: 2).fingerprint
        }
        let functions: [(String, (Double) -> Double)] = [
            ("exp", Mathematics.exp), ("log", { Mathematics.log(abs($0)) }), ("pow", { Mathematics.pow(abs($0), 1.7) }),
            ("sin", Mathematics.sin), ("cos", Mathematics.cos), ("tanh", Mathematics.tanh), ("erf", Mathematics.erf),
        ]
        var stream = RandomStream(seed: 3, purpose: .samples)
        let points = (0..<500).map { _ in (stream.uniform() - 0.5) * 20 }
        for (name, function) in functions {
            // A Double's bits as Floats that hold them exactly: 24 and 8, twice.
            let parts = points.flatMap { point in
                let bits = function(point).bitPattern
                return [bits >> 40, bits >> 32 & 0xFF, bits >> 8 & 0xFF_FFFF, bits & 0xFF].map { Float($0) }
            }
            lines[name] = Fingerprint.of(parts)
        }
        return lines
    }
}
