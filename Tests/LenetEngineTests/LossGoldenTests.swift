import CKernels
import LenetEngine
import LenetTestSupport
import Testing

/// Losses and their gradients as PyTorch has them.
@Suite struct LossGoldenTests {
    struct File: Decodable { let cases: [Case] }
    struct Case: Decodable {
        let name: String
        let op: String
        let parameters: Parameters
        let inputs: [String: GoldenTensor]
        let labels: [Int]?
        let float64: [String: GoldenTensor]
    }
    struct Parameters: Decodable {
        let reduction: String?
        let label_smoothing: Double?
        let class_weights: [Double]?
    }

    /// Operations that no loss makes yet: a new loss takes its name off this list.
    static let missing: Set<String> = [
        "mse", "mae_softmax", "mae", "huber", "multi_margin", "categorical_hinge", "hinge", "squared_hinge", "kl", "focal",
        "bce_logits", "bce", "nll",
    ]

    static func loss(_ one: Case) -> Loss? {
        switch one.op {
        // Smoothing, weights and target distributions are options that the loss does not have yet.
        case "softmax_cross_entropy":
            one.labels != nil && one.parameters.label_smoothing == nil && one.parameters.class_weights == nil
                ? LossCatalogue.loss(named: "cross_entropy") : nil
        case "mse_softmax": LossCatalogue.loss(named: "mse")
        default: nil
        }
    }

    @Test(arguments: Kernels.available) func lossesAgree(_ kernels: Kernels) throws {
        let cases = try Golden.read("losses.json", as: File.self).cases
        var run = 0
        for one in cases {
            guard let loss = Self.loss(one), let logits = one.inputs["logits"], let labels = one.labels,
                let output = one.float64["output"], let gradient = one.float64["gradient_logits"]
            else {
                #expect(Self.missing.contains(one.op) || one.op == "softmax_cross_entropy", "\(one.name): no loss makes it")
                continue
            }
            let images = logits.shape[0]
            let classes = logits.shape[1]
            let isSum = one.parameters.reduction == "sum"
            let input = LayerHarness.Buffer(Shape(channels: classes))
            let result = LayerHarness.Buffer(Shape(channels: classes))
            input.write(logits.data.map { Float($0) }, images: images, group: 0)
            var losses = [Float](repeating: .nan, count: 16)
            var bytes = labels.map { UInt8($0) }
            bytes += [UInt8](repeating: 0, count: 16 - images)
            losses.withUnsafeMutableBufferPointer { losses in
                loss.function.evaluate(
                    LossCall(
                        kernels: kernels.table, classes: classes, count: images, logits: UnsafePointer(input.view.at),
                        labels: bytes, scale: isSum ? 1 : 1 / Float(images), losses: losses.baseAddress!,
                        gradient: result.view.at))
            }
            let total = losses.prefix(images).reduce(0.0) { $0 + Double($1) } / (isSum ? 1 : Double(images))
            #expect(abs(total - output.data[0]) <= 1e-6 * max(1, output.data[0]), "\(kernels.name), \(one.name)")
            // Relative to the largest value of the tensor, however small that is.
            let scale = gradient.data.reduce(0) { max($0, abs($1)) }
            let scaled = result.read(images).map { Float(Double($0) / max(scale, 1e-30)) }
            #expect(
                difference(scaled, gradient.data.map { $0 / max(scale, 1e-30) }) <= 2e-6, "\(kernels.name), \(one.name), gradient")
            // Lanes without an image count for nothing.
            #expect(losses.suffix(16 - images).allSatisfy { $0 == 0 })
            #expect(result.read(16).suffix((16 - images) * classes).allSatisfy { $0 == 0 })
            run += 1
        }
        #expect(run > 0)
    }
}
