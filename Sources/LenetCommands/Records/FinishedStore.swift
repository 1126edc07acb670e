#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import LenetEngine
import LenetLab

/// Runs of comparisons that were not brought to their end: a file for each, named by its key.
package struct FinishedStore: Sendable {
    private let folder: String
    /// Seconds after which a comparison is not gone on with any more.
    private static let longest = 30 * 24 * 3600

    package init(folder: String) { self.folder = folder + "/finished" }

    private func path(_ key: RunKey) -> String { "\(folder)/\(key.text).json" }

    /// Nil where there is none that can be read.
    package func find(_ key: RunKey) -> FinishedRun? {
        guard case .success(let text) = TextFile.read(path(key)), let json = try? JSON.reading(Array(text.utf8)[...]) else { return nil }
        return FinishedRun(json: json)
    }

    /// What cannot be kept is done again: no error is worth ending a comparison for.
    package func keep(_ run: FinishedRun, _ key: RunKey) {
        LineFile.makeFolder(folder)
        _ = TextFile.write(run.json.text + "\n", to: path(key))
    }

    package func drop(_ keys: Set<RunKey>) {
        for key in keys { unlink(path(key)) }
    }

    /// Takes away what no one has come back for.
    package func dropOld() {
        guard case .success(let names) = Folder.names(folder) else { return }
        let now = time(nil)
        for name in names {
            var information = stat()
            let path = folder + "/" + name
            guard stat(path, &information) == 0 else { continue }
            #if canImport(Darwin)
                let changed = information.st_mtimespec.tv_sec
            #else
                let changed = information.st_mtim.tv_sec
            #endif
            if now - changed > Self.longest { unlink(path) }
        }
    }
}

extension FinishedRun {
    package var json: JSON {
        let digits = Array("0123456789abcdef")
        let predictions = String(evaluation.predictions.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
        return .object([
            ("finished", .number(1)), ("result", run.record()), ("count", .number(Double(evaluation.count))),
            ("correct", .number(Double(evaluation.correct))), ("loss", .measure(evaluation.loss)),
            ("confusion", .list(evaluation.confusion.map { .list($0.map { .number(Double($0)) }) })),
            ("predictions", .text(predictions)), ("test_accuracy", testAccuracy.map { .measure($0) } ?? .null),
        ])
    }

    /// Nil where anything is missing or does not fit the rest: then the run is done again.
    package init?(json: JSON) {
        guard json["finished"]?.asInteger == 1, var run = json["result"].flatMap(Run.init(record:)), let count = json["count"]?.asInteger,
            let correct = json["correct"]?.asInteger, let loss = json["loss"]?.asMeasure, let rows = json["confusion"]?.asList,
            let text = json["predictions"]?.asText
        else { return nil }
        let confusion = rows.compactMap { $0.asList?.compactMap(\.asInteger) }
        let half = text.utf8.map { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 ? $0 - UInt8(ascii: "0") : $0 &- UInt8(ascii: "a") &+ 10 }
        guard half.count == 2 * count, half.allSatisfy({ $0 < 16 }), confusion.count == rows.count,
            confusion.allSatisfy({ $0.count == rows.count }), confusion.joined().reduce(0, { $0 &+ $1 }) == count
        else { return nil }
        let predictions = stride(from: 0, to: half.count, by: 2).map { half[$0] << 4 | half[$0 + 1] }
        run.isTakenOver = true
        let testAccuracy = json["test_accuracy"]?.asMeasure
        var evaluation = Evaluation(predictions: [], labels: [], classes: 0, loss: loss)
        evaluation.count = count
        evaluation.correct = correct
        evaluation.confusion = confusion
        evaluation.predictions = predictions
        self.init(run: run, evaluation: evaluation, testAccuracy: testAccuracy)
    }
}

// A comparison asks before each run, keeps each that it makes, and says when all are done.
extension Session {
    private var finishedStore: FinishedStore? { recording.isOn ? recording.folder.map(FinishedStore.init(folder:)) : nil }

    /// What an earlier go at the same comparison has finished. One of this session that was brought to its end is done anew.
    package func finishedRun(_ key: RunKey) -> FinishedRun? {
        guard !recording.done.contains(key), let run = finishedStore?.find(key) else { return nil }
        recording.open.insert(key)
        return run
    }

    package func keepFinished(_ run: FinishedRun, _ key: RunKey) {
        guard let store = finishedStore else { return }
        if recording.open.isEmpty, recording.done.isEmpty { store.dropOld() }
        store.keep(run, key)
        recording.open.insert(key)
    }

    /// The comparison is whole. At the prompt nothing of it need be kept; a script that is stopped further on starts from its
    /// beginning again, so what it has finished is kept until its end.
    package func comparisonEnded() {
        recording.done.formUnion(recording.open)
        recording.open = []
        if settings.isInteractive { dropFinished() }
    }

    /// The script has ended as it should.
    package func dropFinished() { finishedStore?.drop(recording.done) }
}
