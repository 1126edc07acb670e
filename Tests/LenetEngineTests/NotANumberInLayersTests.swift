import CKernels
import LenetEngine
import Testing

/// What is not a number stays so, and infinity goes where the formula takes it.
@Suite struct NotANumberInLayersTests {
    @Test(arguments: LayerCatalogue.activationCards.map(\.keyword)) func activations(_ word: String) throws {
        for kernels in Kernels.available {
            let harness = try LayerHarness(LayerLine(word), input: Shape(channels: 3), kernels: kernels)
            let result = harness.run([.nan, 1, -1], upstream: [1, 1, .nan], images: 1)
            #expect(result.output[0].isNaN && result.output[1...].allSatisfy { $0.isFinite }, "\(word)")
            #expect(result.inputGradient[1].isFinite, "\(word)")
            // Where the function is flat the gradient is 0 whatever comes.
            if word != "relu", word != "relu6", word != "hard_tanh" { #expect(result.inputGradient[2].isNaN, "\(word)") }
            let high = harness.run([.infinity, 0, 0], upstream: [1, 1, 1], images: 1).output[0]
            let bounded: [String: Float] = ["tanh": 1, "sigmoid": 1, "hard_tanh": 1, "relu6": 6, "scaled_tanh": 1.7159]
            #expect(high.isNaN || high == bounded[word] ?? .infinity, "\(word): \(high)")
        }
    }

    @Test(arguments: TestModels.losses.indices) func losses(_ place: Int) throws {
        let loss = try TestModels.loss(place)
        for kernels in Kernels.available {
            for wrong in 0..<5 {
                var logits = (0..<5 * 16).map { Float($0 % 7) / 4 - 0.5 }
                logits[wrong * 16 + 2] = .nan
                var losses = [Float](repeating: 0, count: 16)
                var gradient = logits
                let labels = (0..<16).map { UInt8($0 % 5) }
                gradient.withUnsafeMutableBufferPointer { gradient in
                    losses.withUnsafeMutableBufferPointer { losses in
                        labels.withUnsafeBufferPointer { labels in
                            loss.function.evaluate(
                                LossCall(
                                    kernels: kernels.table, classes: 5, count: 13, logits: logits, labels: labels.baseAddress!, scale: 1,
                                    losses: losses.baseAddress!, gradient: gradient.baseAddress))
                        }
                    }
                }
                #expect(losses[2].isNaN && losses.enumerated().allSatisfy { $0.offset == 2 || $0.element.isFinite }, "\(loss.name) \(wrong)")
                #expect((0..<5).contains { gradient[$0 * 16 + 2].isNaN }, "\(loss.name) \(wrong)")
            }
        }
    }

    @Test func batchNormalisationSpreadsIt() throws {
        var harness = try LayerHarness(LayerLine("batchnorm"), input: Shape(channels: 2))
        harness.weights = [1, 1, 0, 0]
        harness.statistics = [0, 0, 1, 1]
        let result = harness.run([.nan, 1, 2, 3], upstream: [1, 2, 3, 4], images: 2)
        #expect(result.output[0].isNaN && result.output[2].isNaN && result.output[1].isFinite && result.output[3].isFinite)
        #expect(result.statistics[0].isNaN && result.statistics[1].isFinite)
    }
}
