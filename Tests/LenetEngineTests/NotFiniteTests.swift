import CKernels
import LenetEngine
import LenetRandom
import Testing

/// A number that is not one is never lost on its way, and never spreads to another image.
@Suite struct NotFiniteTests {
    /// Layers whose results for an image depend on the other images of the batch while training.
    static let mixesImages: Set<String> = ["batchnorm"]
    static let shape = Shape(channels: 2, height: 6, width: 5)

    static func bits(_ numbers: [Float]) -> [UInt32] { numbers.map { $0.isNaN ? 0x7FC0_0000 : $0.bitPattern } }

    private func run(_ line: LayerLine, _ kernels: Kernels, spoil: (inout [Float], inout [Float], Int, Int) -> Void) throws
        -> (layer: any Layer, result: LayerHarness.Result)
    {
        var harness = try LayerHarness(line, input: Self.shape, kernels: kernels)
        var stream = RandomStream(seed: 8, purpose: .samples)
        func numbers(_ count: Int) -> [Float] { (0..<count).map { _ in Float(stream.uniform() * 2 - 1) } }
        harness.weights = numbers(harness.layer.parameters.reduce(0) { $0 + $1.count })
        var input = numbers(16 * Self.shape.count)
        var upstream = numbers(16 * harness.layer.output.count)
        spoil(&input, &upstream, Self.shape.count, harness.layer.output.count)
        return (harness.layer, harness.run(input, upstream: upstream, images: 16))
    }

    @Test(arguments: CardLines.keywords.filter { !mixesImages.contains($0) }, Kernels.available.map(\.name))
    func everyLayer(_ keyword: String, variant: String) throws {
        let card = try #require(CardLines.card(keyword))
        let kernels = try #require(Kernels.named(variant))
        for line in CardLines.lines(card) {
            guard let clean = try? run(line, kernels, spoil: { _, _, _, _ in }) else {
                #expect(line != CardLines.lines(card)[0])
                continue
            }
            if clean.layer.isIdentity { continue }
            let (outputs, inputs) = (clean.layer.output.count, clean.layer.input.count)
            func of(_ image: Int, _ numbers: [Float], _ size: Int) -> ArraySlice<Float> { numbers[image * size..<(image + 1) * size] }

            // Image 3 is NaN throughout.
            let spoiled = try run(line, kernels) { input, _, size, _ in for k in 3 * size..<4 * size { input[k] = .nan } }.result
            let through = of(3, spoiled.output, outputs)
            #expect(through.contains { $0.isNaN }, "\(line)")
            // All of them, but for what dropout drops and what lies in the padding alone.
            if line == CardLines.lines(card)[0] {
                #expect(through.allSatisfy { $0.isNaN || (clean.layer.isOnlyForTraining && $0 == 0) }, "\(line)")
            }
            for image in 0..<16 where image != 3 {
                #expect(Self.bits(Array(of(image, spoiled.output, outputs))) == Self.bits(Array(of(image, clean.result.output, outputs))))
            }

            // The gradient of image 5's results is NaN.
            let back = try run(line, kernels) { _, upstream, _, size in for k in 5 * size..<6 * size { upstream[k] = .nan } }.result
            #expect(of(5, back.inputGradient, inputs).contains { $0.isNaN }, "\(line)")
            if !clean.layer.parameters.isEmpty { #expect(back.weightGradient.contains { $0.isNaN }, "\(line)") }
            for image in 0..<16 where image != 5 {
                #expect(
                    Self.bits(Array(of(image, back.inputGradient, inputs))) == Self.bits(Array(of(image, clean.result.inputGradient, inputs))))
            }
        }
    }

    /// Infinities and the largest numbers, both signs, give the same bits on every variant, NaNs counted as one.
    @Test(arguments: CardLines.keywords.filter { !mixesImages.contains($0) })
    func extremesAreTheSameOnEveryVariant(_ keyword: String) throws {
        let card = try #require(CardLines.card(keyword))
        let extremes: [Float] = [.infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1e-45, -0.0, .nan]
        for line in CardLines.lines(card) {
            var seen: Set<[[UInt32]]> = []
            for kernels in Kernels.available {
                let run = try? run(line, kernels) { input, upstream, _, _ in
                    for k in stride(from: 0, to: input.count, by: 11) { input[k] = extremes[k % extremes.count] }
                    for k in stride(from: 0, to: upstream.count, by: 13) { upstream[k] = extremes[k % extremes.count] }
                }
                guard let run, !run.layer.isIdentity else { continue }
                seen.insert([run.result.output, run.result.inputGradient, run.result.weightGradient].map(Self.bits))
            }
            #expect(seen.count <= 1, "\(line)")
        }
    }

    @Test(arguments: LossCatalogue.cards.map(\.keyword), Kernels.available.map(\.name))
    func everyLoss(_ keyword: String, variant: String) throws {
        let loss = try #require(LossCatalogue.loss(named: keyword)).function
        let kernels = try #require(Kernels.named(variant))
        let classes = 7
        let logits = (0..<classes * 16).map { Float($0 * 29 % 31 - 15) / 8 }
        for spoiledClass in [0, 3, classes - 1] {
            var spoiled = logits
            spoiled[spoiledClass * 16 + 2] = .nan
            spoiled[spoiledClass * 16 + 14] = .nan  // beyond the images that count
            let labels = (0..<16).map { UInt8($0 % classes) }
            var losses = [Float](repeating: 9, count: 16)
            var gradient = [Float](repeating: 9, count: classes * 16)
            loss.evaluate(
                LossCall(
                    kernels: kernels.table, classes: classes, count: 13, logits: &spoiled, labels: labels, scale: 0.25,
                    losses: &losses, gradient: &gradient))
            #expect(losses[2].isNaN && losses.enumerated().allSatisfy { $0.offset == 2 || $0.element.isFinite })
            #expect(losses[13...].allSatisfy { $0 == 0 })
            for c in 0..<classes {
                for lane in 0..<16 where lane != 2 { #expect(gradient[c * 16 + lane].isFinite) }
            }
            #expect((0..<classes).contains { gradient[$0 * 16 + 2].isNaN })
        }
    }

    /// A weight that is not a number shows in the loss of every network, and all such weights are one in a fingerprint.
    @Test(arguments: TestModels.small.map(\.name)) func everyNetwork(_ name: String) throws {
        let plan = try TestModels.plan(try #require(TestModels.small.first { $0.name == name }).lines)
        let machine = try Machine(threads: 2)
        for array in plan.arrays {
            var network = Network(plan: plan, seed: 2)
            for index in array.range { network.weights[index] = Float(nan: UInt32(index % 1000 + 1), signaling: false) }
            #expect(try machine.evaluate(network, on: TestModels.dataset(20).test).loss.isNaN, "\(array.name)")
            var other = network
            for index in array.range { other.weights[index] = -.nan }
            #expect(other.fingerprint == network.fingerprint)
            #expect(network.fingerprint != Network(plan: plan, seed: 2).fingerprint)
        }
    }
}
