import CKernels
import LenetEngine
import LenetTestSupport
import Testing

/// Losses and their gradients as PyTorch has them, on every kernel variant of this machine. Whatever entries the file holds are run.
@Suite struct LossGoldenTests {
    /// Operations that are left out, with the reason.
    static let leftOut: [String: String] = [
        "nll": "takes log probabilities: here the logarithm of the softmax is a part of cross_entropy, and no layer gives it",
        "bce": "takes probabilities: here the sigmoid is a part of binary_cross_entropy, where nothing need be clamped (bce_logits is run)",
    ]

    static let cases: [GoldenCase] = (try? Golden.read("losses.json", as: GoldenCase.File.self))?.cases ?? []

    @Test func theFileHasEntries() throws {
        #expect(try !Golden.read("losses.json", as: GoldenCase.File.self).cases.isEmpty)
    }

    @Test(arguments: cases) func agrees(_ one: GoldenCase) throws {
        if let reason = Self.leftOut[one.op] {
            withKnownIssue("\(one.op) is left out: \(reason)") { Issue.record("\(one.name) is not run") }
            return
        }
        for kernels in Kernels.available { try run(one, kernels) }
    }

    /// One lane group's loss by image and gradient; what the mean over images, or their sum, is made of.
    private typealias Evaluate = (LossCall, UnsafePointer<Float>?) -> Void

