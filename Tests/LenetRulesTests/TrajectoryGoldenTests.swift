import Foundation
import LenetData
import LenetEngine
import LenetRules
import LenetTestSupport
import Testing

/// Real training steps on MNIST from prescribed weights, against PyTorch and Keras: logits, first gradients, losses, norms, for
/// every model and every run that the file holds.
///
/// Needs $LENET_GOLDEN and $LENET_DATA; in a clone without them the suite is skipped, and `LayerGoldenTests` and
/// `GradientTests` cover what it covers layer by layer.
@Suite(.enabled(if: Golden.isComplete && RealData.hasMNIST))
struct TrajectoryGoldenTests {
    struct File: Decodable { let cases: [Case] }
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let model: String
        let layers: [[GoldenValue]]
        let weight_seed: UInt64
        let first_image: Int
        let images: Int
        let batch: Int
        let steps: Int
        let initial: [String: Start]
        let logits_first_five_float64: [[Double]]
        let first_gradient_float64: FirstGradient
        let runs: [Run]
        var testDescription: String { model }
    }
    struct Start: Decodable {
        let first_eight: [Double]
    }
    struct FirstGradient: Decodable {
        let loss: Double
        let norms: [Double]
        let sums: [Double]
    }
    struct Run: Decodable {
        let dialect: String
        let rule: String
        let `class`: String
        let hyperparameters: [String: GoldenValue]
        let float64: Trajectory
    }
    struct Trajectory: Decodable {
        let loss_before_step: [Double]
        let loss_640_after: Double
        let correct_640_after: Int
        let change_norms: [Double]
        let norms_after: [Double]
    }

    static let cases: [Case] = (try? Golden.read("trajectories.json", as: File.self))?.cases ?? []

    @Test func theFileHasEntries() throws {
        let cases = try Golden.read("trajectories.json", as: File.self).cases
        #expect(!cases.isEmpty && cases.allSatisfy { !$0.runs.isEmpty })
    }

    /// `["conv", out, in, k, pad]`, `["dense", out, in]`, `["avg"]`, `["flat"]`, an activation's name.
    static func plan(_ one: Case) throws -> NetworkPlan {
        let lines = try one.layers.map { layer -> LayerLine in
            guard case .text(let word)? = layer.first else { throw Unknown(what: "\(layer)") }
            let numbers = try layer.dropFirst().map { value -> Double in
                guard case .number(let number) = value else { throw Unknown(what: "\(layer)") }
                return number
            }
            switch (word, numbers.count) {
            case ("conv", 4): return LayerLine("conv", ["filters": .number(numbers[0]), "kernel": .number(numbers[2]), "pad": .number(numbers[3])])
            case ("dense", 2): return LayerLine("dense", ["units": .number(numbers[0])])
            case ("avg", 0): return LayerLine("avgpool", ["size": .number(2)])
            case ("max", 0): return LayerLine("maxpool", ["size": .number(2)])
            case ("flat", 0): return LayerLine("flatten")
            case ("hardtanh", 0): return LayerLine("hard_tanh")
            case (_, 0) where ActivationCatalogue.cards.contains { $0.keyword == word }: return LayerLine(word)
            default: throw Unknown(what: "\(layer)")
            }
        }
        return try NetworkPlan(name: one.model, lines: lines, input: Shape(channels: 1, height: 28, width: 28), classes: 10)
    }

    struct Unknown: Error { let what: String }

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

    static func batch(_ split: ImageSplit, _ range: Range<Int>) -> ImageSplit {
        ImageSplit(images: split.images, indices: Array(split.indices[range]))
    }

    @Test(arguments: cases) func theFirstBatch(_ one: Case) throws {
        let plan = try Self.plan(one)
        let split = try MNISTFile.training(first: one.first_image, count: one.images)
        let machine = try Machine(threads: 2)
        let begin = Self.start(plan, seed: one.weight_seed)
        let starts = plan.arrays.filter { $0.name.hasSuffix("weight") }
        for (place, array) in starts.enumerated() {
            let start = try #require(one.initial.first { $0.key.hasSuffix("\(place).weight") }?.value)
            for (index, value) in start.first_eight.enumerated() { #expect(begin.weights[array.offset + index] == Float(value)) }
        }

        let first = try machine.gradients(begin, on: Self.batch(split, 0..<one.batch))
        #expect(abs(first.loss - one.first_gradient_float64.loss) < 2e-6)
        #expect(one.first_gradient_float64.norms.count == plan.arrays.count)
        for (array, norm) in zip(plan.arrays, one.first_gradient_float64.norms) {
            #expect(abs(Self.norm(first.gradients[array.range]) - norm) < 1e-5 * norm, "\(array.name)")
        }
        for (array, sum) in zip(plan.arrays, one.first_gradient_float64.sums) {
            let found = first.gradients[array.range].reduce(0) { $0 + Double($1) }
            #expect(abs(found - sum) < 2e-5, "\(array.name)")
        }
        for (image, row) in one.logits_first_five_float64.enumerated() {
            let probabilities = try machine.probabilities(begin, image: split, at: image)
            let total = row.reduce(0) { $0 + Mathematics.exp($1) }
            #expect(zip(probabilities, row).allSatisfy { abs(Double($0) - Mathematics.exp($1) / total) < 1e-6 })
        }
    }

    @Test(arguments: cases) func everyRun(_ one: Case) throws {
        let plan = try Self.plan(one)
        let split = try MNISTFile.training(first: one.first_image, count: one.images)
        let machine = try Machine(threads: 2)
        let begin = Self.start(plan, seed: one.weight_seed)
        for golden in one.runs {
            let rule = try Self.use(golden)
            // Its first update moves every weight by 0.1: what follows is chaotic (README of the golden values).
            let isChaotic = golden.dialect == "torch" && golden.class == "RMSprop"
            let tolerance = isChaotic ? 1e-2 : 2e-5
            let name = "\(one.model), \(golden.dialect) \(golden.rule)"
            var network = begin
            let runner = UpdateRunner<Float>(
                program: rule.program, hyperparameters: rule.hyperparameters, arrays: plan.arrays.map(\.dimensions))
            for step in 0..<one.steps {
                let (loss, gradients) = try machine.gradients(
                    network, on: Self.batch(split, step * one.batch..<(step + 1) * one.batch))
                let expected = golden.float64.loss_before_step[step]
                #expect(abs(loss - expected) < tolerance * max(1, expected), "\(name), step \(step): \(loss), not \(expected)")
                runner.step(weights: &network.weights, gradients: gradients, rate: rule.learningRate)
            }
            let after = try machine.evaluate(network, on: split)
            #expect(abs(after.loss - golden.float64.loss_640_after) < tolerance * max(1, golden.float64.loss_640_after), "\(name)")
            #expect(abs(after.correct - golden.float64.correct_640_after) <= (isChaotic ? 6 : 2), "\(name)")
            let part = isChaotic ? 2e-2 : 2e-3
            for (index, array) in plan.arrays.enumerated() {
                let change = Self.norm(array.range.map { network.weights[$0] - begin.weights[$0] })
                let expected = golden.float64.change_norms[index]
                #expect(abs(change - expected) <= part * expected, "\(name), change of \(array.name): \(change), not \(expected)")
                let norm = golden.float64.norms_after[index]
                #expect(abs(Self.norm(network.weights[array.range]) - norm) <= part * norm, "\(name), \(array.name)")
            }
        }
    }

    /// The rule of a run by the tables of the optimizers' golden tests.
    static func use(_ run: Run) throws -> RuleInUse {
        let dialect = try #require(Dialect(rawValue: run.dialect))
        let rule = try #require(FrameworkNames.rules[run.class], "no rule for the class \(run.class)")
        let settings = try FrameworkNames.settings(of: run.hyperparameters, class: run.class, dialect: dialect)
        return try RuleTexts("").library.use(RuleTexts.name(rule), dialect: dialect, settings: RuleTexts.settings(settings))
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
