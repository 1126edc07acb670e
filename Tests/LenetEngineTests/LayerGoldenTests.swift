import CKernels
import LenetEngine
import LenetTestSupport
import Testing

/// Forward and backward values of PyTorch for every layer that there is, on every kernel variant of this machine.
@Suite struct LayerGoldenTests {
    struct File: Decodable { let cases: [Case] }
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let op: String
        let parameters: Parameters
        let inputs: [String: GoldenTensor]
        let upstream: GoldenTensor
        let float64: [String: GoldenTensor]
        var testDescription: String { name }
    }
    struct Parameters: Decodable, Sendable {
        let kernel: Sides?
        let stride: Sides?
        let padding: Sides?
        let rate: Double?
    }
    /// `2`, or `[3, 5]`.
    struct Sides: Decodable, Sendable {
        let height: Int
        let width: Int
        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let side = try? container.decode(Int.self) {
                (height, width) = (side, side)
            } else {
                let sides = try container.decode([Int].self)
                (height, width) = (sides[0], sides[1])
            }
        }
        var value: LayerValue { .size(height, width) }
    }

    static let files = ["layers-conv.json", "layers-pool.json", "layers-dense.json", "layers-activation.json", "layers-norm.json"]
    /// Operations that no layer makes yet: a new layer takes its name off this list.
    static let missing: Set<String> = [
        "leaky_relu", "gelu", "elu", "silu", "softplus", "selu", "relu6", "softsign", "mish", "hardtanh", "scaled_tanh",
        "log_softmax", "batchnorm",
    ]
    /// Tested elsewhere: by a kernel of its own, or with a mask that is not ours (`DropoutTests`).
    static let elsewhere: Set<String> = ["softmax", "dropout"]

    static func cases() throws -> [Case] {
        try files.flatMap { try Golden.read($0, as: File.self).cases }
    }

    static func line(_ one: Case) -> LayerLine? {
        switch one.op {
        case "conv2d":
            LayerLine(
                "conv",
                [
                    "filters": .number(Double(one.inputs["weight"]!.shape[0])), "kernel": one.parameters.kernel!.value,
                    "stride": one.parameters.stride!.value, "pad": one.parameters.padding!.value,
                ])
        case "maxpool2d", "avgpool2d":
            LayerLine(
                one.op == "maxpool2d" ? "maxpool" : "avgpool",
                ["size": one.parameters.kernel!.value, "stride": one.parameters.stride!.value])
        case "global_avgpool":
            LayerLine("avgpool", ["size": .size(one.inputs["input"]!.shape[2], one.inputs["input"]!.shape[3])])
        case "dense":
            LayerLine(
                "dense",
                [
                    "units": .number(Double(one.inputs["weight"]!.shape[0])),
                    "nobias": .flag(one.inputs["bias"] == nil),
                ])
        case "relu", "tanh", "sigmoid": LayerLine(one.op)
        default: nil
        }
    }

    @Test func everyCaseIsRunOrNamed() throws {
        let cases = try Self.cases()
        #expect(!cases.isEmpty)
        for one in cases where Self.line(one) == nil && one.op != "flatten" {
            #expect(Self.missing.contains(one.op) || Self.elsewhere.contains(one.op), "\(one.name): no layer makes \(one.op)")
        }
        #expect(cases.contains { Self.line($0) != nil })
    }

    @Test(arguments: Kernels.available) func layersAgree(_ kernels: Kernels) throws {
        var run = 0
        for one in try Self.cases() {
            guard let line = Self.line(one), let input = one.inputs["input"] else { continue }
            let shape =
                input.shape.count == 4
                ? Shape(channels: input.shape[1], height: input.shape[2], width: input.shape[3])
                : Shape(channels: input.shape[1])
            var harness = try LayerHarness(line, input: shape, kernels: kernels)
            let weights = (one.inputs["weight"]?.data ?? []) + (one.inputs["bias"]?.data ?? [])
            harness.weights = weights.map { Float($0) }
            let result = harness.run(
                input.data.map { Float($0) }, upstream: one.upstream.data.map { Float($0) }, images: input.shape[0])
            // Inputs that are multiples of 1/64 leave no room for rounding in sums; means, tanh and decimals do.
            let isExact =
                ["conv2d", "dense", "maxpool2d", "relu"].contains(one.op) && !one.name.contains("rounding")
            let tolerance = isExact ? 0 : 1e-6
            func compare(_ found: [Float], _ name: String) {
                guard let reference = one.float64[name] else { return }
                let apart = difference(found, reference.data)
                #expect(apart <= tolerance, "\(kernels.name), \(one.name), \(name): \(apart)")
            }
            compare(result.output, "output")
            compare(result.inputGradient, "gradient_input")
            if let reference = one.float64["gradient_weight"] {
                #expect(
                    difference(Array(result.weightGradient.prefix(reference.data.count)), reference.data) <= tolerance,
                    "\(kernels.name), \(one.name), gradient_weight")
                if let bias = one.float64["gradient_bias"] {
                    #expect(
                        difference(Array(result.weightGradient.suffix(bias.data.count)), bias.data) <= tolerance,
                        "\(kernels.name), \(one.name), gradient_bias")
                }
            }
            run += 1
        }
        #expect(run > 0)
    }

    @Test(arguments: Kernels.available) func softmaxAgrees(_ kernels: Kernels) throws {
        let cases = try Self.cases().filter { $0.op == "softmax" }
        #expect(!cases.isEmpty)
        for one in cases {
            guard let input = one.inputs["input"], let output = one.float64["output"] else { continue }
            let classes = input.shape[1]
            let buffer = LayerHarness.Buffer(Shape(channels: classes))
            let result = LayerHarness.Buffer(Shape(channels: classes))
            buffer.write(input.data.map { Float($0) }, images: input.shape[0], group: 0)
            kernels.table.pointee.softmax(Int32(classes), buffer.view.at, result.view.at)
            #expect(difference(result.read(input.shape[0]), output.data) <= 1e-6)
        }
    }
}
