import LenetData
import LenetEngine
import LenetRandom

/// Networks, images and rules for tests, written down here rather than taken from other rooms.
enum TestModels {
    static func conv(_ filters: Int, _ kernel: (Int, Int), _ more: [String: LayerValue] = [:]) -> LayerLine {
        LayerLine("conv", ["filters": .number(Double(filters)), "kernel": .size(kernel.0, kernel.1)].merging(more) { $1 })
    }
    static func pool(_ keyword: String, _ size: Int, stride: Int? = nil) -> LayerLine {
        LayerLine(
            keyword, ["size": .number(Double(size))].merging(stride.map { ["stride": .number(Double($0))] } ?? [:]) { $1 })
    }
    static func dense(_ units: Int, _ flags: String...) -> LayerLine {
        LayerLine("dense", ["units": .number(Double(units))].merging(flags.map { ($0, .flag(true)) }) { $1 })
    }
    static func dropout(_ rate: Double) -> LayerLine { LayerLine("dropout", ["rate": .number(rate)]) }
    static func on(_ flags: String...) -> [String: LayerValue] {
        Dictionary(uniqueKeysWithValues: flags.map { ($0, .flag(true)) })
    }

    /// Small networks on 10x9 images and five classes; together they hold every layer, in the neighbourhoods that are special.
    static let small: [(name: String, lines: [LayerLine])] = [
        (
            "conv and pool with fused ReLU",
            [
                conv(3, (3, 3), on("same", "relu")), pool("maxpool", 2),
                conv(4, (3, 3), ["pad": .number(1), "stride": .number(2), "tanh": .flag(true)]),
                dense(7, "sigmoid"), dense(5),
            ]
        ),
        (
            "activations on lines of their own",
            [
                conv(3, (3, 3)), LayerLine("relu"), pool("avgpool", 3, stride: 2), LayerLine("tanh"), LayerLine("flatten"),
                dense(6), LayerLine("sigmoid"), dense(6), LayerLine("relu"), dense(5),
            ]
        ),
        (
            "overlapping windows, pooling at the end",
            [
                conv(2, (3, 5), on("relu")), pool("maxpool", 3, stride: 2), conv(5, (2, 1), on("nobias")),
                LayerLine("avgpool", ["size": .size(2, 2)]),
            ]
        ),
        (
            "average pool with fused ReLU, two dense layers with ReLU",
            [conv(3, (3, 2), on("relu")), pool("avgpool", 2), dense(9, "relu"), dense(6, "nobias", "relu"), dense(5)]
        ),
        (
            "dropout before conv, between dense layers and at the start",
            [
                dropout(0.2), conv(3, (3, 3), on("relu")), dropout(0.3), conv(2, (3, 3), on("same", "relu")), dense(6, "relu"),
                dropout(0.5), dense(5),
            ]
        ),
        ("softmax regression", [dense(5)]),
        (
            "batch normalisation behind conv and dense, with dropout",
            [
                conv(3, (3, 3), on("nobias")), LayerLine("batchnorm"), LayerLine("relu"), pool("maxpool", 2),
                conv(4, (2, 2), on("nobias", "tanh")), LayerLine("batchnorm", ["momentum": .number(0.8)]), dropout(0.2), dense(7, "nobias"),
                LayerLine("batchnorm"), LayerLine("gelu"), dropout(0.3), dense(5),
            ]
        ),
        ("batch normalisation first and last", [LayerLine("batchnorm"), dense(5, "nobias"), LayerLine("batchnorm")]),
        (
            "activations as words",
            [
                conv(3, (3, 3), on("gelu")), pool("avgpool", 2), conv(4, (2, 2), ["leaky_relu": .number(0.2)]), dense(6, "mish"),
                dense(6, "gelu_tanh"), dense(6, "elu"), dense(6, "scaled_tanh"), dense(5),
            ]
        ),
        (
            "more activations, stride and padding",
            [
                conv(3, (5, 2), ["stride": .size(2, 1), "pad": .size(2, 1)]), LayerLine("softplus", ["beta": .number(2)]),
                conv(4, (3, 3), ["stride": .number(2), "pad": .number(1), "silu": .flag(true)]), dense(6, "selu"),
                LayerLine("softsign"), dense(6), LayerLine("hard_tanh"), dense(6, "relu6"), dense(6, "leaky_relu"), dense(5),
            ]
        ),
        (
            "global average pool behind a fused ReLU",
            [conv(4, (3, 3), on("relu")), conv(5, (1, 1), on("relu")), LayerLine("global_avgpool")]
        ),
    ]

