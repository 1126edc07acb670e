import CKernels
import LenetEngine
import LenetTestSupport
import Testing

/// Forward and backward values of PyTorch for every layer, on every kernel variant of this machine.
///
/// Whatever entries the files hold are run by their operation, parameters and shapes. One that cannot be run fails, unless its
/// operation is on the list below.
@Suite struct LayerGoldenTests {
    static let files = ["layers-conv.json", "layers-pool.json", "layers-dense.json", "layers-activation.json", "layers-norm.json"]

    /// Operations that are left out, with the reason.
    static let leftOut: [String: String] = [:]

    static let cases: [GoldenCase] = files.flatMap { (try? Golden.read($0, as: GoldenCase.File.self))?.cases ?? [] }

    @Test(arguments: files) func everyFileHasEntries(_ file: String) throws {
        #expect(try !Golden.read(file, as: GoldenCase.File.self).cases.isEmpty)
    }

    @Test(arguments: cases) func agrees(_ one: GoldenCase) throws {
        if let reason = Self.leftOut[one.op] {
            withKnownIssue("\(one.op) is left out: \(reason)") { Issue.record("\(one.name) is not run") }
            return
        }
        for kernels in Kernels.available {
            switch one.op {
            case "batchnorm": try batchNorm(one, kernels)
            case "dropout": try dropout(one, kernels)
            case "softmax", "log_softmax": try softmax(one, kernels)
            default: try layer(one, kernels)
            }
        }
    }

