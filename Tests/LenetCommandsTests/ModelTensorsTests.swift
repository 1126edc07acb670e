import Foundation
import LenetCommands
import LenetData
import LenetEngine
import LenetLab
import Testing

/// Weights in the safetensors format: ours come back to the bit, PyTorch's are read, files that lie are refused.
@Suite struct ModelTensorsTests {
    private func session(_ script: String) throws -> (session: Session, output: CollectedOutput) {
        let (session, output) = TestSession.make()
        try #require(session.run(script, name: "test") == .fine, "\(output.messages)")
        return (session, output)
    }

    private func withFile(_ bytes: [UInt8]? = nil, _ body: (String) throws -> Void) throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-\(UUID().uuidString).safetensors")
        defer { try? FileManager.default.removeItem(at: url) }
        if let bytes { try Data(bytes).write(to: url) }
        try body(url.path)
    }

    private static let training = "load digits train 200\nmodel normed { conv 4 3x3 same; batchnorm; relu; maxpool 2; dense 8 tanh as features; dense 10 }\nmodel normed\n"

    /// Into a session that knows nothing of it: the file brings the network.
    @Test(arguments: ["adam epochs 2 batch 32", "schedule_free_adamw epochs 2 batch 32", "sgd lr 0.1 average 0.9 epochs 2 batch 32"])
    func savedWeightsAreThoseOfEvaluation(rule: String) throws {
        try withFile { path in
            let (first, _) = try session(Self.training + "train with \(rule)\nsave model to \"\(path)\"")
            let (other, _) = try session("load model \"\(path)\"")
            let expected = try #require(first.training?.evaluationNetwork)
            #expect(other.training?.network.weights == expected.weights)
            #expect(other.training?.network.statistics == expected.statistics)
            #expect(other.training?.network.plan == expected.plan)
            #expect(other.training?.optimizer == nil && other.training?.step == 0)
            // And it can be trained.
            try #require(other.run("load digits train 200\ntrain with sgd lr 0.1", name: "test") == .fine)
        }
    }

    @Test func namesAndShapesAreThoseOfPyTorch() throws {
        let (session, _) = try session(Self.training)
        let bytes = ModelTensors.bytes(try #require(session.training?.network), step: 7)
        let length = Fuzzing.number(bytes, at: 0)
        let header = try #require(try JSONSerialization.jsonObject(with: Data(bytes[8..<8 + length])) as? [String: Any])
        var shapes: [String: [Int]] = [:]
        for (name, value) in header where name != "__metadata__" { shapes[name] = try #require((value as? [String: Any])?["shape"] as? [Int]) }
        #expect(
            shapes == [
                "conv1.weight": [4, 1, 3, 3], "conv1.bias": [4], "batchnorm1.weight": [4], "batchnorm1.bias": [4], "batchnorm1.running_mean": [4],
                "batchnorm1.running_var": [4], "batchnorm1.num_batches_tracked": [], "features.weight": [8, 784], "features.bias": [8],
                "dense2.weight": [10, 8], "dense2.bias": [10],
            ])
        #expect((header["batchnorm1.num_batches_tracked"] as? [String: Any])?["dtype"] as? String == "I64")
        #expect(length.isMultiple(of: 8))
    }

    // MARK: Theirs

    private static func theirs(_ name: String) throws -> [UInt8] {
        let url = RecordedFile.root.appendingPathComponent("Tests/LenetCommandsTests/Tensors/theirs.\(name)")
        return [UInt8](try Data(contentsOf: url))
    }

    private static let model = "dialect torch\nmodel theirs { conv 3 5x5 stride 2 pad 2 relu; batchnorm; maxpool 2; dense 5 tanh; dense 10 }\nmodel theirs\n"

    /// Files and answers of PyTorch 2 (Tensors/make.py).
    @Test(arguments: ["f32", "f16", "bf16", "f64"])
    func filesOfPyTorchGoldenAnswers(kind: String) throws {
        let (session, _) = try session(Self.model)
        let network = try ModelTensors.network(reading: try Self.theirs(kind + ".safetensors"), into: session.training?.network.plan)
        let answers = try #require(try JSONSerialization.jsonObject(with: Data(try Self.theirs("json"))) as? [String: [Double]])
        let expected = try #require(answers[kind])
        try #require(expected.count == 10)
        let pixels = (0..<784).map { UInt8($0 * 37 % 256) }
        let images = ImageSet(count: 1, channels: 1, height: 28, width: 28, classes: 10, pixels: pixels, labels: [0])
        let found = try session.machine().probabilities(network, image: ImageSplit(images), at: 0)
        for (found, expected) in zip(found, expected) { #expect(abs(Double(found) - expected) < 2e-6) }
    }

    /// A network of other layers, and none.
    @Test func whatDoesNotFitIsTold() throws {
        let bytes = try Self.theirs("f32.safetensors")
        func fault(_ script: String) throws -> TensorFault? {
            let (session, _) = try session(script)
            do {
                _ = try ModelTensors.network(reading: bytes, into: session.training?.network.plan)
                return nil
            } catch { return error as? TensorFault }
        }
        #expect(try fault("print 1") == .noNetwork)
        #expect(try fault("model lenet5").map { if case .missing("conv2.weight", _) = $0 { true } else { false } } == true)
        // The file has a layer more. Its first one would not fit either, but which layers there are is looked at first.
        let shorter = "model m { conv 3 5x5 stride 2 pad 2; batchnorm; maxpool 2; dense 10 }\nmodel m"
        let known = ["conv1.weight", "conv1.bias", "batchnorm1.weight", "batchnorm1.bias", "dense1.weight", "dense1.bias", "batchnorm1.running_mean", "batchnorm1.running_var"]
        #expect(try fault(shorter) == .unexpected(["dense2.bias", "dense2.weight"], known: known))
        try withFile(bytes) { path in
            let (session, output) = try self.session(shorter)
            #expect(session.run("load model \"\(path)\"", name: "test") == .failed)
            // Without the picture of the line, whose length is the path's, and unfolded.
            let lines = output.messages.joined(separator: "\n").split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            #expect(lines.first == "error: '\(path)' has 'dense2.bias', for which the network has no place")
            #expect(lines.contains { $0.hasSuffix("^ it is of another network") })
            let notes = lines.drop { !$0.hasPrefix("=") }.prefix { !$0.hasPrefix("more:") }.joined(separator: " ")
            #expect(notes == "= the network has: " + known.joined(separator: ", "))
        }
        #expect(try fault("model m { conv 3 5x5 stride 2 pad 2; batchnorm; maxpool 2; dense 5; dense 9; dense 10 }\nmodel m").map {
            if case .missing("dense3.weight", _) = $0 { true } else { false }
        } == true)
        #expect(try fault("model m { conv 3 5x5 stride 2 pad 2; batchnorm; maxpool 2; dense 6; dense 10 }\nmodel m")
            == .shape(name: "dense1.weight", found: [5, 147], wanted: [6, 147]))
        #expect(try fault("model m { conv 3 5x5 stride 2 pad 2; maxpool 2; dense 5; dense 10 }\nmodel m").map {
            if case .unexpected(let names, _) = $0 { names.contains("batchnorm1.weight") } else { false }
        } == true)
        try withFile(bytes) { path in
            let (session, _) = try self.session("model lenet5")
            let before = session.training?.network.fingerprint
            #expect(session.run("load model \"\(path)\"", name: "test") == .failed)
            #expect(session.reportedCodes == ["E0747"] && session.training?.network.fingerprint == before)
        }
    }

    // MARK: Files that lie

    private static func file(_ header: String, _ numbers: Int = 0, length: Int? = nil) -> [UInt8] {
        withUnsafeBytes(of: UInt64(bitPattern: Int64(length ?? header.utf8.count)).littleEndian) { Array($0) } + Array(header.utf8) + [UInt8](repeating: 0, count: numbers)
    }

    private static func tensor(_ name: String, _ shape: String, _ offsets: String, _ type: String = "F32") -> String {
        "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
    }

    static let hostile: [(what: String, bytes: [UInt8], reason: String)] = [
        ("empty", [], "only 0 bytes"), ("short", [1, 0, 0], "only 3 bytes"),
        ("length beyond the file", file("{}", length: 1000), "longer than the file"),
        ("the largest length", file("{}", length: .max), "no header has"),
        ("negative length", file("{}", length: -1), "no header has"),
        ("a length of 20 MB", file("{}", length: 20_000_000), "no header has"),
        ("no length", file("{}", length: 0), "longer than the file"), ("no JSON", file("{nonsense}"), "no JSON"),
        ("a list", file("[]"), "does not begin with {"), ("a space first", file(" {}"), "does not begin with {"),
        ("a name twice", file("{\(tensor("a", "[1]", "[0,4]")),\(tensor("a", "[1]", "[4,8]"))}", 8), "stands twice"),
        ("an overlap", file("{\(tensor("a", "[2]", "[0,8]")),\(tensor("b", "[2]", "[4,12]"))}", 12), "overlaps"),
        ("the same place", file("{\(tensor("a", "[2]", "[0,8]")),\(tensor("b", "[2]", "[0,8]"))}", 8), "overlaps"),
        ("a gap", file("{\(tensor("a", "[1]", "[0,4]")),\(tensor("b", "[1]", "[8,12]"))}", 12), "leaves a gap"),
        ("a gap at the start", file("{\(tensor("a", "[1]", "[4,8]"))}", 8), "leaves a gap"),
        ("a rest", file("{\(tensor("a", "[1]", "[0,4]"))}", 8), "belong to no tensor"),
        ("behind the end", file("{\(tensor("a", "[2]", "[0,8]"))}", 4), "larger than the file|behind the end"),
        ("turned offsets", file("{\(tensor("a", "[1]", "[4,0]"))}", 4), "behind the end"),
        ("a negative offset", file("{\(tensor("a", "[1]", "[-4,0]"))}", 4), "no whole number"),
        ("a broken offset", file("{\(tensor("a", "[1]", "[0.5,4.5]"))}", 8), "no whole number"),
        ("an infinite size", file("{\(tensor("a", "[1e999]", "[0,4]"))}", 4), "too large"),
        ("a size of 1e300", file("{\(tensor("a", "[1e300]", "[0,4]"))}", 4), "no whole number"),
        ("sizes whose product overflows", file("{\(tensor("a", "[4294967296,4294967296,4]", "[0,4]"))}", 4), "larger than the file"),
        ("a product of 0 with a large side", file("{\(tensor("a", "[0,9007199254740992]", "[0,4]"))}", 4), "its shape 0"),
        ("shape and bytes", file("{\(tensor("a", "[3]", "[0,4]"))}", 16), "its shape 12"),
        ("an unknown dtype", file("{\(tensor("a", "[1]", "[0,4]", "F31"))}", 4), "unknown dtype"),
        ("no shape", file("{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", 4), "has not a dtype"),
        ("three offsets", file("{\(tensor("a", "[1]", "[0,4,8]"))}", 8), "two data_offsets"),
        ("metadata that is no text", file("{\"__metadata__\":{\"a\":1}}"), "no text"),
        ("deep nesting", file("{\"a\":" + String(repeating: "[", count: 5000) + "}"), "deeper than"),
        ("many dimensions", file("{\(tensor("a", "[" + String(repeating: "1,", count: 40) + "1]", "[0,4]"))}", 4), "dimensions"),
        ("text behind the header", file("{} {}"), "no JSON"),
    ]

    @Test(arguments: hostile.indices)
    func aHeaderThatLiesIsRefused(index: Int) {
        let (what, bytes, reason) = Self.hostile[index]
        do {
            _ = try ModelTensors.network(reading: bytes, into: nil)
            Issue.record("\(what) was taken")
        } catch TensorFault.damaged(let found) {
            #expect(reason.split(separator: "|").contains { found.contains($0) }, "\(what): \(found)")
        } catch {
            Issue.record("\(what): \(error)")
        }
    }

    @Test func numbersThatAreNoneAreRefused() throws {
        var bytes = try Self.theirs("f32.safetensors")
        let session = try session(Self.model).session
        bytes.replaceSubrange(bytes.count - 4..<bytes.count, with: [0, 0, 0xC0, 0x7F])
        #expect(throws: TensorFault.self) { try ModelTensors.network(reading: bytes, into: session.training?.network.plan) }
    }

    /// The same mutants every time; `LENET_FUZZ` makes more.
    @Test func mutantsAreReadOrRefused() throws {
        let (session, _) = try session(Self.training)
        let plan = try #require(session.training?.network.plan)
        let own = ModelTensors.bytes(try #require(session.training?.network), step: 3)
        var refused = 0
        for number in 0..<Fuzzing.mutants {
            let sample = number.isMultiple(of: 2) ? own : try Self.theirs("bf16.safetensors")
            let length = Fuzzing.number(sample, at: 0)
            let header = Fuzzing.damaged(Array(sample[8..<8 + length]), number)
            let said = number.isMultiple(of: 7) ? length : header.count
            let bytes = withUnsafeBytes(of: UInt64(said).littleEndian) { Array($0) } + header + sample[(8 + length)...]
            do { _ = try ModelTensors.network(reading: bytes, into: plan) } catch { refused += 1 }
        }
        #expect(refused > Fuzzing.mutants / 2)
    }
}