    /// Every loss, in the forms that matter.
    static let losses: [(keyword: String, values: [String: LayerValue])] = [
        ("cross_entropy", [:]), ("cross_entropy", ["one_hot": .flag(true)]), ("cross_entropy", ["smoothing": .number(0.2)]),
        ("kl", ["smoothing": .number(0.3)]), ("mse", [:]), ("mse", ["logits": .flag(true)]), ("mae", [:]),
        ("huber", ["delta": .number(0.4)]), ("hinge", [:]),
        ("hinge", ["margin": .number(0.5), "squared": .flag(true), "logits": .flag(true)]),
        ("one_vs_rest_hinge", ["logits": .flag(true)]), ("categorical_hinge", [:]), ("focal", [:]),
        ("focal", ["gamma": .number(1.5), "alpha": .number(0.25)]), ("binary_cross_entropy", [:]),
    ]

    static func loss(_ place: Int) throws -> Loss {
        let (keyword, values) = losses[place]
        guard let type = LossCatalogue.type(named: keyword) else { return .standard }
        return try Loss(type, values)
    }

    static let shape = Shape(channels: 1, height: 10, width: 9)

    static func plan(_ lines: [LayerLine]) throws(NetworkError) -> NetworkPlan {
        try NetworkPlan(name: "test", lines: lines, input: shape, classes: 5)
    }

    /// Random images with random labels; the label darkens a corner, so that there is something to learn.
    static func images(_ count: Int, shape: Shape = shape, classes: Int = 5, seed: UInt64 = 11) -> ImageSet {
        var stream = RandomStream(seed: seed, purpose: .samples)
        var pixels: [UInt8] = []
        var labels: [UInt8] = []
        for _ in 0..<count {
            let label = stream.below(classes)
            labels.append(UInt8(label))
            for place in 0..<shape.count {
                let value = stream.below(256)
                pixels.append(UInt8(place % classes == label ? value / 2 + 128 : value / 2))
            }
        }
        return ImageSet(
            count: count, channels: shape.channels, height: shape.height, width: shape.width, classes: classes, pixels: pixels,
            labels: labels)
    }

    static func dataset(_ training: Int, test: Int = 30, validation: Int? = nil) -> Dataset {
        Dataset(
            name: "test", source: "made here", checksums: [], training: ImageSplit(images(training)),
            validation: validation.map { ImageSplit(images($0, seed: 13)) }, test: ImageSplit(images(test, seed: 12)))
    }

    static func preset(_ name: String) throws -> NetworkPlan {
        try NetworkPlan(
            name: name, lines: Presets.lines(name) ?? [], input: Shape(channels: 1, height: 28, width: 28), classes: 10)
    }
}

/// Update programs as `LenetRules` would make them, by hand.
enum TestRules {
    /// w = w - lr * g
    static let sgd = UpdateProgram(
        name: "sgd", states: [], hyperparameters: [], arrayScalars: [], constants: [],
        passes: [
            .init(
                scalars: [],
                vectors: [
                    .init(.multiply, result: 2, a: .scalar(1), b: .vector(1)),
                    .init(.subtract, result: 0, a: .vector(0), b: .vector(2)),
                ], reductions: [])
        ], scalarCount: 2, vectorCount: 3)

    /// v = momentum * v - lr * g; w = w + v
    static let momentum = UpdateProgram(
        name: "momentum", states: [.init(name: "v", start: .constant(0))], hyperparameters: ["momentum"], arrayScalars: [],
        constants: [],
        passes: [
            .init(
                scalars: [],
                vectors: [
                    .init(.multiply, result: 3, a: .scalar(1), b: .vector(1)),
                    .init(.multiply, result: 4, a: .scalar(2), b: .vector(2)),
                    .init(.subtract, result: 2, a: .vector(4), b: .vector(3)),
                    .init(.add, result: 0, a: .vector(0), b: .vector(2)),
                ], reductions: [])
        ], scalarCount: 3, vectorCount: 5)

