import Foundation
import LenetCommands
import LenetEngine
import LenetLab
import Testing

/// The file of the record: numbers, damage, what is forgotten, many writers.
@Suite struct RunLogTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-records-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    static func run(_ name: String = "adam", accuracy: Double = 0.5, script: String = "print 1\n") -> Run {
        let row = HistoryRow(epoch: 0, train: (2.302585092994046, 0.1), test: (.infinity, 0.1), seconds: 0)
        var result = TrainingResult(history: [row, row], steps: 7, seconds: 0.25, imagesPerSecond: 2400, fingerprint: "0123456789abcdef")
        result.epochs = 1
        var run = Run(
            optimizer: name, label: "\(name) lr 0.1", rule: "\(name) (keras) lr 0.1", dialect: .keras, loss: "mse", batchSize: 128, seed: 3,
            model: "mlp", result: result, final: Measure(loss: .nan, accuracy: accuracy), measuredOn: "test")
        run.settings = ["lr 0.1", "nesterov"]
        run.facts = RunFacts(
            time: "2026-11-23T01:09:30Z", statement: "train", comparison: "a | \"b\"", until: "accuracy > 0.9", epochsAsked: 4,
            data: .init(name: "digits", source: "made \u{1F600} here", training: 600, validation: nil, test: 100, checksum: "abc"),
            layers: ["dense 10"], parameters: 7850,
            place: .init(threads: 2, lenet: "0.1.0", numerics: 2, processor: "a processor", kernels: "avx2"),
            origin: .init(script: script, occurrence: 2, isExact: false, arguments: ["-x"], directory: "/somewhere"))
        return run
    }

    @Test func everythingComesBack() throws {
        try withFolder { folder throws in
            let log = RunLog(folder: folder)
            let run = Self.run(script: "print \"a\\b\"\n# é \u{1}\t\r\n")
            #expect(try log.add(run) == 1)
            let line = try #require(try log.lines().runs.first)
            let back = try #require(line.run)
            #expect(back.facts?.number == 1)
            var facts = try #require(back.facts)
            facts.number = nil
            #expect(facts == run.facts)
            #expect(back.settings == run.settings && back.schedule == nil && back.label == run.label && back.rule == run.rule)
            #expect(back.result.history[0].testLoss == .infinity && back.final.loss.isNaN)
            #expect(back.result.history[0].trainLoss == run.result.history[0].trainLoss)
            #expect(back.result.steps == 7 && back.result.stop == .finished && back.result.fingerprint == run.result.fingerprint)
        }
    }

    @Test func howItEndedComesBack() throws {
        let weight = Divergence.WeightPlace(array: "conv1.weight", index: [0, 1, 2])
        let places: [Divergence.Place] = [
            .output(layer: "conv1", at: .init(channel: 1, row: 2, column: 3), image: 4), .loss(image: 5),
            .outputGradient(layer: "dense1", at: .init(channel: 0, row: 0, column: 9), image: 6), .gradient(weight), .rate,
            .state(name: "v", weight), .weight(weight), .epochsEnd(layer: nil), .epochsEnd(layer: "dense2"),
        ]
        let stops: [TrainingResult.Stop] = [.finished, .until, .interrupted]
            + places.map { .diverged(Divergence(step: 3, epoch: 1, place: $0, value: .minusInfinite)) }
        for stop in stops {
            var run = Self.run()
            run.result.stop = stop
            let json = try JSON.reading(Array(run.record(number: 1).text.utf8)[...])
            #expect(Run(record: json)?.result.stop == stop)
        }
    }

    @Test func aTornLastLineIsPassedOverAndRepaired() throws {
        try withFolder { folder throws in
            let log = RunLog(folder: folder)
            for _ in 0..<3 { _ = try log.add(Self.run()) }
            let whole = try Data(contentsOf: URL(fileURLWithPath: log.path))
            // Cut anywhere within the last line.
            let lastLine = whole.count / 3
            for cut in stride(from: 1, to: lastLine, by: 97) {
                try whole.dropLast(cut).write(to: URL(fileURLWithPath: log.path))
                let lines = try log.lines()
                // Without its newline alone the line is whole.
                #expect(lines.runs.map(\.number) == (cut == 1 ? [1, 2, 3] : [1, 2]) && lines.isTorn == (cut > 1) && lines.damaged == 0)
                let number = try log.add(Self.run("sgd"))
                #expect(number == (cut == 1 ? 4 : 3))
                let after = try log.lines()
                #expect(after.runs.last?.run?.optimizer == "sgd" && !after.isTorn && after.damaged == (cut > 1 ? 1 : 0))
            }
        }
    }

    @Test func damageInTheMiddleIsCounted() throws {
        try withFolder { folder throws in
            let log = RunLog(folder: folder)
            for _ in 0..<4 { _ = try log.add(Self.run()) }
            var lines = try String(contentsOfFile: log.path, encoding: .utf8).split(separator: "\n").map(String.init)
            lines[1] = "not JSON"
            lines[2] = String(lines[2].dropLast(30)) + "}"
            try (lines.joined(separator: "\n") + "\n").write(toFile: log.path, atomically: true, encoding: .utf8)
            let read = try log.lines()
            #expect(read.damaged == 1 && read.runs.map(\.number) == [1, 3, 4])
            // The end of a line is looked at by those who need it.
            #expect(read.runs[1].run == nil && read.runs[1].fields(["optimizer"])?["optimizer"]?.asText == "adam")
            #expect(try log.add(Self.run()) == 5)
        }
    }

    @Test func aFileOfBytesIsNoTrap() throws {
        try withFolder { folder throws in
            let log = RunLog(folder: folder)
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            var generator = SystemRandomNumberGenerator()
            let pieces: [[UInt8]] = [[0x7B], [0x7D], [0x22], [0x5C], [0x0A], Array("{\"run\": ".utf8), Array("\"\\u00".utf8), [0xFF], [0x5B], Array("1e999".utf8)]
            for _ in 0..<300 {
                let bytes = (0..<Int.random(in: 0..<60, using: &generator)).flatMap { _ in pieces.randomElement(using: &generator) ?? [] }
                try Data(bytes).write(to: URL(fileURLWithPath: log.path))
                for line in try log.lines().runs {
                    _ = line.run
                    _ = line.fields(["optimizer", "seed"])
                }
                #expect(try log.add(Self.run()) >= 1)
                #expect(try log.lines().runs.last?.run?.optimizer == "adam")
            }
        }
    }

    @Test func whatIsForgottenKeepsItsNumber() throws {
        try withFolder { folder throws in
            let log = RunLog(folder: folder)
            for _ in 0..<3 { _ = try log.add(Self.run()) }
            try log.forget([2, 3])
            #expect(try log.lines().runs.map(\.number) == [1])
            #expect(try log.add(Self.run()) == 4)
            #expect(try log.lines().runs.map(\.number) == [1, 4])
        }
    }

    @Test func nothingIsThereAtFirst() throws {
        try withFolder { folder throws in
            #expect(try RunLog(folder: folder).lines().runs.isEmpty)
            #expect(throws: LineFile.Fault.self) { try RunLog(folder: "/dev/null/nowhere").add(Self.run()) }
        }
    }

    @Test func whereTheRecordIs() {
        #expect(RecordFolder.path(["XDG_DATA_HOME": "/data", "HOME": "/"]) == "/data/lenet")
        #expect(RecordFolder.path(["XDG_DATA_HOME": "relative", "HOME": "/tmp"]) == "/tmp/.local/share/lenet")
        #expect(RecordFolder.path(["HOME": "/nonexistent/home"]) == nil && RecordFolder.path([:]) == nil)
    }

    @Test func textsOfJSON() throws {
        func value(_ text: String) -> String? { (try? JSON.reading(Array(text.utf8)[...]))?.text }
        #expect(value(#" {"a" : [1, -2.5e3, true, null], "b": "\u00e9\ud83d\ude00\n\"" } "#) == #"{"a": [1, -2500, true, null], "b": "é😀\n\""}"#)
        for wrong in ["", "{", "{]", "[1,]", "{\"a\"}", "1 2", "\"", "\"\\x\"", "nul", "--1", "1e999", String(repeating: "[", count: 10_000)] {
            #expect(value(wrong) == nil, "\(wrong.prefix(20))")
        }
        let bytes = Array(#"{"a": {"x": "}"}, "b": 2, "c": broken"#.utf8)[...]
        #expect((try? JSON.fields(["b"], reading: bytes))?["b"]?.asInteger == 2)
        #expect((try? JSON.fields(["c"], reading: bytes)) == nil)
    }
}