    private func loss(_ one: GoldenCase, _ keyword: String, _ names: [String: String], _ values: [String: LayerValue] = [:]) throws -> Evaluate {
        try one.check(Set(names.keys).union(["reduction", "class_weights", "p"]))
        try #require(one.labels != nil, "\(one.name) has no labels")
        var values = values
        for (theirs, ours) in names { if let number = one.parameters[theirs]?.number { values[ours] = .number(number) } }
        let loss = try Loss(try #require(LossCatalogue.type(named: keyword)), values)
        return { call, _ in loss.function.evaluate(call) }
    }

    private func evaluation(_ one: GoldenCase) throws -> Evaluate {
        let isSquare = one.parameters["p"]?.number == 2
        if let power = one.parameters["p"]?.number { #expect(power == 1 || power == 2) }
        switch one.op {
        case "softmax_cross_entropy" where one.labels != nil:
            return try loss(one, "cross_entropy", ["label_smoothing": "smoothing"])
        case "softmax_cross_entropy":
            try one.check(["reduction"])
            return { call, targets in
                call.kernels.pointee.softmax_cross_entropy(
                    Int32(call.classes), Int32(call.count), call.logits,
                    lenet_targets(labels: nil, hot: 0, cold: 0, distribution: targets), call.scale, call.losses, call.gradient)
            }
        case "kl" where one.labels == nil:
            try one.check(["reduction"])
            return { call, targets in
                call.kernels.pointee.softmax_divergence(
                    Int32(call.classes), Int32(call.count), call.logits,
                    lenet_targets(labels: nil, hot: 0, cold: 0, distribution: targets), call.scale, call.losses, call.gradient)
            }
        case "kl": return try loss(one, "kl", ["label_smoothing": "smoothing"])
        case "mse", "mae", "huber", "bce_logits":
            if one.labels == nil { return try output(one) }
            if one.op == "bce_logits" { return try loss(one, "binary_cross_entropy", ["label_smoothing": "smoothing"]) }
            return try loss(one, one.op, ["delta": "delta"], ["logits": .flag(true)])
        case "mse_softmax", "mae_softmax", "huber_softmax":
            return try loss(one, String(one.op.dropLast("_softmax".count)), ["delta": "delta"])
        case "multi_margin":
            return try loss(one, "hinge", ["margin": "margin"], ["logits": .flag(true), "squared": .flag(isSquare)])
        case "categorical_hinge": return try loss(one, "categorical_hinge", ["margin": "margin"], ["logits": .flag(true)])
        case "hinge", "squared_hinge":
            return try loss(
                one, "one_vs_rest_hinge", ["margin": "margin"], ["logits": .flag(true), "squared": .flag(one.op == "squared_hinge")])
        case "focal": return try loss(one, "focal", ["gamma": "gamma", "alpha": "alpha"])
        default: throw GoldenCase.Unknown(what: "\(one.name): nothing runs \(one.op)")
        }
    }

    /// Against targets that are written out.
    private func output(_ one: GoldenCase) throws -> Evaluate {
        let functions = ["mse": LENET_SQUARED_ERROR, "mae": LENET_ABSOLUTE_ERROR, "huber": LENET_HUBER, "bce_logits": LENET_BINARY_CROSS_ENTROPY]
        try one.check(["reduction", "delta"])
        let function = try #require(functions[one.op])
        let delta = Float(one.parameters["delta"]?.number ?? 1)
        return { call, targets in
            call.kernels.pointee.output_loss(
                function, false, delta, Int32(call.classes), Int32(call.count), call.logits,
                lenet_targets(labels: nil, hot: 0, cold: 0, distribution: targets), call.scale, call.losses, call.gradient)
        }
    }

    private func run(_ one: GoldenCase, _ kernels: Kernels) throws {
        let evaluate = try evaluation(one)
        let (name, tensor) = try #require(one.inputs.first)
        try #require(one.inputs.count == 1 && tensor.shape.count == 2, "\(one.name): one input of [images, classes]")
        let images = tensor.shape[0]
        let classes = tensor.shape[1]
        // What each image's own value, which is a mean over classes for these, is multiplied by.
        let isMeanOfClasses = ["mse", "mae", "huber", "mse_softmax", "mae_softmax", "huber_softmax", "hinge", "squared_hinge", "bce_logits"]
            .contains(one.op)
        var shares = [Double](repeating: 1, count: images)
        switch one.parameters["reduction"]?.text ?? "mean" {
        case "mean": shares = shares.map { _ in 1 / Double(images) / (one.op == "kl" ? Double(classes) : 1) }
        case "batchmean": shares = shares.map { _ in 1 / Double(images) }
        case "sum": if isMeanOfClasses { shares = shares.map { _ in Double(classes) } }
        case "none": try #require(!isMeanOfClasses && one.float64["output"]?.shape == [images], "\(one.name): a loss for each image")
        case let other: throw GoldenCase.Unknown(what: "\(one.name): the reduction \(other)")
        }
        if let weights = one.parameters["class_weights"]?.numbers, let labels = one.labels {
            let own = labels.map { weights[$0] }
            let isMean = one.parameters["reduction"]?.text != "sum"
            shares = own.map { isMean ? $0 / own.reduce(0, +) : $0 }
        }
        let upstream = one.upstream.data
        var values: [Float] = []
        var gradient: [Float] = []
        // Where images count alike all of a group go at once, else each by itself.
        let isAlike = Set(shares).count <= 1 && upstream.count == 1
        let step = isAlike ? 16 : 1
        for first in stride(from: 0, to: images, by: step) {
            let count = min(step, images - first)
            let logits = LayerHarness.Buffer(Shape(channels: classes))
            let targets = LayerHarness.Buffer(Shape(channels: classes))
            let result = LayerHarness.Buffer(Shape(channels: classes))
            func part(_ data: [Double]) -> [Float] { data[first * classes..<(first + count) * classes].map { Float($0) } }
            logits.write(part(tensor.data), images: count, group: 0)
            if let given = one.targets { targets.write(part(given.data), images: count, group: 0) }
            var losses = [Float](repeating: .nan, count: 16)
            var labels = (one.labels?[first..<first + count].map { UInt8($0) } ?? []) + []
            labels += [UInt8](repeating: 0, count: 16 - labels.count)
            let scale = Float(shares[first] * upstream[upstream.count == 1 ? 0 : first])
            losses.withUnsafeMutableBufferPointer { losses in
                labels.withUnsafeBufferPointer { labels in
                    evaluate(
                        LossCall(
                            kernels: kernels.table, classes: classes, count: count, logits: UnsafePointer(logits.view.at),
                            labels: labels.baseAddress!, scale: scale, losses: losses.baseAddress!, gradient: result.view.at),
                        one.targets == nil ? nil : UnsafePointer(targets.view.at))
                }
            }
            values += losses.prefix(count)
            gradient += result.read(count)
            // Lanes without an image count for nothing.
            #expect(losses.suffix(16 - count).allSatisfy { $0 == 0 })
            #expect(result.read(16).suffix((16 - count) * classes).allSatisfy { $0 == 0 })
        }
        if one.float64["output"]?.data.count == images, images > 1 {
            try one.expect(values, "output", kernels)
        } else {
            let total = zip(values, shares).reduce(0) { $0 + Double($1.0) * $1.1 }
            let expected = try #require(one.float64["output"]?.data.first)
            #expect(abs(total - expected) <= 1e-6 * max(abs(expected), 1e-6), "\(kernels.name), \(one.name): \(total), not \(expected)")
        }
        try one.expect(gradient, "gradient_\(name)", kernels)
    }
}