    /// n = norm(g); p = p * 0.5 (a scalar of the array, from 1); w = w - lr * (1 + p) / (1 + n) * g / sqrt(columns)
    static let normalized = UpdateProgram(
        name: "normalized", states: [], hyperparameters: [], arrayScalars: [.init(name: "p", start: 1)],
        constants: [.init(place: 3, value: 1), .init(place: 4, value: 0.5)],
        passes: [
            .init(scalars: [], vectors: [], reductions: [.init(.norm, of: .vector(1), result: 5)]),
            .init(
                scalars: [
                    .init(.multiply, result: 2, a: 2, b: 4), .init(.add, result: 6, a: 3, b: 2),
                    .init(.add, result: 7, a: 3, b: 5), .init(.divide, result: 6, a: 6, b: 7),
                    .init(.multiply, result: 6, a: 6, b: 1), .init(.columns, result: 7), .init(.sqrt, result: 7, a: 7),
                    .init(.divide, result: 6, a: 6, b: 7),
                ],
                vectors: [
                    .init(.multiply, result: 2, a: .scalar(6), b: .vector(1)),
                    .init(.subtract, result: 0, a: .vector(0), b: .vector(2)),
                ], reductions: []),
        ], scalarCount: 8, vectorCount: 3)

    /// lr / (1 + step), where the moment is as it should be; else not a number.
    static func harmonic(stepsPerEpoch: Int, steps: Int, epochs: Int) -> ScheduleProgram {
        typealias Place = ScheduleProgram.Place
        let (one, perEpoch, allSteps, allEpochs, zero) = (8, 9, 10, 11, 12)
        return ScheduleProgram(
            start: [],
            lines: [
                .compute([
                    .init(.divide, result: 13, a: Place.step, b: perEpoch), .init(.floor, result: 13, a: 13),
                    .init(.equal, result: 13, a: 13, b: Place.epoch), .init(.equal, result: 14, a: Place.steps, b: allSteps),
                    .init(.equal, result: 15, a: Place.epochs, b: allEpochs), .init(.and, result: 13, a: 13, b: 14),
                    .init(.and, result: 13, a: 13, b: 15), .init(.add, result: 14, a: one, b: Place.step),
                ]),
                .choose(
                    place: 13, then: [.compute([.init(.divide, result: Place.rate, a: Place.rate, b: 14)])],
                    otherwise: [.compute([.init(.divide, result: Place.rate, a: zero, b: zero)])]),
            ],
            constants: [
                .init(place: one, value: 1), .init(place: perEpoch, value: Double(stepsPerEpoch)),
                .init(place: allSteps, value: Double(steps)), .init(place: allEpochs, value: Double(epochs)), .init(place: zero, value: 0),
            ], placeCount: 16, readsMetric: false, setsMomentum: false)
    }

    /// Another rate at one step (from 0), the rule's own at all others.
    static func rate(_ rate: Double, atStep step: Int) -> ScheduleProgram {
        typealias Place = ScheduleProgram.Place
        return ScheduleProgram(
            start: [],
            lines: [
                .compute([.init(.equal, result: 10, a: Place.step, b: 8)]),
                .choose(place: 10, then: [.compute([.init(.copy, result: Place.rate, a: 9)])], otherwise: []),
            ],
            constants: [.init(place: 8, value: Double(step)), .init(place: 9, value: rate)], placeCount: 11, readsMetric: false,
            setsMomentum: false)
    }

    static func use(
        _ program: UpdateProgram, _ hyperparameters: [Double] = [], rate: Double = 0.1, identity: String? = nil
    ) -> RuleInUse {
        RuleInUse(
            program: program, hyperparameters: hyperparameters, learningRate: rate,
            displayName: program.name, identity: identity ?? program.name)
    }
}