    /// The line of a layer that does what the case says.
    private func line(_ one: GoldenCase) throws -> LayerLine {
        let parameters = one.parameters
        func size(_ name: String) throws -> LayerValue { try #require(parameters[name]?.size, "\(one.name): \(name)") }
        func activation(_ keyword: String, _ names: [String]) throws -> LayerLine {
            try one.check(Set(names))
            return LayerLine(keyword, names.reduce(into: [:]) { values, name in values[name] = parameters[name]?.number.map { .number($0) } })
        }
        switch one.op {
        case "conv2d":
            try one.check(["kernel", "stride", "padding"])
            var values = ["kernel": try size("kernel"), "filters": .number(Double(try one.input("weight").shape[0]))]
            values["stride"] = parameters["stride"]?.size
            values["pad"] = parameters["padding"]?.size
            values["nobias"] = .flag(one.inputs["bias"] == nil)
            return LayerLine("conv", values)
        case "maxpool2d", "avgpool2d":
            try one.check(["kernel", "stride", "padding"])
            if let padding = parameters["padding"], padding.number != 0, padding.numbers != [0, 0] {
                throw GoldenCase.Unknown(what: "\(one.name): pooling has no padding")
            }
            var values = ["size": try size("kernel")]
            values["stride"] = parameters["stride"]?.size
            return LayerLine(one.op == "maxpool2d" ? "maxpool" : "avgpool", values)
        case "global_avgpool": return try activation("global_avgpool", [])
        case "flatten": return try activation("flatten", [])
        case "dense":
            try one.check(["in", "out", "bias"])
            return LayerLine(
                "dense", ["units": .number(Double(try one.input("weight").shape[0])), "nobias": .flag(one.inputs["bias"] == nil)])
        case "gelu":
            try one.check(["approximate"])
            return LayerLine(one.parameters["approximate"]?.text == "tanh" ? "gelu_tanh" : "gelu")
        case "leaky_relu": return try activation("leaky_relu", ["slope"])
        case "elu": return try activation("elu", ["alpha"])
        case "softplus": return try activation("softplus", ["beta", "threshold"])
        case "scaled_tanh": return try activation("scaled_tanh", ["amplitude", "slope"])
        case "hardtanh": return try activation("hard_tanh", [])
        case "relu", "tanh", "sigmoid", "silu", "selu", "relu6", "softsign", "mish": return try activation(one.op, [])
        default: throw GoldenCase.Unknown(what: "\(one.name): nothing runs \(one.op)")
        }
    }

    private func layer(_ one: GoldenCase, _ kernels: Kernels) throws {
        let input = try one.input()
        var harness = try LayerHarness(line(one), input: one.shape(input), kernels: kernels)
        let weights = (one.inputs["weight"]?.data ?? []) + (one.inputs["bias"]?.data ?? [])
        harness.weights = weights.map { Float($0) }
        let result = harness.run(input.data.map { Float($0) }, upstream: one.upstream.data.map { Float($0) }, images: input.shape[0])
        // Selects give numbers as they are; sums of dyadic numbers leave no room for rounding.
        let selects: Set = ["maxpool2d", "relu", "relu6", "hardtanh", "flatten"]
        let isExact = selects.contains(one.op) || ["conv2d", "dense"].contains(one.op) && one.isDyadic
        try one.expect(result.output, "output", isExact: isExact, kernels)
        try one.expect(result.inputGradient, "gradient_input", isExact: isExact, kernels)
        if let weight = one.inputs["weight"] {
            try one.expect(Array(result.weightGradient.prefix(weight.data.count)), "gradient_weight", isExact: isExact, kernels)
        }
        if let bias = one.inputs["bias"] {
            try one.expect(Array(result.weightGradient.suffix(bias.data.count)), "gradient_bias", isExact: isExact, kernels)
        }
    }

    private func batchNorm(_ one: GoldenCase, _ kernels: Kernels) throws {
        try one.check(["training", "momentum", "epsilon"])
        let input = try one.input()
        let epsilon = try #require(one.parameters["epsilon"]?.number)
        let momentum = try #require(one.parameters["momentum"]?.number)
        let isTraining = one.parameters["training"] == .flag(true)
        let means = try #require(one.running_mean_before).data.map { Float($0) }
        let variances = try #require(one.running_variance_before).data.map { Float($0) }
        let gradientOfOutput = one.upstream.data.map { Float($0) }
        func harness(_ momentum: Double, _ dialect: Dialect) throws -> LayerHarness {
            var harness = try LayerHarness(
                LayerLine("batchnorm", ["momentum": .number(momentum), "epsilon": .number(epsilon)]), input: one.shape(input),
                dialect: dialect, kernels: kernels)
            harness.weights = try (one.input("gamma").data + one.input("beta").data).map { Float($0) }
            harness.statistics = means + variances
            return harness
        }
        let torch = try harness(momentum, .torch)
        let numbers = input.data.map { Float($0) }
        let result =
            isTraining
            ? torch.run(numbers, upstream: gradientOfOutput, images: input.shape[0])
            : torch.evaluate(numbers, upstream: gradientOfOutput, images: input.shape[0], epsilon: epsilon)
        try one.expect(result.output, "output", kernels)
        try one.expect(result.inputGradient, "gradient_input", kernels)
        try one.expect(Array(result.weightGradient.prefix(means.count)), "gradient_gamma", kernels)
        try one.expect(Array(result.weightGradient.suffix(means.count)), "gradient_beta", kernels)
        try one.expect(Array(result.statistics.prefix(means.count)), "running_mean_after", kernels)
        try one.expect(Array(result.statistics.suffix(means.count)), "running_variance_after", kernels)
        guard let after = one.keras_running_after else { return }
        let keras = try harness(after.momentum, .keras).run(numbers, upstream: gradientOfOutput, images: input.shape[0])
        #expect(difference(keras.statistics, after.mean + after.variance) <= 1e-6, "\(kernels.name), \(one.name), Keras' running numbers")
    }

    /// The engine draws its masks, and a mask that is given cannot be put in; so each number is dropped or kept by the kernel at an
    /// address where the generator does what the mask says.
    private func dropout(_ one: GoldenCase, _ kernels: Kernels) throws {
        try one.check(["rate"])
        let rate = Float(try #require(one.parameters["rate"]?.number))
        let mask = try #require(one.mask).data
        let numbers = try one.input().data
        var output: [Float] = []
        var gradient: [Float] = []
        func dropped(_ value: Float, step: UInt32) -> Float {
            let lanes = [Float](repeating: value, count: 16)
            var result = lanes
            kernels.table.pointee.dropout(1, rate, 7, step, 0, 0, lanes, &result)
            return result[0]
        }
        for (index, number) in numbers.enumerated() {
            let step = try #require((0..<10_000 as Range<UInt32>).first { (dropped(1, step: $0) != 0) == (mask[index] != 0) })
            output.append(dropped(Float(number), step: step))
            gradient.append(dropped(Float(one.upstream.data[index]), step: step))
        }
        try one.expect(output, "output", kernels)
        try one.expect(gradient, "gradient_input", kernels)
    }

    /// No layer, but what losses and `predict` do: log p of a class is minus its cross entropy, and d p = p d log p.
    private func softmax(_ one: GoldenCase, _ kernels: Kernels) throws {
        try one.check(["axis"])
        let input = try one.input()
        #expect(input.shape.count == 2 && [-1, 1].contains(one.parameters["axis"]?.number ?? -1))
        let images = input.shape[0]
        let classes = input.shape[1]
        let shape = Shape(channels: classes)
        var output = [Float](repeating: 0, count: images * classes)
        var gradient = output
        for group in 0..<Lanes.groups(images) {
            let logits = LayerHarness.Buffer(shape)
            let probabilities = LayerHarness.Buffer(shape)
            let slope = LayerHarness.Buffer(shape)
            logits.write(input.data.map { Float($0) }, images: images, group: group)
            kernels.table.pointee.softmax(Int32(classes), logits.view.at, probabilities.view.at)
            let here = min(16, images - group * 16)
            let p = probabilities.read(here)
            for label in 0..<classes {
                let labels = [UInt8](repeating: UInt8(label), count: 16)
                var losses = [Float](repeating: .nan, count: 16)
                kernels.table.pointee.softmax_cross_entropy(
                    Int32(classes), Int32(here), logits.view.at, lenet_targets(labels: labels), 1, &losses, slope.view.at)
                let slopes = slope.read(here)
                for image in 0..<here {
                    let place = (group * 16 + image) * classes
                    let isLog = one.op == "log_softmax"
                    output[place + label] = isLog ? -losses[image] : p[image * classes + label]
                    let factor = -Float(one.upstream.data[place + label]) * (isLog ? 1 : p[image * classes + label])
                    for c in 0..<classes { gradient[place + c] += factor * slopes[image * classes + c] }
                }
            }
        }
        try one.expect(output, "output", kernels)
        try one.expect(gradient, "gradient_input", kernels)
    }
}

extension lenet_targets {
    /// One for the label's class, 0 for the others; `labels` outlives the call it is made for.
    init(labels: UnsafePointer<UInt8>, smoothing: Float = 0, classes: Int = 1) {
        let share = smoothing / Float(classes)
        self.init(labels: labels, hot: 1 - smoothing + share, cold: share, distribution: nil)
    }
}
