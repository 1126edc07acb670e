import Foundation
import LenetData
import LenetEngine
import LenetTestSupport
import Testing

/// Ten real training steps on MNIST from prescribed weights, against PyTorch: logits, first gradients, losses, norms.
///
/// Needs $LENET_GOLDEN and $LENET_DATA; in a clone without them the suite is skipped, and `LayerGoldenTests` and
/// `GradientTests` cover what it covers layer by layer. The rules other than SGD are run by LenetRules' tests.
@Suite(.enabled(if: Golden.isComplete && RealData.hasMNIST))
struct TrajectoryGoldenTests {
    struct File: Decodable { let cases: [Case] }
    struct Case: Decodable {
        let model: String
        let weight_seed: UInt64
        let first_image: Int
        let images: Int
        let batch: Int
        let steps: Int
        let logits_first_five_float64: [[Double]]
        let first_gradient_float64: FirstGradient
        let runs: [Run]
    }
    struct FirstGradient: Decodable {
        let loss: Double
        let norms: [Double]
        let sums: [Double]
    }
    struct Run: Decodable {
        let dialect: String
        let rule: String
        let hyperparameters: [String: Setting]
        let float64: Trajectory
    }
    struct Setting: Decodable {
        let number: Double?
        init(from decoder: any Decoder) throws { number = try? decoder.singleValueContainer().decode(Double.self) }
    }
    struct Trajectory: Decodable {
        let loss_before_step: [Double]
        let loss_640_after: Double
        let correct_640_after: Int
        let change_norms: [Double]
        let norms_after: [Double]
    }

    /// The weights of the golden README's formula; biases zero.
    static func start(_ plan: NetworkPlan, seed: UInt64) -> Network {
        var weights = [Float](repeating: 0, count: plan.parameterCount)
        var layer: UInt64 = 0
        for array in plan.arrays where array.name.hasSuffix("weight") {
            for index in 0..<array.count {
                var z = (seed << 48 | layer << 32 | UInt64(index)) &+ 0x9E37_79B9_7F4A_7C15
                z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
                z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
                z ^= z >> 31
                let n = Double(2 * Int(z >> 40) + 1 - 16_777_216)
                weights[array.offset + index] = Float(n * ((6 / Double(array.fanIn + array.fanOut)).squareRoot() / 16_777_216))
            }
            layer += 1
        }
        return Network(plan: plan, weights: weights)
    }

    static func norm(_ numbers: some Sequence<Float>) -> Double {
        numbers.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    }

    @Test func tenStepsOfSGD() throws {
        let cases = try Golden.read("trajectories.json", as: File.self).cases
        #expect(!cases.isEmpty)
        for one in cases {
            #expect(one.model == "lenet5-relu")
            let plan = try TestModels.preset("lenet5")
            let split = try MNISTFile.training(first: one.first_image, count: one.images)
            let machine = try Machine(threads: 2)
            let begin = Self.start(plan, seed: one.weight_seed)

            let first = try machine.gradients(begin, on: Self.batch(split, 0..<one.batch))
            #expect(abs(first.loss - one.first_gradient_float64.loss) < 2e-6)
            for (array, norm) in zip(plan.arrays, one.first_gradient_float64.norms) {
                #expect(abs(Self.norm(first.gradients[array.range]) - norm) < 1e-5 * norm, "\(array.name)")
            }
            for (array, sum) in zip(plan.arrays, one.first_gradient_float64.sums) {
                let found = first.gradients[array.range].reduce(0) { $0 + Double($1) }
                #expect(abs(found - sum) < 2e-5, "\(array.name)")
            }
            let logits = one.logits_first_five_float64
            for image in 0..<5 {
                let probabilities = try machine.probabilities(begin, image: split, at: image)
                let row = logits[image]
                let total = row.reduce(0) { $0 + Mathematics.exp($1) }
                #expect(zip(probabilities, row).allSatisfy { abs(Double($0) - Mathematics.exp($1) / total) < 1e-6 })
            }

            var run = 0
            for golden in one.runs where golden.rule == "sgd" {
                let rate = try #require(golden.hyperparameters["lr"]?.number ?? golden.hyperparameters["learning_rate"]?.number)
                var network = begin
                let runner = UpdateRunner<Float>(program: TestRules.sgd, hyperparameters: [], arrays: plan.arrays.map(\.dimensions))
                for step in 0..<one.steps {
                    let batch = Self.batch(split, step * one.batch..<(step + 1) * one.batch)
                    let (loss, gradients) = try machine.gradients(network, on: batch)
                    #expect(abs(loss - golden.float64.loss_before_step[step]) < 2e-5, "\(golden.dialect), step \(step)")
                    runner.step(weights: &network.weights, gradients: gradients, rate: rate)
                }
                let after = try machine.evaluate(network, on: split)
                #expect(abs(after.loss - golden.float64.loss_640_after) < 2e-5)
                #expect(abs(after.correct - golden.float64.correct_640_after) <= 2)
                for (index, array) in plan.arrays.enumerated() {
                    let change = Self.norm(array.range.map { network.weights[$0] - begin.weights[$0] })
                    #expect(abs(change - golden.float64.change_norms[index]) < 2e-3 * golden.float64.change_norms[index])
                    let norm = golden.float64.norms_after[index]
                    #expect(abs(Self.norm(network.weights[array.range]) - norm) < 2e-3 * norm)
                }
                run += 1
            }
            #expect(run == 2)
        }
    }

    static func batch(_ split: ImageSplit, _ range: Range<Int>) -> ImageSplit {
        ImageSplit(images: split.images, indices: Array(split.indices[range]))
    }
}

/// MNIST's training files as they are, without the checks of `load`: gunzip does the unpacking.
enum MNISTFile {
    static func training(first: Int, count: Int) throws -> ImageSplit {
        let folder = try #require(RealData.folder).appendingPathComponent("mnist")
        let pixels = try unpacked(folder.appendingPathComponent("train-images-idx3-ubyte.gz"))
        let labels = try unpacked(folder.appendingPathComponent("train-labels-idx1-ubyte.gz"))
        let images = ImageSet(
            count: count, channels: 1, height: 28, width: 28, classes: 10,
            pixels: Array(pixels[16 + first * 784..<16 + (first + count) * 784]), labels: Array(labels[8 + first..<8 + first + count]))
        return ImageSplit(images)
    }

    private static func unpacked(_ file: URL) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", file.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        return bytes
    }
}
