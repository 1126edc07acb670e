import LenetLab

/// The record of all trainings: `runs.jsonl`, a JSON object a line, only ever added to. docs/records.md tells the format.
///
/// Two kinds of lines: a run, `{"run": 7, …}`, and what was forgotten, `{"forget": [3, 4], "last": 12}`. Numbers are given out under
/// the lock of the line that takes them, and never twice.
package struct RunLog: Sendable {
    package static let name = "runs.jsonl"
    private let file: LineFile
    package var path: String { file.path }

    package init(folder: String) { file = LineFile(path: folder + "/" + Self.name) }

    /// Adds a run; its number.
    package func add(_ run: Run) throws(LineFile.Fault) -> Int {
        var number = 0
        try file.append { previous in
            number = Self.lastNumber(previous) + 1
            return run.record(number: number).text
        }
        return number
    }

    package func forget(_ numbers: [Int]) throws(LineFile.Fault) {
        try file.append { previous in
            let last = Self.lastNumber(previous)
            return JSON.object([("forget", .list(numbers.map { .number(Double($0)) })), ("last", .number(Double(last)))]).text
        }
    }

    /// What the newest line that can be read says of numbers.
    private static func lastNumber(_ previous: () -> [UInt8]?) -> Int {
        while let line = previous() {
            guard isWhole(line[...]), let fields = try? JSON.fields(["run", "last"], reading: line[...]) else { continue }
            if let number = (fields["run"] ?? fields["last"])?.asInteger { return number }
        }
        return 0
    }

    private static func isWhole(_ line: ArraySlice<UInt8>) -> Bool {
        line.first == UInt8(ascii: "{") && line.last == UInt8(ascii: "}")
    }

    // MARK: Reading

    /// The lines of runs that were not forgotten, oldest first; nothing of them is read but their numbers.
    package func lines() throws(LineFile.Fault) -> Lines {
        let bytes = try file.bytes()
        var result = Lines()
        var forgotten: Set<Int> = []
        let forgetting = Array("{\"forget\"".utf8)
        let all = LineFile.lines(bytes)
        for (index, line) in all.enumerated() {
            guard Self.isWhole(line) else {
                if index == all.count - 1, bytes.last != UInt8(ascii: "\n") { result.isTorn = true } else { result.damaged += 1 }
                continue
            }
            if line.starts(with: forgetting) {
                if let numbers = (try? JSON.fields(["forget"], reading: line))?["forget"]?.asList {
                    forgotten.formUnion(numbers.compactMap(\.asInteger))
                }
                continue
            }
            guard let number = (try? JSON.fields(["run"], reading: line))?["run"]?.asInteger else {
                result.damaged += 1
                continue
            }
            result.runs.append(Line(number: number, bytes: line))
        }
        if !forgotten.isEmpty { result.runs.removeAll { forgotten.contains($0.number) } }
        return result
    }

    package struct Lines {
        package var runs: [Line] = []
        /// The last line was cut short.
        package var isTorn = false
        /// Lines that cannot be read, besides that one.
        package var damaged = 0
    }

    /// A run's line, of which nothing was read but its number.
    package struct Line {
        package var number: Int
        fileprivate var bytes: ArraySlice<UInt8>

        /// Some of its fields, by name; nil where the line is damaged.
        package func fields(_ names: Set<String>) -> [String: JSON]? { try? JSON.fields(names, reading: bytes) }

        /// All of it; nil where the line is damaged.
        package var run: Run? { (try? JSON.reading(bytes)).flatMap(Run.init(record:)) }
    }
}
