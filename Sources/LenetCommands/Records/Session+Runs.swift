import LenetLab
import LenetSyntax

// Reading the record.

extension Session {
    /// The lines of the record; damage is told once. Errors: no folder, a file that cannot be read.
    package func recordedLines(at span: Span) throws -> [RunLog.Line] {
        guard let runLog = recording.log else { throw Failure(.record(.noFolder), at: span) }
        do {
            let lines = try runLog.lines()
            tellDamage(torn: lines.isTorn, damaged: lines.damaged, path: runLog.path)
            return lines.runs
        } catch {
            throw refusal(error, runLog, at: span)
        }
    }

    func refusal(_ fault: LineFile.Fault, _ log: RunLog, at span: Span) -> Failure {
        switch fault {
        case .refused(let reason): Failure(.record(.unusable(log.path, reason: reason)), at: span)
        }
    }

    private func tellDamage(torn: Bool, damaged: Int, path: String) {
        guard torn || damaged > 0, !recording.hasToldDamage else { return }
        recording.hasToldDamage = true
        var parts: [String] = []
        if damaged > 0 { parts.append(damaged == 1 ? "1 line cannot be read" : "\(damaged) lines cannot be read") }
        if torn { parts.append("the last line was cut short") }
        note("\(path): \(parts.joined(separator: ", ")); the rest is used")
    }

    /// Whole runs of some lines; damaged ones are told and passed over.
    package func runs(of lines: some Sequence<RunLog.Line>) -> [Run] {
        var damaged = 0
        let runs = lines.compactMap { line in
            let run = line.run
            if run == nil { damaged += 1 }
            return run
        }
        if let runLog = recording.log { tellDamage(torn: false, damaged: damaged, path: runLog.path) }
        return runs
    }

    /// Errors: there is none of that number.
    package func recordedRun(_ number: Int, at span: Span) throws -> Run {
        let lines = try recordedLines(at: span)
        guard let run = lines.last(where: { $0.number == number })?.run else {
            throw Failure(.record(.noSuchRun(number, newest: lines.last?.number, count: lines.count)), at: span)
        }
        return run
    }
}
